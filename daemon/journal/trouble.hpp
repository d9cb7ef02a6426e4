#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// Why the journal cannot be opened, or can no longer keep its promises.
namespace iaq::journal {

struct trouble {
    /// `wrong_key`: nothing is wrong with the files; another key belongs to them.
    enum class kind { damaged, locked, unreadable, unwritable, too_new, refused, wrong_key };
    kind what = kind::unreadable;
    std::string text;          // what, which file, which offset, and what would do
    bool lacks_space = false;  // more room would cure it
};

/// True when the disk or a quota is full: the one failure that more room would cure.
bool is_lack_of_space(const boost::system::error_code& why);

/// Returns `what` of `path` and the system's reason: `cannot open <path>: No such file ...`.
inline trouble system_trouble(trouble::kind kind, std::string_view what, std::string_view path,
                              const boost::system::error_code& why) {
    std::string text = "cannot ";
    text.append(what).append(" ").append(path).append(": ").append(why.message());
    return {kind, std::move(text), is_lack_of_space(why)};
}

/// Returns `got`, its error told as `system_trouble`.
template <class T>
result<T, trouble> told(result<T> got, trouble::kind kind, std::string_view what,
                        std::string_view path) {
    if (!got) {
        return system_trouble(kind, what, path, got.error());
    }
    if constexpr (std::is_void_v<T>) {
        return boost::outcome_v2::success();
    } else {
        return std::move(got).value();
    }
}

}  // namespace iaq::journal
