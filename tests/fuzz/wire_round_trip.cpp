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
    for (const auto payload : {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
        const auto written = s.write(payload);
        if (!written) {
            require(!written.error().field.empty() && !written.error().reason.empty());
            continue;
        }
        const auto heard = wire::parse(payload, written.value());
        require(heard.header.reference == s.reference);
        require(heard.header.key == "IAQ");
        require(heard.header.device == s.device);
        require(heard.header.origin == r.ori);
    }
    return 0;
}
