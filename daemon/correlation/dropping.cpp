#include "correlation/book.hpp"

/// What the book forgets when retention drops the front of the journal.
namespace iaq::correlation {

using model::inquiry_index;
using model::sequence;

inquiry_index book::forget_before(sequence first_kept) {
    while (!entries_.empty() && entries_.front().admitted < first_kept) {
        const auto& e = entries_.front();
        const inquiry_index oldest{first_};
        if (e.shredded == sequence::none && !e.inquiry_id.empty()) {
            forget(oldest);
        }
        unlist_names(e, oldest);
        unnamed_.erase(e.admitted);
        entries_.pop_front();
        ++first_;
    }
    const auto kept = replies_.lower_bound(first_kept);
    for (auto it = replies_.begin(); it != kept; ++it) {
        unmatched_ -= it->second.unmatched ? 1U : 0U;
    }
    replies_.erase(replies_.begin(), kept);
    aside_.clear();
    return inquiry_index{first_};
}

}  // namespace iaq::correlation
