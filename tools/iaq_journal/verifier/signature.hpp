#pragma once

#include "seal/signature.hpp"

#include <functional>
#include <string_view>

/// The one call that judges a signature: beside SHA-256 all that is shared with the writer.
namespace iaq::verifier {

using seal::signature_kind;

/// True when `signature` is `message` signed with the private half of the key
/// (`seal::verify_signature`). A value, for those who judge one checkpoint many times and remember
/// the outcome.
using signature_check = std::function<bool(signature_kind kind, std::string_view public_bytes,
                                           std::string_view message, std::string_view signature)>;

}  // namespace iaq::verifier
