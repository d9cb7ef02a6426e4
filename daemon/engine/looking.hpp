#pragma once

#include "correlation/entry.hpp"
#include "model/call.hpp"

#include <optional>
#include <string>

/// What a client looks for: as its filter stands in the journal, and who is meant by a person.
namespace iaq::engine {

// The filter in words, without personal data: what may be some is said to have been given.
std::string filter_of(const model::calls::get& call);
std::string filter_of(const model::calls::list& call);
std::string filter_of(const model::calls::unmatched& call);
std::string filter_of(const model::calls::subscribe& call);
std::string filter_of(const model::calls::report& call);

/// A person by name or birth date: exact, but folded as the wire folds names.
class wanted_person {
public:
    explicit wanted_person(const model::calls::list& call);
    [[nodiscard]] bool is(const correlation::entry& e) const;

private:
    std::string last_name_, first_name_, date_of_birth_;
};

}  // namespace iaq::engine
