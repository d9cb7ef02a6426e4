#pragma once

#include "iaq_journal/export_format.hpp"

#include <cstdint>
#include <string_view>

/// Finds the last whole record of an export, a piece at a time; the head of a table counts as one.
namespace iaq::journal_tool {

class whole_records {
public:
    explicit whole_records(export_format of) : of_(of) {}

    void feed(std::string_view piece);

    /// Where the last whole record begins and ends; both 0 when there is none.
    [[nodiscard]] std::uint64_t begin() const { return begin_; }
    [[nodiscard]] std::uint64_t end() const { return end_; }

private:
    void take_line_byte(char c);
    void take_message_byte(char c);
    void finish();

    export_format of_;
    std::uint64_t at_ = 0, begin_ = 0, end_ = 0;
    bool quoted_ = false;                  // within a quoted value of a table
    bool broken_ = false;                  // no length can be read: nothing behind it is whole
    std::uint64_t length_ = 0, left_ = 0;  // of a message; bytes of it that are still to come
    unsigned shift_ = 0;                   // of the length's next seven bits
};

}  // namespace iaq::journal_tool
