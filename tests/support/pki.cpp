#include "support/pki.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <utility>

namespace iaq::testing {
namespace {

template <auto Free>
struct freed {
    template <class T>
    void operator()(T* held) const {
        Free(held);
    }
};
using key = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
using certificate = std::unique_ptr<X509, freed<X509_free>>;
using memory = std::unique_ptr<BIO, freed<BIO_free>>;

std::string contents(BIO* from) {
    char* at = nullptr;
    const auto size = BIO_get_mem_data(from, &at);
    return {at, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* one) {
    const memory out{BIO_new(BIO_s_mem())};
    BOOST_REQUIRE(PEM_write_bio_X509(out.get(), one) == 1);
    return contents(out.get());
}

std::string pem_of(EVP_PKEY* one) {
    const memory out{BIO_new(BIO_s_mem())};
    BOOST_REQUIRE(PEM_write_bio_PrivateKey(out.get(), one, nullptr, nullptr, 0, nullptr, nullptr) ==
                  1);
    return contents(out.get());
}

key make_key(key_kind kind) {
    key made;
    switch (kind) {
        case key_kind::p256: made.reset(EVP_EC_gen("P-256")); break;
        case key_kind::p384: made.reset(EVP_EC_gen("P-384")); break;
        case key_kind::p521: made.reset(EVP_EC_gen("P-521")); break;
        case key_kind::rsa2048: made.reset(EVP_RSA_gen(2048)); break;
        case key_kind::rsa1024: made.reset(EVP_RSA_gen(1024)); break;
        case key_kind::ed25519: made.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
    }
    BOOST_REQUIRE(made != nullptr);
    return made;
}

void say(X509* in, int what, const std::string& value) {
    std::unique_ptr<X509_EXTENSION, freed<X509_EXTENSION_free>> said{
        X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str())};
    BOOST_REQUIRE_MESSAGE(said != nullptr, value);
    BOOST_REQUIRE(X509_add_ext(in, said.get(), -1) == 1);
}

certificate blank(const std::string& common_name, long from, long until, EVP_PKEY* of) {
    static std::atomic<long> serial{1};
    certificate made{X509_new()};
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), from);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), until);
    const auto* const text = reinterpret_cast<const unsigned char*>(common_name.c_str());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, text, -1, -1,
                               0);
    BOOST_REQUIRE(X509_set_pubkey(made.get(), of) == 1);
    return made;
}

void sign(X509* one, X509* by, EVP_PKEY* with) {
    BOOST_REQUIRE(X509_set_issuer_name(one, X509_get_subject_name(by)) == 1);
    const auto* const digest = EVP_PKEY_is_a(with, "ED25519") == 1 ? nullptr : EVP_sha256();
    BOOST_REQUIRE(X509_sign(one, with, digest) > 0);
}

certificate drawn(const wish& what, EVP_PKEY* of) {
    auto made = blank(what.common_name, what.from, what.until, of);
    std::string alternatives;
    for (const auto& name : what.names) {
        alternatives += (alternatives.empty() ? "DNS:" : ",DNS:") + name;
    }
    for (const auto& address : what.addresses) {
        alternatives += (alternatives.empty() ? "IP:" : ",IP:") + address;
    }
    if (!alternatives.empty()) {
        say(made.get(), NID_subject_alt_name, alternatives);
    }
    if (what.for_use != usage::none) {
        say(made.get(), NID_ext_key_usage,
            what.for_use == usage::server ? "serverAuth" : "clientAuth");
    }
    return made;
}

}  // namespace

authority::authority(const std::string& name, const authority* above, long until) {
    auto own = make_key(key_kind::p256);
    auto made = blank(name, -7200, until, own.get());
    say(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    say(made.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    sign(made.get(), above != nullptr ? above->certificate_ : made.get(),
         above != nullptr ? above->key_ : own.get());
    pem_ = pem_of(made.get());
    key_ = own.release();
    certificate_ = made.release();
}

authority::~authority() {
    EVP_PKEY_free(key_);
    X509_free(certificate_);
}

issued authority::issue(const wish& what) const {
    const auto own = make_key(what.key);
    const auto made = drawn(what, own.get());
    sign(made.get(), certificate_, key_);
    return {pem_of(made.get()), pem_of(own.get())};
}

issued self_signed(const wish& what) {
    const auto own = make_key(what.key);
    const auto made = drawn(what, own.get());
    sign(made.get(), made.get(), own.get());
    return {pem_of(made.get()), pem_of(own.get())};
}

std::string under_passphrase(const std::string& plain_key) {
    const memory in{BIO_new_mem_buf(plain_key.data(), static_cast<int>(plain_key.size()))};
    const key read{PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr)};
    const memory out{BIO_new(BIO_s_mem())};
    std::string phrase = "secret";
    BOOST_REQUIRE(PEM_write_bio_PKCS8PrivateKey(out.get(), read.get(), EVP_aes_128_cbc(),
                                                phrase.data(), static_cast<int>(phrase.size()),
                                                nullptr, nullptr) == 1);
    return contents(out.get());
}

}  // namespace iaq::testing
