#pragma once

#include "base/time.hpp"
#include "settings/complaint_list.hpp"
#include "settings/option.hpp"
#include "settings/toml_reading.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iaq::settings {

/// One table of a file, read against the option table: what is sound is kept, what is not becomes
/// a complaint, and a default stands for what is not there.
///
/// Lifetime: keeps views into the tree and the option table; both must outlive it.
class section {
public:
    /// Reads `table`. `called` is how complaints name it: `[[station]]`. Members named in `apart`
    /// are tables of their own and skipped.
    section(option_table options, std::string_view name, std::string_view called,
            const value& table, complaint_list& out, std::span<const std::string_view> apart = {});

    /// True when the file holds the key and its value is sound.
    [[nodiscard]] bool has(std::string_view key) const { return sound_.contains(key); }
    /// True when the file holds the key, sound or not.
    [[nodiscard]] bool says(std::string_view key) const { return said_.contains(key); }
    /// Returns the value's place, or the table's when the key is not there.
    [[nodiscard]] place place_of(std::string_view key) const;
    [[nodiscard]] place at() const { return at_; }
    [[nodiscard]] std::string_view called() const { return called_; }

    // Each returns the value, else the default, else the empty value of its type.
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    /// A number, or a size in bytes.
    [[nodiscard]] std::int64_t number(std::string_view key) const;
    [[nodiscard]] nanoseconds duration(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
    /// Returns the list's items with their places.
    [[nodiscard]] std::span<const value> items(std::string_view key) const;

private:
    void read_member(const value& member, complaint_list& out);
    [[nodiscard]] const value* find(std::string_view key) const;
    [[nodiscard]] std::string_view fallback(std::string_view key) const;

    option_table options_;
    std::string_view name_;
    std::string called_;
    place at_;
    std::vector<std::string_view> known_;
    std::set<std::string_view> said_;
    std::map<std::string_view, const value*> sound_;
};

/// True when `v` is what `o` asks for; else complains.
bool is_sound(const option& o, const value& v, complaint_list& out);

/// Complains of a key that nothing knows, with the nearest of `known`.
void complain_unknown(const value& member, std::string_view where,
                      std::span<const std::string_view> known, complaint_list& out);

}  // namespace iaq::settings
