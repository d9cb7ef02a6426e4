#pragma once

#include "iaq_journal/verifier/frame.hpp"
#include "iaq_journal/verifier/segment_header.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// The frames of one segment, from its header to its end, past whatever is damaged.
namespace iaq::verifier {

struct segment_place {
    std::string path;
    std::uint64_t limit;       // the first record of the segment behind it
    bool is_last;              // may end in zeros, or in a torn tail
    bool after_crash;          // a torn tail is no damage
    std::uint64_t under_head;  // records up to this one were durable when the head was signed
};

class segment_walk {
public:
    using take_frame = std::function<void(const frame&)>;

    /// Lifetime: `segment`, `header` and `on` outlive the walk.
    segment_walk(std::string_view segment, const segment_header& header, segment_place place,
                 docket& on);

    /// Calls `take` with each sound frame, and enters what is wrong with the others.
    void run(const take_frame& take);

    /// The number behind that of the last sound frame.
    [[nodiscard]] std::uint64_t expected() const { return expected_; }
    /// True when damage reaches to the end, so that nobody can say how many records there were.
    [[nodiscard]] bool lost_end() const { return lost_end_; }

private:
    bool follows(const frame& found);
    bool pass_damage(finding_kind flaw);
    [[nodiscard]] bool is_torn(std::size_t first_byte, const outlook& behind) const;
    void enter(finding_kind kind, std::size_t offset, std::uint64_t record, std::string text);

    std::string_view segment_;
    const segment_header& header_;
    segment_place place_;
    docket& on_;
    std::size_t at_ = header_bytes;
    std::uint64_t expected_;
    bool disordered_ = false;
    bool lost_end_ = false;
};

}  // namespace iaq::verifier
