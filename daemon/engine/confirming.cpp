#include "engine/confirming.hpp"

#include "delivery/mailbox.hpp"
#include "model/limits.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

/// What readers say of the messages of the switch.
namespace iaq::engine {

namespace acts = model::acts;
namespace records = model::records;
using model::inquiry_index;
using model::sequence;
using model::answers::error_code;

namespace {

/// How far the clock of who tells may be before ours.
constexpr nanoseconds clocks_apart = 5min;

}  // namespace

records::unseen_due unseen_from(utc_time now, model::delivery_kind kind,
                                const model::order& order) {
    return model::is_to_be_read(kind)
               ? records::unseen_due{now + order.seen_within, now + 2 * order.seen_within}
               : records::unseen_due{};
}

bool confirming::may_read() {
    const bool may = by_.principal.may(model::right::read);
    if (!may) {
        in_.forbid(by_, {}, "this principal has no right to read, nor to say what was read");
    }
    return may;
}

bool confirming::is_mine(const correlation::deed& d) const {
    return d.principal == by_.who.principal && d.acting_user == by_.who.user;
}

std::optional<confirming::told> confirming::find(const std::string& inquiry_id,
                                                 std::string_view event_id) {
    const auto& book = in_.state_.inquiries();
    const auto at = in_.given_.cursors.parse_event(event_id);
    const auto* const p = at ? in_.state_.mail().find(*at) : nullptr;
    const bool is_meant = p != nullptr && p->inquiry != inquiry_index::none &&
                          (inquiry_id.empty() || book.at(p->inquiry).inquiry_id == inquiry_id);
    const bool has_message =
        is_meant && p->reply != sequence::none && p->kind != model::delivery_kind::withdrawn;
    // Whoever may read the inquiry reads its messages there, too.
    const bool is_visible =
        is_meant && (delivery::may_see({by_.principal}, *p, in_.belonging_of(*p)) ||
                     (has_message && in_.may_read(by_, p->inquiry)));
    if (!is_visible) {
        in_.fail(by_, error_code::not_found,
                 in_.shredded_words(by_.principal, inquiry_id)
                     .value_or("no such delivery about an inquiry that this principal may read"),
                 "event_id");
        return std::nullopt;
    }
    if (!has_message) {
        in_.fail(by_, error_code::invalid,
                 "this delivery tells of no message of the switch: name one that does", "event_id");
        return std::nullopt;
    }
    return told{p->inquiry, p->reply};
}

bool confirming::can_be_written(inquiry_index i) {
    const auto& book = in_.state_.inquiries();
    const auto refuse = [&](const char* why) {
        in_.fail(by_, error_code::conflict, why, "event_id");
        return false;
    };
    if (in_.state_.is_quarantined(book.at(i).inquiry_id)) {
        return refuse(
            "a record of the inquiry is in quarantine, and nothing is added to it any more");
    }
    if (book.deeds_of(i).size() >= model::limits::acts_max) {
        return refuse("the inquiry has the most entries that one can have");
    }
    return in_.can_take_records(by_);
}

/// The same person's word of before, unless the reply has been told as something else since.
std::optional<sequence> confirming::seen_before(const told& what) const {
    const auto& book = in_.state_.inquiries();
    if (std::ranges::any_of(book.at(what.inquiry).replies, [&](const auto& placed) {
            return placed.record == what.reply && placed.waits_for_a_reader();
        })) {
        return std::nullopt;
    }
    for (const auto& each : book.deeds_of(what.inquiry) | std::views::reverse) {
        const auto* const read = std::get_if<acts::seen>(&each.what);
        if (read != nullptr && read->reply == what.reply && is_mine(each)) {
            return each.record;
        }
    }
    return std::nullopt;
}

std::optional<sequence> confirming::passed_on_before(const told& what,
                                                     const acts::disseminated& how) const {
    for (const auto& each : in_.state_.inquiries().deeds_of(what.inquiry) | std::views::reverse) {
        if (is_mine(each) && each.what == acts::act{how}) {
            return each.record;
        }
    }
    return std::nullopt;
}

void confirming::write(inquiry_index i, records::body body) {
    const auto& book = in_.state_.inquiries();
    const auto at = in_.append(std::move(body), by_.who, book.origin_of(book.at(i)).station);
    in_.answer(by_, model::answers::done{at});
}

void confirming::serve(const model::calls::seen& call) {
    if (!may_read()) {
        return;
    }
    const auto what = find(call.inquiry_id, call.event_id);
    if (!what) {
        return;
    }
    if (const auto before = seen_before(*what)) {
        in_.answer(by_, model::answers::done{*before});
    } else if (can_be_written(what->inquiry)) {
        const auto& e = in_.state_.inquiries().at(what->inquiry);
        write(what->inquiry, records::answer_seen{e.inquiry_id, {call.event_id, what->reply}});
    }
}

void confirming::serve(const model::calls::disseminated& call) {
    if (!may_read()) {
        return;
    }
    const auto what = find(call.inquiry_id, call.what.event_id);
    if (!what) {
        return;
    }
    auto how = call.what;
    how.reply = what->reply;
    if (how.at > in_.now_.utc + clocks_apart) {
        in_.fail(by_, error_code::invalid, "at lies in the future; correct it", "at");
    } else if (const auto before = passed_on_before(*what, how)) {
        in_.answer(by_, model::answers::done{*before});
    } else if (can_be_written(what->inquiry)) {
        const auto& e = in_.state_.inquiries().at(what->inquiry);
        write(what->inquiry, records::answer_disseminated{e.inquiry_id, std::move(how)});
    }
}

}  // namespace iaq::engine
