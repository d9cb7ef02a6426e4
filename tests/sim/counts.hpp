#pragma once

#include "engine/state.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

/// Whether what is told of the switch's counts is so, told from the records alone. The stand-in
/// counts what it writes for each account, from 1, and never begins anew.
namespace iaq::sim {

class counts {
public:
    /// A record was handed to the journal. Throws a violation when a gap is told that is none, or
    /// is said to be over and is not.
    void recorded(const model::record& entry);
    /// A start from what was durable. What was found missing but not told may have been told in a
    /// record that is gone, and a station of which no reply is left begins at the next.
    void begin(const engine::state& known);
    /// Every number that is missing between two that were heard was told.
    void check_told() const;

private:
    struct line {
        std::map<std::uint64_t, model::sequence> heard;  // number: its first record
        std::map<std::uint64_t, model::sequence> told;   // said to be missing: the record that did
        std::set<std::uint64_t> excused;
        bool begins = true;  // at the next number
    };
    [[nodiscard]] static std::set<std::uint64_t> untold(const line& l);
    static void hears(line& l, std::uint64_t number, model::sequence at);
    static void tells(line& l, const std::string& words, model::sequence at);

    std::map<std::string, line> lines_;
    bool is_starting_ = false;
};

}  // namespace iaq::sim
