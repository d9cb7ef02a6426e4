#include "evidence/note.hpp"

#include "evidence/base64.hpp"
#include "unit/evidence/openssl_key.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace iaq::evidence;
using iaq::test::openssl_accepts;
using iaq::test::openssl_key;

namespace {

// Keys, text and signatures of sumdb/note of golang/mod (BSD-3-Clause).
const std::string peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const std::string saying =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string peters =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n";
const std::string enochs =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33W"
    "Wd1RvMc+QQ=\n";
const std::string enochs_spoilt =
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tABCDiOHp+vAF1aGrQ5ovTG01oOTGwnWLo"
    "x33WWd1RvMc+QQ=\n";

std::vector<verifier> keys(const std::vector<std::string>& vkeys) {
    std::vector<verifier> read;
    for (const auto& vkey : vkeys) {
        read.push_back(parse_vkey(vkey).value());
    }
    return read;
}

/// The names that signed, or why the note was refused.
std::string opened(std::string_view note, const std::vector<verifier>& known) {
    const auto got = open_note(note, known, openssl_accepts);
    if (!got) {
        return got.error().text;
    }
    std::string names;
    for (const auto& name : got.value().names_verified) {
        names += (names.empty() ? "" : ", ") + name;
    }
    return names;
}

std::string unsigned_line(const std::string& name) {
    return "— " + name + " " + to_base64("abcdsignature") + "\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_note)

BOOST_AUTO_TEST_CASE(notes_of_others_are_opened) {
    // The first is the example of C2SP signed-note.md (CC BY 4.0).
    const struct {
        std::vector<std::string> known;
        std::string note;
        const char* names;
    } rows[] = {
        {{"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"},
         "This is an example message.\n\n"
         "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mF"
         "XmRKuwHjG1Yu72IneyaQM=\n",
         "example.com/foo"},
        {{peter}, saying + "\n" + peters, "PeterNeumann"},
        {{peter, enoch}, saying + "\n" + peters + enochs, "PeterNeumann, EnochRoot"},
        {{enoch, peter}, saying + "\n" + peters + enochs, "PeterNeumann, EnochRoot"},
        {{peter}, saying + "\n" + peters + enochs, "PeterNeumann"},
        {{peter}, saying + "\n" + peters + enochs_spoilt, "PeterNeumann"},
        {{enoch}, saying + "\n" + peters + enochs, "EnochRoot"},
        {{peter}, saying + "\n" + peters + peters, "PeterNeumann"},
    };
    for (const auto& row : rows) {
        BOOST_TEST(opened(row.note, keys(row.known)) == row.names);
    }
    BOOST_TEST(open_note(saying + "\n" + peters, keys({peter}), openssl_accepts).value().text ==
               saying);
}

BOOST_AUTO_TEST_CASE(signatures_of_others_are_reproduced_byte_for_byte) {
    // Ed25519 is deterministic. Enoch's private key is 32 zero bytes, Peter's is published too.
    const auto signed_by = [](const std::string& seed, const char* name) {
        const auto key = openssl_key::ed25519(seed);
        return sign_note(saying, key.named(name), [&](auto text) { return key.sign(text); });
    };
    const auto peters_seed =
        from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value().substr(1);
    BOOST_TEST(signed_by(std::string(32, '\0'), "EnochRoot") == saying + "\n" + enochs);
    BOOST_TEST(signed_by(peters_seed, "PeterNeumann") == saying + "\n" + peters);
}

BOOST_AUTO_TEST_CASE(a_p256_note_opens_and_each_changed_byte_of_its_text_shows) {
    const auto key = openssl_key::p256();
    const auto by = key.named("example.com/journal");
    const auto note = sign_note("a\n\nb\n", by, [&](auto text) { return key.sign(text); });
    BOOST_TEST(opened(note, {by}) == "example.com/journal");
    BOOST_TEST(open_note(note, {{by}}, openssl_accepts).value().text == "a\n\nb\n");
    for (const auto at : {0U, 3U}) {
        auto changed = note;
        changed[at] = 'x';
        BOOST_TEST(opened(changed, {by}) == "a signature is not good: the note was changed");
    }
}

BOOST_AUTO_TEST_CASE(malformed_notes_are_refused) {
    const auto cut = peters.substr(0, peters.size() - 1);
    const struct {
        const char* why;
        std::string note;
    } rows[] = {
        // Those of sumdb/note.
        {"no signature block", saying},
        {"blank line but no signature", saying + "\n"},
        {"last line does not end", saying + "\n" + cut},
        {"control character", "\x01" + saying + "\n" + peters},
        {"not UTF-8", "\xFF" + saying + "\n" + peters},
        {"space in key name", saying + "\n— Bad Name" + peters.substr(16)},
        {"a line that is no signature", saying + "\n" + peters + "Unexpected line.\n"},
        // Ours.
        {"nothing", ""},
        {"only line ends", "\n\n\n"},
        {"a NUL", saying + std::string(1, '\0') + "\n\n" + peters},
        {"carriage returns", "text\r\n\r\n" + peters},
        {"a tab", "te\txt\n\n" + peters},
        {"UTF-8 spelled too long", "\xC0\xAE\n\n" + peters},
        {"a hyphen for the dash", saying + "\n- " + peters.substr(4) + peters},
        {"plus in key name", saying + "\n" + unsigned_line("a+b") + peters},
        {"no-break space in key name", saying + "\n" + unsigned_line("a\xC2\xA0z") + peters},
        {"no key name", saying + "\n" + unsigned_line("") + peters},
        {"no signature", saying + "\n— PeterNeumann\n" + peters},
        {"a key id and no signature", saying + "\n— PeterNeumann x08gow==\n" + peters},
        {"base64 of another spelling", saying + "\n" + cut.substr(0, cut.size() - 2) + "N=\n"},
        {"two blanks", saying + "\n— PeterNeumann " + peters.substr(16) + peters},
        {"blank at the line's end", saying + "\n" + cut + " \n"},
        {"empty line behind", saying + "\n" + peters + "\n"},
        {"malformed line of an unknown key", saying + "\n" + peters + "— Someone !!!!\n"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.why) {
            // Even with a key for every line and a check that finds all good.
            const auto known = keys({peter, enoch});
            const auto got = open_note(row.note, known, [](auto&&...) { return true; });
            BOOST_TEST(!got);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_bad_signature_of_a_known_key_spoils_the_note_whatever_else_signed) {
    const auto known = keys({peter, enoch});
    for (const auto& lines :
         {peters + enochs_spoilt, enochs_spoilt + peters, enochs + enochs_spoilt, enochs_spoilt}) {
        BOOST_TEST(opened(saying + "\n" + lines, known) ==
                   "a signature is not good: the note was changed");
    }
}

BOOST_AUTO_TEST_CASE(a_note_that_no_known_key_signed_is_refused) {
    const auto note = saying + "\n" + peters;
    BOOST_TEST(opened(note, {}) == "the note is not signed by a known key");
    BOOST_TEST(opened(note, keys({enoch})) == "the note is not signed by a known key");
    // One name with another key, and one key under another name.
    auto other = keys({enoch})[0];
    other.name = "PeterNeumann";
    BOOST_TEST(opened(note, {other}) == "the note is not signed by a known key");
    auto renamed = keys({peter})[0];
    renamed.name = "PeterNeuman";
    BOOST_TEST(opened(note, {renamed}) == "the note is not signed by a known key");
}

BOOST_AUTO_TEST_CASE(a_note_has_bounds) {
    const auto with = [&](std::size_t others) {
        std::string note = saying + "\n";
        for (std::size_t i = 0; i < others; ++i) {
            note += unsigned_line("witness" + std::to_string(i));
        }
        return note + peters;
    };
    const auto known = keys({peter});
    BOOST_TEST(opened(with(15), known) == "PeterNeumann");
    BOOST_TEST(opened(with(note_signatures_max - 1), known) == "PeterNeumann");
    BOOST_TEST(opened(with(note_signatures_max), known) == "the note has too many signatures");
    const std::string long_text(note_bytes_max, 'x');
    BOOST_TEST(opened(long_text + "\n\n" + peters, known) == "the note is too long");
}

BOOST_AUTO_TEST_SUITE_END()
