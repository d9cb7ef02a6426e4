#include "correlation/shared.hpp"

namespace iaq::correlation {
namespace {

constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
    return (hash ^ std::hash<std::string_view>{}(text)) * odd;
}

}  // namespace

/// Ids and lengths tell nearly all apart; the long texts are compared, not hashed.
std::uint64_t hash_of(const counsel_heard& of) {
    std::uint64_t hash = of.rules.size();
    for (const auto& rule : of.rules) {
        hash = mixed(hash, rule);
    }
    for (const auto* const notices : {&of.advisories, &of.notices}) {
        hash = hash * odd + notices->size();
        for (const auto& each : *notices) {
            hash = mixed(hash, each.id) + each.short_text.size() * 31 + each.text.size();
        }
    }
    return hash;
}

std::uint64_t hash_of(const origin& of) {
    return mixed(mixed(mixed(0, of.principal), of.acting_user), of.station);
}

}  // namespace iaq::correlation
