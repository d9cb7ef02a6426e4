#include "contract/message_shape.hpp"

#include "base/assert.hpp"
#include "contract/scan.hpp"

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <iaq/v1/intake.pb.h>
#include <iaq/v1/record.pb.h>

#include <algorithm>
#include <map>

namespace iaq::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

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

std::vector<int> value_steps_of(const EnumDescriptor& names) {
    std::vector<int> steps;
    for (int i = 0; i < names.value_count(); ++i) {
        const auto& value = *names.value(i);
        const auto number = static_cast<std::size_t>(value.number());
        steps.resize(std::max(steps.size(), number + 1), no_value);
        steps[number] = step_of(value);
    }
    return steps;
}

using shapes = std::map<const Descriptor*, message_shape>;

const message_shape& add(shapes& to, const Descriptor& of);

field_shape shape_of_field(shapes& all, const FieldDescriptor& field) {
    field_shape made;
    made.name = field.name();
    made.type = field.type();
    made.number_type = field.cpp_type();
    made.expected = expected_type(field);
    made.may_be_packed = field.is_repeated() && made.expected == wire_type::varint;
    made.step = step_of(field);
    if (const auto* const choice = field.real_containing_oneof()) {
        made.choice = 1U << static_cast<unsigned>(choice->index());
        made.choice_name = choice->name();
    }
    if (field.message_type() != nullptr) {
        made.inner = &add(all, *field.message_type());
    }
    if (field.enum_type() != nullptr) {
        made.value_steps = value_steps_of(*field.enum_type());
    }
    return made;
}

}  // namespace

message_shape::message_shape(const Descriptor& of) {
    if (&of == google::protobuf::Timestamp::descriptor()) {
        kind_ = kind::timestamp;
    } else if (&of == google::protobuf::Duration::descriptor()) {
        kind_ = kind::duration;
    }
}

void message_shape::put(std::uint32_t number, field_shape field) {
    fields_.resize(std::max<std::size_t>(fields_.size(), number + 1));
    fields_[number] = std::move(field);
}

namespace {

const message_shape& add(shapes& to, const Descriptor& of) {
    const auto [there, added] = to.try_emplace(&of, of);
    for (int i = 0; added && i < of.field_count(); ++i) {
        const auto& field = *of.field(i);
        there->second.put(static_cast<std::uint32_t>(field.number()), shape_of_field(to, field));
    }
    return there->second;
}

shapes shapes_of_contract() {
    shapes all;
    add(all, *v1::Record::descriptor());
    add(all, *v1::ClientFrame::descriptor());
    return all;
}

}  // namespace

const message_shape& shape_of(const Descriptor& of) {
    static const auto all = shapes_of_contract();
    const auto found = all.find(&of);
    ensure(found != all.end());
    return found->second;
}

}  // namespace iaq::contract
