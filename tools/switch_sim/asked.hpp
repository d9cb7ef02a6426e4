#pragma once

#include <string>
#include <string_view>

/// What a station sent, as far as the stand-in needs it for an answer. Lenient and total: OFML or
/// native text, told by its first character; what is not found stays empty.
namespace iaq::switch_sim {

struct asked {
    std::string key;        // IAQ
    std::string reference;  // OFML REF, else ID; native: routing header, else control field
    std::string device, user, ori, control;
    std::string name, dob, attention;  // never printed
    std::string native;                // the message as Nlets would have it: for an ER's echo
    bool routed = false;               // native text came behind a routing header
};

asked read_asked(std::string_view payload);

}  // namespace iaq::switch_sim
