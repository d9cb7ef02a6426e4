#pragma once

#include "correlation/book.hpp"
#include "engine/rules.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "policy/judge.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What else was asked about a person, within one agency: another agency's inquiries are not there.
namespace iaq::engine {

/// Returns the agency's inquiries about the person, newest first. None when name or birth date is
/// not said.
std::vector<model::inquiry_index> asked_about(const correlation::book& inquiries,
                                              const rules& in_force, std::string_view ori,
                                              const model::subject& person);

/// Returns a later inquiry that the switch has, or that was keyed by hand, and that asks about the
/// same person or says that it repeats this one; `none` when there is none.
model::inquiry_index asked_instead(const correlation::book& inquiries, const rules& in_force,
                                   model::inquiry_index i);

/// Returns the inquiry as rule ALREADY_ASKED looks at it.
policy::earlier_ask earlier_ask_of(const correlation::book& inquiries, model::inquiry_index i);

}  // namespace iaq::engine
