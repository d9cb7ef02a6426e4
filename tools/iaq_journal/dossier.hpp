#pragma once

#include "base/result.hpp"
#include "correlation/book.hpp"
#include "iaq_journal/quarantines.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The records of one inquiry, gathered while a journal is read from its beginning.
namespace iaq::journal_tool {

struct exhibit {
    std::string bytes;  // the record as it was written
    model::record entry;
};

class dossier {
public:
    /// `over`: the records that every fold passes over. From one of the inquiry's on nothing moves
    /// it, and it is in doubt.
    dossier(std::string inquiry_id, passed_over over)
        : id_(std::move(inquiry_id)), over_(std::move(over)) {}

    /// Looks at the next record. Those of the inquiry are kept: what names it, and each message of
    /// the switch that was matched to it, or given to it by a person.
    ///
    /// Errors: a sentence; the record is none, or cannot follow.
    result<void, std::string> take(std::string_view bytes);
    /// A record that cannot be opened: whether it was the inquiry's is not known.
    void pass_over() { ++closed_; }

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] const std::vector<exhibit>& exhibits() const { return exhibits_; }
    [[nodiscard]] std::uint64_t closed() const { return closed_; }
    /// Messages that nobody has placed and for which the inquiry was proposed.
    [[nodiscard]] const std::vector<model::sequence>& proposals() const { return proposals_; }

    /// True when records of it are there, but not the one that admitted it: retention dropped that.
    [[nodiscard]] bool is_dropped() const { return dropped_; }
    /// Returns the record that tells of its shredding, or `none`.
    [[nodiscard]] model::sequence shredded() const { return shredded_; }

    /// Returns what became of it, by the fold of the daemon. Nullptr: it was never admitted.
    [[nodiscard]] const correlation::entry* told() const;
    /// Returns the book of nothing but this inquiry and what it was mixed up with.
    [[nodiscard]] const correlation::book& book() const { return book_; }

private:
    result<void, std::string> keep(exhibit kept);
    void leave_out(model::sequence reply);
    void leave_in_doubt(std::string_view bytes);

    std::string id_;
    passed_over over_;
    bool in_doubt_ = false;  // for good
    bool dropped_ = false;
    std::vector<exhibit> exhibits_;
    std::map<model::sequence, exhibit> heard_;  // not yet placed
    std::vector<model::sequence> proposals_;
    correlation::book book_;
    std::uint64_t closed_ = 0;
    model::sequence shredded_ = model::sequence::none;
};

}  // namespace iaq::journal_tool
