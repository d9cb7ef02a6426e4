#include "wire/fields.hpp"
#include "wire/writers.hpp"

#include <algorithm>

namespace iaq::wire {
namespace {

bool is_marked_up(char c) { return c == '&' || c == '<' || c == '>'; }

void put_escaped(std::string& out, std::string_view value) {
    if (std::ranges::none_of(value, is_marked_up)) {
        out += value;
        return;
    }
    for (const char c : value) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else {
            out += c;
        }
    }
}

void put_element(std::string& out, std::string_view tag, std::string_view value) {
    out.append("<").append(tag).append(">");
    put_escaped(out, value);
    out.append("</").append(tag).append(">");
}

}  // namespace

result<std::string, flaw> write_ofml(const outgoing& inquiry) {
    IAQ_TRY(check_header(inquiry));
    IAQ_TRY(const auto user, user_id(inquiry, inquiry.profile.user_id_ofml_max));
    IAQ_TRY(const auto fields, wire_fields(inquiry));
    std::string out = "<OFML><HDR>";
    put_element(out, "ID", inquiry.reference);
    put_element(out, "DAC", inquiry.device);
    put_element(out, "DAT", compact_time(inquiry.now));
    put_element(out, "REF", inquiry.reference);
    put_element(out, "MKE", inquiry.profile.query_key);
    put_element(out, "USR", user);
    put_element(out, "ORI", inquiry.request.ori);
    put_element(out, "DST", inquiry.profile.destination);
    out += "</HDR><TRN>";
    for (const auto& field : fields) {
        put_element(out, field.tag, field.value);
    }
    out += "</TRN></OFML>";
    return out;
}

result<void, flaw> check_ofml(const outgoing& inquiry) {
    IAQ_TRY(check_header(inquiry));
    IAQ_TRY(user_id(inquiry, inquiry.profile.user_id_ofml_max));
    IAQ_TRY(wire_fields(inquiry));
    return boost::outcome_v2::success();
}

}  // namespace iaq::wire
