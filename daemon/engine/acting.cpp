#include "engine/acting.hpp"

#include "engine/life.hpp"
#include "model/limits.hpp"
#include "policy/telling.hpp"

#include <algorithm>
#include <ranges>

/// What people do to their inquiries, beside asking and cancelling.
namespace iaq::engine {

namespace acts = model::acts;
namespace records = model::records;
using model::inquiry_index;
using model::answers::error_code;

namespace {

/// The same remark later than this is another one.
constexpr nanoseconds same_note = 5min;

records::body record_of(const std::string& inquiry_id, const acts::note& what) {
    return records::note_written{inquiry_id, what};
}
records::body record_of(const std::string& inquiry_id, const acts::ice_contact& what) {
    return records::ice_contacted{inquiry_id, what};
}
records::body record_of(const std::string& inquiry_id, const acts::consular_done& what) {
    return records::consular_notified{inquiry_id, what};
}
/// These are written with what they come to, elsewhere.
template <class Judged>
records::body record_of(const std::string&, const Judged&) {
    return records::foreign{};
}
records::body record_of(const std::string& inquiry_id, const acts::transfer& what) {
    return records::inquiry_transferred{inquiry_id, what};
}

/// How far the clock of who tells may be before ours.
constexpr nanoseconds clocks_apart = 5min;

}  // namespace

bool acting::may_act() {
    const bool may = by_.principal.may(model::right::submit);
    if (!may) {
        in_.forbid(by_, {}, "this principal has no right to submit, nor to act on an inquiry");
    }
    return may;
}

bool acting::is_mine(const correlation::deed& d) const {
    return d.principal == by_.who.principal && d.acting_user == by_.who.user;
}

model::sequence acting::write(inquiry_index i, const acts::act& act) {
    const auto& e = in_.state_.inquiries().at(i);
    return in_.append(
        std::visit([&](const auto& what) { return record_of(e.inquiry_id, what); }, act), by_.who,
        in_.state_.inquiries().origin_of(e).station);
}

void acting::serve(const model::calls::act& call) {
    if (!may_act()) {
        return;
    }
    const auto i = in_.find_of_desk(by_, call.inquiry_id);
    if (i == inquiry_index::none) {
        return;
    }
    if (const auto bad = fault_in(i, call.what)) {
        in_.fail(by_, error_code::invalid, bad->text, bad->field);
    } else if (const auto* const update = std::get_if<acts::update>(&call.what)) {
        change(i, *update);
    } else if (const auto* const ended = std::get_if<acts::contact_ended>(&call.what)) {
        end_contact(i, *ended);
    } else if (const auto before = done_before(i, call.what)) {
        done(i, *before, call.what);
    } else if (auto why = why_not(i, call.what); !why.empty()) {
        in_.fail(by_, error_code::conflict, std::move(why), "inquiry_id");
    } else if (in_.can_take_records(by_)) {
        done(i, write(i, call.what), call.what);
    }
}

/// Where ICE was not reached while a contact waits, the order's sentence goes with the answer.
void acting::done(inquiry_index i, model::sequence at, const acts::act& what) {
    model::answers::done told{at};
    const auto* const ice = std::get_if<acts::ice_contact>(&what);
    if (ice != nullptr && !ice->reached && contact_waits(in_.state_.inquiries(), i)) {
        const auto& e = in_.state_.inquiries().at(i);
        told.notices = policy::notices_when_unreachable(standing_of(e), in_.rules_of(i).order);
    }
    in_.answer(by_, std::move(told));
}

std::optional<acting::fault> acting::fault_in(inquiry_index i, const acts::act& what) const {
    const auto at = std::visit(
        [](const auto& of) {
            if constexpr (requires { of.at; }) {
                return of.at;
            } else {
                return utc_time{};
            }
        },
        what);
    if (auto bad = in_the_future(at)) {
        return bad;
    }
    const auto* const update = std::get_if<acts::update>(&what);
    if (update != nullptr && update->confined_at && in_the_future(*update->confined_at)) {
        return fault{"confined_at", "confined_at lies in the future; correct it"};
    }
    const auto* const consular = std::get_if<acts::consular_done>(&what);
    return consular == nullptr ? std::nullopt : fault_of(i, *consular);
}

std::optional<acting::fault> acting::fault_of(inquiry_index i,
                                              const acts::consular_done& what) const {
    const auto& tables = in_.rules_of(i).tables;
    const auto* const place = tables.find_place(what.country);
    if (place == nullptr) {
        return fault{"country", "country is not an NCIC code of a place; look it up by its name"};
    }
    const auto nationality = in_.state_.inquiries().at(i).asked.whole().person.nationality;
    const auto* const own = tables.find_place(nationality);
    const bool is_mandatory =
        place->mandatory_consular || (own != nullptr && own->mandatory_consular);
    if (what.declined && is_mandatory) {
        return fault{"declined",
                     "this country is on the mandatory list: its consulate is told whatever the "
                     "person wants; record who was told"};
    }
    return std::nullopt;
}

std::optional<acting::fault> acting::in_the_future(utc_time at) const {
    return at > in_.now_.utc + clocks_apart
               ? std::optional{fault{"at", "at lies in the future; correct it"}}
               : std::nullopt;
}

std::string acting::why_not(inquiry_index i, const acts::act& what) const {
    const auto& book = in_.state_.inquiries();
    if (in_.state_.is_quarantined(book.at(i).inquiry_id)) {
        return "a record of it is in quarantine, and nothing is added to it any more: submit it "
               "anew";
    }
    const auto& deeds = book.deeds_of(i);
    const auto notes = std::ranges::count_if(
        deeds, [](const auto& d) { return std::holds_alternative<acts::note>(d.what); });
    if (std::holds_alternative<acts::note>(what) &&
        static_cast<std::size_t>(notes) >= model::limits::notes_max) {
        return "it has the most remarks that one inquiry can have";
    }
    return deeds.size() >= model::limits::acts_max
               ? std::string{"it has the most entries that one inquiry can have"}
               : std::string{};
}

std::optional<model::sequence> acting::done_before(inquiry_index i, const acts::act& what) const {
    const auto& deeds = in_.state_.inquiries().deeds_of(i);
    const bool is_note = std::holds_alternative<acts::note>(what);
    for (const auto& each : deeds | std::views::reverse) {
        const bool same_hour = !is_note || in_.now_.utc - each.at < same_note;
        if (is_mine(each) && same_hour && each.what == what) {
            return each.record;
        }
    }
    return std::nullopt;
}

}  // namespace iaq::engine
