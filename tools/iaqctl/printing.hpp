#pragma once

#include <iaq/v1/intake.pb.h>

#include <string>

/// Each answer of the gateway as a person reads it. All end in a line end.
namespace iaq::ctl {

std::string say(const v1::Delivery& d);
std::string say(const v1::InquiryAccepted& a);
std::string say(const v1::InquiryRefused& r);
std::string say(const v1::Done& d);
std::string say(const v1::Error& e);
std::string say(const v1::InquiryList& list);
std::string say(const v1::Status& s);
std::string say(const v1::Description& d);
std::string say(const v1::AlertList& list);
std::string say(const v1::UnmatchedList& list);
/// `show`: what was asked and where it stands.
std::string say(const v1::Inquiry& i);
/// What people did to it; empty when nobody did anything.
std::string acts_of(const v1::Inquiry& i);

/// Returns `DELIVERY_KIND_ANSWERED` as `ANSWERED`, and so on.
std::string name_of(v1::InquiryState state);
std::string name_of(v1::DeliveryKind kind);

/// A notice as the order's words and ours, under its id and citation.
std::string say(const v1::Notice& n, std::size_t indent);

}  // namespace iaq::ctl
