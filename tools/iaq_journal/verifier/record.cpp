#include "iaq_journal/verifier/record.hpp"

#include "iaq_journal/verifier/integers.hpp"
#include "iaq_journal/verifier/protobuf.hpp"

#include <algorithm>
#include <string>

namespace iaq::verifier {
namespace {

constexpr std::string_view leaf_magic = "IAQLEAF1";
constexpr std::size_t clear_bytes = 12;  // kind, time
constexpr std::size_t tag_bytes = 16;
constexpr std::uint32_t time_field = 2;

template <class Unsigned>
std::string as_big(Unsigned value) {
    std::string out(sizeof(Unsigned), '\0');
    for (auto at = out.rbegin(); at != out.rend(); ++at) {
        *at = static_cast<char>(value & 0xFFU);
        value = static_cast<Unsigned>(value >> 8U);
    }
    return out;
}

std::optional<record> read_open(std::string_view payload) {
    record found{.body = payload};
    auto rest = payload;
    while (!rest.empty()) {
        const auto field = take_field(rest);
        if (!field) {
            return std::nullopt;
        }
        if (field->number >= kind_first) {
            found.kind = field->number;
        } else if (field->number == time_field && field->fixed64) {
            found.time = *field->fixed64;
        }
    }
    return found.kind == 0 ? std::nullopt : std::optional{found};
}

std::optional<record> read_sealed(std::string_view payload) {
    if (payload.size() < clear_bytes + tag_bytes) {
        return std::nullopt;
    }
    const auto kind = big<std::uint32_t>(payload, 0);
    if (kind < kind_first) {
        return std::nullopt;
    }
    return record{
        .kind = kind, .time = big<std::uint64_t>(payload, 4), .body = payload.substr(clear_bytes)};
}

}  // namespace

std::optional<record> read_record(std::string_view payload, bool sealed) {
    return sealed ? read_sealed(payload) : read_open(payload);
}

std::uint32_t kind_in(std::string_view bytes) {
    constexpr std::size_t kind_at = 48;
    return bytes.size() == leaf_bytes ? big<std::uint32_t>(bytes, kind_at) : 0;
}

leaf leaf_of(const record& from, std::uint64_t number, const segment_header& header,
             seal::hasher& sha256) {
    const auto sequence = as_big(number);
    const auto epoch = as_big(header.epoch);
    const auto time = as_big(from.time);
    const auto kind = as_big(from.kind);
    const auto digest = sha256({seal::view(header.digest), sequence, kind, time, from.body});
    leaf made{};
    auto at = made.begin();
    for (const std::string_view part :
         {leaf_magic, std::string_view{header.journal_id}, std::string_view{sequence},
          std::string_view{epoch}, std::string_view{time}, std::string_view{kind},
          std::string_view{header.key_id}, seal::view(digest)}) {
        at = std::ranges::copy(part, at).out;
    }
    return made;
}

}  // namespace iaq::verifier
