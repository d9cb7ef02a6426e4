#pragma once

#include "model/form.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "tables/code_tables.hpp"

/// What a submission is asked for, told from an agency's order, profile and tables.
namespace iaq::policy {

/// Returns the form: fields in the order's order, the codes they take, the rules in force.
///
/// Units: what the codes take together is at most three quarters of `limits::answer_bytes_max`; a
///        table that would be larger is cut and says so.
model::form describe(const model::order& order, const model::profile& profile,
                     const tables::code_tables& tables);

}  // namespace iaq::policy
