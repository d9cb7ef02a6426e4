#include "iaq_journal/record_text.hpp"

#include "base/time.hpp"
#include "contract/records.hpp"

#include <fmt/format.h>

namespace iaq::journal_tool {

std::string name_of_kind(std::uint32_t number) {
    const auto name = contract::kind_named(number);
    return name.empty() ? fmt::format("kind {}", number) : std::string{name};
}

std::string closed_json(const journal::closed_record& record) {
    return fmt::format(R"({{"sequence":"{}","utc":"{}","kind":"{}","sealed":true}})",
                       number_of(record.number), rfc3339(utc_time{nanoseconds{record.utc_ns}}),
                       name_of_kind(record.kind));
}

}  // namespace iaq::journal_tool
