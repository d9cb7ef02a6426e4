#pragma once

#include <iaq/v1/intake.pb.h>

#include <string>
#include <vector>

/// Which messages of an inquiry somebody is still to read.
namespace iaq::ctl {

/// Returns those of its messages that nobody has confirmed to have read, oldest first.
std::vector<v1::ReplyView> unread_in(const v1::Inquiry& of);

/// Returns the call by which a person confirms to have read the message.
v1::ClientFrame seen_call(const v1::Inquiry& of, const v1::ReplyView& reply,
                          const std::string& acting_user = {});

}  // namespace iaq::ctl
