#pragma once

#include <cstdint>
#include <string_view>

/// The fields of one protobuf message as they stand in its bytes, without knowing its type.
namespace iaq::contract {

enum class wire_type : std::uint8_t { varint = 0, eight_bytes = 1, text = 2, four_bytes = 5 };

struct field {
    std::uint32_t number = 0;
    wire_type type = wire_type::varint;
    std::uint64_t value = 0;  // of a varint
    std::string_view bytes;   // content of a text
    std::string_view whole;   // tag and all
};

/// Walks over the fields in order. Total: stops at the first byte that makes no sense.
/// Lifetime: the bytes must outlive it and the fields it gave.
class fields {
public:
    explicit fields(std::string_view bytes) : rest_(bytes) {}

    /// Moves on and returns true, or false at the end or at a wound.
    bool next(field& out);
    /// True after `next` ended at a wound instead of the end.
    [[nodiscard]] bool broken() const { return broken_; }

private:
    bool wound();
    bool body(field& out);
    std::string_view rest_;
    bool broken_ = false;
};

/// Takes a base-128 varint off the front of `rest`; false, and nothing taken, when there is none.
bool take_varint(std::string_view& rest, std::uint64_t& out);

}  // namespace iaq::contract
