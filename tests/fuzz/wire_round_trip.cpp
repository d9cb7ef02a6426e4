#include "unit/wire/sample_inquiry.hpp"

#include "wire/payload.hpp"

#include <cstdint>
#include <cstdlib>

using namespace iaq;

namespace {

/// Hands out the input piece by piece; a line end closes a text.
class input {
public:
    explicit input(std::string_view bytes) : rest_(bytes) {}

    std::string text() {
        const auto end = std::min(rest_.find('\n'), rest_.size());
        std::string taken{rest_.substr(0, end)};
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return taken;
    }

private:
    std::string_view rest_;
};

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// Overwrites a text only when the input holds one, so that most samples can be written.
void vary(std::string& text, input& in) {
    const auto said = in.text();
    if (!said.empty()) {
        text = said;
    }
}

using purpose = iaq::model::purpose;
using sex = iaq::model::sex;

/// What a letter of the input changes in the request and the profile.
void turn(test::sample& s, char letter) {
    auto& person = s.request.person;
    switch (letter) {
        case 'a': s.request.why = purpose::firearms; break;
        case 'b': s.request.why = purpose::unspecified; break;
        case 'c': person.said_sex = sex::female; break;
        case 'd': person.said_sex = sex::unknown; break;
        case 'e': person.said_sex = sex::unspecified; break;
        case 'f': s.request.in_custody = false; break;
        case 'g': s.request.in_custody.reset(); break;
        case 'h': s.profile.date_form = "mmddyy"; break;
        case 'i': s.profile.date_form = "strange"; break;
        case 'j': s.profile.fields.front().tag = "1X"; break;
        case 'k': s.profile.fields.front().name = "strange"; break;
        case 'l': s.profile.query_key = "?"; break;
        case 'm': s.profile.fields.at(9).required = true; break;  // goes into the remarks
        case 'n': s.profile.fields.at(3).size_max = 0; break;
        case 'o': s.profile.user_id = "STATION"; break;
        case 'p': s.profile.native_routing_header = false; break;
        case 'q': s.profile.fields.back().size_max = 5; break;
        case 'r': s.profile.comma_blank = !s.profile.comma_blank; break;
        default: break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes;
    bytes.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes += static_cast<char>(data[i]);
    }
    input in{bytes};
    test::sample s;
    auto& r = s.request;
    auto& person = r.person;
    for (auto* text :
         {&s.reference, &s.device, &r.ori, &r.operator_id, &r.attention, &r.reason, &r.phone,
          &person.last_name, &person.first_name, &person.middle_name, &person.suffix,
          &person.date_of_birth, &person.place_of_birth, &person.remarks, &person.operator_license,
          &person.mothers_maiden_name, &r.charge.ncic_code}) {
        vary(*text, in);
    }
    for (const char letter : in.text()) {
        turn(s, letter);
    }
    for (const auto payload : {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
        const auto written = s.write(payload);
        if (!written) {
            require(!written.error().field.empty() && !written.error().reason.empty());
            continue;
        }
        const auto heard = wire::parse(payload, written.value());
        require(heard.header.key == "IAQ");
        require(heard.header.origin == r.ori);
        // Without the routing header the native text says it in its control field, and no device.
        const bool is_routed =
            payload == model::payload_kind::ofml || s.profile.native_routing_header;
        const auto& said = is_routed ? heard.header.reference : heard.header.control;
        require(said == s.reference);
        require(!is_routed || heard.header.device == s.device);
        require(wire::comparable_reference(" 0" + said) == wire::comparable_reference(said));
    }
    return 0;
}
