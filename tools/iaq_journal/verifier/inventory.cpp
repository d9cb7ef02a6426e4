#include "iaq_journal/verifier/inventory.hpp"

#include <charconv>

namespace iaq::verifier {
namespace {

constexpr std::string_view segments = "segment/";
constexpr std::size_t digits = 20;

std::string numbered_path(std::uint64_t first, std::string_view ending) {
    const auto number = std::to_string(first);
    return std::string{segments} + std::string(digits - number.size(), '0') + number +
           std::string{ending};
}

/// Returns the number in `segment/<20 digits><ending>`, or nothing for any other path.
std::optional<std::uint64_t> number_in(std::string_view path, std::string_view ending) {
    if (path.size() != segments.size() + digits + ending.size() || !path.starts_with(segments) ||
        !path.ends_with(ending)) {
        return std::nullopt;
    }
    const auto name = path.substr(segments.size(), digits);
    std::uint64_t number = 0;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), number);
    if (read.ec != std::errc{} || read.ptr != name.data() + name.size()) {
        return std::nullopt;
    }
    return number;
}

}  // namespace

std::string segment_path(std::uint64_t first) { return numbered_path(first, ".seg"); }
std::string sidecar_path(std::uint64_t first) { return numbered_path(first, ".key"); }
std::string base_path(std::uint64_t first) { return numbered_path(first, ".base"); }

inventory::inventory(const folder& of, docket& on, const std::vector<std::string>& paths)
    : of_(of), on_(on) {
    for (const auto& path : paths) {
        asked_.emplace(path, false);
    }
}

void inventory::claim(const std::string& path) {
    if (const auto at = asked_.find(path); at != asked_.end()) {
        at->second = true;
    }
}

std::optional<std::string> inventory::demand(const std::string& path) {
    const auto at = asked_.find(path);
    if (at == asked_.end()) {
        on_.enter(
            {.kind = finding_kind::missing_file, .file = path, .text = "must be there and is not"});
        return std::nullopt;
    }
    at->second = true;
    auto bytes = of_.read(path);
    if (!bytes) {
        on_.enter({.kind = finding_kind::unreadable_file,
                   .file = path,
                   .text = std::move(bytes.error().text)});
        return std::nullopt;
    }
    return std::move(bytes.value());
}

std::vector<std::uint64_t> inventory::numbered(std::string_view ending) const {
    std::vector<std::uint64_t> found;
    for (const auto& [path, asked] : asked_) {  // ordered by name, and so by number
        if (const auto number = number_in(path, ending)) {
            found.push_back(*number);
        }
    }
    return found;
}

std::vector<std::string> inventory::unclaimed() const {
    std::vector<std::string> left;
    for (const auto& [path, asked] : asked_) {
        if (!asked) {
            left.push_back(path);
        }
    }
    return left;
}

}  // namespace iaq::verifier
