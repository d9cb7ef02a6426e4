#include "fuzz/edited_folder.hpp"
#include "iaq_journal/verifier/report.hpp"
#include "unit/verifier/memory_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>

using namespace iaq::test;
using namespace iaq::fuzz;

namespace {

void must(bool held) {
    if (!held) {
        std::abort();
    }
}

/// Nine records in segments of three; of the dropped ones, record 8 tells.
sound_journal make(bool sealed, bool dropped) {
    auto plan = plan_of(9, 3, sealed);
    plan.zeros = 600;
    plan.next_bytes = 64;
    sound_journal made;
    if (dropped) {
        plan.first_kept = 4;
        made.told_at = 8;
        tell_of_drop(plan, made.told_at);
    }
    made.plan = plan;
    made.files = journal_of(plan);
    return made;
}

const sound_journal& sound(std::size_t which) {
    static const std::array all{make(false, false), make(true, false), make(false, true),
                                make(true, true)};
    return all.at(which);
}

/// Asks about the sound signature once for all: nearly every input holds it.
bool is_signed(iaq::verifier::signature_kind kind, std::string_view key, std::string_view message,
               std::string_view signature) {
    static std::map<std::string, std::string> good;  // by message; one for each sound head
    const auto known = good.find(std::string{message});
    if (known != good.end() && known->second == signature) {
        return true;
    }
    const bool is_good = iaq::seal::verify_signature(kind, key, message, signature);
    if (is_good) {
        good.insert_or_assign(std::string{message}, std::string{signature});
    }
    return is_good;
}

iaq::verifier::verdict judged(const sound_journal& of, const folder_bytes& files,
                              bool after_crash) {
    return verify(
        {.directory = {}, .vkey = vkey_of(of.plan), .at_least = {}, .after_crash = after_crash},
        memory_folder{files}, is_signed);
}

/// Lines for a terminal, the last of which says what came out.
void check_report(const iaq::verifier::verdict& of) {
    const auto lines = iaq::verifier::report(of);
    for (const auto& line : lines) {
        must(std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; }));
    }
    must(lines.back().starts_with(of.findings_count == 0 ? "good: " : "damaged: "));
    must(of.findings.size() == std::min<std::uint64_t>(of.findings_count, 100));
}

}  // namespace

/// A sound folder and what somebody did to its files (edited_folder.hpp): never called good when
/// any byte is another than the signed head and the format page allow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto& from = sound(bytes[0] & 3U);
    const bool after_crash = (bytes[0] & 4U) != 0;
    const auto files = edited(from.files, {reinterpret_cast<const char*>(bytes) + 1, size - 1});
    const auto seen = judged(from, files, after_crash);
    check_report(seen);
    must(seen.findings_count == 0 ? holds_the_same(from, files, after_crash) : files != from.files);
    return 0;
}
