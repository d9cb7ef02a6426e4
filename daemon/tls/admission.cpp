#include "tls/admission.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "tls/causes.hpp"
#include "tls/certificates.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace iaq::tls {
namespace {

using names = seal::handle<GENERAL_NAMES, GENERAL_NAMES_free>;
using store = seal::handle<X509_STORE, X509_STORE_free>;
using question = seal::handle<X509_STORE_CTX, X509_STORE_CTX_free>;

constexpr int authorities_above_max = 4;
constexpr std::size_t uri_bytes_max = 255;

std::string_view written(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string fingerprint_of(const X509& one) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    ensure(X509_digest(&one, EVP_sha256(), digest.data(), &size) == 1);
    return text::to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

/// The DER of a name, to look up by.
std::string key_of(const X509_NAME* name) {
    const unsigned char* der = nullptr;
    std::size_t size = 0;
    ensure(X509_NAME_get0_der(name, &der, &size) == 1);
    return {reinterpret_cast<const char*>(der), size};
}

int digest_of(const X509& one) {
    int digest = NID_undef;
    X509_get_signature_info(const_cast<X509*>(&one), &digest, nullptr, nullptr, nullptr);
    return digest;
}

int digest_of(const X509_CRL& one) {
    int digest = NID_undef;
    OBJ_find_sigid_algs(X509_CRL_get_signature_nid(&one), &digest, nullptr);
    return digest;
}

/// What a list says of its own time, as our limits read it.
struct list_age {
    utc_time issued{};
    list_times times;
};

list_times times_of(const X509_CRL& list, const model::network_intake& wanted) {
    const auto issued = moment_of(X509_CRL_get0_lastUpdate(&list));
    const auto* const next = X509_CRL_get0_nextUpdate(&list);
    const auto later = [](utc_time at, nanoseconds by) {
        return at > utc_time::max() - by ? utc_time::max() : at + by;
    };
    list_times out{next != nullptr ? moment_of(next) : utc_time::max(), utc_time::max()};
    if (next != nullptr) {
        out.use_until = later(out.next_update, wanted.crl_grace);
    }
    if (wanted.crl_age_max > nanoseconds{0}) {
        const auto oldest = later(issued, wanted.crl_age_max);
        out.use_until = std::min(out.use_until, oldest);
        out.next_update = std::min(out.next_update, oldest);
    }
    return out;
}

/// Our own limits judge the age of a list, and a session that stands is not judged by age.
template <bool and_dates>
int without_ages(int good, X509_STORE_CTX* asked) {
    const int what = X509_STORE_CTX_get_error(asked);
    const bool is_date = what == X509_V_ERR_CERT_HAS_EXPIRED ||
                         what == X509_V_ERR_CERT_NOT_YET_VALID ||
                         what == X509_V_ERR_CRL_NOT_YET_VALID;
    return good != 0 || what == X509_V_ERR_CRL_HAS_EXPIRED || (and_dates && is_date) ? 1 : 0;
}

std::string_view words(uri_fault what) {
    switch (what) {
        case uri_fault::none: return "it holds no URI";
        case uri_fault::several: return "it holds more than one URI";
        case uri_fault::unreadable: return "its alternative names cannot be read";
        case uri_fault::unfit: return "its URI is empty or too long";
    }
    return "";
}

}  // namespace

struct admission::parts {
    std::vector<certificate> authorities;
    std::vector<std::string> uris;         // sorted
    std::map<std::string, list_age> ages;  // of the newest list of each issuer; none: no lists
    store trusted;

    result<void, std::string> trust(const pem_file& file, std::optional<utc_time> now);
    result<void, std::string> take_back(const model::network_intake& wanted, const pem_file& file,
                                        std::optional<utc_time> now);
    [[nodiscard]] bool is_signed(X509_CRL& list) const;
    [[nodiscard]] std::string verify(X509_STORE_CTX& asked, utc_time now,
                                     X509_STORE_CTX_verify_cb pass_over) const;
    [[nodiscard]] std::string look_at(STACK_OF(X509) & chain, std::optional<utc_time> now) const;
};

result<void, std::string> admission::parts::trust(const pem_file& file,
                                                  std::optional<utc_time> now) {
    IAQ_TRY(authorities, certificates_of(file));
    trusted.reset(X509_STORE_new());
    ensure(trusted != nullptr);
    for (std::size_t i = 0; i < authorities.size(); ++i) {
        auto* const each = authorities[i].get();
        const auto complain = [&](const std::string& what) {
            return file.path + ": certificate " + std::to_string(i + 1) + " in it " + what;
        };
        if (X509_check_ca(each) == 0) {
            return complain("is no authority's; clients' own certificates do not belong there");
        }
        if (!is_usable(*X509_get0_pubkey(each))) {
            return complain("has a key that is neither P-256, P-384 nor RSA of 2048 bits or more");
        }
        ensure(X509_STORE_add_cert(trusted.get(), each) == 1);
    }
    if (std::ranges::all_of(authorities,
                            [&](const auto& each) { return has_expired(*each, now); })) {
        return file.path + ": what it holds has expired; nobody could come in";
    }
    return boost::outcome_v2::success();
}

bool admission::parts::is_signed(X509_CRL& list) const {
    const seal::expected_failure another_key;
    return std::ranges::any_of(authorities, [&](const auto& each) {
        return X509_NAME_cmp(X509_get_subject_name(each.get()), X509_CRL_get_issuer(&list)) == 0 &&
               X509_CRL_verify(&list, X509_get0_pubkey(each.get())) == 1;
    });
}

result<void, std::string> admission::parts::take_back(const model::network_intake& wanted,
                                                      const pem_file& file,
                                                      std::optional<utc_time> now) {
    if (file.path.empty()) {
        return boost::outcome_v2::success();
    }
    IAQ_TRY(const auto lists, lists_of(file));
    for (std::size_t i = 0; i < lists.size(); ++i) {
        auto* const list = lists[i].get();
        const auto complain = [&](const std::string& what) {
            return file.path + ": revocation list " + std::to_string(i + 1) + " in it " + what;
        };
        const auto* const issuer = X509_CRL_get_issuer(list);
        const bool is_of_ours = std::ranges::any_of(authorities, [&](const auto& each) {
            return X509_NAME_cmp(X509_get_subject_name(each.get()), issuer) == 0;
        });
        // One of an authority that clients show themselves is looked at then.
        if (is_of_ours && !is_signed(*list)) {
            return complain("is not signed by its authority in client_ca");
        }
        if (!is_sound_digest(digest_of(*list))) {
            return complain("is not signed over SHA-256 or more, by RSA or ECDSA");
        }
        const list_age age{moment_of(X509_CRL_get0_lastUpdate(list)), times_of(*list, wanted)};
        if (age.times.use_until == utc_time::max()) {
            return complain("does not say when the next one comes; set crl_age_max");
        }
        auto& newest = ages[key_of(issuer)];
        newest = newest.issued < age.issued ? age : newest;
        ensure(X509_STORE_add_crl(trusted.get(), list) == 1);
    }
    for (std::size_t i = 0; i < authorities.size(); ++i) {
        const auto found = ages.find(key_of(X509_get_subject_name(authorities[i].get())));
        if (found == ages.end()) {
            return file.path + ": holds no revocation list of certificate " +
                   std::to_string(i + 1) + " in client_ca; nobody of it could come in";
        }
        if (now && found->second.times.use_until < *now) {
            return file.path + ": the revocation list of certificate " + std::to_string(i + 1) +
                   " in client_ca is too old; nobody of it could come in";
        }
    }
    X509_STORE_set_flags(trusted.get(), X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    return boost::outcome_v2::success();
}

result<std::unique_ptr<admission>, std::string> admission::make(const model::network_intake& wanted,
                                                                std::vector<std::string> uris,
                                                                const admission_files& files,
                                                                std::optional<utc_time> now) {
    const seal::expected_failure unread;
    auto made = std::make_unique<parts>();
    IAQ_TRY(made->trust(files.client_ca, now));
    IAQ_TRY(made->take_back(wanted, files.crl, now));
    std::ranges::sort(uris);
    made->uris = std::move(uris);
    return std::unique_ptr<admission>{new admission{std::move(made)}};
}

admission::admission(std::unique_ptr<parts> made) : parts_(std::move(made)) {}
admission::~admission() = default;

/// Lets OpenSSL build and check the path up to an authority. Returns what is wrong, or nothing.
std::string admission::parts::verify(X509_STORE_CTX& asked, utc_time now,
                                     X509_STORE_CTX_verify_cb pass_over) const {
    auto* const how = X509_STORE_CTX_get0_param(&asked);
    X509_VERIFY_PARAM_set_time(
        how, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    X509_VERIFY_PARAM_set_depth(how, authorities_above_max);
    X509_STORE_CTX_set_verify_cb(&asked, pass_over);
    if (X509_verify_cert(&asked) != 1) {
        return client_certificate_fault(X509_STORE_CTX_get_error(&asked),
                                        X509_STORE_CTX_get_error_depth(&asked) > 0);
    }
    return {};
}

/// What OpenSSL does not ask of a path: returns what is wrong, or nothing.
std::string admission::parts::look_at(STACK_OF(X509) & chain, std::optional<utc_time> now) const {
    const int size = sk_X509_num(&chain);
    for (int i = 0; i < size; ++i) {
        auto* const each = sk_X509_value(&chain, i);
        const std::string whose = i > 0 ? "a certificate above it" : "it";
        if (!is_usable(*X509_get0_pubkey(each))) {
            return whose + " has a key that is neither P-256, P-384 nor RSA of 2048 bits or more";
        }
        // Nobody asks how the last one, which is trusted, is signed.
        if (i + 1 < size && !is_sound_digest(digest_of(*each))) {
            return whose + " is signed with too weak a digest";
        }
        const auto age = ages.find(key_of(X509_get_issuer_name(each)));
        if (now && age != ages.end() && age->second.times.use_until < *now) {
            return "the revocation list of its authority is too old";
        }
    }
    auto* const shown = sk_X509_value(&chain, 0);
    if (X509_check_ca(shown) != 0) {
        return "it is an authority's own";
    }
    const auto uses = X509_get_extended_key_usage(shown);
    if ((X509_get_extension_flags(shown) & EXFLAG_XKUSAGE) == 0 || (uses & XKU_SSL_CLIENT) == 0) {
        return "it does not say that it is for TLS clients";
    }
    if ((X509_get_key_usage(shown) & KU_DIGITAL_SIGNATURE) == 0) {
        return "its key is not for signatures";
    }
    return {};
}

judgement admission::judge(x509_store_ctx_st& asked, utc_time now) const {
    judgement out;
    auto* const shown = X509_STORE_CTX_get0_cert(&asked);
    out.fingerprint = fingerprint_of(*shown);
    if ((X509_get_extension_flags(shown) & EXFLAG_INVALID) != 0) {
        out.refused = "it holds what cannot be read, or the same twice";
        return out;
    }
    out.refused = parts_->verify(asked, now, without_ages<false>);
    if (out.refused.empty()) {
        out.refused = parts_->look_at(*X509_STORE_CTX_get0_chain(&asked), now);
    }
    if (!out.refused.empty()) {
        return out;
    }
    const auto uri = only_uri(*shown);
    if (!uri) {
        out.refused = words(uri.error());
    } else if (!std::ranges::binary_search(parts_->uris, uri.value())) {
        out.refused = "its URI is no principal's";
    } else {
        out.who = {uri.value(), out.fingerprint, moment_of(X509_get0_notAfter(shown))};
    }
    return out;
}

std::string admission::why_no_longer(x509_st& shown, stack_st_X509* between, utc_time now) const {
    const seal::expected_failure refused;
    const question asked{X509_STORE_CTX_new()};
    ensure(asked != nullptr &&
           X509_STORE_CTX_init(asked.get(), parts_->trusted.get(), &shown, between) == 1 &&
           X509_STORE_CTX_set_default(asked.get(), "ssl_client") == 1);
    if (auto why = parts_->verify(*asked, now, without_ages<true>); !why.empty()) {
        return why;
    }
    if (auto why = parts_->look_at(*X509_STORE_CTX_get0_chain(asked.get()), std::nullopt);
        !why.empty()) {
        return why;
    }
    const auto uri = only_uri(shown);
    const bool is_known = uri && std::ranges::binary_search(parts_->uris, uri.value());
    return is_known ? std::string{} : "its URI is no principal's";
}

void admission::lend_store(ssl_ctx_st& to) const {
    SSL_CTX_set1_cert_store(&to, parts_->trusted.get());
}

std::optional<list_times> admission::lists() const {
    std::optional<list_times> first;
    for (const auto& [issuer, age] : parts_->ages) {
        if (!first) {
            first = age.times;
        }
        first->next_update = std::min(first->next_update, age.times.next_update);
        first->use_until = std::min(first->use_until, age.times.use_until);
    }
    return first;
}

result<std::string, uri_fault> only_uri(const x509_st& shown) {
    const seal::expected_failure unread;
    int found = 0;
    const names all{static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(&shown, NID_subject_alt_name, &found, nullptr))};
    if (all == nullptr) {
        return found == -1 ? uri_fault::none : uri_fault::unreadable;
    }
    std::optional<std::string> uri;
    for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const auto* const each = sk_GENERAL_NAME_value(all.get(), i);
        if (each->type == GEN_URI && uri) {
            return uri_fault::several;
        }
        if (each->type == GEN_URI) {
            uri = written(each->d.uniformResourceIdentifier);
        }
    }
    if (!uri) {
        return uri_fault::none;
    }
    if (uri->empty() || uri->size() > uri_bytes_max) {
        return uri_fault::unfit;
    }
    return *std::move(uri);
}

}  // namespace iaq::tls
