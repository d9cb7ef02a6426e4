#include "correlation/book.hpp"
#include "correlation/shape.hpp"

/// The book as bytes and back.
namespace iaq::correlation {

void book::describe(canonical& out) const {
    out.number(first_);
    out.list(entries_, [&](const entry& e) { shape_entry(out, e); });
    out.number(replies_.size()).number(unmatched_);
    for (const auto& [record, heard] : replies_) {
        shape_reply(out, heard);
    }
}

bool book::restore(canonical_reader& in) {
    in.number(first_);
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        shape_entry(in, entries_.emplace_back());
        if (static_cast<std::size_t>(entries_.back().state) >= counts_.size()) {
            return false;
        }
        list_entry(last_index());
    }
    auto left = in.count();
    in.number(unmatched_);
    for (; left > 0 && in.is_good(); --left) {
        reply heard;
        shape_reply(in, heard);
        replies_.insert_or_assign(replies_.end(), heard.record, std::move(heard));
    }
    return in.is_good();
}

}  // namespace iaq::correlation
