#include "engine/reviews.hpp"

#include "model/limits.hpp"

#include <algorithm>

namespace iaq::engine {

void reviews::sign(const model::record& r, const model::records::review_signed& body) {
    signed_.push_back({r.at_sequence, r.at.utc, body.from, body.to, r.principal, r.acting_user,
                       body.findings, body.oris});
    if (signed_.size() > model::limits::reviews_max) {
        signed_.pop_front();
    }
}

namespace {

template <class Io, class Review>
void shape(Io& io, Review& r) {
    io.name(r.record).time(r.at).time(r.from).time(r.to);
    io.text(r.principal).text(r.user).text(r.findings);
    io.list(r.oris, [&](auto& ori) { io.text(ori); });
}

}  // namespace

void reviews::describe(canonical& out) const {
    out.list(signed_, [&](const review& each) { shape(out, each); });
}

bool reviews::restore(canonical_reader& in) {
    in.list(signed_, [&](review& each) { shape(in, each); });
    return in.is_good();
}

std::vector<std::pair<utc_time, utc_time>> unreviewed(const reviews& done, const std::string& ori,
                                                      utc_time from, utc_time to) {
    std::vector<std::pair<utc_time, utc_time>> covered;
    for (const auto& each : done.all()) {
        if (std::ranges::find(each.oris, ori) != each.oris.end()) {
            covered.emplace_back(each.from, each.to);
        }
    }
    std::ranges::sort(covered);
    std::vector<std::pair<utc_time, utc_time>> gaps;
    for (const auto& [begin, end] : covered) {
        if (begin > from && from < to) {
            gaps.emplace_back(from, std::min(begin, to));
        }
        from = std::max(from, end);
    }
    if (from < to) {
        gaps.emplace_back(from, to);
    }
    return gaps;
}

}  // namespace iaq::engine
