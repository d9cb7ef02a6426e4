#pragma once

#include "engine/state.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What a new journal takes over of a damaged one (`iaqd --new-journal`).
namespace iaq::engine {

/// Reads the good prefix of a damaged journal: the fold, and what of it must be told anew.
class salvage {
public:
    /// Begins where retention dropped the front of the journal. Without a base that can be read
    /// what it told is lost, the protected persons too; whatever is open was never dropped.
    void begin_at(model::sequence first_kept, std::optional<std::string_view> base);
    /// Folds one record in. Errors: as `state::apply`; then the prefix ends before it.
    result<void, std::string> take(const model::record& entry);
    /// As `state::pass_over`.
    void pass_over(model::sequence number, const std::string& inquiry_id) {
        known_.pass_over(number, inquiry_id);
    }

    [[nodiscard]] const state& known() const { return known_; }
    /// As its first record says; empty when not even that could be read.
    [[nodiscard]] const std::string& journal_id() const { return journal_id_; }
    /// The inquiries that are carried over, in the order of their admission.
    [[nodiscard]] std::vector<model::record> open_inquiries() const;
    /// The refusals that protect a victim or witness still.
    [[nodiscard]] std::vector<model::record> protecting() const;

private:
    state known_;
    std::string journal_id_;
    std::unordered_map<std::string, model::record> admissions_;  // by inquiry id
    std::vector<model::record> refusals_;                        // with a person's digest
};

/// How the new journal begins.
struct beginning {
    model::records::started started;
    std::string folder, reason;  // where the damaged one stands, and why
    std::vector<std::string> stations;
    instant now;
};

/// Returns the first records of the new journal, numbered from 1: what it is and what was set
/// aside, the protected persons, every open inquiry as IN_DOUBT, a hold on every station, a head.
std::vector<model::record> first_records(const salvage& saved, const beginning& how);

}  // namespace iaq::engine
