#include "fuzz/edited_folder.hpp"
#include "iaq_journal/verifier/report.hpp"
#include "support/stranger_note.hpp"
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

/// What the verifier is asked with, and whether anything may be good then.
struct asked {
    iaq::verifier::demand demand;
    bool may_be_good = true;
};

enum class beside : std::uint8_t { nothing, older_head, forked_head, larger_head, other_key };

std::string origin_in(const sound_journal& of) {
    const auto vkey = vkey_of(of.plan);
    return vkey.substr(0, vkey.find('+'));
}

/// `place`, `with`: for another key, where it differs and what stands there.
asked asked_with(const sound_journal& of, beside what, std::uint8_t place, char with) {
    asked made{{.directory = {}, .vkey = vkey_of(of.plan), .at_least = {}, .after_crash = false}};
    const auto origin = origin_in(of);
    const auto head_of = [&](const std::string& size) {
        return signed_note(of.plan, origin + '\n' + size + '\n' + base64(sha256("x")) + '\n');
    };
    switch (what) {
        case beside::nothing: break;
        case beside::older_head: made.demand.at_least = checkpoint_of(of.plan, 5); break;
        case beside::forked_head:
            made.may_be_good = false;
            made.demand.at_least = head_of("5");
            break;
        case beside::larger_head:
            made.may_be_good = false;
            made.demand.at_least = head_of("12");
            break;
        case beside::other_key: {
            auto& byte = made.demand.vkey[place % made.demand.vkey.size()];
            made.may_be_good = byte == with;
            byte = with;
            break;
        }
    }
    return made;
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

/// The folder with a head of any text behind the origin, signed by its own key.
folder_bytes with_head(const sound_journal& of, const std::string& body) {
    auto files = of.files;
    files["checkpoint"] = signed_note(of.plan, origin_in(of) + body + '\n');
    return files;
}

/// A sound folder and what somebody did to its files (edited_folder.hpp): never called good when
/// any byte is another than the signed head and the format page allow, nor under another key, nor
/// when an older head that was kept is no beginning of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const auto& from = sound(bytes[0] & 3U);
    const bool after_crash = (bytes[0] & 4U) != 0;
    const auto how = bytes[0] >> 3U & 7U;
    const std::string rest(bytes + 1, bytes + size);
    const std::string words = rest.substr(std::min<std::size_t>(rest.size(), 2));
    const bool has_other_key = how == 4 && rest.size() > 1;
    auto question = asked_with(from,
                               how < 4         ? beside{static_cast<std::uint8_t>(how)}
                               : has_other_key ? beside::other_key
                                               : beside::nothing,
                               has_other_key ? bytes[1] : 0, has_other_key ? rest[1] : '\0');
    question.demand.after_crash = after_crash;
    const auto files = how == 5   ? with_head(from, words)
                       : how == 4 ? edited(from.files, words)
                                  : edited(from.files, rest);
    const auto seen = verify(question.demand, memory_folder{files}, is_signed);
    check_report(seen);
    if (seen.findings_count == 0) {
        must(question.may_be_good && holds_the_same(from, files, after_crash));
    } else {
        must(!question.may_be_good || files != from.files);
    }
    return 0;
}
