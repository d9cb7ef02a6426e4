#pragma once

#include "wire/payload.hpp"

#include "base/result.hpp"

#include <string>

namespace iaq::wire {

/// Writes the IAQ as OFML: one line of XML without declaration (domain.md sections 1.5, 2.1).
result<std::string, flaw> write_ofml(const outgoing& inquiry);
/// Errors: those of `write_ofml`.
result<void, flaw> check_ofml(const outgoing& inquiry);

/// Writes the IAQ as Nlets text behind the routing header of DMPP-2020 where the profile asks for
/// one (domain.md sections 1.2, 2.2). Lines end in CR LF, the last in nothing.
result<std::string, flaw> write_nlets(const outgoing& inquiry);
/// Errors: those of `write_nlets`.
result<void, flaw> check_nlets(const outgoing& inquiry);

}  // namespace iaq::wire
