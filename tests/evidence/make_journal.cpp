/// Writes a journal of COUNT invented records and what a stranger may hold of it:
///   DIR/journal/...           the folder
///   DIR/older, DIR/fork       checkpoints over half of it: its own, and of another journal's
///   records DIR/proof.N, DIR/leaf.N   for some records: a tlog-proof, the hash of the leaf in hex
/// make_journal DIR COUNT

#include "support/stranger_journal.hpp"
#include "support/stranger_note.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace {

using namespace iaq::test;

void write(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << bytes;
}

void write_all(const std::filesystem::path& into, std::size_t count) {
    const auto plan = plan_of(count, 300, true);
    for (const auto& [path, bytes] : journal_of(plan)) {
        write(into / "journal" / path, bytes);
    }
    const auto half = (count + 1) / 2;
    write(into / "older", checkpoint_of(plan, half));
    auto fork = plan;
    fork.records.front().body.front() ^= 1;
    write(into / "fork", checkpoint_of(fork, half));
    for (const std::uint64_t record : std::set<std::uint64_t>{1, half, count - count / 4, count}) {
        const auto name = std::to_string(record);
        write(into / ("proof." + name), proof_of(plan, record, count));
        write(into / ("leaf." + name), hex(leaf_hash_of(plan, record)) + "\n");
    }
}

}  // namespace

int main(int count, char** words) {
    const auto records = count == 3 ? std::strtoul(words[2], nullptr, 10) : 0;
    if (records == 0) {
        std::fputs("usage: make_journal DIR COUNT\n", stderr);
        return 2;
    }
    write_all(words[1], records);
    return 0;
}
