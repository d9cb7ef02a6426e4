#include "sim/readers.hpp"

#include "sim/violation.hpp"

#include <algorithm>
#include <set>

namespace iaq::sim {

namespace records = model::records;
using model::addressee;
using model::sequence;
using records::clock_kind;
using records::unseen_due;

void readers::begin(instant now, sequence last, utc_time last_at) {
    std::erase_if(facts_, [&](const fact& each) { return each.at > last; });
    base_ = std::max(now.utc, last_at);
    since_ = now.mono;
}

unseen_due readers::left_of(const std::string& inquiry_id, sequence reply) const {
    unseen_due left{};
    auto kind = model::delivery_kind::unspecified;
    for (const auto& each : facts_) {
        if (each.inquiry_id != inquiry_id || each.reply != reply) {
            continue;
        }
        switch (each.what) {
            case event::told: left = each.due; break;
            case event::retold: left = each.kind == kind ? left : each.due; break;
            case event::read:
            case event::taken_back: left = {}; break;
            case event::fired:
                (each.clock == clock_kind::unseen_desk ? left.desk : left.supervisor) = {};
                break;
        }
        const bool tells = each.what == event::told || each.what == event::retold;
        kind = tells ? each.kind : kind;
    }
    return left;
}

void readers::recorded(const model::record& entry) {
    const auto note = [&](event what, const std::string& inquiry_id, sequence reply,
                          model::delivery_kind kind = {}, const unseen_due& due = {},
                          clock_kind clock = {}) {
        facts_.push_back({entry.at_sequence, what, inquiry_id, reply, kind, due, clock});
    };
    if (const auto* const matched = std::get_if<records::matched>(&entry.body)) {
        note(event::told, matched->inquiry_id, matched->reply, matched->kind, matched->unseen);
    } else if (const auto* const given = std::get_if<records::assigned>(&entry.body)) {
        note(event::told, given->inquiry_id, given->reply, given->kind, given->unseen);
    } else if (const auto* const classed = std::get_if<records::classified>(&entry.body)) {
        note(event::retold, classed->inquiry_id, classed->reply, classed->kind, classed->unseen);
    } else if (const auto* const back = std::get_if<records::withdrawn>(&entry.body)) {
        note(event::taken_back, back->inquiry_id, back->reply);
    } else if (const auto* const read = std::get_if<records::answer_seen>(&entry.body)) {
        note(event::read, read->inquiry_id, read->seen.reply);
    } else if (const auto* const fired = std::get_if<records::clock_fired>(&entry.body);
               fired != nullptr && records::is_unseen(fired->clock)) {
        const auto left = left_of(fired->inquiry_id, fired->reply);
        const auto due = fired->clock == clock_kind::unseen_desk ? left.desk : left.supervisor;
        require(due == fired->due && due != utc_time{},
                "an answer is told again that was read, or was told so before");
        require(fired->clock == clock_kind::unseen_desk || left.desk == utc_time{},
                "supervisors are told before the desk");
        require(due <= base_ + (entry.at.mono - since_), "an answer is told again too early");
        note(event::fired, fired->inquiry_id, fired->reply, {}, {}, fired->clock);
    }
}

void readers::heard(const model::delivery& what) const {
    if (!what.unseen) {
        return;
    }
    const auto fired = std::ranges::find_if(facts_, [&](const fact& each) {
        return each.what == event::fired && each.at == what.at_cursor.record;
    });
    require(
        fired != facts_.end() && fired->reply == what.reply && fired->inquiry_id == what.inquiry_id,
        "an answer is told again although no clock of it fired");
    require(what.to == (fired->clock == clock_kind::unseen_desk ? addressee::desk
                                                                : addressee::supervisors),
            "an answer that nobody has read is told to the wrong people");
}

void readers::check_rest(const engine::state& known) const {
    const auto& book = known.inquiries();
    std::set<std::pair<std::string, sequence>> all;
    for (const auto& each : facts_) {
        all.emplace(each.inquiry_id, each.reply);
    }
    for (const auto& [inquiry_id, reply] : all) {
        const bool is_known = book.find(inquiry_id) != model::inquiry_index::none &&
                              book.find_reply(reply) != nullptr &&
                              !known.is_quarantined(inquiry_id);
        require(!is_known || left_of(inquiry_id, reply) == unseen_due{},
                "nobody was told of an answer that nobody had read");
    }
}

}  // namespace iaq::sim
