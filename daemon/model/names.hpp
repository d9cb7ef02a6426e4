#pragma once

#include "model/answer.hpp"
#include "model/delivery.hpp"
#include "model/inquiry.hpp"
#include "model/record.hpp"
#include "model/report.hpp"
#include "model/settings.hpp"

#include <string_view>

/// The contract's own words for our enums: `QUEUED`, `LESC_RECEIVED`, `submit`.
namespace iaq::model {

std::string_view name_of(inquiry_state state);
std::string_view name_of(delivery_kind kind);
std::string_view name_of(classification c);
std::string_view name_of(match_rule rule);
std::string_view name_of(subject_role role);
std::string_view name_of(records::clock_kind clock);
std::string_view name_of(right r);
std::string_view name_of(purpose p);
std::string_view name_of(basis b);
std::string_view name_of(identity_evidence e);
std::string_view name_of(report_kind k);
std::string_view name_of(payload_kind p);
std::string_view name_of(line_protocol p);
/// The record's kind as journal tools print it: `inquiry_admitted`, `send_begun`, ...
std::string_view kind_of(const records::body& body);

}  // namespace iaq::model
