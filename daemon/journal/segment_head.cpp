#include "journal/segment_head.hpp"

#include "journal/replay.hpp"

#include <utility>

namespace iaq::journal {

result<segment_head, trouble> read_segment_head(disk& on, const layout& where,
                                                model::sequence first) {
    constexpr auto unreadable = trouble::kind::unreadable;
    const auto path = where.segment(first);
    IAQ_TRY(const auto from, told(on.open(path, access::read), unreadable, "open", path));
    IAQ_TRY(const auto bytes, told(from->size(), unreadable, "measure", path));
    std::string block(ledger::header_bytes, '\0');
    IAQ_TRY(const auto got, told(from->read_at(0, block), unreadable, "read", path));
    block.resize(got);
    auto header = ledger::decode_header(block);
    if (!header) {
        return damage_in(segment_name(first), header.error());
    }
    return segment_head{std::move(header).value(), std::move(block), bytes};
}

}  // namespace iaq::journal
