#include "unit/dialogue/told_dmpp.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>
#include <string>

using namespace iaq;
using namespace iaq::dialogue;

namespace {

dmpp_envelope envelope(std::optional<seal::line_cipher> cipher) {
    return {std::move(cipher), [](std::size_t size) { return std::string(size, 'i'); }};
}

/// A message of a switch that has this key.
block sealed_by(seal::line_cipher key, std::uint32_t validation, std::string_view text,
                function does = function::data_last_ack) {
    return envelope(std::move(key)).close(does, validation, text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dialogue_dmpp_envelope)

BOOST_AUTO_TEST_CASE(with_a_key_no_plain_byte_of_a_message_leaves) {
    told_dmpp t({.block_bytes_max = 128}, cipher_of());
    t.come_up();
    const std::string text = "NAM/DOE, JANE.DOB/19800201." + std::string(100, '7');
    const auto wanted = t.tell(events::send{token_a, text});
    std::string bytes, plain;
    for (const auto& w : all<actions::write>(wanted)) {
        bytes += w.bytes;
    }
    BOOST_TEST(bytes.find("NAM") == std::string::npos);
    BOOST_TEST(bytes.find("777") == std::string::npos);
    std::set<std::string> ivs;
    const auto blocks = blocks_in(wanted);
    BOOST_TEST(blocks.size() == 3U);
    for (auto b : blocks) {
        BOOST_TEST(dmpp::encode(b).size() <= 128U);
        BOOST_REQUIRE(b.sealed.has_value());
        BOOST_TEST(b.sealed->method == 2);
        BOOST_TEST(ivs.insert(b.sealed->iv).second);  // each block has its own
        BOOST_TEST(!envelope(cipher_of()).open(b));
        plain += b.data;
    }
    BOOST_TEST(plain == text);
}

BOOST_AUTO_TEST_CASE(what_the_switch_encrypts_with_our_key_is_heard_plain) {
    for (const std::size_t size : {16U, 32U}) {
        told_dmpp t({}, cipher_of('k', size));
        t.come_up();
        t.hear(sealed_by(cipher_of('k', size), 7, "PART AND ", function::data_more));
        const auto wanted = t.hear(sealed_by(cipher_of('k', size), 7, "WHOLE"));
        BOOST_REQUIRE(count<actions::heard>(wanted) == 1U);
        BOOST_TEST(all<actions::heard>(wanted).front().bytes == "PART AND WHOLE");
        BOOST_TEST((only(t.store(7)) == bare(function::acknowledge, 7)));  // plain, without data
    }
}

BOOST_AUTO_TEST_CASE(a_repeat_under_another_iv_is_a_repeat) {
    told_dmpp t({}, cipher_of());
    t.come_up();
    auto first = sealed_by(cipher_of(), 7, "IAR");
    t.hear(first);
    t.store(7);
    const dmpp_envelope other{cipher_of(), [](std::size_t size) { return std::string(size, 'j'); }};
    const auto again = t.hear(other.close(function::data_last_ack, 7, "IAR"));
    BOOST_TEST(count<actions::heard>(again) == 0U);
    BOOST_TEST((only(again) == bare(function::acknowledge, 7)));
}

BOOST_AUTO_TEST_CASE(what_does_not_open_or_is_not_encrypted_as_agreed_is_refused_and_never_heard) {
    auto bad_crc = sealed_by(cipher_of(), 7, "IAR");
    bad_crc.sealed->crc ^= 1U;
    auto cut = sealed_by(cipher_of(), 7, "IAR");
    cut.data.pop_back();
    auto no_data = sealed_by(cipher_of(), 7, "IAR");
    no_data.data.clear();
    auto changed = sealed_by(cipher_of(), 7, "IAR");
    changed.data[3] = static_cast<char>(changed.data[3] ^ 1);
    struct row {
        std::string_view name;
        block heard;
        std::uint16_t code;
    };
    const std::array rows{
        row{"plain data: no downgrade", message(7, "IAR"), 0x0044},
        row{"plain data without an acknowledgement", message(7, "IAR", function::data_last),
            0x0044},
        row{"another key", sealed_by(cipher_of('x'), 7, "IAR"), 0x0012},
        row{"AES-128 for AES-256", sealed_by(cipher_of('k', 16), 7, "IAR"), 0x0044},
        row{"a wrong CRC", bad_crc, 0x0012},
        row{"half a cipher block", cut, 0x0012},
        row{"no ciphertext at all", no_data, 0x0012},
        row{"changed on its way", changed, 0x0012},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            told_dmpp t({}, cipher_of());
            t.come_up();
            const auto wanted = t.hear(r.heard);
            BOOST_TEST(count<actions::heard>(wanted) == 0U);
            BOOST_TEST(count<actions::refused_heard>(wanted) == 1U);
            BOOST_TEST((only(wanted) == bare(function::refuse, 7, status{r.code})));
            BOOST_TEST(t.store(7).empty());
            BOOST_TEST(t.is_up());
        }
    }
}

BOOST_AUTO_TEST_CASE(status_and_answers_are_plain_on_an_encrypted_line) {
    told_dmpp t({}, cipher_of());
    t.come_up();
    BOOST_TEST(t.is_up());
    const auto sent = only(t.tell(events::send{token_a, "IAQ"}));
    BOOST_TEST(count<actions::send_acknowledged>(
                   t.hear(bare(function::acknowledge, sent.validation))) == 1U);
}

BOOST_AUTO_TEST_CASE(the_data_of_a_block_fits_it_to_the_last_byte) {
    for (std::size_t size = 128; size < 200; ++size) {
        for (const bool sealed : {false, true}) {
            const auto e = envelope(sealed ? std::optional(cipher_of()) : std::nullopt);
            const auto most = e.data_bytes_max(size);
            const auto fits = [&](std::size_t bytes) {
                return dmpp::encode(e.close(function::data_last, 1, std::string(bytes, 'x')))
                           .size() <= size;
            };
            BOOST_TEST(fits(most));
            BOOST_TEST(!fits(most + 1));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
