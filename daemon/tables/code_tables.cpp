#include "tables/code_tables.hpp"

#include "base/text.hpp"
#include "tables/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace iaq::tables {
namespace {

constexpr std::array<std::string_view, 5> categories{"country", "canada_province", "us_state",
                                                     "us_territory", "mexico_state"};

bool is_place_code(std::string_view code) {
    return code.size() == 2 &&
           std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_offence_code(std::string_view code) {
    return code.size() == 4 && std::ranges::all_of(code, text::is_digit);
}

bool is_yes_or_no(std::string_view cell) { return cell == "Y" || cell == "N"; }

template <class Map>
auto find_in(const Map& map, std::string_view code) {
    const auto found = map.find(code);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

/// Fills one `code_tables` from the five texts and gathers what is wrong with them.
class table_reader {
public:
    explicit table_reader(const sources& files) : files_(files) {}

    void read_places();
    void read_reference_places();
    void read_offences();
    void read_sexes();
    void read_consular();

    code_tables read;
    std::vector<complaint> complaints;

private:
    void read_place(const row& r);
    void check_consular_codes(const row& r, std::set<std::string_view>& listed);

    const sources& files_;
};

void table_reader::read_places() {
    const table_text table{"places.tsv", files_.places,
                           "code\tdescription\tcategory\tforeign\tmandatory_consular"};
    for_each_row(table, complaints, [this](const row& r) { read_place(r); });
}

void table_reader::read_place(const row& r) {
    const auto wrong = [&](std::string_view what) {
        complain(complaints, "places.tsv", r.line, what);
    };
    if (!is_place_code(r.cells[0])) {
        return wrong("code must be two letters A-Z");
    }
    if (r.cells[1].empty()) {
        return wrong("description is empty");
    }
    if (std::ranges::find(categories, r.cells[2]) == categories.end()) {
        return wrong(fmt::format("category must be one of {}", fmt::join(categories, ", ")));
    }
    if (!is_yes_or_no(r.cells[3]) || !is_yes_or_no(r.cells[4])) {
        return wrong("foreign and mandatory_consular must be Y or N");
    }
    place found{std::string{r.cells[1]}, std::string{r.cells[2]}, r.cells[3] == "Y",
                r.cells[4] == "Y"};
    if (!read.places_.emplace(r.cells[0], std::move(found)).second) {
        wrong(fmt::format("code {} stands here twice", r.cells[0]));
    }
}

void table_reader::read_reference_places() {
    const table_text table{"reference_places.tsv", files_.reference_places, "code\thint"};
    for_each_row(table, complaints, [this](const row& r) {
        const auto wrong = [&](std::string_view what) {
            complain(complaints, "reference_places.tsv", r.line, what);
        };
        if (!is_place_code(r.cells[0])) {
            return wrong("code must be two letters A-Z");
        }
        if (r.cells[1].empty()) {
            return wrong("hint is empty: say where to look instead");
        }
        if (read.places_.contains(r.cells[0])) {
            return wrong(fmt::format("code {} is in places.tsv as well", r.cells[0]));
        }
        if (!read.reference_places_.emplace(r.cells[0], r.cells[1]).second) {
            wrong(fmt::format("code {} stands here twice", r.cells[0]));
        }
    });
}

void table_reader::read_offences() {
    const table_text table{"offences.tsv", files_.offences, "code\tdescription"};
    for_each_row(table, complaints, [this](const row& r) {
        if (!is_offence_code(r.cells[0]) || r.cells[1].empty()) {
            complain(complaints, "offences.tsv", r.line,
                     "a row is a code of four digits and a description");
        } else if (!read.offences_.emplace(r.cells[0], r.cells[1]).second) {
            complain(complaints, "offences.tsv", r.line,
                     fmt::format("code {} stands here twice", r.cells[0]));
        }
    });
}

void table_reader::read_sexes() {
    const table_text table{"sexes.tsv", files_.sexes, "code\tdescription"};
    for_each_row(table, complaints, [this](const row& r) {
        if (r.cells[0].size() != 1 || r.cells[0] < "A" || r.cells[0] > "Z" || r.cells[1].empty()) {
            complain(complaints, "sexes.tsv", r.line, "a row is one letter A-Z and a description");
        } else if (!read.sexes_.emplace(r.cells[0]).second) {
            complain(complaints, "sexes.tsv", r.line,
                     fmt::format("code {} stands here twice", r.cells[0]));
        }
    });
}

void table_reader::read_consular() {
    std::set<std::string_view> listed;
    const table_text table{"consular.tsv", files_.consular, "country\tcodes\tnote"};
    for_each_row(table, complaints, [&](const row& r) { check_consular_codes(r, listed); });
    for (const auto& [code, found] : read.places_) {
        if (found.mandatory_consular && !listed.contains(code)) {
            complain(complaints, "consular.tsv", 1,
                     fmt::format("code {} is mandatory_consular in places.tsv and not listed here",
                                 code));
        }
    }
}

void table_reader::check_consular_codes(const row& r, std::set<std::string_view>& listed) {
    if (r.cells[0].empty()) {
        complain(complaints, "consular.tsv", r.line, "country is empty");
    }
    for (const auto code : text::split(r.cells[1], ' ')) {
        const auto found = read.places_.find(code);
        if (found == read.places_.end()) {
            complain(complaints, "consular.tsv", r.line,
                     fmt::format("code {} is not in places.tsv", code));
        } else if (!found->second.mandatory_consular) {
            complain(complaints, "consular.tsv", r.line,
                     fmt::format("code {} is not mandatory_consular in places.tsv", code));
        }
        listed.insert(code);
        if (!r.cells[2].empty()) {
            read.consular_notes_.emplace(code, r.cells[2]);
        }
    }
}

result<code_tables, std::vector<complaint>> code_tables::parse(const sources& files) {
    table_reader reader{files};
    reader.read_places();
    reader.read_reference_places();
    reader.read_offences();
    reader.read_sexes();
    reader.read_consular();
    if (!reader.complaints.empty()) {
        return std::move(reader.complaints);
    }
    reader.read.digest_ = files.digest;
    return std::move(reader.read);
}

const place* code_tables::find_place(std::string_view code) const { return find_in(places_, code); }

const std::string* code_tables::find_reference_place(std::string_view code) const {
    return find_in(reference_places_, code);
}

const std::string* code_tables::find_consular_note(std::string_view code) const {
    return find_in(consular_notes_, code);
}

const std::string* code_tables::find_offence(std::string_view code) const {
    return find_in(offences_, code);
}

bool code_tables::has_sex(std::string_view code) const { return sexes_.contains(code); }

bool code_tables::is_us_state(std::string_view code) const {
    const auto* const found = find_place(code);
    return found != nullptr && found->category == "us_state";
}

}  // namespace iaq::tables
