#include "sim/counts.hpp"

#include "base/text.hpp"
#include "sim/violation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace iaq::sim {

namespace records = model::records;

namespace {

std::vector<std::uint64_t> numbers_in(const std::string& words) {
    std::vector<std::uint64_t> found;
    for (const auto word : text::split(words, ' ')) {
        if (const auto number = text::number(word)) {
            found.push_back(static_cast<std::uint64_t>(*number));
        }
    }
    return found;
}

}  // namespace

std::set<std::uint64_t> counts::untold(const line& l) {
    std::set<std::uint64_t> missing;
    if (l.heard.empty()) {
        return missing;
    }
    for (auto n = l.heard.begin()->first; n < l.heard.rbegin()->first; ++n) {
        if (!l.heard.contains(n) && !l.told.contains(n) && !l.excused.contains(n)) {
            missing.insert(n);
        }
    }
    return missing;
}

void counts::begin(const engine::state& known) {
    is_starting_ = true;
    for (auto& [station, l] : lines_) {
        const auto is_gone = [&](const auto& each) { return each.second > known.last(); };
        std::erase_if(l.heard, is_gone);
        std::erase_if(l.told, is_gone);
        // What was shredded or dropped the gateway does not know to have come.
        for (auto it = l.heard.begin(); it != l.heard.end();) {
            const bool is_there = known.inquiries().find_reply(it->second) != nullptr;
            if (!is_there) {
                l.excused.insert(it->first);
            }
            it = is_there ? std::next(it) : l.heard.erase(it);
        }
        l.excused.merge(untold(l));
        l.begins = true;
        known.inquiries().look_back([&, name = station](const correlation::reply& reply) {
            l.begins = l.begins && reply.station != name;
            return l.begins;
        });
    }
}

void counts::hears(line& l, std::uint64_t number, model::sequence at) {
    l.heard.try_emplace(number, at);
    if (l.begins) {
        l.excused.merge(untold(l));
        l.begins = false;
    }
}

void counts::tells(line& l, const std::string& words, model::sequence at) {
    const auto range = numbers_in(words);
    require(!range.empty(), "a gap without its range");
    require(l.heard.contains(range.back() + 1), "a gap is told, and nothing came behind it");
    for (auto n = range.front(); n <= range.back(); ++n) {
        require(!l.heard.contains(n),
                fmt::format("message {} is said to be missing: {}", n, words));
        l.told.try_emplace(n, at);
    }
}

void counts::recorded(const model::record& entry) {
    auto& l = lines_[entry.station];
    if (const auto* const heard = std::get_if<records::reply_heard>(&entry.body)) {
        if (const auto number = text::number(heard->header.send_count)) {
            hears(l, static_cast<std::uint64_t>(*number), entry.at_sequence);
        }
    } else if (const auto* const told = std::get_if<records::condition_changed>(&entry.body)) {
        if (told->condition == "send_count_gap" && told->standing) {
            tells(l, told->words, entry.at_sequence);
        } else if (told->condition == "send_count_gap" && !is_starting_) {
            const bool all_came = std::ranges::any_of(
                l.told, [&](const auto& each) { return l.heard.contains(each.first); });
            require(all_came, "a gap is over, and nothing of it has come");
        }
    } else if (std::holds_alternative<records::link_up>(entry.body)) {
        is_starting_ = false;
    }
}

void counts::check_told() const {
    for (const auto& [station, l] : lines_) {
        const auto missing = untold(l);
        require(missing.empty(), fmt::format("message {} of {} is missing, and nobody was told",
                                             missing.empty() ? 0 : *missing.begin(), station));
    }
}

}  // namespace iaq::sim
