#include "client_check/frames.hpp"

#include "base/text.hpp"

#include <google/protobuf/util/delimited_message_util.h>
#include <google/protobuf/util/time_util.h>

#include <sstream>

namespace iaq::client_check {
namespace {

constexpr std::string_view cursor_begins = "check:";
constexpr std::string_view event_begins = "check-";

v1::ServerFrame answer_to(std::uint64_t request_id) {
    v1::ServerFrame frame;
    frame.set_request_id(request_id);
    return frame;
}

}  // namespace

std::string bytes_of(const v1::ServerFrame& frame) {
    std::ostringstream out;
    google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
    return out.str();
}

std::string done(std::uint64_t request_id) {
    auto frame = answer_to(request_id);
    frame.mutable_done()->set_sequence(request_id);
    return bytes_of(frame);
}

std::string pong(std::uint64_t request_id) {
    auto frame = answer_to(request_id);
    frame.mutable_pong();
    return bytes_of(frame);
}

std::string welcome(std::uint64_t request_id) {
    auto frame = answer_to(request_id);
    auto& said = *frame.mutable_welcome();
    said.set_version(IAQ_VERSION);
    said.set_environment("test");
    said.set_agency("iaq-client-check");
    said.set_time_zone("UTC");
    said.set_asserts_users(true);
    for (const auto* const right : {"submit", "read"}) {
        said.add_rights(right);
    }
    return bytes_of(frame);
}

std::string accepted(std::uint64_t request_id, std::string_view inquiry_id) {
    auto frame = answer_to(request_id);
    auto& said = *frame.mutable_accepted();
    said.set_inquiry_id(std::string{inquiry_id});
    said.set_reference("CHECK00001");
    said.set_sequence(request_id);
    said.set_state(v1::INQUIRY_STATE_QUEUED);
    return bytes_of(frame);
}

std::string refused(std::uint64_t request_id) {
    auto frame = answer_to(request_id);
    auto& fault = *frame.mutable_refused()->add_violations();
    fault.set_rule("FIELDS");
    fault.set_field("subject.sex");
    fault.set_message("subject.sex is missing. The order requires it.");
    fault.set_citation("SO0801 II.B.2 c");
    return bytes_of(frame);
}

std::string error(std::uint64_t request_id, v1::ErrorCode code, std::uint32_t retry_after_ms) {
    auto frame = answer_to(request_id);
    auto& said = *frame.mutable_error();
    said.set_code(code);
    said.set_message("said by iaq-client-check");
    said.set_retry_after_ms(retry_after_ms);
    said.set_by_hand(v1::BY_HAND_SAFE);
    return bytes_of(frame);
}

std::string caught_up(std::string_view cursor) {
    v1::ServerFrame frame;
    frame.mutable_caught_up()->set_cursor(std::string{cursor});
    return bytes_of(frame);
}

v1::ServerFrame delivery(std::uint64_t place, v1::DeliveryKind kind, std::string_view inquiry_id) {
    v1::ServerFrame frame;
    auto& said = *frame.mutable_delivery();
    said.set_cursor(cursor_of(place));
    said.set_event_id(event_of(place));
    said.set_inquiry_id(std::string{inquiry_id});
    said.set_reference("CHECK00001");
    said.set_addressee(v1::ADDRESSEE_OFFICER_AND_DESK);
    *said.mutable_at() = google::protobuf::util::TimeUtil::GetCurrentTime();
    said.set_kind(kind);
    said.set_test(true);
    said.set_next_step("Nobody needs to act: this is a check of the program.");
    return frame;
}

std::string cursor_of(std::uint64_t place) {
    return std::string{cursor_begins} + std::to_string(place);
}

std::string event_of(std::uint64_t place) {
    return std::string{event_begins} + std::to_string(place);
}

std::uint64_t place_of(std::string_view cursor) {
    if (!cursor.starts_with(cursor_begins)) {
        return 0;
    }
    const auto place = text::number(cursor.substr(cursor_begins.size()));
    return place ? static_cast<std::uint64_t>(*place) : 0;
}

}  // namespace iaq::client_check
