/// Writes a journal of COUNT invented records and what a stranger may hold of it:
///   DIR/journal/...           the folder
///   DIR/older, DIR/fork       checkpoints over half of it: its own, and of another journal's
///   records DIR/proof.N, DIR/leaf.N   for some records: a tlog-proof, the hash of the leaf in hex
/// make_journal DIR COUNT [FIRST]    with FIRST retention has dropped the records before it

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

constexpr std::uint64_t per_segment = 300;

void write_all(const std::filesystem::path& into, std::size_t count, std::uint64_t first) {
    auto plan = plan_of(count, per_segment, true);
    if (first > 1) {
        plan.first_kept = first;
        tell_of_drop(plan, count);
    }
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
    const auto number = [&](int which) {
        return count > which ? std::strtoul(words[which], nullptr, 10) : 1;
    };
    const auto records = number(2);
    const auto first = number(3);
    if (count < 3 || count > 4 || first == 0 || records < first || (first - 1) % per_segment != 0) {
        std::fputs("usage: make_journal DIR COUNT [FIRST]\n", stderr);
        return 2;
    }
    write_all(words[1], records, first);
    return 0;
}
