#include "iaqctl/when.hpp"

#include <google/protobuf/util/time_util.h>

#include <ctime>

namespace iaq::ctl {
namespace {

constexpr std::time_t minute = 60;

/// Reads the whole text by the format, local time.
std::optional<std::tm> read(const std::string& text, const char* format) {
    std::tm parts{};
    const char* const end = ::strptime(text.c_str(), format, &parts);
    return end == text.c_str() + text.size() ? std::optional{parts} : std::nullopt;
}

std::optional<std::time_t> local(std::tm parts) {
    parts.tm_isdst = -1;  // as it was in the zone then
    const auto at = std::mktime(&parts);
    return at < 0 ? std::nullopt : std::optional{at};
}

/// The last time that it was so late: today, or yesterday.
std::optional<std::time_t> last_at(const std::tm& hour, std::time_t now) {
    std::tm day{};
    ::localtime_r(&now, &day);
    day.tm_hour = hour.tm_hour;
    day.tm_min = hour.tm_min;
    day.tm_sec = 0;
    const auto today = local(day);
    if (today && *today > now + minute) {
        --day.tm_mday;
        return local(day);
    }
    return today;
}

}  // namespace

std::optional<google::protobuf::Timestamp> parse_time(const std::string& text,
                                                      std::chrono::system_clock::time_point now) {
    using google::protobuf::util::TimeUtil;
    const auto second = std::chrono::system_clock::to_time_t(now);
    if (text == "now") {
        return TimeUtil::SecondsToTimestamp(second);
    }
    std::optional<std::time_t> found;
    if (const auto hour = read(text, "%H:%M")) {
        found = last_at(*hour, second);
    }
    for (const auto* const format : {"%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"}) {
        if (const auto whole = read(text, format); whole && !found) {
            found = local(*whole);
        }
    }
    if (found) {
        return TimeUtil::SecondsToTimestamp(*found);
    }
    google::protobuf::Timestamp at;
    const bool is_rfc3339 = text.find('T') != std::string::npos && TimeUtil::FromString(text, &at);
    return is_rfc3339 ? std::optional{at} : std::nullopt;
}

}  // namespace iaq::ctl
