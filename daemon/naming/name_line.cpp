#include "naming/name_line.hpp"

#include <algorithm>
#include <utility>

namespace iaq::naming {
namespace {

struct parts {
    std::string last, first, middle, suffix;
};

std::optional<parts> fold_parts(const model::subject& person) {
    auto last = fold(person.last_name);
    auto first = fold(person.first_name);
    auto middle = fold(person.middle_name);
    auto suffix = fold(person.suffix);
    if (!last || !first || !middle || !suffix || last->empty()) {
        return std::nullopt;
    }
    return parts{std::move(*last), std::move(*first), std::move(*middle), std::move(*suffix)};
}

std::string join(const parts& name, std::string_view separator) {
    std::string given;
    for (const auto* part : {&name.first, &name.middle, &name.suffix}) {
        if (!part->empty()) {
            given += given.empty() ? "" : " ";
            given += *part;
        }
    }
    return given.empty() ? name.last : name.last + std::string{separator} + given;
}

/// Cuts `part` to `size` characters, and what then dangles at its end.
void cut(std::string& part, std::size_t size) {
    part.resize(std::min(part.size(), size));
    const auto end = part.find_last_not_of(" -'");
    part.resize(end == std::string::npos ? 0 : end + 1);
}

}  // namespace

std::optional<name_line> compose(const model::subject& person, std::size_t size_max,
                                 bool comma_blank) {
    auto name = fold_parts(person);
    if (!name || size_max == 0) {
        return std::nullopt;
    }
    const std::string_view separator = comma_blank ? ", " : ",";
    name_line line{join(*name, separator), {}};
    if (line.text.size() <= size_max) {
        return line;
    }
    const auto excess = [&] {
        const auto size = join(*name, separator).size();
        return size > size_max ? size - size_max : 0;
    };
    const auto shorten = [&](std::string& part, std::size_t keep, std::string_view field) {
        if (excess() != 0 && part.size() > keep) {
            const auto fits = part.size() > excess() ? part.size() - excess() : 0;
            cut(part, std::max(fits, keep));
            line.cut.emplace_back(field);
        }
    };
    const auto leave_out = [&](std::string& part, std::string_view field) {
        if (excess() != 0 && !part.empty()) {
            part.clear();
            line.cut.emplace_back(field);
        }
    };
    leave_out(name->suffix, "suffix");
    leave_out(name->middle, "middle_name");
    shorten(name->first, 1, "first_name");
    shorten(name->last, 1, "last_name");
    line.text = join(*name, separator).substr(0, size_max);
    return line;
}

}  // namespace iaq::naming
