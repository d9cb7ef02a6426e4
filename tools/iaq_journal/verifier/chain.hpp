#pragma once

#include "iaq_journal/verifier/key_files.hpp"
#include "iaq_journal/verifier/published_log.hpp"
#include "iaq_journal/verifier/segment_walk.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The segments of a journal, one after the other without a gap, from the first that is there.
namespace iaq::verifier {

struct chain_terms {
    std::optional<std::string> journal_id;    // 16 bytes; of the first sound header, if not known
    std::optional<std::uint64_t> under_head;  // records under the signed head, if one is sound
    bool after_crash;
};

class chain {
public:
    /// `log`: takes the leaves of the records; null without a signed head.
    /// Lifetime: `files`, `log` and `on` outlive the chain.
    chain(inventory& files, published_log* log, docket& on, chain_terms terms)
        : files_(files), log_(log), on_(on), terms_(std::move(terms)), keys_(files, on) {}

    /// Reads every segment and sidecar and enters what is wrong with them.
    void check();

    [[nodiscard]] std::uint64_t segments() const { return segments_; }
    [[nodiscard]] std::uint64_t records() const { return records_; }
    [[nodiscard]] std::uint64_t last_record() const { return last_; }
    /// The first record that the folder has a segment or the keys of one for; 1 without any.
    [[nodiscard]] std::uint64_t begin() const { return begin_; }
    /// The newest record that tells of a retention, under the head or not; 0 for none.
    [[nodiscard]] std::uint64_t last_drop() const { return last_drop_; }

private:
    void find_orphans();
    bool explain_orphan(std::uint64_t first, const std::vector<std::uint64_t>& segments);
    void check_segment(std::uint64_t name, std::uint64_t limit, bool is_last);
    void refuse(const std::string& path, std::string_view bytes, std::uint64_t name, bool is_last,
                const header_flaw& flaw);
    bool belongs(const std::string& path, const segment_header& header, std::uint64_t name);
    void check_order(const std::string& path, const segment_header& header);
    void walk(std::string_view bytes, const segment_header& header, segment_place place);
    void take(const frame& found, const segment_header& header, const std::string& path);
    void check_end();

    inventory& files_;
    published_log* log_;
    docket& on_;
    chain_terms terms_;
    key_files keys_;
    seal::hasher sha256_;
    std::set<std::uint64_t> orphans_;  // sidecars whose segment is gone
    std::uint64_t begin_ = 1;
    std::optional<std::uint64_t> expected_ = 1;  // nothing behind a segment that lost its end
    std::uint64_t epoch_ = 0;
    std::uint64_t segments_ = 0;
    std::uint64_t records_ = 0;
    std::uint64_t last_ = 0;
    std::uint64_t last_key_change_ = 0;
    std::uint64_t last_drop_ = 0;
};

}  // namespace iaq::verifier
