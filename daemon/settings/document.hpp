#pragma once

#include "settings/section.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace iaq::settings {

/// A table a file may hold, once as `[name]` or several times as `[[name]]`.
struct table_rule {
    std::string_view name;
    bool repeated = false;
};

/// One file as sections. What the rules do not know becomes a complaint.
///
/// Lifetime: keeps views into everything it is made from.
class document {
public:
    document(option_table options, std::span<const table_rule> rules, const value& root,
             complaint_list& out);

    /// Returns the keys that stand before the first table.
    [[nodiscard]] section top() const;
    /// Returns the section of a table that stands once; of an empty one when it is not there.
    [[nodiscard]] section one(std::string_view name) const;
    /// Returns the sections of a table that may be repeated, in order of place.
    [[nodiscard]] std::vector<section> all(std::string_view name) const;
    /// Returns the table itself, or nullptr when it is not there or no table.
    [[nodiscard]] const value* table(std::string_view name) const;

private:
    void check_shape(const table_rule& rule, const value& member);

    option_table options_;
    std::vector<std::string_view> names_;
    const value& root_;
    complaint_list& out_;
};

}  // namespace iaq::settings
