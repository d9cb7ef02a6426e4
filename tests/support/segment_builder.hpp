#pragma once

#include "ledger/frame.hpp"
#include "ledger/header.hpp"
#include "ledger/scan.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Segments in memory for tests.
namespace iaq::test {

inline ledger::segment_header small_header() {
    ledger::segment_header header;
    header.journal_id = "0123456789abcdef";
    header.created_ns = 1'800'000'000'000'000'000;
    return header;
}

/// A segment to which records are added, and where each of their frames begins.
struct segment_builder {
    explicit segment_builder(const ledger::segment_header& header = small_header())
        : bytes(ledger::encode_header(header)), next(header.first) {}

    segment_builder& add(std::string_view payload,
                         ledger::place where = ledger::place::begins_batch) {
        starts.push_back(bytes.size());
        ledger::encode_frame(bytes, ledger::root_of(bytes), next++, where, payload);
        return *this;
    }
    segment_builder& zeros(std::size_t count) {
        bytes.append(count, '\0');
        return *this;
    }

    std::string bytes;
    std::uint64_t next;
    std::vector<std::size_t> starts;
};

/// What a scan makes of a segment: the payloads, and the wound that ended it.
struct scanned {
    std::vector<std::string> payloads;
    std::optional<ledger::wound> wound;
};

inline scanned scan_all(std::string_view segment, ledger::standing how) {
    scanned all;
    const auto header = ledger::decode_header(segment);
    if (!header) {
        all.wound = header.error();
        return all;
    }
    ledger::scanner scanner{segment, header.value().first, how};
    for (;;) {
        const auto got = scanner.next();
        if (!got) {
            all.wound = got.error();
            return all;
        }
        if (!got.value()) {
            return all;
        }
        all.payloads.emplace_back(got.value()->payload);
    }
}

}  // namespace iaq::test
