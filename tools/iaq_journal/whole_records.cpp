#include "iaq_journal/whole_records.hpp"

#include "model/limits.hpp"

#include <algorithm>

namespace iaq::journal_tool {

void whole_records::finish() {
    begin_ = end_;
    end_ = at_;
}

void whole_records::take_line_byte(char c) {
    quoted_ ^= of_ == export_format::csv && c == '"';  // a doubled quote leaves it as it was
    if (c == '\n' && !quoted_) {
        finish();
    }
}

void whole_records::take_message_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    length_ |= static_cast<std::uint64_t>(byte & 0x7FU) << shift_;
    shift_ += 7;
    if ((byte & 0x80U) == 0) {
        broken_ = length_ == 0 || length_ > model::limits::record_bytes_max;
        left_ = length_;
        length_ = shift_ = 0;
    } else {
        broken_ = shift_ > 28;
    }
}

void whole_records::feed(std::string_view piece) {
    while (!piece.empty() && !broken_) {
        const auto step = std::max<std::uint64_t>(1, std::min<std::uint64_t>(left_, piece.size()));
        at_ += step;
        if (left_ > 0) {
            left_ -= step;
            if (left_ == 0) {
                finish();
            }
        } else if (of_ == export_format::protobuf) {
            take_message_byte(piece.front());
        } else {
            take_line_byte(piece.front());
        }
        piece.remove_prefix(step);
    }
}

}  // namespace iaq::journal_tool
