#include "seal/record_seal.hpp"

#include "base/assert.hpp"
#include "seal/openssl.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <limits>

namespace iaq::seal {
namespace {

enum class direction : int { open = 0, seal = 1 };

int length(std::string_view bytes) {
    ensure(bytes.size() <= std::numeric_limits<int>::max());
    return static_cast<int>(bytes.size());
}

}  // namespace

struct record_cipher::context {
    handle<EVP_CIPHER, EVP_CIPHER_free> method{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    handle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> running{EVP_CIPHER_CTX_new()};

    context() {
        ensure(method != nullptr && running != nullptr);
        ensure(EVP_CipherInit_ex2(running.get(), method.get(), nullptr, nullptr, 1, nullptr) == 1);
    }

    void begin(direction which, const key& with, std::string_view position) {
        // Each key seals one record, so the nonce has nothing to tell apart.
        static constexpr std::array<unsigned char, 12> nonce{};
        ensure(EVP_CipherInit_ex2(running.get(), nullptr, octets(with.view()), nonce.data(),
                                  static_cast<int>(which), nullptr) == 1);
        int taken = 0;
        ensure(EVP_CipherUpdate(running.get(), nullptr, &taken, octets(position),
                                length(position)) == 1);
    }

    void turn(char* to, std::string_view from) {
        int made = 0;
        ensure(EVP_CipherUpdate(running.get(), octets(to), &made, octets(from), length(from)) == 1);
        ensure(made == length(from));
    }

    /// False when the bytes that were opened do not fit the tag.
    bool end() {
        std::array<unsigned char, 16> nothing{};
        int made = 0;
        return EVP_CipherFinal_ex(running.get(), nothing.data(), &made) == 1;
    }
};

record_cipher::record_cipher() : context_(std::make_unique<context>()) {}
record_cipher::~record_cipher() = default;
record_cipher::record_cipher(record_cipher&&) noexcept = default;
record_cipher& record_cipher::operator=(record_cipher&&) noexcept = default;

void record_cipher::seal(std::string& out, const key& with, std::string_view position,
                         std::string_view plain) {
    const auto at = out.size();
    out.resize(at + plain.size() + tag_bytes);
    context_->begin(direction::seal, with, position);
    context_->turn(out.data() + at, plain);
    ensure(context_->end());
    ensure(EVP_CIPHER_CTX_ctrl(context_->running.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes,
                               out.data() + at + plain.size()) == 1);
}

bool record_cipher::open(std::string& out, const key& with, std::string_view position,
                         std::string_view sealed) {
    if (sealed.size() < tag_bytes) {
        return false;
    }
    const auto at = out.size();
    const auto size = sealed.size() - tag_bytes;
    std::array<char, tag_bytes> tag{};
    sealed.copy(tag.data(), tag_bytes, size);
    out.resize(at + size);
    context_->begin(direction::open, with, position);
    ensure(EVP_CIPHER_CTX_ctrl(context_->running.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes,
                               tag.data()) == 1);
    context_->turn(out.data() + at, sealed.substr(0, size));
    if (!context_->end()) {
        OPENSSL_cleanse(out.data() + at, size);  // nobody may read what nobody vouches for
        out.resize(at);
        return false;
    }
    return true;
}

}  // namespace iaq::seal
