#include "iaq_journal/verifier/dropped_front.hpp"

#include "iaq_journal/verifier/integers.hpp"
#include "iaq_journal/verifier/segment_header.hpp"

#include <string_view>

namespace iaq::verifier {
namespace {

constexpr std::string_view magic = "IAQBASE1";
constexpr std::size_t journal_id_at = 8;
constexpr std::size_t first_at = 24;
constexpr std::size_t head_bytes = 32;

/// Checks what a base says of itself: magic, journal, first record.
void check_base(std::uint64_t first, const std::string& journal_id, inventory& files, docket& on) {
    const auto path = base_path(first);
    const auto bytes = files.demand(path);
    if (!bytes) {
        return;
    }
    const auto enter = [&](finding_kind kind, std::uint64_t offset, const char* text) {
        on.enter({.kind = kind, .file = path, .offset = offset, .record = first, .text = text});
    };
    if (bytes->size() < head_bytes || !bytes->starts_with(magic)) {
        enter(finding_kind::bad_base, 0, "not a base of the state");
    } else if (bytes->compare(journal_id_at, journal_id.size(), journal_id) != 0) {
        enter(finding_kind::wrong_journal, journal_id_at, "a base of another journal");
    } else if (big<std::uint64_t>(*bytes, first_at) != first) {
        enter(finding_kind::bad_base, first_at, "the base of another segment");
    }
}

/// Bases that nothing rests on: those of earlier retentions, and after a crash the one of a
/// retention that was on its way. Any other belongs here as little as a stray file.
void check_other_bases(const front_terms& terms, inventory& files, docket& on) {
    for (const auto first : files.numbered(".base")) {
        if (first > 1 && first < terms.begin) {
            check_base(first, terms.journal_id, files, on);
            on.note(base_path(first) + ": the base of an earlier retention");
        } else if (first > terms.begin && terms.after_crash && files.has(segment_path(first))) {
            check_base(first, terms.journal_id, files, on);
            on.note(base_path(first) + ": a retention was on its way");
        }
    }
}

/// Segments go from the first on, so a crash may leave some of them in front of the base.
bool was_on_its_way(const front_terms& terms, const inventory& files) {
    const auto bases = files.numbered(".base");
    return terms.after_crash && !files.has(base_path(terms.begin)) && !bases.empty() &&
           bases.back() > terms.begin && files.has(segment_path(bases.back()));
}

}  // namespace

void check_front(const front_terms& terms, inventory& files, docket& on) {
    check_other_bases(terms, files, on);
    if (terms.begin <= 1) {
        return;
    }
    const auto span = "records 1 to " + std::to_string(terms.begin - 1);
    const bool told = terms.last_drop >= terms.begin;
    if (!told) {
        on.enter({.kind = finding_kind::front_missing,
                  .file = segment_path(terms.begin),
                  .offset = header_first_at,
                  .record = 1,
                  .text = span + " are in no segment, and no record under the head tells that " +
                          "they were dropped"});
    }
    const bool has_base = files.has(base_path(terms.begin));
    if (has_base || (told && !was_on_its_way(terms, files))) {
        check_base(terms.begin, terms.journal_id, files, on);
    }
    if (told) {
        on.note(span + " were dropped by retention" +
                (terms.leaves_stand ? "; their leaves stand" : ""));
    }
}

}  // namespace iaq::verifier
