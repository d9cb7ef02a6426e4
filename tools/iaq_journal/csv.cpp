#include "iaq_journal/csv.hpp"

namespace iaq::journal_tool {
namespace {

void put(std::string& out, std::string_view value) {
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += value;
        return;
    }
    out += '"';
    for (const char c : value) {
        out.append(c == '"' ? 2 : 1, c);
    }
    out += '"';
}

}  // namespace

std::string csv_line(const std::vector<std::string_view>& values) {
    std::string out;
    for (const auto& value : values) {
        out += &value == values.data() ? "" : ",";
        put(out, value);
    }
    return out + "\r\n";
}

}  // namespace iaq::journal_tool
