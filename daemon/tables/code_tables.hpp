#pragma once

#include "base/result.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The NCIC code tables: places, offences, sexes, the mandatory consular list. Look-up only.
namespace iaq::tables {

struct place {
    std::string description;
    std::string category;  // country, canada_province, us_state, us_territory, mexico_state
    bool foreign = false;  // birth there does not by itself make a US national (CONSULAR)
    bool mandatory_consular = false;
};

/// The files' contents, tab-separated with a header line (`config/README.md`), and their digest.
struct sources {
    std::string_view places, reference_places, offences, sexes, consular;
    std::string digest;  // hex SHA-256 over all five, computed by whoever read them
};

/// What is wrong in a table, `file:line: what`.
struct complaint {
    std::string text;
};

class code_tables {
public:
    /// Returns the tables.
    ///
    /// Errors: every complaint at once, with the file's shipped name and the line: a wrong header,
    ///         a malformed row, a code twice, a reference code that is a place as well, a consular
    ///         list that contradicts the places' own column.
    static result<code_tables, std::vector<complaint>> parse(const sources& files);

    /// Returns the place, or nullptr when the code is not one to send.
    [[nodiscard]] const place* find_place(std::string_view code) const;
    /// Returns the hint of a reference-only code ("see RC or TW"), or nullptr.
    [[nodiscard]] const std::string* find_reference_place(std::string_view code) const;
    /// Returns the mandatory consular list's footnote on the place, or nullptr when it has none.
    [[nodiscard]] const std::string* find_consular_note(std::string_view code) const;
    /// Returns the offence's description, or nullptr.
    [[nodiscard]] const std::string* find_offence(std::string_view code) const;
    [[nodiscard]] bool has_sex(std::string_view code) const;
    /// True for the two-letter NCIC code of a US state or the District of Columbia.
    [[nodiscard]] bool is_us_state(std::string_view code) const;
    /// Hex SHA-256 over all the files, journaled with each decision.
    [[nodiscard]] const std::string& digest() const { return digest_; }
    [[nodiscard]] const std::map<std::string, place, std::less<>>& places() const {
        return places_;
    }

private:
    friend class table_reader;

    std::map<std::string, place, std::less<>> places_;
    std::map<std::string, std::string, std::less<>> reference_places_, offences_, consular_notes_;
    std::set<std::string, std::less<>> sexes_;
    std::string digest_;
};

}  // namespace iaq::tables
