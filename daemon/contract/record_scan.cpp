#include "contract/record_scan.hpp"

#include "model/limits.hpp"

#include <fmt/format.h>

#include <limits>

namespace iaq::contract {
namespace {

scan_rules rules_for(reading how) {
    constexpr std::int64_t ns_per_second = 1'000'000'000;
    return {.text_bytes_max = model::limits::record_bytes_max,
            .seconds_min = (std::numeric_limits<std::int64_t>::min() / ns_per_second) - 1,
            .seconds_max = std::numeric_limits<std::int64_t>::max() / ns_per_second,
            .refuse_later_steps = how == reading::fold};
}

std::string newer(const std::string& what) {
    return fmt::format("a newer daemon wrote this ({}); open it with that version", what);
}

std::string sentence(const flaw& bad) {
    const auto part = bad.part.empty() ? std::string{"the record"} : bad.part;
    switch (bad.what) {
        case fault::unknown_field: return newer(fmt::format("field {} of {}", bad.number, part));
        case fault::later_step: return newer(part);
        case fault::unknown_value: return newer("a value of " + part);
        case fault::cut_short: return part + " is cut short; the record is damaged";
        case fault::wrong_type:
            return fmt::format("field {} of {} has another type; the record is damaged", bad.number,
                               part);
        case fault::not_utf8: return part + " is not UTF-8; the record is damaged";
        case fault::too_long: return part + " is too long; the record is damaged";
        case fault::number_too_large: return part + " is too large; the record is damaged";
        case fault::time_out_of_range: return part + " is no time; the record is damaged";
        case fault::given_twice: return part + " is there twice; the record is damaged";
    }
    return "the record is damaged";
}

}  // namespace

bool is_flawed_by_newer(std::string_view bytes) {
    const auto bad = find_flaw(bytes, *pb::Record::descriptor(), rules_for(reading::fold));
    return bad && (bad->what == fault::unknown_field || bad->what == fault::unknown_value ||
                   bad->what == fault::later_step);
}

result<void, std::string> read_record(std::string_view bytes, reading how, pb::Record& to) {
    if (bytes.size() > model::limits::record_bytes_max) {
        return std::string{"the record is too long; it is damaged"};
    }
    if (const auto bad = find_flaw(bytes, *pb::Record::descriptor(), rules_for(how))) {
        return sentence(*bad);
    }
    if (!to.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return std::string{"the record does not parse; it is damaged"};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::contract
