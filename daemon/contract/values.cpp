#include "contract/values.hpp"

#include "base/text.hpp"

#include <limits>
#include <utility>

namespace iaq::contract {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

/// Returns `seconds` and `nanos` as nanoseconds, or the nearest number there is.
std::int64_t whole_ns(std::int64_t seconds, std::int64_t nanos) {
    // A negative time counts its nanos up from the second below: go there from the second above.
    const bool below_zero = seconds < 0;
    std::int64_t ns = 0;
    if (__builtin_mul_overflow(seconds + (below_zero ? 1 : 0), ns_per_second, &ns) ||
        __builtin_add_overflow(ns, nanos - (below_zero ? ns_per_second : 0), &ns)) {
        return below_zero ? std::numeric_limits<std::int64_t>::min()
                          : std::numeric_limits<std::int64_t>::max();
    }
    return ns;
}

}  // namespace

std::string utf8(std::string_view text) {
    return text::is_valid_utf8(text) ? std::string{text} : text::valid_utf8(text);
}

void put(google::protobuf::Timestamp& to, utc_time from) {
    const auto ns = from.time_since_epoch().count();
    const auto nanos = ns % ns_per_second;
    const bool below_zero = nanos < 0;  // nanos count up from the second below
    to.set_seconds((ns / ns_per_second) - (below_zero ? 1 : 0));
    to.set_nanos(static_cast<std::int32_t>(nanos + (below_zero ? ns_per_second : 0)));
}

utc_time take(const google::protobuf::Timestamp& from) {
    return utc_time{nanoseconds{whole_ns(from.seconds(), from.nanos())}};
}

nanoseconds take(const google::protobuf::Duration& from) {
    return nanoseconds{whole_ns(from.seconds(), from.nanos())};
}

void put(strings& to, const std::vector<std::string>& from) {
    for (const auto& each : from) {
        *to.Add() = utf8(each);
    }
}

std::vector<std::string> take(const strings& from) { return {from.begin(), from.end()}; }

void put(pb::Notice& to, const model::notice& from) {
    put(to, &pb::Notice::mutable_id, from.id);
    put(to, &pb::Notice::mutable_short_text, from.short_text);
    put(to, &pb::Notice::mutable_text, from.text);
    put(to, &pb::Notice::mutable_citation, from.citation);
}

void put(google::protobuf::RepeatedPtrField<pb::Notice>& to,
         const std::vector<model::notice>& from) {
    for (const auto& each : from) {
        put(*to.Add(), each);
    }
}

std::vector<model::notice> taken_out(google::protobuf::RepeatedPtrField<pb::Notice>& from) {
    std::vector<model::notice> to;
    to.reserve(static_cast<std::size_t>(from.size()));
    for (auto& each : from) {
        to.push_back({std::move(*each.mutable_id()), std::move(*each.mutable_short_text()),
                      std::move(*each.mutable_text()), std::move(*each.mutable_citation())});
    }
    return to;
}

void put(pb::Violation& to, const model::violation& from) {
    put(to, &pb::Violation::mutable_rule, from.rule);
    put(to, &pb::Violation::mutable_field, from.field);
    put(to, &pb::Violation::mutable_message, from.message);
    put(to, &pb::Violation::mutable_citation, from.citation);
}

model::violation take(const pb::Violation& from) {
    return {from.rule(), from.field(), from.message(), from.citation()};
}

void put(google::protobuf::RepeatedPtrField<pb::ClockDue>& to,
         const std::vector<model::records::clock_due>& from) {
    for (const auto& each : from) {
        auto& clock = *to.Add();
        clock.set_clock(to_proto<pb::ClockKind>(each.clock));
        put(*clock.mutable_due(), each.due);
    }
}

std::vector<model::records::clock_due> take(
    const google::protobuf::RepeatedPtrField<pb::ClockDue>& from) {
    std::vector<model::records::clock_due> to;
    for (const auto& each : from) {
        to.push_back({to_model<model::records::clock_kind>(each.clock()), take(each.due())});
    }
    return to;
}

void put(pb::ReplyHeader& to, const model::heard_header& from) {
    put(to, &pb::ReplyHeader::mutable_key, from.key);
    put(to, &pb::ReplyHeader::mutable_origin, from.origin);
    put(to, &pb::ReplyHeader::mutable_destination, from.destination);
    put(to, &pb::ReplyHeader::mutable_device, from.device);
    put(to, &pb::ReplyHeader::mutable_reference, from.reference);
    put(to, &pb::ReplyHeader::mutable_user, from.user);
    put(to, &pb::ReplyHeader::mutable_control, from.control);
    put(to, &pb::ReplyHeader::mutable_received_time, from.received_time);
    put(to, &pb::ReplyHeader::mutable_sent_time, from.sent_time);
    put(to, &pb::ReplyHeader::mutable_receive_count, from.receive_count);
    put(to, &pb::ReplyHeader::mutable_send_count, from.send_count);
    put(to, &pb::ReplyHeader::mutable_number, from.number);
}

model::heard_header take(const pb::ReplyHeader& from) {
    model::heard_header to;
    to.key = from.key();
    to.origin = from.origin();
    to.destination = from.destination();
    to.device = from.device();
    to.reference = from.reference();
    to.user = from.user();
    to.control = from.control();
    to.received_time = from.received_time();
    to.sent_time = from.sent_time();
    to.receive_count = from.receive_count();
    to.send_count = from.send_count();
    to.number = from.number();
    return to;
}

void put(pb::Match& to, const model::match_evidence& from) {
    to.set_rule(to_proto<pb::MatchRule>(from.rule));
    put(*to.mutable_candidates(), from.candidates);
}

model::match_evidence take(const pb::Match& from) {
    return {to_model<model::match_rule>(from.rule()), take(from.candidates())};
}

}  // namespace iaq::contract
