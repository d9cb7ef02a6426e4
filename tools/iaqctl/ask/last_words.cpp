#include "iaqctl/ask/last_words.hpp"

#include "iaqctl/paper.hpp"

#include <fmt/format.h>

namespace iaq::ctl {

std::string nothing_was_submitted(const std::string& why) {
    return (why.empty() ? std::string{} : wrapped(why, 0)) +
           "Nothing was submitted, and nothing of this was recorded.\n";
}

std::string perhaps_submitted(const std::string& key, const std::string& why) {
    return wrapped(why, 0) +
           wrapped(
               fmt::format("It is NOT KNOWN whether it was submitted. Do not key it by hand and "
                           "do not ask anew before you looked: iaqctl show --key {} says "
                           "whether the gateway has it.",
                           key),
               0);
}

std::string goes_on(const v1::InquiryAccepted& accepted) {
    if (accepted.state() == v1::INQUIRY_STATE_EXEMPT) {
        return {};
    }
    return wrapped(fmt::format("You stopped watching. Inquiry {} WAS submitted and goes on; its "
                               "answer goes to the officer and the desk. iaqctl explain {} says "
                               "how it stands.",
                               accepted.inquiry_id(), accepted.inquiry_id()),
                   0);
}

}  // namespace iaq::ctl
