#include "contract/scan.hpp"

#include "base/text.hpp"
#include "contract/fields.hpp"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <iaq/v1/inquiry.pb.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace iaq::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::OneofDescriptor;
using found = std::optional<flaw>;

constexpr std::int64_t duration_seconds_max = 200LL * 366 * 24 * 3600;

wire_type expected_type(const FieldDescriptor& field) {
    switch (field.type()) {
        case FieldDescriptor::TYPE_DOUBLE:
        case FieldDescriptor::TYPE_FIXED64:
        case FieldDescriptor::TYPE_SFIXED64: return wire_type::eight_bytes;
        case FieldDescriptor::TYPE_FLOAT:
        case FieldDescriptor::TYPE_FIXED32:
        case FieldDescriptor::TYPE_SFIXED32: return wire_type::four_bytes;
        case FieldDescriptor::TYPE_STRING:
        case FieldDescriptor::TYPE_BYTES:
        case FieldDescriptor::TYPE_GROUP:
        case FieldDescriptor::TYPE_MESSAGE: return wire_type::text;
        default: return wire_type::varint;
    }
}

template <class Integer>
bool holds(std::uint64_t varint) {
    const auto value = static_cast<std::int64_t>(varint);
    return value >= std::numeric_limits<Integer>::min() &&
           value <= static_cast<std::int64_t>(std::numeric_limits<Integer>::max());
}

class scanner {
public:
    explicit scanner(const scan_rules& rules) : rules_(rules) {}

    [[nodiscard]] found message(std::string_view bytes, const Descriptor& of) const {
        fields walk{bytes};
        field each;
        std::vector<const OneofDescriptor*> chosen;
        while (walk.next(each)) {
            const auto* const known = of.FindFieldByNumber(static_cast<int>(each.number));
            if (known == nullptr) {
                return flaw{fault::unknown_field, "", each.number};
            }
            const auto* const choice = known->real_containing_oneof();
            if (choice != nullptr && std::ranges::find(chosen, choice) != chosen.end()) {
                return flaw{fault::given_twice, choice->name(), each.number};
            }
            if (choice != nullptr) {
                chosen.push_back(choice);
            }
            if (auto bad = part(each, *known)) {
                return bad;
            }
        }
        return walk.broken() ? found{flaw{}} : std::nullopt;
    }

private:
    [[nodiscard]] found part(const field& each, const FieldDescriptor& known) const {
        if (rules_.refuse_later_steps && step_of(known) != 0) {
            return flaw{fault::later_step, known.name(), each.number};
        }
        const auto expected = expected_type(known);
        const bool packed =
            known.is_repeated() && expected == wire_type::varint && each.type == wire_type::text;
        if (each.type != expected && !packed) {
            return flaw{fault::wrong_type, "", each.number};
        }
        auto bad = packed ? numbers(each.bytes, known) : value(each, known);
        if (bad) {
            bad->part = bad->part.empty() ? known.name() : known.name() + "." + bad->part;
        }
        return bad;
    }

    [[nodiscard]] found numbers(std::string_view bytes, const FieldDescriptor& known) const {
        std::uint64_t each = 0;
        while (!bytes.empty()) {
            if (!take_varint(bytes, each)) {
                return flaw{};
            }
            if (auto bad = number(each, known)) {
                return bad;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] found value(const field& each, const FieldDescriptor& known) const {
        switch (known.type()) {
            case FieldDescriptor::TYPE_MESSAGE: return inner(each.bytes, *known.message_type());
            case FieldDescriptor::TYPE_BYTES: return text(each.bytes, false);
            case FieldDescriptor::TYPE_STRING: return text(each.bytes, true);
            case FieldDescriptor::TYPE_SFIXED64: return std::nullopt;
            default: return number(each.value, known);
        }
    }

    [[nodiscard]] found text(std::string_view bytes, bool must_be_utf8) const {
        if (bytes.size() > rules_.text_bytes_max) {
            return flaw{fault::too_long, "", 0};
        }
        if (must_be_utf8 && !text::is_valid_utf8(bytes)) {
            return flaw{fault::not_utf8, "", 0};
        }
        return std::nullopt;
    }

    [[nodiscard]] found number(std::uint64_t value, const FieldDescriptor& known) const {
        switch (known.cpp_type()) {
            case FieldDescriptor::CPPTYPE_ENUM: return name(value, *known.enum_type());
            case FieldDescriptor::CPPTYPE_BOOL:
                return value <= 1 ? std::nullopt : found{flaw{fault::number_too_large, "", 0}};
            case FieldDescriptor::CPPTYPE_UINT32:
                return holds<std::uint32_t>(value) ? std::nullopt
                                                   : found{flaw{fault::number_too_large, "", 0}};
            case FieldDescriptor::CPPTYPE_INT32:
                return holds<std::int32_t>(value) ? std::nullopt
                                                  : found{flaw{fault::number_too_large, "", 0}};
            default: return std::nullopt;
        }
    }

    [[nodiscard]] found name(std::uint64_t value,
                             const google::protobuf::EnumDescriptor& names) const {
        const auto* const known = holds<std::int32_t>(value)
                                      ? names.FindValueByNumber(static_cast<std::int32_t>(value))
                                      : nullptr;
        if (known == nullptr) {
            return flaw{fault::unknown_value, "", 0};
        }
        if (rules_.refuse_later_steps && step_of(*known) != 0) {
            return flaw{fault::later_step, "", 0};
        }
        return std::nullopt;
    }

    [[nodiscard]] found inner(std::string_view bytes, const Descriptor& of) const {
        if (auto bad = message(bytes, of)) {
            return bad;
        }
        if (&of == google::protobuf::Timestamp::descriptor()) {
            return time<google::protobuf::Timestamp>(bytes, rules_.seconds_min, rules_.seconds_max);
        }
        if (&of == google::protobuf::Duration::descriptor()) {
            return time<google::protobuf::Duration>(bytes, 0, duration_seconds_max);
        }
        return std::nullopt;
    }

    template <class Time>
    [[nodiscard]] static found time(std::string_view bytes, std::int64_t least, std::int64_t most) {
        Time read;
        const bool good = read.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
                          read.seconds() >= least && read.seconds() <= most && read.nanos() >= 0 &&
                          read.nanos() < 1'000'000'000;
        return good ? std::nullopt : found{flaw{fault::time_out_of_range, "", 0}};
    }

    const scan_rules& rules_;
};

}  // namespace

std::optional<flaw> find_flaw(std::string_view bytes, const Descriptor& of,
                              const scan_rules& rules) {
    return scanner{rules}.message(bytes, of);
}

int step_of(const FieldDescriptor& field) {
    return static_cast<int>(field.options().GetExtension(v1::step));
}

int step_of(const google::protobuf::EnumValueDescriptor& value) {
    return static_cast<int>(value.options().GetExtension(v1::value_step));
}

}  // namespace iaq::contract
