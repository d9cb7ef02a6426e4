#include "seal/record_seal.hpp"

#include "base/assert.hpp"

#include <openssl/evp.h>

#include <array>

namespace iaq::seal {
namespace {

constexpr std::array<unsigned char, 12> nonce{};

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

int length(std::string_view bytes) { return static_cast<int>(bytes.size()); }

}  // namespace

struct record_cipher::contexts {
    EVP_CIPHER* method = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    EVP_CIPHER_CTX* sealing = EVP_CIPHER_CTX_new();
    EVP_CIPHER_CTX* opening = EVP_CIPHER_CTX_new();

    contexts() {
        ensure(method != nullptr && sealing != nullptr && opening != nullptr);
        ensure(EVP_EncryptInit_ex2(sealing, method, nullptr, nullptr, nullptr) == 1);
        ensure(EVP_DecryptInit_ex2(opening, method, nullptr, nullptr, nullptr) == 1);
    }
    ~contexts() {
        EVP_CIPHER_CTX_free(opening);
        EVP_CIPHER_CTX_free(sealing);
        EVP_CIPHER_free(method);
    }
    contexts(const contexts&) = delete;
    contexts& operator=(const contexts&) = delete;
};

record_cipher::record_cipher() : contexts_(std::make_unique<contexts>()) {}
record_cipher::~record_cipher() = default;
record_cipher::record_cipher(record_cipher&&) noexcept = default;
record_cipher& record_cipher::operator=(record_cipher&&) noexcept = default;

void record_cipher::seal(std::string& out, const key& with, std::string_view position,
                         std::string_view plain) {
    auto* const c = contexts_->sealing;
    const auto begin = out.size();
    out.resize(begin + plain.size() + tag_bytes);
    auto* const to = reinterpret_cast<unsigned char*>(out.data() + begin);
    int done = 0;
    int last = 0;
    ensure(EVP_EncryptInit_ex2(c, nullptr, octets(with.view()), nonce.data(), nullptr) == 1 &&
           EVP_EncryptUpdate(c, nullptr, &done, octets(position), length(position)) == 1 &&
           EVP_EncryptUpdate(c, to, &done, octets(plain), length(plain)) == 1 &&
           EVP_EncryptFinal_ex(c, to + done, &last) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_bytes),
                               to + plain.size()) == 1);
    ensure(done + last == length(plain));
}

bool record_cipher::open(std::string& out, const key& with, std::string_view position,
                         std::string_view sealed) {
    if (sealed.size() < tag_bytes) {
        return false;
    }
    auto* const c = contexts_->opening;
    const auto text = sealed.substr(0, sealed.size() - tag_bytes);
    std::array<char, tag_bytes> tag{};
    sealed.copy(tag.data(), tag_bytes, text.size());
    const auto begin = out.size();
    out.resize(begin + text.size());
    auto* const to = reinterpret_cast<unsigned char*>(out.data() + begin);
    int done = 0;
    int last = 0;
    ensure(EVP_DecryptInit_ex2(c, nullptr, octets(with.view()), nonce.data(), nullptr) == 1 &&
           EVP_DecryptUpdate(c, nullptr, &done, octets(position), length(position)) == 1 &&
           EVP_DecryptUpdate(c, to, &done, octets(text), length(text)) == 1 &&
           EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_bytes), tag.data()) ==
               1);
    if (EVP_DecryptFinal_ex(c, to + done, &last) != 1) {
        out.resize(begin);
        return false;
    }
    return true;
}

}  // namespace iaq::seal
