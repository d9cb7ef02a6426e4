#include "ledger/scan.hpp"

#include "base/bytes.hpp"
#include "ledger/checksum.hpp"
#include "ledger/header.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace iaq::ledger;

namespace {

/// What a scan yields must be what was written: it encodes to the same bytes again.
void scan(std::string_view segment, std::uint64_t first, standing how) {
    scanner reader{segment, first, how};
    std::string again{segment.substr(0, header_bytes)};
    for (;;) {
        const auto got = reader.next();
        if (!got || !got.value()) {
            break;
        }
        const auto& entry = *got.value();
        encode_frame(again, root_of(segment), entry.number, entry.where, entry.payload);
    }
    if (reader.offset() != again.size() || segment.substr(0, again.size()) != again) {
        std::abort();
    }
}

/// Frames without a header, so that a fuzzer need not find its checksum: 0x01 and a payload up to
/// the next 0x00 make a sound frame, all else goes in as it is.
std::string grown(std::string_view seed) {
    std::string segment = encode_header({});
    std::uint64_t number = 1;
    while (!seed.empty()) {
        const auto end = std::min(seed.find('\0', 1), seed.size());
        if (seed[0] == '\1' && end > 1) {
            encode_frame(segment, root_of(segment), number++,
                         end % 2 == 0 ? place::begins_batch : place::within_batch,
                         seed.substr(1, end - 1));
        } else {
            segment += seed.substr(0, end);
        }
        seed.remove_prefix(end);
    }
    return segment;
}

/// A header with some other bytes, each behind its place in three, and a sound checksum.
std::string header_of(std::string_view changes) {
    auto block = encode_header({});
    for (; changes.size() >= 3; changes.remove_prefix(3)) {
        block[iaq::bytes::get_big<std::uint16_t>(changes, 0) % digested_header_bytes] = changes[2];
    }
    block.resize(digested_header_bytes);
    iaq::bytes::put_big(block, crc32c(block));
    return block;
}

/// What a header is read as is written again, and it may follow another of its journal only.
void check_header(std::string_view block) {
    const auto read = decode_header(block);
    if (!read) {
        if (name_of(read.error().kind).empty()) {
            std::abort();
        }
        return;
    }
    const auto& header = read.value();
    const segment_header before;
    const bool follows = check_follows(before, header.first - 1, header).has_value();
    const bool is_right = header.journal_id == before.journal_id && header.epoch >= before.epoch;
    if (encode_header(header) != block.substr(0, header_bytes) || follows != is_right ||
        check_follows(before, header.first, header) || is_unborn(block)) {
        std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    static_cast<void>(is_unborn(input));
    if (const auto header = decode_header(input)) {
        if (encode_header(header.value()) != input.substr(0, header_bytes)) {
            std::abort();
        }
        scan(input, header.value().first, standing::last);
        scan(input, header.value().first, standing::closed);
    }
    check_header(header_of(input));
    const auto segment = grown(input);
    scan(segment, 1, standing::last);
    scan(segment, 1, standing::closed);
    return 0;
}
