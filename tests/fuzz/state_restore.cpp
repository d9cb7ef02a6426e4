#include "engine/state.hpp"

#include "base/assert.hpp"
#include "base/canonical.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Bytes are the state of a snapshot or a base, or none. Those that are give bytes that are the same
// state, and that say what a reader sees of it; and a state of any content takes records.

namespace {

using namespace iaq;
using engine::state;

std::string described(const state& known) {
    std::string bytes;
    canonical out{[&](std::string_view piece) { bytes += piece; }};
    known.describe(out);
    out.flush();
    return bytes;
}

/// What is asked of a state at the start and at every call.
void look_around(const state& known) {
    const auto& inquiries = known.inquiries();
    std::uint64_t counted = 0;
    for (const auto i : inquiries.all()) {
        const auto& e = inquiries.at(i);
        const auto request = e.asked.whole();
        const auto same_key =
            inquiries.find_key(inquiries.origin_of(e).principal, request.idempotency_key);
        ensure(same_key == model::inquiry_index::none || inquiries.holds(same_key));
        for (const auto other : inquiries.find_incident(request.incident)) {
            ensure(inquiries.holds(other));
        }
        ensure(inquiries.counsel_of(e).rules.size() < 1'000'000);
        ++counted;
    }
    ensure(counted == inquiries.size() && inquiries.open() <= counted);
    ensure(known.first_held(known.last_at(), nanoseconds{0}) >= model::sequence::none);
    for (const auto& posted : known.mail().stream()) {
        ensure(known.mail().after(posted.at) <= known.mail().stream().size());
    }
}

void take_one(state& known) {
    model::record next_one;
    next_one.at_sequence = next(known.last());
    next_one.station = "station";
    next_one.body = model::records::condition_changed{"link_down", true};
    const auto before = described(known);
    if (known.mail().last() < model::cursor{next_one.at_sequence, 0} && known.apply(next_one)) {
        ensure(described(known) != before);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    auto read = state::restore(input);
    if (!read) {
        return 0;
    }
    look_around(*read);
    const auto written = described(*read);
    auto again = state::restore(written);
    ensure(again.has_value());
    ensure(described(*again) == written && again->digest() == read->digest());
    look_around(*again);
    take_one(*read);
    return 0;
}
