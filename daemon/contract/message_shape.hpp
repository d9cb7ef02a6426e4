#pragma once

#include "contract/fields.hpp"

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <string>
#include <vector>

/// What protobuf's descriptors say of our messages, looked up once: asked of them anew for every
/// field, the scan took longer than the parsing.
namespace iaq::contract {

class message_shape;

struct field_shape {
    std::string name;  // empty: the message has no field of this number
    google::protobuf::FieldDescriptor::Type type{};
    google::protobuf::FieldDescriptor::CppType number_type{};
    wire_type expected = wire_type::varint;
    bool may_be_packed = false;
    int step = 0;                          // that builds it; 0: it is built
    std::uint32_t choice = 0;              // the bit of the oneof that it is one of; 0: of none
    std::string choice_name;               // of that oneof
    const message_shape* inner = nullptr;  // of a message
    std::vector<int> value_steps;          // of an enum, by value; `no_value` where there is none
};

constexpr int no_value = -1;

class message_shape {
public:
    enum class kind : std::uint8_t { ours, timestamp, duration };

    message_shape() = default;
    explicit message_shape(const google::protobuf::Descriptor& of);
    message_shape(const message_shape&) = delete;
    message_shape& operator=(const message_shape&) = delete;

    /// Returns nullptr when the message has no field of this number.
    [[nodiscard]] const field_shape* find(std::uint32_t number) const {
        return number < fields_.size() && !fields_[number].name.empty() ? &fields_[number]
                                                                        : nullptr;
    }
    [[nodiscard]] kind is() const { return kind_; }
    void put(std::uint32_t number, field_shape field);

private:
    std::vector<field_shape> fields_;  // by number
    kind kind_ = kind::ours;
};

/// Returns the shape of a message of the contract. Requires: it is a client's frame or a record, or
/// part of one. Thread: any. Lifetime: as long as the process.
const message_shape& shape_of(const google::protobuf::Descriptor& of);

}  // namespace iaq::contract
