#include "sim/clocks_told.hpp"

#include "model/names.hpp"
#include "sim/violation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::sim {

using model::addressee;
using model::delivery_kind;
using model::acts::contact_outcome;

namespace {

bool has_notice(const model::delivery& what, const char* rule) {
    return std::ranges::find(what.notices, rule, &model::notice::id) != what.notices.end();
}

bool reaches_the_officer(addressee to) {
    return to == addressee::officer_and_desk || to == addressee::everyone;
}

bool is_of_policy(delivery_kind kind) {
    return kind == delivery_kind::contact_expired || kind == delivery_kind::query_deadline;
}

}  // namespace

void clocks_told::contact_ended(const std::string& inquiry_id, model::sequence at,
                                contact_outcome how) {
    auto& ends = ends_[inquiry_id];
    const std::pair end{at, how};
    if (std::ranges::find(ends, end) == ends.end()) {
        ends.push_back(end);
        std::ranges::sort(ends);
    }
}

contact_outcome clocks_told::ended_before(const model::delivery& what) const {
    auto outcome = contact_outcome::unspecified;
    if (const auto of = ends_.find(what.inquiry_id); of != ends_.end()) {
        for (const auto& [at, how] : of->second) {
            outcome = at < what.at_cursor.record ? how : outcome;
        }
    }
    return outcome;
}

void clocks_told::heard(const model::delivery& what) {
    const auto ended = ended_before(what);
    require(ended != contact_outcome::booked || !has_notice(what, "CONTACT"),
            "somebody booked is told to be released");
    require(ended == contact_outcome::unspecified || what.kind != delivery_kind::contact_expired,
            "the time of a contact runs out that has ended");
    if (ended == contact_outcome::released) {
        require(
            !reaches_the_officer(what.to) || what.kind == delivery_kind::cancelled,
            fmt::format("an officer is told {} of somebody released", model::name_of(what.kind)));
        // What is told again came as it was marked; `readers` looks at to whom it goes.
        require(what.kind != delivery_kind::answered || what.unseen ||
                    (what.to == addressee::desk && what.late),
                "an answer about somebody released is not the desk's, or not late");
    }
    if (!is_of_policy(what.kind)) {
        return;
    }
    const bool is_contact = what.kind == delivery_kind::contact_expired;
    require(what.to == (is_contact ? addressee::officer_and_desk : addressee::desk_and_supervisors),
            "a clock told the wrong people");
    const auto words = what.notices.empty() ? std::string{} : what.notices.front().text;
    const auto& first =
        fired_.try_emplace({what.inquiry_id, what.kind, words}, what.event_id).first->second;
    require(first == what.event_id, "a clock fired twice");
}

void clocks_told::check_rest(const engine::state& known) {
    const auto& book = known.inquiries();
    for (const auto i : book.all()) {
        for (const auto kind : correlation::policy_clocks::kinds) {
            const bool is_due = book.at(i).shredded == model::sequence::none &&
                                book.at(i).clocks.due(kind) != utc_time{} &&
                                !known.is_quarantined(book.at(i).inquiry_id);
            require(!is_due || !known.is_wanted(i, kind),
                    fmt::format("the clock {} of {} never fired", model::name_of(kind),
                                book.at(i).inquiry_id));
        }
    }
}

}  // namespace iaq::sim
