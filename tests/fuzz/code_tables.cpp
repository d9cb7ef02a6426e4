#include "tables/code_tables.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The input holds the five tables, each behind a form feed but the first; one that is missing or
// empty is a sound one. Tables are taken, and then every row of them can be looked up as it stands
// in the file; or each complaint names a line of its file.

namespace {

using namespace iaq;
using tables::code_tables;

constexpr std::array<std::string_view, 5> names{"places.tsv", "reference_places.tsv",
                                                "offences.tsv", "sexes.tsv", "consular.tsv"};
constexpr std::array<std::string_view, 5> sound{
    "code\tdescription\tcategory\tforeign\tmandatory_consular\n"
    "CH\tCHINA\tcountry\tY\tY\n"
    "MO\tMISSOURI\tus_state\tN\tN\n",
    "code\thint\nXX\tsee CH\n",
    "code\tdescription\n0399\tIMMIGRATION\n",
    "code\tdescription\nF\tFEMALE\nM\tMALE\n",
    "country\tcodes\tnote\nCHINA\tCH\tx\n",
};

using texts = std::array<std::string_view, 5>;
using cells = std::vector<std::string_view>;

texts texts_in(std::string_view input) {
    texts read = sound;
    const auto parts = text::split(input, '\f');
    for (std::size_t i = 0; i < std::min(parts.size(), read.size()); ++i) {
        read[i] = parts[i].empty() ? sound[i] : parts[i];
    }
    return read;
}

/// The rows below the head, however long.
std::vector<cells> rows_of(std::string_view table) {
    std::vector<cells> rows;
    for (const auto line : text::lines(table)) {
        rows.push_back(text::split(line, '\t'));
    }
    rows.erase(rows.begin());
    return rows;
}

/// `lines`: of each table, of which there may be as many complaints.
void check_complaint(const std::string& said, const std::array<std::size_t, 5>& lines) {
    const auto name_ends = said.find(':');
    const auto line_ends = said.find(':', name_ends + 1);
    const auto* const name = std::ranges::find(names, std::string_view{said}.substr(0, name_ends));
    ensure(name != names.end() && line_ends != std::string::npos);
    const auto line = text::number(said.substr(name_ends + 1, line_ends - name_ends - 1));
    const auto last = lines.at(static_cast<std::size_t>(name - names.begin()));
    ensure(line && *line >= 1 && *line <= static_cast<std::int64_t>(last));
    ensure(said.size() > line_ends + 2 && text::is_ascii(said));
}

void check_places(const code_tables& read, const texts& from) {
    const auto rows = rows_of(from[0]);
    ensure(read.places().size() == rows.size());
    std::vector<std::string_view> listed;
    for (const auto& row : rows_of(from[4])) {
        const auto codes = text::split(row[1], ' ');
        listed.insert(listed.end(), codes.begin(), codes.end());
    }
    for (const auto& row : rows) {
        const auto* const found = read.find_place(row[0]);
        ensure(found != nullptr && found->description == row[1] && found->category == row[2]);
        ensure(found->foreign == (row[3] == "Y"));
        ensure(found->mandatory_consular == (row[4] == "Y"));
        ensure(found->mandatory_consular == (std::ranges::count(listed, row[0]) > 0));
        ensure(read.is_us_state(row[0]) == (row[2] == "us_state"));
        ensure(read.find_reference_place(row[0]) == nullptr);
    }
    for (const auto code : listed) {
        ensure(read.find_place(code) != nullptr);
    }
}

void check_rows(const code_tables& read, const texts& from) {
    for (const auto& row : rows_of(from[1])) {
        const auto* const hint = read.find_reference_place(row[0]);
        ensure(hint != nullptr && *hint == row[1] && read.find_place(row[0]) == nullptr);
    }
    for (const auto& row : rows_of(from[2])) {
        const auto* const offence = read.find_offence(row[0]);
        ensure(offence != nullptr && *offence == row[1]);
    }
    for (const auto& row : rows_of(from[3])) {
        ensure(read.has_sex(row[0]));
    }
    ensure(read.digest() == "digest");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto from = texts_in(input);
    const auto read = code_tables::parse({from[0], from[1], from[2], from[3], from[4], "digest"});
    if (read) {
        check_places(read.value(), from);
        check_rows(read.value(), from);
        return 0;
    }
    ensure(!read.error().empty());
    std::array<std::size_t, 5> lines{};
    std::ranges::transform(from, lines.begin(), [](std::string_view table) {
        return std::max<std::size_t>(text::lines(table).size(), 1);
    });
    for (const auto& one : read.error()) {
        check_complaint(one.text, lines);
    }
    return 0;
}
