#include "journal/layout.hpp"

#include <charconv>

namespace iaq::journal {
namespace {

constexpr std::size_t digits = 20;
constexpr std::string_view ending = ".seg";
constexpr std::string_view sidecar_ending = ".key";
constexpr std::string_view base_ending = ".base";
constexpr std::string_view snapshot_ending = ".state";

std::string padded(model::sequence first) {
    const auto number = std::to_string(model::number_of(first));
    return std::string(digits - number.size(), '0').append(number);
}

/// Returns the number before the ending in such a name.
std::optional<model::sequence> first_before(std::string_view file_name, std::string_view its) {
    if (file_name.size() != digits + its.size() || !file_name.ends_with(its)) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    const char* const end = file_name.data() + digits;
    const auto [stop, error] = std::from_chars(file_name.data(), end, number);
    if (error != std::errc{} || stop != end || number == 0) {
        return std::nullopt;
    }
    return model::sequence{number};
}

}  // namespace

std::string segment_name(model::sequence first) { return padded(first).append(ending); }

std::string sidecar_name(model::sequence first) { return padded(first).append(sidecar_ending); }

std::string base_name(model::sequence first) { return padded(first).append(base_ending); }

std::string snapshot_name(model::sequence last) { return padded(last).append(snapshot_ending); }

std::optional<model::sequence> last_in_snapshot(std::string_view file_name) {
    return first_before(file_name, snapshot_ending);
}

std::string spare_sidecar(const std::string& zeros) { return zeros + ".key"; }

std::string layout::segment(model::sequence first) const {
    return segments + "/" + segment_name(first);
}

std::string layout::sidecar(model::sequence first) const {
    return segments + "/" + sidecar_name(first);
}

std::string layout::base(model::sequence first) const { return segments + "/" + base_name(first); }

std::optional<model::sequence> first_in(std::string_view file_name) {
    return first_before(file_name, ending);
}

std::optional<model::sequence> first_in_sidecar(std::string_view file_name) {
    return first_before(file_name, sidecar_ending);
}

std::optional<model::sequence> first_in_base(std::string_view file_name) {
    return first_before(file_name, base_ending);
}

}  // namespace iaq::journal
