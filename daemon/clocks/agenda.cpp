#include "clocks/agenda.hpp"

#include <algorithm>

namespace iaq::clocks {

void agenda::forget(model::inquiry_index inquiry) {
    std::erase_if(deadlines_, [&](const deadline& d) { return d.inquiry == inquiry; });
}

void agenda::forget_before(model::inquiry_index first) {
    std::erase_if(deadlines_, [&](const deadline& d) { return d.inquiry < first; });
}

std::optional<deadline> agenda::first() const {
    return deadlines_.empty() ? std::nullopt : std::optional{*deadlines_.begin()};
}

void agenda::describe(canonical& out) const {
    out.number(deadlines_.size());
    for (const auto& d : deadlines_) {
        out.time(d.due).name(d.inquiry).name(d.kind).name(d.reply);
    }
}

bool agenda::restore(canonical_reader& in) {
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        deadline d;
        in.time(d.due).name(d.inquiry).name(d.kind).name(d.reply);
        deadlines_.insert(deadlines_.end(), d);
    }
    return in.is_good();
}

timeline::timeline(instant start, utc_time last_record)
    : base_utc_(std::max(start.utc, last_record)), base_mono_(start.mono) {}

utc_time timeline::at(mono_time now) const { return base_utc_ + (now - base_mono_); }

mono_time timeline::when(utc_time due) const { return base_mono_ + (due - base_utc_); }

}  // namespace iaq::clocks
