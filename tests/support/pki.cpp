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

std::string pem_of(X509_CRL* one) {
    const memory out{BIO_new(BIO_s_mem())};
    BOOST_REQUIRE(PEM_write_bio_X509_CRL(out.get(), one) == 1);
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
        case key_kind::k256: made.reset(EVP_EC_gen("secp256k1")); break;
        case key_kind::rsa2048: made.reset(EVP_RSA_gen(2048)); break;
        case key_kind::rsa1024: made.reset(EVP_RSA_gen(1024)); break;
        case key_kind::ed25519: made.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
    }
    BOOST_REQUIRE(made != nullptr);
    return made;
}

/// Adds an extension by the name and in the words of openssl.cnf.
void say(X509* in, const std::string& what, const std::string& value) {
    std::unique_ptr<X509_EXTENSION, freed<X509_EXTENSION_free>> said{
        X509V3_EXT_nconf(nullptr, nullptr, what.c_str(), value.c_str())};
    BOOST_REQUIRE_MESSAGE(said != nullptr, what << " = " << value);
    BOOST_REQUIRE(X509_add_ext(in, said.get(), -1) == 1);
}

long serial_of(const X509* one) { return ASN1_INTEGER_get(X509_get0_serialNumber(one)); }

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

const EVP_MD* digest_for(EVP_PKEY* with, const std::string& name) {
    return EVP_PKEY_is_a(with, "ED25519") == 1 ? nullptr : EVP_get_digestbyname(name.c_str());
}

void sign(X509* one, X509* by, EVP_PKEY* with, const std::string& digest) {
    BOOST_REQUIRE(X509_set_issuer_name(one, X509_get_subject_name(by)) == 1);
    BOOST_REQUIRE(X509_sign(one, with, digest_for(with, digest)) > 0);
}

std::string alternatives_of(const wish& what) {
    std::string all;
    const auto add = [&all](const char* kind, const std::vector<std::string>& names) {
        for (const auto& name : names) {
            all += (all.empty() ? "" : ",") + std::string{kind} + name;
        }
    };
    add("DNS:", what.names);
    add("IP:", what.addresses);
    add("URI:", what.uris);
    return all;
}

std::string words(usage what) {
    switch (what) {
        case usage::server: return "serverAuth";
        case usage::client: return "clientAuth";
        case usage::both: return "serverAuth,clientAuth";
        case usage::email: return "emailProtection";
        case usage::any: return "anyExtendedKeyUsage";
        case usage::none: break;
    }
    return "";
}

certificate drawn(const wish& what, EVP_PKEY* of) {
    auto made = blank(what.common_name, what.from, what.until, of);
    if (const auto names = alternatives_of(what); !names.empty()) {
        say(made.get(), "subjectAltName", names);
    }
    if (const auto uses = words(what.for_use); !uses.empty()) {
        say(made.get(), "extendedKeyUsage", uses);
    }
    for (const auto& [name, value] : what.more) {
        say(made.get(), name, value);
    }
    return made;
}

}  // namespace

authority::authority(const std::string& name, const authority* above, long until)
    : authority(name, above, authority_wish{.until = until}) {}

authority::authority(const std::string& name, const authority* above, const authority_wish& what) {
    auto own = make_key(what.key);
    auto made = blank(name, what.from, what.until, own.get());
    if (!what.constraints.empty()) {
        say(made.get(), "basicConstraints", what.constraints);
    }
    if (!what.usage.empty()) {
        say(made.get(), "keyUsage", what.usage);
    }
    for (const auto& [extension, value] : what.more) {
        say(made.get(), extension, value);
    }
    sign(made.get(), above != nullptr ? above->certificate_ : made.get(),
         above != nullptr ? above->key_ : own.get(), what.digest);
    pem_ = pem_of(made.get());
    serial_ = serial_of(made.get());
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
    sign(made.get(), certificate_, key_, what.digest);
    return {pem_of(made.get()), pem_of(own.get()), serial_of(made.get())};
}

std::string authority::list(const list_wish& what) const {
    const std::unique_ptr<X509_CRL, freed<X509_CRL_free>> made{X509_CRL_new()};
    X509_CRL_set_version(made.get(), 1);
    X509_CRL_set_issuer_name(made.get(), X509_get_subject_name(certificate_));
    const auto from_now = [](long seconds) {
        return std::unique_ptr<ASN1_TIME, freed<ASN1_TIME_free>>{X509_gmtime_adj(nullptr, seconds)};
    };
    X509_CRL_set1_lastUpdate(made.get(), from_now(what.issued).get());
    if (what.next != 0) {
        X509_CRL_set1_nextUpdate(made.get(), from_now(what.next).get());
    }
    for (const auto serial : what.revoked) {
        auto* const entry = X509_REVOKED_new();
        const std::unique_ptr<ASN1_INTEGER, freed<ASN1_INTEGER_free>> number{ASN1_INTEGER_new()};
        ASN1_INTEGER_set(number.get(), serial);
        X509_REVOKED_set_serialNumber(entry, number.get());
        X509_REVOKED_set_revocationDate(entry, from_now(what.issued).get());
        BOOST_REQUIRE(X509_CRL_add0_revoked(made.get(), entry) == 1);
    }
    X509_CRL_sort(made.get());
    BOOST_REQUIRE(X509_CRL_sign(made.get(), key_, digest_for(key_, what.digest)) > 0);
    return pem_of(made.get());
}

issued self_signed(const wish& what) {
    const auto own = make_key(what.key);
    const auto made = drawn(what, own.get());
    sign(made.get(), made.get(), own.get(), what.digest);
    return {pem_of(made.get()), pem_of(own.get()), serial_of(made.get())};
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
