#include "settings/settings.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// A file is taken, or every complaint says where and what.
template <class Read>
void check(const Read& read) {
    if (read) {
        return;
    }
    if (read.error().empty()) {
        std::abort();
    }
    for (const auto& one : read.error()) {
        if (one.line == 0 || one.column == 0 || one.text.empty() || one.said().empty()) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(bytes), size};
    check(iaq::settings::parse_settings(text, "fuzz"));
    check(iaq::settings::parse_profile(text, "fuzz"));
    check(iaq::settings::parse_order(text, "fuzz"));
    return 0;
}
