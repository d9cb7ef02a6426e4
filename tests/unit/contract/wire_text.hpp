#pragma once

#include "contract/serial.hpp"

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <string>
#include <string_view>

/// Protobuf bytes written by hand, so that tests can say what protobuf itself would refuse to.
namespace iaq::test {

using google::protobuf::Descriptor;

inline std::string text_field(std::uint32_t number, std::string_view content) {
    std::string out;
    contract::put_varint(out, (std::uint64_t{number} << 3U) | 2U);
    contract::put_varint(out, content.size());
    out += content;
    return out;
}

inline std::string number_field(std::uint32_t number, std::uint64_t value) {
    std::string out;
    contract::put_varint(out, std::uint64_t{number} << 3U);
    contract::put_varint(out, value);
    return out;
}

/// Returns `content` as the inside of the field that the dotted `path` names, from `of` on.
inline std::string inside(const Descriptor& of, std::string_view path, std::string_view content) {
    const auto dot = path.find('.');
    const auto* const field = of.FindFieldByName(std::string{path.substr(0, dot)});
    const auto number = static_cast<std::uint32_t>(field->number());
    return dot == std::string_view::npos
               ? text_field(number, content)
               : text_field(number, inside(*field->message_type(), path.substr(dot + 1), content));
}

/// Returns the number `value` at the field that the dotted `path` names.
inline std::string number_at(const Descriptor& of, std::string_view path, std::uint64_t value) {
    const auto dot = path.find('.');
    const auto* const field = of.FindFieldByName(std::string{path.substr(0, dot)});
    const auto number = static_cast<std::uint32_t>(field->number());
    return dot == std::string_view::npos
               ? number_field(number, value)
               : text_field(number, number_at(*field->message_type(), path.substr(dot + 1), value));
}

}  // namespace iaq::test
