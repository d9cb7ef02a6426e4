#include "correlation/book.hpp"
#include "correlation/shape.hpp"

#include <algorithm>
#include <limits>

/// The book as bytes and back.
namespace iaq::correlation {

namespace {
constexpr std::size_t entry_bytes_min = 64;  // no entry is written in less
}

void book::describe(canonical& out) const {
    shared_writer told{out, told_};
    shared_writer came{out, came_};
    out.number(first_);
    out.list(entries_, [&](const entry& e) { shape_entry(out, e, told, came); });
    out.number(replies_.size()).number(unmatched_);
    for (const auto& [record, heard] : replies_) {
        shape_reply(out, heard);
    }
    out.number(deeds_.size());
    for (const auto& [inquiry, deeds] : deeds_) {
        out.name(inquiry).list(deeds, [&](const deed& each) { shape_deed(out, each, told); });
    }
}

bool book::restore(canonical_reader& in) {
    shared_reader told{in, told_};
    shared_reader came{in, came_};
    in.number(first_);
    auto left = in.count();
    const auto entries = std::min(left, in.rest().size() / entry_bytes_min);
    for (auto* const index : {&by_id_, &by_key_, &by_incident_}) {  // nearly all have these
        index->reserve(entries);
    }
    for (; left > 0 && in.is_good(); --left) {
        shape_entry(in, entries_.emplace_back(), told, came);
        if (static_cast<std::size_t>(entries_.back().state) >= counts_.size()) {
            return false;
        }
        list_entry(last_index());
    }
    if (entries_.size() > std::numeric_limits<std::uint32_t>::max() - first_) {
        return false;
    }
    left = in.count();
    in.number(unmatched_);
    for (; left > 0 && in.is_good(); --left) {
        reply heard;
        shape_reply(in, heard);
        if (heard.inquiry != model::inquiry_index::none && !holds(heard.inquiry)) {
            return false;
        }
        replies_.insert_or_assign(replies_.end(), heard.record, std::move(heard));
    }
    for (left = in.count(); left > 0 && in.is_good(); --left) {
        auto inquiry = model::inquiry_index::none;
        std::vector<deed> deeds;
        in.name(inquiry).list(deeds, [&](deed& each) { shape_deed(in, each, told); });
        if (!holds(inquiry)) {
            return false;
        }
        deeds_.insert_or_assign(inquiry, std::move(deeds));
    }
    return in.is_good();
}

}  // namespace iaq::correlation
