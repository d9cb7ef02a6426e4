#pragma once

#include <iaq/v1/intake.pb.h>

#include <string_view>

namespace iaq::ctl_test {

/// The form as the gateway tells it of the shipped order, profile and tables.
const v1::Description& shipped_form();

/// One of its code tables.
const v1::CodeTable& table(std::string_view name);

}  // namespace iaq::ctl_test
