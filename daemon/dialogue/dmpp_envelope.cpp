#include "dialogue/dmpp_envelope.hpp"

#include "base/assert.hpp"

#include <utility>

namespace iaq::dialogue {

namespace dmpp = framing::dmpp;
using dmpp::status;
using seal::line_cipher;

namespace {

std::uint16_t method_of(const line_cipher& cipher) { return cipher.is_256() ? 2 : 1; }

constexpr dmpp_refusal plain_unwanted{status::unsupported,
                                      "plain data, but an encryption_key is configured"};
constexpr dmpp_refusal sealed_unwanted{status::unsupported,
                                       "encrypted data, but no encryption_key is configured"};
constexpr dmpp_refusal method_unknown{status::unsupported,
                                      "encrypted by another method than our key is for"};
constexpr dmpp_refusal key_differs{status::temporary_error,
                                   "encrypted data that our encryption_key does not open"};

}  // namespace

std::size_t dmpp_envelope::data_bytes_max(std::size_t block_bytes) const {
    if (!cipher_) {
        return block_bytes - dmpp::overhead_bytes;
    }
    const auto room = block_bytes - dmpp::sealed_overhead_bytes;
    return room / line_cipher::block_bytes * line_cipher::block_bytes - 1;
}

dmpp::block dmpp_envelope::close(dmpp::function does, std::uint32_t validation,
                                 std::string_view plain) const {
    dmpp::block b{.does = does, .validation = validation, .sealed = {}, .data = {}};
    if (!cipher_) {
        b.data = plain;
        return b;
    }
    auto iv = ivs_(line_cipher::iv_bytes);
    ensure(iv.size() == line_cipher::iv_bytes);
    b.data = cipher_->seal(iv, plain);
    b.sealed = dmpp::encryption{.method = method_of(*cipher_),
                                .book = 0,
                                .key = 0,
                                .crc = seal::crc16(plain),
                                .iv = std::move(iv)};
    return b;
}

std::optional<dmpp_refusal> dmpp_envelope::open(dmpp::block& b) const {
    if (!cipher_) {
        return b.sealed ? std::optional(sealed_unwanted) : std::nullopt;
    }
    if (!b.sealed) {
        return plain_unwanted;
    }
    if (b.sealed->method != method_of(*cipher_)) {
        return method_unknown;
    }
    auto plain = cipher_->open(b.sealed->iv, b.data);
    if (!plain || seal::crc16(*plain) != b.sealed->crc) {
        return key_differs;
    }
    b.data = *std::move(plain);
    b.sealed.reset();
    return std::nullopt;
}

}  // namespace iaq::dialogue
