#include "contract/records.hpp"
#include "fuzz/chosen_record.hpp"
#include "iaq_journal/export_format.hpp"
#include "iaq_journal/whole_records.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Where an export goes on: behind the last whole record, wherever the file was cut. The first byte
// says the form, and whether the rest is a file of any bytes or chooses records.

namespace {

using namespace iaq;
using namespace iaq::journal_tool;
using fuzz::choices;

constexpr std::array forms{export_format::csv, export_format::json, export_format::protobuf};

whole_records fed(export_format of, std::string_view file, std::size_t piece) {
    whole_records found{of};
    for (std::size_t at = 0; at < file.size(); at += piece) {
        found.feed(file.substr(at, piece));
    }
    return found;
}

/// Where the last line ends; of a table, the last that ends outside quotes.
std::size_t last_line_ends(export_format of, std::string_view file) {
    std::size_t end = 0;
    bool is_quoted = false;
    for (std::size_t at = 0; at < file.size(); ++at) {
        is_quoted = is_quoted != (of == export_format::csv && file[at] == '"');
        end = file[at] == '\n' && !is_quoted ? at + 1 : end;
    }
    return end;
}

/// A file of any bytes: what is found does not depend on the pieces, and stays when more comes.
void check_any(export_format of, const std::string& file) {
    const auto whole = fed(of, file, file.size() + 1);
    for (const std::size_t piece : {1U, 7U}) {
        const auto cut = fed(of, file, piece);
        ensure(cut.begin() == whole.begin() && cut.end() == whole.end());
    }
    ensure(whole.begin() <= whole.end() && whole.end() <= file.size());
    ensure(of == export_format::protobuf || whole.end() == last_line_ends(of, file));
    const auto again = fed(of, std::string_view{file}.substr(0, whole.end()), 64);
    ensure(again.begin() == whole.begin() && again.end() == whole.end());
    const auto shorter = std::string_view{file}.substr(0, whole.begin());
    ensure(fed(of, shorter, 64).end() == whole.begin());
    number_in(file, of);
}

std::string one_record(export_format of, choices& from, std::uint64_t number) {
    if (from.below(8) == 0) {
        return written_closed({model::sequence{number}, from.one(), from.one()}, of);
    }
    const auto bytes = contract::encode(fuzz::chosen_record(from, model::sequence{number}));
    const auto line = written(bytes, of, from.flag());
    ensure(line.has_value());
    return line.value();
}

/// An export of chosen records, cut anywhere.
void check_export(export_format of, choices& from) {
    std::string file = head_of(of);
    std::vector<std::size_t> ends{0};
    if (!file.empty()) {
        ends.push_back(file.size());
    }
    const std::uint64_t first = 1U + from.one();
    for (auto number = first; from.any() && number < first + 8; ++number) {
        const auto record = one_record(of, from, number);
        ensure(number_in(record, of) == number);
        file += record;
        ends.push_back(file.size());
    }
    const auto cut = (std::size_t{from.one()} << 8U | from.one()) % (file.size() + 1);
    const auto found = fed(of, std::string_view{file}.substr(0, cut), 40);
    const auto end = std::ranges::upper_bound(ends, cut) - 1;
    ensure(found.end() == *end);
    ensure(found.begin() == (end == ends.begin() ? 0 : *(end - 1)));
    const auto all = fed(of, file, 1000);
    ensure(all.end() == file.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    const auto first = input.one();
    const auto of = forms.at(first % forms.size());
    ensure(format_named(of == export_format::csv    ? "csv"
                        : of == export_format::json ? "json"
                                                    : "protobuf") == of);
    if (first < 128) {
        check_any(of, input.rest());
    } else {
        check_export(of, input);
    }
    return 0;
}
