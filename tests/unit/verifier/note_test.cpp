#include "iaq_journal/verifier/note.hpp"

#include "iaq_journal/verifier/base64.hpp"
#include "support/stranger_note.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq::verifier;
using namespace iaq::test;

namespace {

const std::string name = "test.example/journal/000102030405060708090a0b0c0d0e0f";
const std::string root(32, 'r');
const std::string body = name + "\n17\n" + base64(root) + "\n";

iaq::result<checkpoint, note_flaw> open_as(const std::string& note,
                                           note_key kind = note_key::ed25519) {
    return open_checkpoint(note, read_vkey(note_vkey(name, kind)).value(),
                           iaq::seal::verify_signature);
}

std::string_view flaw_of(const std::string& note) {
    const auto opened = open_as(note);
    return opened ? "none" : name_of(opened.error().kind);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return text.replace(text.find(what), what.size(), with);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_note)

BOOST_AUTO_TEST_CASE(a_checkpoint_signed_with_either_kind_of_key_opens) {
    for (const auto kind : {note_key::ed25519, note_key::ecdsa_p256}) {
        const auto opened = open_as(sign_note(name, body, kind), kind);
        BOOST_REQUIRE(opened);
        BOOST_TEST(opened.value().size == 17U);
        BOOST_TEST(iaq::seal::view(opened.value().root) == root);
    }
    BOOST_TEST(read_vkey(note_vkey(name)).value().journal_id ==
               from_hex("000102030405060708090a0b0c0d0e0f").value());
}

// C2SP signed-note, the example of the specification.
BOOST_AUTO_TEST_CASE(the_published_signature_is_good) {
    const auto key = from_base64("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").value();
    const auto signature =
        from_base64(
            "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72"
            "IneyaQM=")
            .value()
            .substr(4);
    const auto check = [&](std::string_view message) {
        return iaq::seal::verify_signature(signature_kind::ed25519, key.substr(1), message,
                                           signature);
    };
    BOOST_TEST(check("This is an example message.\n"));
    BOOST_TEST(!check("This is an example message."));
}

BOOST_AUTO_TEST_CASE(signatures_of_strangers_are_passed_over) {
    const auto other = sign_note("witness.example", body);
    const auto line = other.substr(other.find("\xE2\x80\x94"));
    const auto own = sign_note(name, body);
    BOOST_TEST(flaw_of(own + line) == "none");
    BOOST_TEST(flaw_of(replaced(own, "\n\n", "\n\n" + line)) == "none");
    BOOST_TEST(flaw_of(other) == "bad_signature");
    BOOST_TEST(flaw_of(own + "no signature\n") == "bad_checkpoint");
}

BOOST_AUTO_TEST_CASE(a_signed_text_that_is_no_checkpoint_of_the_log_is_refused) {
    const auto b64 = base64(root);
    const struct {
        const char* why;
        std::string body;
    } rows[] = {{"another log", "other" + body},
                {"no size", name + "\n\n" + b64 + "\n"},
                {"a leading zero", name + "\n017\n" + b64 + "\n"},
                {"a sign", name + "\n+17\n" + b64 + "\n"},
                {"too large", name + "\n18446744073709551616\n" + b64 + "\n"},
                {"a short root", name + "\n17\n" + base64(root.substr(1)) + "\n"},
                {"a sloppy root", name + "\n17\n" + replaced(b64, "=", "") + "\n"},
                {"a fourth line", body + "more\n"},
                {"two lines", name + "\n17\n"},
                {"a carriage return", replaced(body, "\n17", "\r\n17")}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.why) {
            BOOST_TEST(flaw_of(sign_note(name, row.body)) == "bad_checkpoint");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_note_that_is_not_whole_is_refused) {
    const auto note = sign_note(name, body);
    for (const auto& bad :
         {std::string{}, body, body + "\n", note.substr(0, note.size() - 1), note + "\n",
          replaced(note, "\xE2\x80\x94 ", "- "), replaced(note, "\xE2\x80\x94 ", "\xE2\x80\x94"),
          "\xFF" + note, note + std::string(70'000, 'x') + "\n"}) {
        BOOST_TEST(flaw_of(bad) == "bad_checkpoint");
    }
    BOOST_TEST(flaw_of(replaced(note, "=\n\n", "=\n\n\n")) == "bad_signature");
    for (std::size_t size = 0; size < note.size(); ++size) {
        BOOST_TEST(flaw_of(note.substr(0, size)) != "none");
    }
}

BOOST_AUTO_TEST_CASE(a_verifier_key_says_its_log_and_its_own_digest) {
    const auto good = note_vkey(name);
    BOOST_TEST(read_vkey(good).has_value());
    BOOST_TEST(read_vkey(good + "\n").has_value());
    for (const auto& bad :
         {std::string{}, good + "\n\n", good + "A", " " + good, good.substr(1), "x" + good,
          good.substr(0, good.size() - 4), replaced(good, "+A", "+B"), replaced(good, "+", ""),
          note_vkey("test.example"), note_vkey("/journal/000102030405060708090a0b0c0d0e0f"),
          note_vkey("test.example/journal/000102030405060708090A0B0C0D0E0F"),
          note_vkey("test.example/journal/00")}) {
        BOOST_TEST_CONTEXT(bad) { BOOST_TEST(!read_vkey(bad)); }
    }
}

BOOST_AUTO_TEST_CASE(a_curve_that_was_not_agreed_on_signs_nothing) {
    BOOST_TEST(!iaq::seal::verify_signature(signature_kind::ecdsa_p256, "", "x", "y"));
    BOOST_TEST(
        !iaq::seal::verify_signature(signature_kind::ed25519, "short", "x", std::string(64, 'y')));
    const auto p256 = from_base64(note_vkey(name, note_key::ecdsa_p256).substr(name.size() + 10))
                          .value()
                          .substr(1);
    BOOST_TEST(!iaq::seal::verify_signature(signature_kind::ecdsa_p256, p256 + "x", "x", "y"));
}

BOOST_AUTO_TEST_SUITE_END()
