#pragma once

#include "base/result.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Journal records as protobuf bytes and back.
namespace iaq::contract {

/// Returns the record's bytes, deterministic: equal records give equal bytes. In a text (not in
/// the exact bytes, digests and words of the switch, which are bytes) a byte that is not UTF-8
/// becomes U+FFFD.
std::string encode(const model::record& entry);

/// Returns the record, or why the bytes are none. A kind of a later step comes back as
/// `records::foreign`, its content unread; an unknown field, and one that a later step fills, in
/// the envelope or in a kind we know are an error that names it: to leave it out would fold
/// wrongly. Of every record that `encode` wrote it gives back the same, but for texts that were not
/// UTF-8.
result<model::record, std::string> decode(std::string_view bytes);

/// Returns the name of the record kind of this number, as the JSON form has it; empty when this
/// build has never heard of it.
std::string_view kind_named(std::uint32_t number);

/// Why a record's bytes cannot be shown; a sentence without content of theirs.
struct unreadable {
    std::string why;
};

/// Returns the record as one line of JSON (protobuf JSON mapping), or why the bytes are none.
/// `redact`: every text and every exact bytes that hold personal data, as the .proto files mark
/// them, become "[redacted]" (in a bytes field its base64), other personal values are left out.
result<std::string, unreadable> to_json(std::string_view bytes, bool redact);

/// Returns the record's bytes with every personal value left out, as the .proto files mark them.
/// `decode` reads them and the fold takes them in like the record's own: it needs no such value to
/// follow an inquiry. The state it gives is another one, with another digest.
result<std::string, unreadable> without_personal_data(std::string_view bytes);

/// Returns the bytes of a record of which nothing but number and time is known: it has no body,
/// and `decode` refuses it.
std::string envelope_only(model::sequence number, utc_time at);

/// Returns a record's bytes behind their length, as a stream of messages holds them.
std::string delimited(std::string_view bytes);

/// Returns whether a newer daemon may have written bytes that `decode` refuses, or gives back as
/// `foreign`: they hold a kind, field or value of which this build knows nothing.
bool may_be_newer(std::string_view bytes);

/// Returns the inquiry that the body, or the act in it, names as its own, also of bytes that
/// `decode` refuses; empty when it names none or that cannot be told.
std::string inquiry_named_in(std::string_view bytes);

/// Returns the record that quarantines another, or nothing when the bytes are of another kind:
/// those are not read further. Errors: as `decode`.
result<std::optional<model::records::quarantined>, std::string> quarantine_in(
    std::string_view bytes);

/// Returns the number that a record's bytes say it has; 0 when they say none.
std::uint64_t sequence_in(std::string_view bytes);

}  // namespace iaq::contract
