#include "sim/resends.hpp"

#include "sim/violation.hpp"

#include <algorithm>
#include <set>

namespace iaq::sim {

namespace records = model::records;

void resends::note(const std::string& inquiry_id, model::sequence at, fact what,
                   model::sequence reply) {
    lives_[inquiry_id].push_back({at, what, reply});
}

void resends::forget_after(model::sequence last) {
    for (auto& [id, life] : lives_) {
        std::erase_if(life, [&](const known& each) { return each.at > last; });
    }
}

void resends::recorded(const model::record& entry, const model::profile_retry& by) {
    const auto at = entry.at_sequence;
    if (const auto* const begun = std::get_if<records::send_begun>(&entry.body)) {
        check(lives_[begun->inquiry_id], by);
        note(begun->inquiry_id, at, fact::begun);
    } else if (const auto* const has = std::get_if<records::send_acknowledged>(&entry.body)) {
        note(has->inquiry_id, at, fact::acknowledged);
    } else if (const auto* const heard = std::get_if<records::matched>(&entry.body)) {
        if (heard->classed == model::classification::answer) {
            note(heard->inquiry_id, at, fact::answered, heard->reply);
        }
        if (heard->resend_at != utc_time{}) {
            note(heard->inquiry_id, at, fact::again_by_rule);
        }
    } else if (const auto* const given = std::get_if<records::assigned>(&entry.body)) {
        if (given->classed == model::classification::answer) {
            note(given->inquiry_id, at, fact::answered, given->reply);
        }
    } else if (const auto* const back = std::get_if<records::withdrawn>(&entry.body)) {
        note(back->inquiry_id, at, fact::taken_back, back->reply);
    } else if (const auto* const read = std::get_if<records::classified>(&entry.body)) {
        const bool answers = read->classed == model::classification::answer;
        note(read->inquiry_id, at, answers ? fact::answered : fact::taken_back, read->reply);
    } else if (const auto* const told = std::get_if<records::inquiry_resolved>(&entry.body)) {
        if (told->what == records::operation::resend) {
            note(told->inquiry_id, at, fact::again_by_person);
        }
    }
}

void resends::check(const std::vector<known>& life, const model::profile_retry& by) const {
    std::uint32_t attempts = 0;
    std::uint32_t by_rule = 0;
    bool is_with_switch = false;
    std::set<model::sequence> answers;
    for (const auto& each : life) {
        switch (each.what) {
            case fact::begun: ++attempts; break;
            case fact::acknowledged: is_with_switch = true; break;
            case fact::answered: answers.insert(each.reply); break;
            case fact::taken_back: answers.erase(each.reply); break;
            case fact::again_by_rule:
                ++by_rule;
                is_with_switch = false;
                break;
            case fact::again_by_person:
                attempts = 0;
                is_with_switch = false;
                break;
        }
    }
    require(answers.empty(), "an answered inquiry goes again");
    require(!is_with_switch, "what the switch has goes again, and nobody and no rule said so");
    require(by_rule <= by.resend_not_forwarded, "the rule has one sent again too often");
    require(attempts < by.attempts_max, "a message goes more often than the profile allows");
}

}  // namespace iaq::sim
