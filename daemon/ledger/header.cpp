#include "ledger/header.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "ledger/checksum.hpp"
#include "ledger/zeros.hpp"

namespace iaq::ledger {
namespace {

constexpr std::string_view magic = "IAQSEG1\n";
constexpr std::size_t format_at = 8;
constexpr std::size_t fold_at = 12;
constexpr std::size_t journal_id_at = 16;
constexpr std::size_t epoch_at = 32;
constexpr std::size_t first_at = 40;
constexpr std::size_t created_at = 48;
constexpr std::size_t seal_at = 56;
constexpr std::size_t key_id_at = 60;
constexpr std::size_t key_commitment_at = 76;
constexpr std::size_t sidecar_digest_at = 108;
constexpr std::size_t reserved_at = 140;
constexpr std::size_t checksum_at = header_bytes - 4;

}  // namespace

std::string encode_header(const segment_header& header) {
    ensure(header.journal_id.size() == journal_id_bytes);
    ensure(header.key_id.size() == key_id_bytes);
    ensure(header.key_commitment.size() == key_commitment_bytes);
    ensure(header.sidecar_digest.size() == sidecar_digest_bytes);
    std::string block{magic};
    block.reserve(header_bytes);
    bytes::put_big(block, header.format);
    bytes::put_big(block, header.fold);
    block += header.journal_id;
    bytes::put_big(block, header.epoch);
    bytes::put_big(block, header.first);
    bytes::put_big(block, header.created_ns);
    bytes::put_big(block, static_cast<std::uint32_t>(header.seal));
    block += header.key_id;
    block += header.key_commitment;
    block += header.sidecar_digest;
    block.resize(checksum_at, '\0');
    bytes::put_big(block, crc32c(block));
    return block;
}

std::uint32_t root_of(std::string_view block) {
    return bytes::get_big<std::uint32_t>(block, checksum_at);
}

versions written_with(std::string_view segment) {
    return {.format = bytes::get_big<std::uint32_t>(segment, format_at),
            .fold = bytes::get_big<std::uint32_t>(segment, fold_at),
            .seal = bytes::get_big<std::uint32_t>(segment, seal_at)};
}

result<segment_header, wound> decode_header(std::string_view segment) {
    if (segment.empty()) {
        return wound{wound_kind::empty_file};
    }
    if (segment.size() < header_bytes || !segment.starts_with(magic) ||
        crc32c(segment.substr(0, checksum_at)) != root_of(segment)) {
        return wound{wound_kind::bad_header};
    }
    const auto wrote = written_with(segment);
    if (wrote.format == 0 || wrote.fold == 0) {
        return wound{wound_kind::bad_header, format_at};
    }
    if (wrote.format > format_version || wrote.fold > fold_version ||
        wrote.seal > static_cast<std::uint32_t>(seal_kind::aes_256_gcm)) {
        return wound{wound_kind::too_new, format_at};
    }
    // A newer layout would carry a newer version: in ours the rest is zero, and so are the places
    // of the seal in a segment without one.
    const auto unused = wrote.seal == 0 ? key_id_at : reserved_at;
    if (!all_zero(segment.substr(unused, checksum_at - unused))) {
        return wound{wound_kind::bad_header, unused};
    }
    segment_header header;
    header.format = wrote.format;
    header.fold = wrote.fold;
    header.journal_id = segment.substr(journal_id_at, journal_id_bytes);
    header.epoch = bytes::get_big<std::uint64_t>(segment, epoch_at);
    header.first = bytes::get_big<std::uint64_t>(segment, first_at);
    header.created_ns = bytes::get_big<std::uint64_t>(segment, created_at);
    header.seal = static_cast<seal_kind>(wrote.seal);
    header.key_id = segment.substr(key_id_at, key_id_bytes);
    header.key_commitment = segment.substr(key_commitment_at, key_commitment_bytes);
    header.sidecar_digest = segment.substr(sidecar_digest_at, sidecar_digest_bytes);
    if (header.first == 0) {
        return wound{wound_kind::bad_header, first_at};
    }
    return header;
}

bool is_unborn(std::string_view segment) {
    if (segment.size() > header_bytes && !all_zero(segment.substr(header_bytes))) {
        return false;
    }
    const auto header = decode_header(segment);
    return !header && header.error().kind != wound_kind::too_new && header.error().offset == 0;
}

result<void, wound> check_follows(const segment_header& before, std::uint64_t last,
                                  const segment_header& after) {
    if (after.journal_id != before.journal_id) {
        return wound{wound_kind::wrong_journal, journal_id_at};
    }
    if (after.first != last + 1) {
        return wound{wound_kind::number_out_of_order, first_at};
    }
    if (after.epoch < before.epoch) {
        return wound{wound_kind::number_out_of_order, epoch_at};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::ledger
