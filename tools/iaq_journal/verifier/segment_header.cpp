#include "iaq_journal/verifier/segment_header.hpp"

#include "iaq_journal/verifier/crc32c.hpp"
#include "iaq_journal/verifier/integers.hpp"

namespace iaq::verifier {
namespace {

constexpr std::string_view magic = "IAQSEG1\n";
constexpr std::size_t format_at = 8;
constexpr std::size_t fold_at = 12;
constexpr std::size_t journal_id_at = 16;
constexpr std::size_t epoch_at = 32;
constexpr std::size_t seal_at = 56;
constexpr std::size_t key_id_at = 60;
constexpr std::size_t sidecar_digest_at = 108;
constexpr std::size_t reserved_at = 140;
constexpr std::size_t root_at = 4092;

header_flaw bad(std::uint64_t offset, const char* text) {
    return {finding_kind::bad_header, offset, text};
}

/// The rules for a block whose checksum is good: only a program writes what breaks them.
result<void, header_flaw> check_fields(std::string_view block) {
    const auto format = big<std::uint32_t>(block, format_at);
    const auto seal = big<std::uint32_t>(block, seal_at);
    if (format > 1 || seal > 1) {
        return header_flaw{finding_kind::too_new, format > 1 ? format_at : seal_at,
                           "written in a newer format than this verifier knows"};
    }
    if (format == 0) {
        return bad(format_at, "no format has the number 0");
    }
    if (big<std::uint32_t>(block, fold_at) == 0) {
        return bad(fold_at, "no fold has the number 0");
    }
    if (big<std::uint64_t>(block, header_first_at) == 0) {
        return bad(header_first_at, "no record has the number 0");
    }
    const auto zeros_from = seal == 0 ? key_id_at : reserved_at;
    if (const auto at = block.substr(0, root_at).find_first_not_of('\0', zeros_from);
        at != std::string_view::npos) {
        return bad(at, "not zero where zeros must be");
    }
    return boost::outcome_v2::success();
}

}  // namespace

result<segment_header, header_flaw> read_header(std::string_view segment) {
    if (segment.empty()) {
        return header_flaw{finding_kind::empty_file, 0, "a segment without a byte"};
    }
    if (segment.size() < header_bytes) {
        return bad(0, "shorter than a header");
    }
    const auto block = segment.substr(0, header_bytes);
    const auto summed = block.substr(0, root_at);
    const auto root = crc32c(summed);
    if (!block.starts_with(magic)) {
        return bad(0, "not a segment of a journal");
    }
    if (root != big<std::uint32_t>(block, root_at)) {
        return bad(0, "the header's checksum is not good");
    }
    IAQ_TRY(check_fields(block));
    return segment_header{.journal_id = std::string{block.substr(journal_id_at, 16)},
                          .epoch = big<std::uint64_t>(block, epoch_at),
                          .first = big<std::uint64_t>(block, header_first_at),
                          .sealed = big<std::uint32_t>(block, seal_at) == 1,
                          .key_id = std::string{block.substr(key_id_at, 16)},
                          .sidecar_digest = std::string{block.substr(sidecar_digest_at, 32)},
                          .root = root,
                          .digest = seal::hasher{}({summed})};
}

bool is_unborn(std::string_view segment) {
    return segment.find_first_not_of('\0', header_bytes) == std::string_view::npos;
}

}  // namespace iaq::verifier
