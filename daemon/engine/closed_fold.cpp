#include "engine/state.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The fold over what was shredded: records that are closed, and the one that tells of it (G10).
namespace iaq::engine {

using model::inquiry_index;
using model::record;
using model::sequence;

namespace {

/// Numbers of the bodies in record.proto that are of one inquiry alone.
constexpr std::uint32_t admissions[] = {48, 167};  // admitted here, or carried over
constexpr std::uint32_t heard = 80;
constexpr std::uint32_t life[] = {
    51,                  // cancelled
    52,                  // clock fired
    60,  61,  62,  63,   // a send: begun, acknowledged, refused, given up
    80,  81,             // a reply: heard, matched
    128, 133, 134, 135,  // of people: updated, ICE called, a consulate told, a remark,
    137, 138, 139,       // handed over, keyed by hand, a contact ended,
    132, 136,            // a reply read, passed on
    129, 130, 131,       // assigned, withdrawn, classified,
    140,                 // resolved
};

}  // namespace

std::vector<model::records::wrapped_sidecar> sidecars_told(const record& entry) {
    if (const auto* const shredded = std::get_if<model::records::keys_shredded>(&entry.body)) {
        return shredded->sidecars;
    }
    const auto* const rotated = std::get_if<model::records::master_key_rotated>(&entry.body);
    return rotated == nullptr ? std::vector<model::records::wrapped_sidecar>{} : rotated->sidecars;
}

result<void, std::string> state::apply_closed(sequence number, std::uint32_t kind, utc_time at) {
    if (number != next(last_)) {
        return std::string{"the record does not follow the last one"};
    }
    if (std::ranges::find(admissions, kind) != std::end(admissions)) {
        inquiries_.admit_closed(number, at);
    } else if (std::ranges::find(life, kind) == std::end(life)) {
        return fmt::format("no key opens it, and records of its kind ({}) are never shredded",
                           kind);
    }
    if (kind == heard) {
        inquiries_.hear_closed(number);
    }
    closed_.insert(number);
    last_ = number;
    last_at_ = std::max(last_at_, at);
    return boost::outcome_v2::success();
}

result<void, std::string> state::check_closed() const {
    if (closed_.empty()) {
        return boost::outcome_v2::success();
    }
    return fmt::format(
        "{} records, the first of them {}, cannot be opened, and no record says that they were "
        "shredded: a .key file is not as it was; restore it from a backup",
        closed_.size(), number_of(*closed_.begin()));
}

inquiry_index state::forgets(const record& entry) const {
    const auto* const body = std::get_if<model::records::keys_shredded>(&entry.body);
    return body == nullptr ? inquiry_index::none : inquiries_.find(body->inquiry_id);
}

void state::forget(inquiry_index inquiry) {
    mail_.forget(inquiry);
    forget_told();
    deadlines_.forget(inquiry);
}

/// What is told of a reply goes with it.
void state::forget_told() {
    mail_.forget_told([&](sequence reply) { return inquiries_.find_reply(reply) != nullptr; });
}

void state::follow(const record& r, const model::records::keys_shredded& body) {
    last_shredding_ = r.at_sequence;
    for (const auto& each : body.sidecars) {
        sidecars_[each.segment] = each.sha256;
    }
    for (const auto number : body.records) {
        inquiries_.explain_closed(number);
        closed_.erase(number);
    }
}

void state::follow(const record& r, const model::records::legal_hold_changed& body) {
    static_cast<void>(r);
    if (body.standing) {
        legal_holds_.insert(body.inquiry_id);
    } else {
        legal_holds_.erase(body.inquiry_id);
    }
}

}  // namespace iaq::engine
