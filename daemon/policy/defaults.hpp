#pragma once

#include "policy/judge.hpp"

/// Filling in what officers do not say: the agency's defaults and what follows from the role.
namespace iaq::policy {

/// Returns the request with purpose, phone, reason and offense code taken from the order's
/// defaults where they were not said, the attention line made from the requester's name, the
/// charge status following the role, and the phone reduced to its digits. The offense code has a
/// default only when there is no charge (II.B.5), the reason only where EQUAL asks for none.
/// `register_only` says confined: in custody and presented for incarceration, unless said
/// otherwise.
model::inquiry_request with_defaults(const model::inquiry_request& asked, const circumstances& c);

/// Returns the digits of a phone number that is written with blanks, `(`, `)`, `-`, `.`, `/` or
/// `+`; the text as it is when it holds anything else.
std::string phone_digits(std::string_view phone);

/// Returns the attention line that the wire can carry from a person's name: delimiters become
/// blanks, and it ends at `size_max`. Empty when other characters cannot be folded.
std::string attention_from(std::string_view name, std::size_t size_max);

}  // namespace iaq::policy
