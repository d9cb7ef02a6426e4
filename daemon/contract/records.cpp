#include "contract/records.hpp"

#include "base/text.hpp"
#include "contract/fields.hpp"
#include "contract/message_shape.hpp"
#include "contract/record_mapping.hpp"
#include "contract/record_scan.hpp"
#include "contract/scratch.hpp"
#include "contract/serial.hpp"

#include <utility>

namespace iaq::contract {
namespace {

/// What the top level of a record's bytes shows before anything is parsed.
struct outline {
    std::uint32_t kind = 0;  // number of the body's field; 0: none
    bool sound = true;       // every field whole, one body at most
};

outline outline_of(std::string_view bytes) {
    outline seen;
    fields walk{bytes};
    field each;
    while (walk.next(each)) {
        if (each.number > envelope_number_max) {
            seen.sound = seen.sound && seen.kind == 0 && each.type == wire_type::text;
            seen.kind = each.number;
        }
    }
    seen.sound = seen.sound && !walk.broken();
    return seen;
}

/// Returns the bytes of the fields around the body.
std::string envelope_of(std::string_view bytes) {
    std::string envelope;
    fields walk{bytes};
    field each;
    while (walk.next(each)) {
        if (each.number <= envelope_number_max) {
            envelope += each.whole;
        }
    }
    return envelope;
}

/// Returns the first text of the field; empty when there is none that can be read.
std::string text_in(std::string_view message, const google::protobuf::FieldDescriptor& wanted) {
    fields within{message};
    field each;
    while (within.next(each)) {
        if (static_cast<int>(each.number) == wanted.number() && each.type == wire_type::text) {
            const bool sound = text::valid_utf8(each.bytes) == each.bytes;
            return sound ? std::string{each.bytes} : std::string{};
        }
    }
    return {};
}

/// Returns the `inquiry_id` that a record's body has, or the call that it keeps as it was asked.
std::string inquiry_in(std::string_view body, const google::protobuf::Descriptor& of) {
    if (const auto* const own = of.FindFieldByName("inquiry_id")) {
        return text_in(body, *own);
    }
    const auto* const asked = of.FindFieldByNumber(1);
    const auto* const named =
        asked == nullptr || asked->message_type() == nullptr || asked->is_repeated()
            ? nullptr
            : asked->message_type()->FindFieldByName("inquiry_id");
    fields within{body};
    field each;
    while (named != nullptr && within.next(each)) {
        if (static_cast<int>(each.number) == asked->number() && each.type == wire_type::text) {
            return text_in(each.bytes, *named);
        }
    }
    return {};
}

/// A kind that this build does not fold: declared for a later step, or never heard of.
bool is_foreign(std::uint32_t kind) {
    const auto* const known = shape_of(*pb::Record::descriptor()).find(kind);
    return kind != 0 && (known == nullptr || known->step != 0);
}

}  // namespace

std::string_view kind_named(std::uint32_t number) {
    const auto* const known =
        number <= envelope_number_max
            ? nullptr
            : pb::Record::descriptor()->FindFieldByNumber(static_cast<int>(number));
    return known == nullptr ? std::string_view{} : std::string_view{known->name()};
}

bool may_be_newer(std::string_view bytes) {
    const auto seen = outline_of(bytes);
    return (seen.sound && is_foreign(seen.kind)) || is_flawed_by_newer(bytes);
}

std::string inquiry_named_in(std::string_view bytes) {
    fields walk{bytes};
    field each;
    std::string_view body;
    const google::protobuf::Descriptor* named = nullptr;
    while (walk.next(each)) {
        const auto* const kind =
            each.number > envelope_number_max && each.type == wire_type::text
                ? pb::Record::descriptor()->FindFieldByNumber(static_cast<int>(each.number))
                : nullptr;
        if (kind != nullptr && kind->message_type() != nullptr) {
            body = each.bytes;
            named = kind->message_type();
        }
    }
    return named == nullptr ? std::string{} : inquiry_in(body, *named);
}

result<std::optional<model::records::quarantined>, std::string> quarantine_in(
    std::string_view bytes) {
    using found = std::optional<model::records::quarantined>;
    if (outline_of(bytes).kind != pb::Record::kRecordQuarantinedFieldNumber) {
        return found{};
    }
    IAQ_TRY(const auto entry, decode(bytes));
    return found{std::get<model::records::quarantined>(entry.body)};
}

std::string encode(const model::record& entry) {
    scratch<pb::Record> made;
    auto& to = made.message();
    put_record(to, entry);
    auto bytes = serial(to);
    if (const auto* const other = std::get_if<model::records::foreign>(&entry.body)) {
        put_varint(bytes,
                   (std::uint64_t{other->tag} << 3U) | static_cast<std::uint64_t>(wire_type::text));
        put_varint(bytes, 0);
    }
    return bytes;
}

result<model::record, std::string> decode(std::string_view bytes) {
    const auto seen = outline_of(bytes);
    scratch<pb::Record> from;
    if (!seen.sound || !is_foreign(seen.kind)) {
        IAQ_TRY(read_record(bytes, reading::fold, from.message()));
        return take_record(from.message());
    }
    IAQ_TRY(read_record(envelope_of(bytes), reading::fold, from.message()));
    auto to = take_envelope(from.message());
    to.body = model::records::foreign{seen.kind};
    return to;
}

}  // namespace iaq::contract
