#pragma once

#include <iaq/v1/intake.pb.h>

#include <chrono>
#include <ctime>
#include <string>

/// The contract's values in words that a dispatcher uses.
namespace iaq::ctl {

/// `RECEIVED` as `with the LESC`: where the inquiry is.
std::string where_it_is(v1::InquiryState state);

/// `OVERDUE` as `answer due`: what is due when the clock fires.
std::string what_is_due(v1::ClockKind clock);

/// What the kind of delivery means.
std::string meaning_of(v1::DeliveryKind kind);

/// True when a person has to act on it now: an operator, a desk or an officer.
bool needs_a_person(v1::DeliveryKind kind);

/// Whether a person has confirmed to have read the message; empty where nobody needs to.
std::string read_words(const v1::ReplyView& reply);

/// `0:07`, `1:15`, `2 d 03:10`: hours and minutes.
std::string duration_words(std::chrono::seconds span);

/// `03:04`, of today; `11-23 03:04` of another day; in the zone that is set.
std::string short_time(const google::protobuf::Timestamp& at, std::time_t now);

}  // namespace iaq::ctl
