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
    out.number(unmatched_);
    for (const auto* const some : {&replies_, &aside_}) {
        out.number(some->size());
        for (const auto& [record, heard] : *some) {
            shape_reply(out, heard);
        }
    }
    out.number(deeds_.size());
    for (const auto& [inquiry, deeds] : deeds_) {
        out.name(inquiry).list(deeds, [&](const deed& each) { shape_deed(out, each, told); });
    }
}

namespace {

/// Bytes that nobody sealed may tell of replies that have no place.
bool is_sound(const entry& e) {
    using kind = life_step::kind;
    const bool closed = e.shredded != model::sequence::none || e.inquiry_id.empty();
    return (closed || !e.life.empty()) && std::ranges::all_of(e.life, [&](const life_step& step) {
               switch (step.what) {
                   case kind::reply:
                   case kind::resend_due:
                   case kind::assigned:
                   case kind::withdrawn: return step.number < e.replies.size();
                   case kind::classified: return step.number / 16 < e.replies.size();
                   case kind::clock:
                       return step.number < of_place || step.number / of_place < e.replies.size();
                   case kind::admitted:
                   case kind::send_begun:
                   case kind::send_acknowledged:
                   case kind::send_refused:
                   case kind::given_up:
                   case kind::cancelled:
                   case kind::carried:
                   case kind::passed_over:
                   case kind::resolved:
                   case kind::act: return true;
               }
               return false;
           });
}

}  // namespace

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
        auto& e = entries_.emplace_back();
        shape_entry(in, e, told, came);
        if (static_cast<std::size_t>(e.state) >= counts_.size() || (in.is_good() && !is_sound(e))) {
            return false;
        }
        list_entry(last_index());
    }
    if (entries_.size() > std::numeric_limits<std::uint32_t>::max() - first_) {
        return false;
    }
    in.number(unmatched_);
    for (auto* const some : {&replies_, &aside_}) {
        for (left = in.count(); left > 0 && in.is_good(); --left) {
            reply heard;
            shape_reply(in, heard);
            some->insert_or_assign(some->end(), heard.record, std::move(heard));
        }
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
    return in.is_good() && holds_together();
}

/// True when every reply is with the inquiry that has it, and the other way round.
bool book::holds_together() const {
    std::size_t placed = 0;
    for (const auto i : all()) {
        for (const auto record : replies_to(at(i))) {
            const auto* const reply = find_reply(record);
            if (reply == nullptr || reply->inquiry != i) {
                return false;
            }
            ++placed;
        }
    }
    return placed == static_cast<std::size_t>(std::ranges::count_if(replies_, [](const auto& r) {
               return r.second.inquiry != model::inquiry_index::none;
           }));
}

}  // namespace iaq::correlation
