#include "contract/frames.hpp"
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

/// What is told of the bytes without decoding them is what decoding tells.
void check_glances(std::string_view input, const model::record& read) {
    must(contract::sequence_in(input) == number_of(read.at_sequence));
    const auto quarantined = contract::quarantine_in(input);
    const auto* const told = std::get_if<model::records::quarantined>(&read.body);
    must(quarantined && quarantined.value().has_value() == (told != nullptr));
    must(told == nullptr || *quarantined.value() == *told);
    if (const auto* const sent = std::get_if<model::records::send_begun>(&read.body)) {
        must(contract::inquiry_named_in(input) == sent->inquiry_id);
    }
}

/// Without personal data it is still the record, and has no more of it to leave out.
void check_without_personal_data(std::string_view input, const model::record& read) {
    const auto bare = contract::without_personal_data(input);
    must(bare.has_value());
    const auto again = contract::decode(bare.value());
    must(again.has_value() && again.value().body.index() == read.body.index());
    must(contract::without_personal_data(bare.value()).value() == bare.value());
}

void check_envelope(const model::record& read) {
    const auto bare = contract::envelope_only(read.at_sequence, read.at.utc);
    must(contract::sequence_in(bare) == number_of(read.at_sequence) && !contract::decode(bare));
    const auto framed = contract::delimited(bare);
    const auto prefix = contract::read_prefix(framed);
    must(prefix.size + prefix.length == framed.size());
}

/// What decodes encodes again to bytes that decode to the same; what the fold takes can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto first = contract::decode(input);
    const auto open = contract::to_json(input, false);
    const auto closed = contract::to_json(input, true);
    must(open.has_value() == closed.has_value());
    static_cast<void>(contract::may_be_newer(input));
    static_cast<void>(contract::inquiry_named_in(input));
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
    must(foreign == contract::may_be_newer(again));
    if (!foreign) {
        check_glances(again, first.value());
        check_without_personal_data(again, first.value());
        check_envelope(first.value());
    }
    return 0;
}
