#include "contract/records.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace iaq;

namespace {

void must(bool held) {
    if (!held) {
        std::abort();
    }
}

}  // namespace

/// What decodes encodes again to bytes that decode to the same; what the fold takes can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto first = contract::decode(input);
    const auto open = contract::to_json(input, false);
    const auto closed = contract::to_json(input, true);
    must(open.has_value() == closed.has_value());
    if (!first) {
        must(!first.error().empty());
        return 0;
    }
    const bool foreign = std::holds_alternative<model::records::foreign>(first.value().body);
    must(foreign || open.has_value());
    const auto again = contract::encode(first.value());
    const auto second = contract::decode(again);
    must(second.has_value() && second.value().body == first.value().body);
    must(contract::encode(second.value()) == again);
    return 0;
}
