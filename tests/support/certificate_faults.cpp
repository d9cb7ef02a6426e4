#include "support/certificate_faults.hpp"

#include <list>
#include <utility>

namespace iaq::testing {
namespace {

using fault_list = std::vector<certificate_fault>;

constexpr long a_day = 86'400;

/// A good client's certificate after `change`.
template <class Change>
wish but(Change change) {
    auto what = good_client();
    change(what);
    return what;
}

wish with_uris(std::vector<std::string> uris) {
    return but([&](wish& w) { w.uris = std::move(uris); });
}

wish with_more(const std::string& name, const std::string& value) {
    return but([&](wish& w) { w.more.emplace_back(name, value); });
}

/// The names of a certificate in DER, where the usual words would not say it.
wish with_names_in_der(const std::string& hex) {
    return but([&](wish& w) {
        w.uris.clear();
        w.more.emplace_back("subjectAltName", "DER:" + hex);
    });
}

/// Changes one character of the last line but one, inside the signature.
issued spoilt(issued good) {
    auto& pem = good.certificate;
    const auto at = pem.rfind("\n-----END") - 20;
    pem[at] = pem[at] == 'A' ? 'B' : 'A';
    return good;
}

}  // namespace

wish good_client() { return {.common_name = "cad", .for_use = usage::client, .uris = {cad_uri}}; }

client_authorities::client_authorities()
    : root_("TEST CLIENT ROOT"),
      branch_("TEST CLIENT BRANCH", &root_),
      taken_back_branch_("TEST TAKEN BACK BRANCH", &root_),
      stale_branch_("TEST STALE BRANCH", &root_),
      unlisted_branch_("TEST UNLISTED BRANCH", &root_),
      expired_branch_("TEST EXPIRED BRANCH", &root_, -60),
      local_branch_("TEST LOCAL BRANCH", &root_,
                    {.more = {{"nameConstraints", "critical,permitted;URI:.other.example"}}}),
      odd_branch_("TEST ODD BRANCH", &root_, {.key = key_kind::p521}),
      old_branch_("TEST OLD BRANCH", &root_, {.digest = "SHA1"}),
      revoked_{root_.issue(good_client()), {}} {}

std::string client_authorities::crl(const list_wish& of_root) const {
    auto wanted = of_root;
    wanted.revoked.insert(wanted.revoked.end(),
                          {revoked_.shown.serial, 4711, 4712, taken_back_branch_.serial()});
    std::string all = root_.list(wanted);
    for (const auto* const each : {&branch_, &taken_back_branch_, &expired_branch_, &local_branch_,
                                   &odd_branch_, &old_branch_}) {
        all += each->list();
    }
    return all + stale_branch_.list({.issued = -30 * a_day, .next = -20 * a_day});
}

client_papers client_authorities::good() const { return {root_.issue(good_client()), {}}; }

client_papers client_authorities::good_by_branch() const {
    return {branch_.issue(good_client()), branch_.pem()};
}

void client_authorities::add_dates(fault_list& to) const {
    const auto add = [&](const char* what, long from, long until, const char* says) {
        to.push_back({what,
                      {root_.issue(but([&](wish& w) {
                           w.from = from;
                           w.until = until;
                       })),
                       {}},
                      says});
    };
    add("expired a minute ago", -3600, -60, "it has expired");
    add("expired two years ago", -900 * a_day, -730 * a_day, "it has expired");
    add("expired before it began", -60, -3600, "it has expired");
    add("valid in ten minutes", 600, 3600, "it is not yet valid");
    add("valid in a year", 365 * a_day, 366 * a_day, "it is not yet valid");
}

void client_authorities::add_paths(fault_list& to) const {
    const std::string by_none = "no certificate in client_ca vouches for it";
    const auto shown_by = [](const authority& by, std::string between = {}) {
        return client_papers{by.issue(good_client()), std::move(between)};
    };
    const authority other("TEST OTHER ROOT");
    const authority namesake("TEST CLIENT ROOT");
    const authority no_authority("TEST PERSON", &root_, {.constraints = "critical,CA:FALSE"});
    const authority silent("TEST SILENT BRANCH", &root_, {.constraints = ""});
    const authority may_not("TEST LISTS ONLY", &root_, {.usage = "critical,cRLSign"});
    const authority last("TEST LAST", &root_, {.constraints = "critical,CA:TRUE,pathlen:0"});
    const authority below_last("TEST BELOW LAST", &last);
    std::list<authority> stairs;
    std::string all_stairs;
    for (int i = 0; i < 6; ++i) {
        stairs.emplace_back("TEST STAIR " + std::to_string(i), i == 0 ? &root_ : &stairs.back());
        all_stairs += stairs.back().pem();
    }
    to.push_back({"signed by itself", {self_signed(good_client()), {}}, "it is signed by itself"});
    to.push_back({"another authority's", shown_by(other), by_none});
    to.push_back({"another authority's, shown with it", shown_by(other, other.pem()), by_none});
    to.push_back({"of an authority of the same name", shown_by(namesake),
                  "it is not signed by who it says"});
    to.push_back({"a changed signature",
                  {spoilt(root_.issue(good_client())), {}},
                  "it is not signed by who it says"});
    to.push_back({"without what is between", shown_by(branch_), by_none});
    to.push_back({"under a branch that has expired",
                  shown_by(expired_branch_, expired_branch_.pem()),
                  "a certificate above it has expired"});
    to.push_back({"signed by a person", shown_by(no_authority, no_authority.pem()),
                  "it is signed by one that may not sign"});
    to.push_back({"signed by one that does not say that it may", shown_by(silent, silent.pem()),
                  "it is signed by one that may not sign"});
    to.push_back({"signed by one that may only sign lists", shown_by(may_not, may_not.pem()),
                  "it is signed by one that may not sign"});
    to.push_back({"below the last that may be", shown_by(below_last, below_last.pem() + last.pem()),
                  "an authority above it may not have others below"});
    to.push_back({"of a place its authority may not speak for",
                  shown_by(local_branch_, local_branch_.pem()),
                  "its authority may not vouch for such a name"});
    to.push_back({"six authorities below the root", shown_by(stairs.back(), all_stairs),
                  "too many authorities stand above it"});
}

void client_authorities::add_lists(fault_list& to) const {
    const auto shown_by = [](const authority& by) {
        return client_papers{by.issue(good_client()), by.pem()};
    };
    to.push_back({"revoked", revoked_, "it is revoked"});
    to.push_back({"under a branch that is revoked", shown_by(taken_back_branch_),
                  "a certificate above it is revoked"});
    to.push_back({"under a branch without a list", shown_by(unlisted_branch_),
                  "crl holds no list of its authority"});
    to.push_back({"under a branch whose list is too old", shown_by(stale_branch_),
                  "the revocation list of its authority is too old"});
}

void client_authorities::add_uses(fault_list& to) const {
    const auto add = [&](const char* what, const wish& certificate, const char* says) {
        to.push_back({what, {root_.issue(certificate), {}}, says});
    };
    const auto used = [](usage what) { return but([&](wish& w) { w.for_use = what; }); };
    add("for servers", used(usage::server), "it is not for TLS clients");
    add("for mail", used(usage::email), "it is not for TLS clients");
    add("for no use named", used(usage::none), "it does not say that it is for TLS clients");
    add("for any use", used(usage::any), "it is not for TLS clients");
    add("a key to encrypt with", with_more("keyUsage", "critical,keyEncipherment"),
        "it is not for TLS clients");
    add("a key to agree with", with_more("keyUsage", "critical,keyAgreement"),
        "its key is not for signatures");
    add("an authority's own", with_more("basicConstraints", "critical,CA:TRUE"),
        "it is an authority's own");
    add("a demand that nobody knows", with_more("1.2.3.4.5", "critical,DER:0500"),
        "it demands what is not known here");
}

void client_authorities::add_names(fault_list& to) const {
    const auto add = [&](const char* what, const wish& certificate, const char* says) {
        to.push_back({what, {root_.issue(certificate), {}}, says});
    };
    const char* const none = "it holds no URI";
    const char* const several = "it holds more than one URI";
    const char* const stranger = "its URI is no principal's";
    const char* const unreadable = "it holds what cannot be read, or the same twice";
    add("no name", with_uris({}), none);
    add("a host's name", but([](wish& w) {
            w.uris.clear();
            w.names = {"cad.agency.example"};
        }),
        none);
    add("the URI as common name", but([](wish& w) {
            w.uris.clear();
            w.common_name = cad_uri;
        }),
        none);
    add("the URI as a host's name", but([](wish& w) {
            w.uris.clear();
            w.names = {cad_uri};
        }),
        none);
    add("two URIs", with_uris({cad_uri, "spiffe://agency.example/MO0110100/rms"}), several);
    add("the same URI twice", with_uris({cad_uri, cad_uri}), several);
    add("nobody's URI", with_uris({"spiffe://agency.example/MO0110100/rms"}), stranger);
    add("another ORI", with_uris({"spiffe://agency.example/MO0999900/cad"}), stranger);
    add("another domain", with_uris({"spiffe://other.example/MO0110100/cad"}), stranger);
    add("the URI in capitals", with_uris({"SPIFFE://agency.example/MO0110100/cad"}), stranger);
    add("the URI and a slash", with_uris({cad_uri + "/"}), stranger);
    add("the URI and more", with_uris({cad_uri + "2"}), stranger);
    add("the URI but its end", with_uris({cad_uri.substr(0, cad_uri.size() - 1)}), stranger);
    add("a Unix user's name", with_uris({"uid:0"}), stranger);
    add("a very long URI", with_uris({cad_uri + std::string(300, 'x')}),
        "its URI is empty or too long");
    add("an empty URI", with_names_in_der("30028600"), "its URI is empty or too long");
    add("the URI, a zero and more",
        with_names_in_der("302d862b"
                          "7370696666653a2f2f6167656e63792e6578616d706c652f4d4f303131303130302f"
                          "636164"
                          "002e6576696c"),
        stranger);
    add("names that are none", with_names_in_der("0500"), unreadable);
    add("names twice", with_more("subjectAltName", "URI:spiffe://agency.example/MO0110100/rms"),
        unreadable);
}

void client_authorities::add_strengths(fault_list& to) const {
    const std::string weak_key =
        "has a key that is neither P-256, P-384 nor RSA of 2048 bits or more";
    const std::string not_offered = "no certificate was shown";
    const auto keyed = [&](key_kind kind) {
        return client_papers{root_.issue(but([&](wish& w) { w.key = kind; })), {}};
    };
    const auto shown_by = [](const authority& by) {
        return client_papers{by.issue(good_client()), by.pem()};
    };
    const authority small("TEST SMALL BRANCH", &root_, {.key = key_kind::rsa1024});
    to.push_back({"RSA of 1024 bits", keyed(key_kind::rsa1024), "it has too weak a key"});
    to.push_back({"P-521", keyed(key_kind::p521), "it " + weak_key});
    to.push_back({"secp256k1", keyed(key_kind::k256), not_offered});
    to.push_back({"Ed25519", keyed(key_kind::ed25519), not_offered});
    to.push_back({"signed over SHA-1",
                  {root_.issue(but([](wish& w) { w.digest = "SHA1"; })), {}},
                  "it is signed with too weak a digest"});
    to.push_back({"under a branch of RSA of 1024 bits", shown_by(small),
                  "a certificate above it has too weak a key"});
    to.push_back(
        {"under a branch of P-521", shown_by(odd_branch_), "a certificate above it " + weak_key});
    to.push_back({"under a branch signed over SHA-1", shown_by(old_branch_),
                  "a certificate above it is signed with too weak a digest"});
}

fault_list client_authorities::faults() const {
    std::vector<certificate_fault> all;
    add_dates(all);
    add_paths(all);
    add_lists(all);
    add_uses(all);
    add_names(all);
    add_strengths(all);
    all.push_back({"none at all", {}, "no certificate was shown"});
    return all;
}

}  // namespace iaq::testing
