#include "seal/line_cipher.hpp"

#include "base/assert.hpp"
#include "seal/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <limits>

namespace iaq::seal {
namespace {

constexpr std::size_t longest = std::numeric_limits<int>::max() - line_cipher::block_bytes;

key padded(std::string_view bytes) {
    key made;
    ensure(line_cipher::is_key_size(bytes.size()));
    std::ranges::copy(bytes, made.data());
    return made;
}

}  // namespace

struct line_cipher::method {
    handle<EVP_CIPHER, EVP_CIPHER_free> cipher;

    explicit method(bool is_256)
        : cipher(EVP_CIPHER_fetch(nullptr, is_256 ? "AES-256-CBC" : "AES-128-CBC", nullptr)) {
        ensure(cipher != nullptr);
    }

    /// Returns what the cipher makes of `from`, or nothing when the padding it takes off is wrong.
    [[nodiscard]] std::optional<std::string> turn(bool seal, std::string_view with,
                                                  std::string_view iv,
                                                  std::string_view from) const {
        const handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> running{EVP_CIPHER_CTX_new()};
        ensure(running != nullptr && iv.size() == iv_bytes && from.size() <= longest);
        ensure(EVP_CipherInit_ex2(running.get(), cipher.get(), octets(with), octets(iv),
                                  seal ? 1 : 0, nullptr) == 1);
        std::string out(from.size() + block_bytes, '\0');
        int made = 0, rest = 0;
        ensure(EVP_CipherUpdate(running.get(), octets(out.data()), &made, octets(from),
                                static_cast<int>(from.size())) == 1);
        if (EVP_CipherFinal_ex(running.get(), octets(out.data()) + made, &rest) != 1) {
            OPENSSL_cleanse(out.data(), out.size());
            return std::nullopt;
        }
        out.resize(static_cast<std::size_t>(made + rest));
        return out;
    }
};

line_cipher::line_cipher(std::string_view key_bytes)
    : secret_(padded(key_bytes)),
      key_bytes_(key_bytes.size()),
      method_(std::make_unique<method>(is_256())) {}
line_cipher::~line_cipher() = default;
line_cipher::line_cipher(line_cipher&&) noexcept = default;
line_cipher& line_cipher::operator=(line_cipher&&) noexcept = default;

line_cipher line_cipher::copy() const { return line_cipher{secret()}; }

std::string line_cipher::seal(std::string_view iv, std::string_view plain) const {
    auto sealed = method_->turn(true, secret(), iv, plain);
    ensure(sealed && sealed->size() == sealed_bytes(plain.size()));
    return *std::move(sealed);
}

std::optional<std::string> line_cipher::open(std::string_view iv, std::string_view sealed) const {
    if (sealed.empty() || sealed.size() % block_bytes != 0) {
        return std::nullopt;
    }
    const expected_failure foreign;
    return method_->turn(false, secret(), iv, sealed);
}

std::uint16_t crc16(std::string_view bytes) noexcept {
    constexpr unsigned reflected_polynomial = 0xA001;  // 0x8005, its bits in the other order
    unsigned crc = 0;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ reflected_polynomial : crc >> 1U;
        }
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace iaq::seal
