#include "correlation/match.hpp"
#include "fuzz/choices.hpp"
#include "naming/name_line.hpp"
#include "wire/payload.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Any message of the switch, and a book of four inquiries of which three left. Wherever it is
// placed, our own token says so, from an ORI that is trusted; an answer is never shown as a
// receipt, nor one person's as another's; and what is placed can be folded in. The first byte says
// the form, the second what the inquiries have heard before.

namespace {

using namespace iaq;
using correlation::book;
using fuzz::choices;
using model::delivery_kind;
using model::inquiry_index;

struct one_person {
    std::string_view id, reference, last, first, born, compact;
};
constexpr std::array people{
    one_person{"a", "REFAAAAAAA", "DOE", "JANE", "1980-02-01", "19800201"},
    one_person{"b", "REFBBBBBBB", "ROE", "RICHARD", "1975-03-02", "19750302"},
    one_person{"c", "REFCCCCCCC", "POE", "EDGAR", "1980-02-01", "19800201"},
    one_person{"d", "REFDDDDDDD", "DOE", "JOHN", "1990-12-24", "19901224"},  // never sent
};

class office {
public:
    explicit office(std::uint8_t heard) {
        profile.answer_key = "IAR";
        profile.answer_oris = {"VTICE0900"};
        profile.status_oris = {"NL0000000"};
        profile.receipt.keys = {"AM"};
        profile.receipt.phrases = {"IAQ RECEIVED"};
        for (const auto& one : people) {
            admit(one);
        }
        for (std::size_t i = 0; i < 3; ++i, heard >>= 2U) {
            send(people.at(i));
            hear(people.at(i), heard & 3U);
        }
    }

    void apply(model::records::body body) {
        model::record r;
        r.at_sequence = model::sequence{++last_};
        r.body = std::move(body);
        const auto followed = inquiries.apply(r);
        ensure(followed.has_value());
    }
    [[nodiscard]] model::sequence last() const { return model::sequence{last_}; }

    book inquiries;
    model::profile profile;

private:
    void admit(const one_person& one) {
        model::records::admitted body;
        body.inquiry_id = one.id;
        body.reference = one.reference;
        body.state = model::inquiry_state::queued;
        body.request.ori = "MO0110100";
        body.request.person.last_name = one.last;
        body.request.person.first_name = one.first;
        body.request.person.date_of_birth = one.born;
        apply(body);
    }
    void send(const one_person& one) {
        model::records::send_begun body;
        body.inquiry_id = one.id;
        body.reference = one.reference;
        apply(body);
    }
    /// 1: a receipt; 2: an answer; 3: both.
    void hear(const one_person& one, unsigned what) {
        using enum model::classification;
        if ((what & 1U) != 0) {
            reply(one, receipt, delivery_kind::lesc_received);
        }
        if ((what & 2U) != 0) {
            reply(one, answer, delivery_kind::answered);
        }
    }
    void reply(const one_person& one, model::classification classed, delivery_kind kind) {
        model::records::reply_heard heard;
        heard.bytes = "x";
        apply(heard);
        apply(model::records::matched{
            std::string{one.id}, last(), {model::match_rule::reference, {}}, classed, kind, false});
    }

    std::uint64_t last_ = 0;
};

/// As simple as can be: both names as words in capitals, and the birth date in eight digits. What
/// may be a letter of another alphabet, or join two words, is a part of the word.
bool plainly_names(std::string_view text, const one_person& one) {
    std::vector<std::string> words{{}};
    for (const char c : text) {
        if (text::is_letter(c) || text::is_digit(c) || c < 0 || c == '\'') {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    return std::ranges::all_of(std::array{one.last, one.first, one.compact},
                               [&](auto word) { return std::ranges::count(words, word) > 0; });
}

void check_placed(const office& at, const correlation::arrival& heard,
                  const correlation::placement& placed) {
    const auto& header = heard.said.header;
    const auto& e = at.inquiries.at(placed.inquiry);
    const bool is_about_delivery = header.key == "ER" || header.key == "SM";
    ensure(e.reference == heard.reference || e.reference == heard.control ||
           (is_about_delivery && e.reference == heard.echoed));
    ensure(header.origin == "VTICE0900" || (is_about_delivery && header.origin == "NL0000000"));
    ensure(e.attempts > 0);

    const auto& person = people.at(number_of(placed.inquiry));
    const auto mentioned = naming::mentions(heard.said.text, e.asked.whole().person);
    const bool names_us = plainly_names(heard.said.text, person);
    ensure(!names_us || (mentioned.name && mentioned.birth));
    if (placed.kind == delivery_kind::lesc_received) {
        ensure(!names_us && !mentioned.name && !mentioned.birth);
        ensure(!e.receipt_came && !e.answer_came && !is_about_delivery);
        ensure(header.key == "AM" || text::contains_folded(heard.said.text, "IAQ RECEIVED"));
    }
    if (placed.kind == delivery_kind::answered) {
        ensure(header.key == "IAR" && !e.answer_came);
    }
    if (header.key == "IAR" && names_us && !e.answer_came) {
        ensure(placed.kind == delivery_kind::answered);
    }
    for (const auto& other : people) {
        const bool is_open =
            other.id != "d" && at.inquiries.at(at.inquiries.find(other.id)).unanswered > 0;
        const bool is_theirs =
            is_open && other.id != person.id && plainly_names(heard.said.text, other);
        ensure(!is_theirs || mentioned.name || mentioned.birth || is_about_delivery);
    }
}

void check_unplaced(const office& at, const correlation::placement& placed) {
    ensure(placed.kind == delivery_kind::unmatched);
    ensure(placed.evidence.rule != model::match_rule::reference &&
           placed.evidence.rule != model::match_rule::echoed_header);
    for (const auto& id : placed.evidence.candidates) {
        ensure(at.inquiries.find(id) != inquiry_index::none);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    const auto form = input.flag() ? model::payload_kind::ofml : model::payload_kind::nlets_text;
    office at{input.one()};
    const auto said = wire::parse(form, input.rest());
    const correlation::arrival heard{said, wire::comparable_reference(said.header.reference),
                                     wire::comparable_reference(said.header.control),
                                     wire::comparable_reference(said.echoed_reference)};
    const auto placed = correlation::place(at.inquiries, at.profile, heard);
    const auto traced = correlation::trace(at.inquiries, heard);
    ensure(placed.inquiry == inquiry_index::none || placed.inquiry == traced);
    model::records::reply_heard record;
    record.bytes = "x";
    at.apply(record);
    if (placed.inquiry == inquiry_index::none) {
        check_unplaced(at, placed);
        at.apply(model::records::unmatched{at.last(), placed.evidence, placed.classed});
    } else {
        check_placed(at, heard, placed);
        at.apply(model::records::matched{at.inquiries.at(placed.inquiry).inquiry_id, at.last(),
                                         placed.evidence, placed.classed, placed.kind, false});
    }
    return 0;
}
