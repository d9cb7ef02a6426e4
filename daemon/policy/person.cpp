#include "policy/judge.hpp"
#include "policy/request_text.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

namespace iaq::policy {
namespace {

std::string folded_or_upper(std::string_view name) {
    return naming::fold(name).value_or(text::to_upper(text::trim(name)));
}

}  // namespace

std::string person_bytes(const model::subject& person) {
    // A line end cannot stand in a folded name, so no two persons make the same bytes.
    return folded_or_upper(person.last_name) + "\n" + folded_or_upper(person.first_name) + "\n" +
           std::string{text::trim(person.date_of_birth)};
}

bool is_identified(const model::subject& person) {
    return !is_blank(person.last_name) && !is_blank(person.first_name) &&
           !is_blank(person.date_of_birth);
}

}  // namespace iaq::policy
