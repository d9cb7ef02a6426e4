#include "contract/scan.hpp"

#include "base/text.hpp"
#include "contract/fields.hpp"
#include "contract/message_shape.hpp"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <iaq/v1/inquiry.pb.h>

#include <limits>
#include <vector>

namespace iaq::contract {
namespace {

using google::protobuf::FieldDescriptor;
using found = std::optional<flaw>;

constexpr std::int64_t duration_seconds_max = 200LL * 366 * 24 * 3600;

template <class Integer>
bool holds(std::uint64_t varint) {
    const auto value = static_cast<std::int64_t>(varint);
    return value >= std::numeric_limits<Integer>::min() &&
           value <= static_cast<std::int64_t>(std::numeric_limits<Integer>::max());
}

class scanner {
public:
    explicit scanner(const scan_rules& rules) : rules_(rules) {}

    [[nodiscard]] found message(std::string_view bytes, const message_shape& of) const {
        fields walk{bytes};
        field each;
        std::uint32_t chosen = 0;
        while (walk.next(each)) {
            const auto* const known = of.find(each.number);
            if (known == nullptr) {
                return flaw{fault::unknown_field, "", each.number};
            }
            if ((chosen & known->choice) != 0) {
                return flaw{fault::given_twice, known->choice_name, each.number};
            }
            chosen |= known->choice;
            if (auto bad = part(each, *known)) {
                return bad;
            }
        }
        return walk.broken() ? found{flaw{}} : std::nullopt;
    }

private:
    [[nodiscard]] found part(const field& each, const field_shape& known) const {
        if (rules_.refuse_later_steps && known.step != 0) {
            return flaw{fault::later_step, known.name, each.number};
        }
        const bool packed = known.may_be_packed && each.type == wire_type::text;
        if (each.type != known.expected && !packed) {
            return flaw{fault::wrong_type, "", each.number};
        }
        auto bad = packed ? numbers(each.bytes, known) : value(each, known);
        if (bad) {
            bad->part = bad->part.empty() ? known.name : known.name + "." + bad->part;
        }
        return bad;
    }

    [[nodiscard]] found numbers(std::string_view bytes, const field_shape& known) const {
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

    [[nodiscard]] found value(const field& each, const field_shape& known) const {
        switch (known.type) {
            case FieldDescriptor::TYPE_MESSAGE: return inner(each.bytes, *known.inner);
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

    [[nodiscard]] found number(std::uint64_t value, const field_shape& known) const {
        switch (known.number_type) {
            case FieldDescriptor::CPPTYPE_ENUM: return name(value, known.value_steps);
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

    [[nodiscard]] found name(std::uint64_t value, const std::vector<int>& steps) const {
        if (value >= steps.size() || steps[value] == no_value) {
            return flaw{fault::unknown_value, "", 0};
        }
        if (rules_.refuse_later_steps && steps[value] != 0) {
            return flaw{fault::later_step, "", 0};
        }
        return std::nullopt;
    }

    [[nodiscard]] found inner(std::string_view bytes, const message_shape& of) const {
        if (auto bad = message(bytes, of)) {
            return bad;
        }
        switch (of.is()) {
            case message_shape::kind::timestamp:
                return time<google::protobuf::Timestamp>(bytes, rules_.seconds_min,
                                                         rules_.seconds_max);
            case message_shape::kind::duration:
                return time<google::protobuf::Duration>(bytes, 0, duration_seconds_max);
            case message_shape::kind::ours: return std::nullopt;
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

std::optional<flaw> find_flaw(std::string_view bytes, const google::protobuf::Descriptor& of,
                              const scan_rules& rules) {
    return scanner{rules}.message(bytes, shape_of(of));
}

int step_of(const google::protobuf::FieldDescriptor& field) {
    return static_cast<int>(field.options().GetExtension(v1::step));
}

int step_of(const google::protobuf::EnumValueDescriptor& value) {
    return static_cast<int>(value.options().GetExtension(v1::value_step));
}

}  // namespace iaq::contract
