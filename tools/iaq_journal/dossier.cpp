#include "iaq_journal/dossier.hpp"

#include "contract/records.hpp"

#include <algorithm>
#include <utility>

namespace iaq::journal_tool {
namespace {

namespace records = model::records;

/// Returns the inquiry that the record names as its own; empty when it names none.
std::string_view inquiry_of(const records::body& body) {
    return std::visit(
        [](const auto& of) -> std::string_view {
            if constexpr (requires { of.inquiry_id; }) {
                return of.inquiry_id;
            } else if constexpr (requires { of.as.inquiry_id; }) {
                return of.as.inquiry_id;
            } else {
                return {};
            }
        },
        body);
}

/// Returns the message that the record gives to an inquiry, or `none`.
model::sequence reply_placed_by(const records::body& body) {
    if (const auto* const matched = std::get_if<records::matched>(&body)) {
        return matched->reply;
    }
    const auto* const assigned = std::get_if<records::assigned>(&body);
    return assigned == nullptr ? model::sequence::none : assigned->reply;
}

}  // namespace

result<void, std::string> dossier::take(std::string_view bytes) {
    const auto given_up = over_.find(model::sequence{contract::sequence_in(bytes)});
    if (given_up != over_.end()) {
        if (given_up->second == id_) {
            leave_in_doubt(bytes);
        }
        return boost::outcome_v2::success();
    }
    IAQ_TRY(auto entry, contract::decode(bytes));
    if (std::holds_alternative<records::reply_heard>(entry.body)) {
        const auto number = entry.at_sequence;
        heard_.emplace(number, exhibit{std::string{bytes}, std::move(entry)});
        return boost::outcome_v2::success();
    }
    const bool ours = inquiry_of(entry.body) == id_;
    if (const auto* const unplaced = std::get_if<records::unmatched>(&entry.body)) {
        if (std::ranges::count(unplaced->evidence.candidates, id_) != 0) {
            proposals_.push_back(unplaced->reply);
        }
    } else if (const auto reply = reply_placed_by(entry.body); reply != model::sequence::none) {
        auto heard = heard_.extract(reply);
        if (ours && !heard.empty() && told() != nullptr) {
            std::erase(proposals_, reply);
            IAQ_TRY(keep(std::move(heard.mapped())));
        }
    }
    if (ours && std::holds_alternative<records::keys_shredded>(entry.body)) {
        shredded_ = entry.at_sequence;
        return boost::outcome_v2::success();
    }
    const bool admits = std::holds_alternative<records::admitted>(entry.body) ||
                        std::holds_alternative<records::inquiry_carried>(entry.body);
    if (ours && !admits && told() == nullptr) {
        dropped_ = true;
        return boost::outcome_v2::success();
    }
    if (!ours) {
        return boost::outcome_v2::success();
    }
    if (const auto* const withdrawn = std::get_if<records::withdrawn>(&entry.body)) {
        leave_out(withdrawn->reply);
    }
    return keep({std::string{bytes}, std::move(entry)});
}

/// A message that was taken back is somebody else's: its words are no part of this case.
void dossier::leave_out(model::sequence reply) {
    const auto heard = std::ranges::find_if(
        exhibits_, [&](const exhibit& each) { return each.entry.at_sequence == reply; });
    if (heard != exhibits_.end()) {
        heard_.emplace(reply, std::move(*heard));
        exhibits_.erase(heard);
    }
}

result<void, std::string> dossier::keep(exhibit kept) {
    if (!in_doubt_) {
        IAQ_TRY(book_.apply(kept.entry));
    }
    exhibits_.push_back(std::move(kept));
    return boost::outcome_v2::success();
}

/// The record itself is shown when it can be read.
void dossier::leave_in_doubt(std::string_view bytes) {
    const auto last = exhibits_.empty() ? utc_time{} : exhibits_.back().entry.at.utc;
    book_.doubt(id_, last, model::sequence{contract::sequence_in(bytes)});
    in_doubt_ = true;
    if (auto entry = contract::decode(bytes)) {
        exhibits_.push_back({std::string{bytes}, std::move(entry).value()});
    }
}

const correlation::entry* dossier::told() const {
    const auto index = book_.find(id_);
    return index == model::inquiry_index::none ? nullptr : &book_.at(index);
}

}  // namespace iaq::journal_tool
