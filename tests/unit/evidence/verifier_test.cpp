#include "evidence/verifier.hpp"

#include "evidence/base64.hpp"
#include "unit/evidence/openssl_key.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq::evidence;

namespace {

/// A key with its right id, whatever its name and bytes.
std::string spelled(std::string name, std::uint8_t kind, std::string bytes) {
    return vkey_of({std::move(name), kind, std::move(bytes)});
}

const std::string rekor =
    "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5"
    "AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_verifier)

BOOST_AUTO_TEST_CASE(public_keys_of_others_are_read_and_written_back) {
    // C2SP signed-note.md (CC BY 4.0), sumdb/note of golang/mod (BSD-3-Clause), and the P-256 key
    // of a log in use, whose published id begins with c0d23d6a.
    const struct {
        std::string text;
        const char* name;
        std::uint8_t kind;
        std::uint32_t id;
    } rows[] = {
        {"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", "example.com/foo",
         ed25519_kind, 0x530d903a},
        {"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann",
         ed25519_kind, 0xc74f20a3},
        {"EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop", "EnochRoot",
         ed25519_kind, 0xaf0cfe78},
        {rekor, "rekor.sigstore.dev", ecdsa_kind, 0xc0d23d6a},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto key = parse_vkey(row.text);
            BOOST_REQUIRE(key);
            BOOST_TEST(key.value().name == row.name);
            BOOST_TEST(key.value().kind == row.kind);
            BOOST_TEST(key.value().key_id() == row.id);
            BOOST_TEST(vkey_of(key.value()) == row.text);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_id_of_a_p256_key_leaves_its_name_out) {
    const auto key = iaq::test::openssl_key::p256();
    BOOST_TEST(key.named("one").key_id() == key.named("another").key_id());
    BOOST_TEST((parse_vkey(vkey_of(key.named("one"))).value() == key.named("one")));
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_verifier_key) {
    const std::string key(32, 'k');
    const struct {
        const char* why;
        std::string text;
    } rows[] = {
        // The two bad ones of sumdb/note: a key of the wrong length, a kind nobody knows.
        {"length", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="},
        {"kind", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"},
        {"another id", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"},
        {"another name", "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"},
        {"id in capitals", "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"},
        {"line end", "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"},
        {"nothing", ""},
        {"no key", "PeterNeumann+c74f20a3"},
        {"empty key", "PeterNeumann+c74f20a3+"},
        {"key not base64", "PeterNeumann+c74f20a3+ARpc"},
        {"no name", spelled("", ed25519_kind, key)},
        {"blank in the name", spelled("a b", ed25519_kind, key)},
        {"no-break space in the name", spelled("a\xC2\xA0z", ed25519_kind, key)},
        {"line separator in the name", spelled("a\xE2\x80\xA8z", ed25519_kind, key)},
        {"tab in the name", spelled("a\tb", ed25519_kind, key)},
        {"name not UTF-8", spelled("a\xFF", ed25519_kind, key)},
        {"plus in the name", spelled("a+b", ed25519_kind, key)},
        {"kind 0", spelled("a", 0, key)},
        {"31 bytes", spelled("a", ed25519_kind, key.substr(1))},
        {"P-256 cut", rekor.substr(0, rekor.size() - 4)},
        {"P-256 without its frame", spelled("a", ecdsa_kind, key)},
        {"91 bytes of anything", spelled("a", ecdsa_kind, std::string(91, 'k'))},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.why) { BOOST_TEST(!parse_vkey(row.text)); }
    }
    BOOST_TEST(parse_vkey(spelled("\xC3\xA4", ed25519_kind, key)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
