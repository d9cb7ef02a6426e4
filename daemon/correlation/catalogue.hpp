#pragma once

#include "base/place_index.hpp"
#include "base/result.hpp"
#include "correlation/deeds.hpp"
#include "correlation/entry.hpp"
#include "model/record.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace iaq::correlation {

/// The inquiries, the replies, and how each is found. What moves them is the book's.
class catalogue {
public:
    [[nodiscard]] const entry& at(model::inquiry_index i) const {
        return entries_[number_of(i) - first_];
    }
    /// False for the index of an inquiry that retention dropped.
    [[nodiscard]] bool holds(model::inquiry_index i) const {
        return number_of(i) >= first_ && number_of(i) - first_ < entries_.size();
    }
    /// The indices of all inquiries, in the order of their admission.
    [[nodiscard]] auto all() const {
        return std::views::iota(first_, first_ + static_cast<std::uint32_t>(entries_.size())) |
               std::views::transform([](std::uint32_t i) { return model::inquiry_index{i}; });
    }
    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    /// Returns `none` when there is none, or none any more: it was shredded.
    [[nodiscard]] model::inquiry_index find(std::string_view inquiry_id) const;
    /// `reference` in the comparable form of the wire room.
    [[nodiscard]] model::inquiry_index find_reference(std::string_view reference) const;
    /// True for the reference of an inquiry that was shredded as well.
    [[nodiscard]] bool is_used(std::string_view reference) const;
    /// Returns the record that tells of the shredding of this inquiry, or `none`.
    [[nodiscard]] model::sequence shredded_at(std::string_view inquiry_id) const;
    /// The same, when it was of this ORI.
    [[nodiscard]] model::sequence shredded_at(std::string_view inquiry_id,
                                              std::string_view ori) const;
    /// Returns, in order, every record that is of this inquiry alone: what shredding destroys.
    [[nodiscard]] std::vector<model::sequence> records_of(model::inquiry_index i) const;
    /// How many messages that no rule could place name this inquiry as a candidate.
    [[nodiscard]] std::size_t proposed(const std::string& inquiry_id) const;
    /// Returns the admission of a closed inquiry that no record has named yet, or `none`.
    [[nodiscard]] model::sequence unnamed() const {
        return unnamed_.empty() ? model::sequence::none : unnamed_.begin()->first;
    }
    [[nodiscard]] std::vector<model::inquiry_index> find_incident(std::string_view incident) const;
    /// Returns the newest inquiry that the principal gave this idempotency key, or `none`.
    [[nodiscard]] model::inquiry_index find_key(std::string_view principal,
                                                std::string_view key) const;
    /// Lifetime: as long as the book.
    [[nodiscard]] const counsel& counsel_of(const entry& e) const { return told_.at(e.told); }
    [[nodiscard]] const counsel& counsel_of(const deed& d) const { return told_.at(d.told); }
    [[nodiscard]] const origin& origin_of(const entry& e) const { return came_.at(e.came); }
    /// What people did to it, in order. Lifetime: until the book changes.
    [[nodiscard]] const std::vector<deed>& deeds_of(model::inquiry_index i) const;
    [[nodiscard]] const std::map<model::inquiry_index, std::vector<deed>>& all_deeds() const {
        return deeds_;
    }
    /// The officer whose it is: who asked, or to whom it was handed over. Lifetime: as the deeds.
    [[nodiscard]] std::string_view officer_of(model::inquiry_index i) const;
    /// Inquiries on people born that day (YYYY-MM-DD).
    [[nodiscard]] const std::vector<model::inquiry_index>& born(std::string_view date) const;
    /// Returns the reply that `record` put down, or nullptr.
    [[nodiscard]] const reply* find_reply(model::sequence record) const;
    /// Shows `visit` each reply, the newest first, until it returns false.
    template <class Visit>
    void look_back(Visit visit) const {
        for (auto it = replies_.rbegin(); it != replies_.rend() && visit(it->second); ++it) {
        }
    }
    /// How many inquiries stand in each state, by the state's number.
    [[nodiscard]] std::uint64_t count(model::inquiry_state state) const {
        return counts_[static_cast<std::size_t>(state)];
    }
    /// How many inquiries are not closed yet.
    [[nodiscard]] std::uint64_t open() const;
    [[nodiscard]] std::uint64_t unmatched() const { return unmatched_; }

protected:
    /// Makes the entry known by its id and reference and, unless it was shredded, by key, incident
    /// and birth date, and counts it.
    void list_entry(model::inquiry_index i);
    [[nodiscard]] model::inquiry_index known_as(std::string_view inquiry_id) const;
    [[nodiscard]] model::inquiry_index referred_to(std::string_view reference) const;
    [[nodiscard]] model::inquiry_index newest_of(std::string_view incident) const;
    void list_incident(entry& e, model::inquiry_index i);
    void unlist_incident(const entry& e, model::inquiry_index i);
    /// Takes it out of what an entry that was not shredded is known by beside that.
    void list_birth(const entry& e, model::inquiry_index i);
    void unlist_birth(const entry& e, model::inquiry_index i);
    /// What was asked reads so from here.
    void restate(model::inquiry_index i, const model::inquiry_request& request);
    /// Takes it out of what an entry that was shredded is still known by.
    void unlist_names(const entry& e, model::inquiry_index i);
    void list_names(const entry& e, model::inquiry_index i);
    [[nodiscard]] std::uint64_t key_hash(const entry& e) const;

    [[nodiscard]] entry& entry_at(model::inquiry_index i) {
        return entries_[number_of(i) - first_];
    }
    [[nodiscard]] model::inquiry_index last_index() const {
        return model::inquiry_index{first_ + static_cast<std::uint32_t>(entries_.size()) - 1};
    }

    std::deque<entry> entries_;
    std::uint32_t first_ = 0;  // index of the first entry; those before were dropped
    shared<counsel> told_;
    shared<origin> came_;
    place_index by_id_, by_reference_, by_key_;
    place_index by_incident_;  // the newest of each; entry::earlier leads on
    std::unordered_map<std::string, std::vector<model::inquiry_index>, text_hash, std::equal_to<>>
        by_birth_;
    std::map<model::sequence, reply> replies_;
    std::map<model::sequence, model::inquiry_index> unnamed_;  // closed admissions
    std::map<model::inquiry_index, std::vector<deed>> deeds_;  // of those that have some
    std::set<model::sequence> closed_replies_;  // that no record explains yet; not written down
    std::map<model::sequence, reply> aside_;  // of inquiries that a base knows nothing of any more
    std::array<std::uint64_t, 16> counts_{};
    std::uint64_t unmatched_ = 0;
};

}  // namespace iaq::correlation
