#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

/// How much of the daemon its clients take up: each principal over all its sessions, and all.
namespace iaq::intake {

struct load {
    std::size_t sessions = 0;
    std::size_t networked = 0;  // of them, not of this machine
    std::size_t calls = 0;      // read and not yet answered
    std::size_t bytes = 0;  // of them, of what is not whole yet, and of what is not yet taken up
};

class meter {
public:
    /// Returns the load of a principal; it stays where it is as long as the meter.
    load& of(const std::string& principal) { return by_principal_[principal]; }
    [[nodiscard]] const load& all() const { return all_; }

    void add(load& own, const load& more);
    void drop(load& own, const load& less);

    /// True when no more sessions are taken: of this principal, of the network, or of all.
    [[nodiscard]] bool has_no_room(const load& own, bool networked) const;
    /// True when no more is read of a principal: it holds too much, or all do and it has its share.
    [[nodiscard]] bool is_full(const load& own) const;
    /// True when a session has to go, of this principal the one that is furthest behind: it alone
    /// holds too much, or all do.
    [[nodiscard]] bool is_over(const load& own) const;

private:
    std::unordered_map<std::string, load> by_principal_;  // as many as the configuration names
    load all_;
};

}  // namespace iaq::intake
