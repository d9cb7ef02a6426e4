#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// Finds where things stand by hashes of their keys, which are kept with the things: 8 bytes a
/// slot.
namespace iaq {

/// Places under hashes; several may have the same. Whoever asks tells the right one by its key.
class place_index {
public:
    using place = std::uint32_t;
    static constexpr place none = UINT32_MAX;

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Makes room for so many in all.
    void reserve(std::size_t places) {
        while (places * 4 > slots_.size() * 3) {
            grow();
        }
    }

    /// Requires: `at` is not `none`.
    void insert(std::uint64_t hash, place at) {
        reserve(size_ + 1);
        slots_[free_for(short_of(hash))] = {short_of(hash), at};
        ++size_;
    }

    /// Returns the first place under this hash that `is_it`, or `none`.
    template <class Is>
    [[nodiscard]] place find(std::uint64_t hash, Is is_it) const {
        const auto found = slot_of(short_of(hash), is_it);
        return found == slots_.size() ? none : slots_[found].at;
    }

    /// Puts `to` where `from` stands under this hash. Requires: `from` does.
    void replace(std::uint64_t hash, place from, place to) {
        slots_[slot_of(short_of(hash), [&](place at) { return at == from; })].at = to;
    }

    /// Takes the place out; nothing when it is not there.
    void erase(std::uint64_t hash, place gone) {
        auto hole = slot_of(short_of(hash), [&](place at) { return at == gone; });
        if (hole == slots_.size()) {
            return;
        }
        --size_;
        // What was pushed past the hole moves back, so that every search still ends at a free slot.
        for (auto next = after(hole); slots_[next].at != none; next = after(next)) {
            const auto home = slots_[next].hash & (slots_.size() - 1);
            const bool stays =
                hole <= next ? hole < home && home <= next : hole < home || home <= next;
            if (!stays) {
                slots_[hole] = slots_[next];
                hole = next;
            }
        }
        slots_[hole] = {};
    }

private:
    struct slot {
        std::uint32_t hash = 0;
        place at = none;
    };

    static std::uint32_t short_of(std::uint64_t hash) {
        return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
    }
    [[nodiscard]] std::size_t after(std::size_t i) const { return (i + 1) & (slots_.size() - 1); }

    template <class Is>
    [[nodiscard]] std::size_t slot_of(std::uint32_t hash, Is is_it) const {
        if (slots_.empty()) {
            return 0;
        }
        auto i = hash & (slots_.size() - 1);
        for (; slots_[i].at != none; i = after(i)) {
            if (slots_[i].hash == hash && is_it(slots_[i].at)) {
                return i;
            }
        }
        return slots_.size();
    }
    [[nodiscard]] std::size_t free_for(std::uint32_t hash) const {
        auto i = hash & (slots_.size() - 1);
        while (slots_[i].at != none) {
            i = after(i);
        }
        return i;
    }
    void grow() {
        constexpr std::size_t slots_min = 16;  // a power of two, as every size is
        std::vector<slot> before(slots_.empty() ? slots_min : slots_.size() * 2);
        before.swap(slots_);
        for (const auto& each : before) {
            if (each.at != none) {
                slots_[free_for(each.hash)] = each;
            }
        }
    }

    std::vector<slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace iaq
