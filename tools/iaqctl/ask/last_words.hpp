#pragma once

#include <iaq/v1/intake.pb.h>

#include <string>

/// What `ask` says when it ends, at whatever moment: what was submitted and what was not.
namespace iaq::ctl {

/// Before anything was submitted. `why`: a trouble, or empty when the person left.
std::string nothing_was_submitted(const std::string& why);

/// After a submission whose answer never came. `key` finds it again.
std::string perhaps_submitted(const std::string& key, const std::string& why);

/// While it was followed: it goes on without anybody watching.
std::string goes_on(const v1::InquiryAccepted& accepted);

}  // namespace iaq::ctl
