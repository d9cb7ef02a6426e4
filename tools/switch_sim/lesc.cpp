#include "switch_sim/lesc.hpp"

#include "switch_sim/reply_writer.hpp"

#include <algorithm>
#include <utility>

namespace iaq::switch_sim {
namespace {

// How soon a connection that has not spoken yet looks again whether it may take what is owed.
constexpr nanoseconds look_again = 1s;

bool is_of_the_link(deed d) {
    switch (d) {
        case deed::acknowledge:
        case deed::refuse:
        case deed::close:
        case deed::garbage:
        case deed::not_ready:
        case deed::down: return true;
        case deed::silent:
        case deed::receipt:
        case deed::answer:
        case deed::error:
        case deed::status:
        case deed::send: return false;
    }
    return false;
}

}  // namespace

lesc::lesc(lesc_options options)
    : options_(std::move(options)), rules_(options_.told.rules), chance_(options_.seed) {
    options_.fast = std::max<std::uint32_t>(options_.fast, 1);
    options_.told.answers.patience = scaled(options_.told.answers.patience);
    for (const auto& r : rules_.all()) {
        if (r.on == occasion::clock) {
            timed_.push_back({&r});
        }
    }
}

std::uint64_t lesc::connected(std::size_t account) {
    lines_[++connections_].account = account;
    return connections_;
}

void lesc::disconnected(std::uint64_t connection) {
    lines_.erase(connection);
    for (auto& [device, box] : boxes_) {
        if (box.holder == connection) {
            box.holder = 0;
        }
    }
}

mailbox& lesc::box_of(const std::string& device) {
    return boxes_.try_emplace(device, device).first->second;
}

void lesc::post(const effect& told, const std::shared_ptr<const asked>& about,
                const std::string& device, instant now) {
    letter l;
    l.told = &told;
    l.about = about;
    l.asked_at = now.utc;
    box_of(device).post(std::move(l), now.mono + scaled(chance_.within(told.after)));
}

lesc::verdict lesc::hear(std::uint64_t connection, const asked& a, instant now) {
    verdict given;
    given.attempt = ++heard_[a.reference];
    const auto about = std::make_shared<const asked>(a);
    if (options_.remember) {
        known_[a.reference] = about;
    }
    auto& box = box_of(a.device);
    box.holder = connection;
    box.account = lines_[connection].account;
    lines_[connection].devices.insert(a.device);
    for (const auto& e : rules_.for_heard(a, given.attempt)) {
        if (is_of_the_link(e.does)) {
            given.deeds.push_back({&e, now.mono + scaled(chance_.within(e.after))});
        } else if (e.does != deed::silent) {
            post(e, about, a.device, now);
        }
    }
    return given;
}

std::vector<link_deed> lesc::on_link(occasion on, std::uint64_t connection, mono_time now) {
    const auto& devices = lines_[connection].devices;
    const auto* const chosen = rules_.for_link(on, devices.empty() ? "" : *devices.begin());
    std::vector<link_deed> deeds;
    if (chosen != nullptr) {
        for (const auto& e : chosen->effects) {
            deeds.push_back({&e, now + scaled(chance_.within(e.after))});
        }
    }
    return deeds;
}

void lesc::advance(instant now) {
    for (auto& timed : timed_) {
        if (!begun_) {
            timed.next = now.mono + scaled(timed.told->at);
        }
        while (!timed.done && timed.next <= now.mono) {
            do_timed(*timed.told, now);
            timed.done = timed.told->again == 0s;
            timed.next = timed.next + std::max<nanoseconds>(scaled(timed.told->again), 1ms);
        }
    }
    begun_ = true;
}

void lesc::do_timed(const rule& r, instant now) {
    static const auto nobody = std::make_shared<const asked>();
    for (const auto& e : r.effects) {
        if (e.does == deed::down) {
            go_down(e.lasting, now.mono);
        } else if (!is_of_the_link(e.does)) {
            post(e, nobody, r.device, now);
        } else {
            for (auto& [number, to] : lines_) {
                if (r.device.empty() || to.devices.contains(r.device)) {
                    to.timed.push_back({&e, now.mono + scaled(chance_.within(e.after))});
                }
            }
        }
    }
}

std::vector<link_deed> lesc::take_timed(std::uint64_t connection) {
    return std::exchange(lines_[connection].timed, {});
}

bool lesc::say(const effect& told, std::string_view reference, const std::string& device,
               instant now) {
    auto about = std::make_shared<const asked>();
    if (!reference.empty()) {
        const auto found = known_.find(std::string(reference));
        if (found == known_.end()) {
            return false;
        }
        about = found->second;
    }
    const auto& kept = said_.emplace_back(told);
    post(kept, about, reference.empty() ? device : about->device, now);
    return true;
}

/// A station is known by what it says. Before it says anything, its listener tells, where only one
/// device of that listener is without a connection and only one connection without a device.
mailbox* lesc::orphan_for(std::uint64_t connection) {
    const auto& mine = lines_[connection];
    const auto unknown = std::ranges::count_if(lines_, [&](const auto& entry) {
        return entry.second.account == mine.account && entry.second.devices.empty();
    });
    mailbox* only = nullptr;
    for (auto& [device, box] : boxes_) {
        if (device.empty() || box.holder != 0 ||
            box.account.value_or(mine.account) != mine.account) {
            continue;
        }
        if (only != nullptr) {
            return nullptr;
        }
        only = &box;
    }
    return mine.devices.empty() && unknown == 1 ? only : nullptr;
}

std::vector<mailbox*> lesc::boxes_of(std::uint64_t connection) {
    if (auto* const orphan = orphan_for(connection)) {
        orphan->holder = connection;
        lines_[connection].devices.insert(orphan->device());
    }
    std::vector<mailbox*> found;
    for (auto& [device, box] : boxes_) {
        if (box.holder == connection || device.empty()) {
            found.push_back(&box);
        }
    }
    return found;
}

std::optional<letter> lesc::take(std::uint64_t connection, mono_time now) {
    for (auto* const box : boxes_of(connection)) {
        if (auto l = box->take(now, options_.told.answers, chance_)) {
            return l;
        }
    }
    return std::nullopt;
}

void lesc::write(letter& l, std::uint64_t connection, instant now) {
    const auto& devices = lines_[connection].devices;
    const auto& speaker = devices.empty() ? std::string{} : *devices.begin();
    const auto account = lines_[connection].account;
    if (l.payload.empty() || l.account != account) {
        l.account = account;
        l.payload = write_reply(options_.payload,
                                {.told = *l.told,
                                 .about = *l.about,
                                 .device = l.box->device().empty() ? speaker : l.box->device(),
                                 .number = ++sent_,
                                 .count = ++counts_[account],
                                 .asked_at = l.asked_at,
                                 .now = now.utc,
                                 .receipt_key = options_.receipt_key});
    }
}

std::optional<mono_time> lesc::next_due(std::uint64_t connection, mono_time now) {
    std::optional<mono_time> next;
    const auto sooner = [&](std::optional<mono_time> due) {
        if (due && (!next || *due < *next)) {
            next = due;
        }
    };
    for (const auto* const box : boxes_of(connection)) {
        sooner(box->next_due(now, options_.told.answers));
    }
    if (lines_[connection].devices.empty() && owed() > 0) {
        sooner(now + look_again);
    }
    return next;
}

std::optional<mono_time> lesc::next_timed() const {
    std::optional<mono_time> next;
    for (const auto& timed : timed_) {
        if (!timed.done && (!next || timed.next < *next)) {
            next = timed.next;
        }
    }
    return next;
}

std::size_t lesc::owed() const {
    std::size_t count = 0;
    for (const auto& [device, box] : boxes_) {
        count += box.size();
    }
    return count;
}

}  // namespace iaq::switch_sim
