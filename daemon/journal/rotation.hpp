#pragma once

#include "base/result.hpp"
#include "journal/disk.hpp"
#include "journal/folding.hpp"
#include "journal/keys.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"
#include "model/sidecar.hpp"
#include "seal/sidecar.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Rotation of the master key: every sidecar is wrapped anew, the records and the keys that seal
/// them stay. While `keys::previous` is given, any mixture of old and new wraps can be read.
namespace iaq::journal {

/// Opens a sidecar under the master key, or else under the one before. Requires: `with.master`.
/// Errors: those of `seal::decode_sidecar` under the master key.
result<seal::sidecar, seal::sidecar_flaw> open_sidecar(std::string_view bytes, const keys& with);

/// Returns whether a sidecar is the one of this SHA-256, or holds the same keys under the other of
/// the two master keys: a wrap has no randomness, so that its bytes can be made again.
bool is_sidecar(std::string_view bytes, std::string_view sha256, const keys& with);

/// Looks at every sidecar and base; changes nothing. Requires: `with.master`.
///
/// Errors: `wrong_key` when one is under neither key; `damaged` when one is not its segment's;
///         `unreadable`.
result<void, trouble> check_sidecars(disk& on, const layout& where, const keys& with);

/// Wraps under the master key whatever is under the previous one, bases as well, and returns all
/// sidecars.
///
/// `first_kept`: as in `compare_sidecars`.
///
/// Requires:   `with.master` and `with.previous`.
/// Errors:     as `check_sidecars`, with nothing changed; `damaged`, with nothing changed, when a
///             sidecar is not the one that `recorded` or its header tells of, for it would come
///             back under the new key as if it were; `unwritable`.
/// Durability: complete when it returns. After a crash each sidecar is as it was or as it is to be.
result<std::vector<model::sidecar_found>, trouble> wrap_sidecars(disk& on, const layout& where,
                                                                 const keys& with,
                                                                 const recorded_sidecar& recorded,
                                                                 model::sequence first_kept);

}  // namespace iaq::journal
