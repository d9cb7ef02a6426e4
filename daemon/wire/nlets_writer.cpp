#include "wire/fields.hpp"
#include "wire/writers.hpp"

#include <fmt/format.h>

namespace iaq::wire {
namespace {

/// `DAC.REFERENCE.USER-ID.`, the user id blank-filled to its exact size (DMPP-2020 section 6).
result<std::string, flaw> routing_header(const outgoing& inquiry) {
    const auto size = inquiry.profile.user_id_native_size;
    IAQ_TRY(auto user, user_id(inquiry, size));
    user.resize(size, ' ');
    return fmt::format("{}.{}.{}.", inquiry.device, inquiry.reference, user);
}

}  // namespace

result<std::string, flaw> write_nlets(const outgoing& inquiry) {
    IAQ_TRY(check_header(inquiry));
    const auto& profile = inquiry.profile;
    std::string out;
    if (profile.native_routing_header) {
        IAQ_TRY(out, routing_header(inquiry));
    }
    IAQ_TRY(const auto fields, wire_fields(inquiry));
    out += fmt::format("{}.{}.{}.", profile.query_key, inquiry.request.ori, profile.destination);
    if (profile.native_control_field) {
        out += fmt::format("*{}.", inquiry.reference);
    }
    out += "TXT\r\n";
    for (const auto& field : fields) {
        out += fmt::format("{}/{}{}", field.tag, field.value, &field == &fields.back() ? "" : ".");
    }
    return out;
}

result<void, flaw> check_nlets(const outgoing& inquiry) {
    IAQ_TRY(check_header(inquiry));
    if (inquiry.profile.native_routing_header) {
        IAQ_TRY(user_id(inquiry, inquiry.profile.user_id_native_size));
    }
    IAQ_TRY(wire_fields(inquiry));
    return boost::outcome_v2::success();
}

}  // namespace iaq::wire
