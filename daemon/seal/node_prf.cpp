#include "seal/node_prf.hpp"

#include "base/assert.hpp"
#include "seal/openssl.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>

namespace iaq::seal {
namespace {

/// [i]_32 || Label || 00 || Context || [L]_32 of SP 800-108, section 4.1: block 1, 256 bits of
/// output. The two bytes of context, the child's depth and its digit, are put in for each.
constexpr std::string_view fixed_input{
    "\0\0\0\1"
    "iaq journal key"
    "\0"
    "dc"
    "\0\0\1\0",
    26};
constexpr std::size_t context_at = 20;
static_assert(fixed_input.substr(context_at, 2) == "dc");

}  // namespace

struct node_prf::context {
    handle<EVP_MAC, EVP_MAC_free> method{EVP_MAC_fetch(nullptr, "HMAC", nullptr)};
    handle<EVP_MAC_CTX, EVP_MAC_CTX_free> running;

    context() {
        ensure(method != nullptr);
        running.reset(EVP_MAC_CTX_new(method.get()));
        ensure(running != nullptr);
        std::array<char, 7> digest{"SHA256"};
        const std::array params{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
            OSSL_PARAM_construct_end()};
        ensure(EVP_MAC_CTX_set_params(running.get(), params.data()) == 1);
    }
};

node_prf::node_prf() : context_(std::make_unique<context>()) {}
node_prf::~node_prf() = default;
node_prf::node_prf(node_prf&&) noexcept = default;
node_prf& node_prf::operator=(node_prf&&) noexcept = default;

void node_prf::derive(key& child, const key& parent, unsigned depth, unsigned digit) {
    auto* const mac = context_->running.get();
    std::array<char, fixed_input.size()> input{};
    fixed_input.copy(input.data(), input.size());
    input[context_at] = static_cast<char>(depth + 1);
    input[context_at + 1] = static_cast<char>(digit);
    std::size_t size = 0;
    ensure(EVP_MAC_init(mac, octets(parent.view()), key::size, nullptr) == 1);
    ensure(EVP_MAC_update(mac, octets(input.data()), input.size()) == 1);
    ensure(EVP_MAC_final(mac, octets(child.data()), &size, key::size) == 1 && size == key::size);
}

}  // namespace iaq::seal
