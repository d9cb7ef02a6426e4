#include "delivery/cursor_space.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

/// What a client sends as a cursor is one of this journal and epoch or none. A cursor that is read
/// is written so that it is read as the same; leading zeros are all that may go.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace iaq;
    const std::string input(bytes, bytes + size);
    const delivery::cursor_space ours{"0123456789abcdef", 7};
    const delivery::cursor_space later{ours.journal_id, 8};
    for (const auto& said : {input, ours.journal_id + ".7." + input}) {
        const auto read = ours.parse(said);
        if (!read) {
            continue;
        }
        ensure(!later.parse(said));
        const auto again = ours.text(*read);
        ensure(again.size() <= said.size() && ours.parse(again) == read);
        const auto place = again.substr(ours.journal_id.size() + 3);
        ensure(ours.event_id(*read).substr(9) ==
               place.substr(0, place.find('.')) + '-' + place.substr(place.find('.') + 1));
        const auto parts = text::split(said, '.');
        ensure(text::number(parts[2]) == static_cast<std::int64_t>(number_of(read->record)));
        ensure(text::number(parts[3]) == std::int64_t{read->index});
    }
    return 0;
}
