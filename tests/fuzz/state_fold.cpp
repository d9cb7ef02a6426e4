#include "contract/records.hpp"
#include "engine/state.hpp"
#include "fuzz/chosen_record.hpp"
#include "seal/digest.hpp"

#include "base/assert.hpp"
#include "base/canonical.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The input is a journal: records, fitting and not, and what else a fold meets. However the state
// is come by, it is the same, bit for bit (G4): live, from the records' bytes, from a snapshot
// anywhere on the way, and from the base that a retention left.

namespace {

using namespace iaq;
using engine::state;
using fuzz::choices;
namespace records = model::records;

/// What a fold meets at one number: a record that opens, or one that is passed over.
struct met {
    model::record entry;
    bool passed_over = false;
    std::string inquiry_id;  // of one that is passed over
};

std::string described(const state& known) {
    std::string bytes;
    canonical out{[&](std::string_view piece) { bytes += piece; }};
    known.describe(out);
    out.flush();
    return bytes;
}

/// Returns whether it could follow.
bool take(state& known, const met& what) {
    if (what.passed_over) {
        known.pass_over(what.entry.at_sequence, what.inquiry_id);
        return true;
    }
    return known.apply(what.entry).has_value();
}

class journal {
public:
    void meet(choices& from) {
        switch (from.below(16)) {
            case 0: return snapshot();
            case 1: return read_again();
            case 2: {
                met one;
                one.entry.at_sequence = next(live_.last());
                one.passed_over = true;
                one.inquiry_id = from.flag() ? "inquiry-a" : "";
                passes_over_ = true;
                return add(one);
            }
            default: break;
        }
        const met one{fuzz::chosen_record(from, next(live_.last())), false, {}};
        if (may_be_written(one.entry.body)) {
            add(one);
        }
    }

    void check_all() const {
        ensure(by_snapshot_.digest() == live_.digest());
        ensure(by_bytes_.digest() == live_.digest());
        ensure(!by_base_ || by_base_->digest() == live_.digest());
    }

private:
    /// A daemon matches a reply when it hears it: to an inquiry that it knows by then. Of one that
    /// was passed over the fold cannot tell whether it was known; an answer to what was asked only
    /// behind it would be torn off its inquiry by a retention between the two.
    [[nodiscard]] bool may_be_written(const records::body& body) const {
        if (const auto* const matched = std::get_if<records::matched>(&body)) {
            return may_have(matched->inquiry_id, matched->reply);
        }
        const auto* const assigned = std::get_if<records::assigned>(&body);
        return assigned == nullptr || may_have(assigned->inquiry_id, assigned->reply);
    }

    [[nodiscard]] bool may_have(const std::string& inquiry_id, model::sequence reply) const {
        const auto index = live_.inquiries().find(inquiry_id);
        return index == model::inquiry_index::none ? !passes_over_
                                                   : live_.inquiries().at(index).admitted < reply;
    }

    /// A start: folds from what the live state is written as.
    void snapshot() {
        auto read = state::restore(described(live_));
        ensure(read.has_value());
        by_snapshot_ = *std::move(read);
    }

    /// A start without a snapshot.
    void read_again() {
        state all;
        for (const auto& one : log_) {
            ensure(take(all, one));
        }
        ensure(all.digest() == live_.digest());
    }

    void add(met one) {
        auto* const drop = std::get_if<records::segments_dropped>(&one.entry.body);
        const auto base = drop != nullptr ? base_before(drop->first_kept) : std::string{};
        if (drop != nullptr) {
            drop->base_sha256 = seal::sha256(base);
        }
        const auto before = live_.digest();
        const bool followed = take(live_, one);
        ensure(take(by_snapshot_, one) == followed);
        ensure(take_bytes(one) == followed);
        ensure(followed || live_.digest() == before);
        if (!followed) {
            return;
        }
        log_.push_back(one);
        if (drop != nullptr) {
            begin_at_base(base, drop->first_kept);
        } else if (by_base_) {
            ensure(take(*by_base_, one));
        }
    }

    bool take_bytes(const met& one) {
        if (one.passed_over) {
            return take(by_bytes_, one);
        }
        const auto read = contract::decode(contract::encode(one.entry));
        ensure(read.has_value());
        return take(by_bytes_, {read.value(), false, {}});
    }

    /// Returns what retention would leave of the records before `first_kept`.
    [[nodiscard]] std::string base_before(model::sequence first_kept) const {
        state front;
        for (const auto& one : log_) {
            if (one.entry.at_sequence < first_kept) {
                ensure(take(front, one));
            }
        }
        if (next(front.last()) == first_kept) {
            front.begin_at(first_kept);
        }
        return described(front);
    }

    void begin_at_base(const std::string& base, model::sequence first_kept) {
        by_base_ = state::restore(base);
        ensure(by_base_.has_value() && by_base_->first_kept() == first_kept);
        ensure(!by_base_->check_announced());
        for (const auto& one : log_) {
            if (one.entry.at_sequence >= first_kept) {
                ensure(take(*by_base_, one));
            }
        }
        ensure(by_base_->check_announced().has_value());
    }

    state live_, by_snapshot_, by_bytes_;
    std::optional<state> by_base_;
    std::vector<met> log_;
    bool passes_over_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr std::size_t steps_max = 150;
    choices input(bytes, size);
    journal all;
    for (std::size_t step = 0; step < steps_max && input.any(); ++step) {
        all.meet(input);
    }
    all.check_all();
    return 0;
}
