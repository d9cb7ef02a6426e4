#include "framing/dmpp.hpp"
#include "base/text.hpp"
#include "seal/line_cipher.hpp"
#include "unit/switch_sim/station.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using namespace iaq;
using namespace iaq::switch_sim;
using namespace iaq::switch_sim::test;
namespace dmpp = framing::dmpp;
using dmpp::block;
using dmpp::function;
using dmpp::status;

namespace {

constexpr std::string_view hex_key = "000102030405060708090a0b0c0d0e0f";

block bare(function does, std::uint32_t validation, status code) {
    return {.does = does,
            .validation = validation,
            .status_code = static_cast<std::uint16_t>(code),
            .sealed = {},
            .data = {}};
}

block data(std::uint32_t validation, std::string text, function does = function::data_last_ack) {
    return {.does = does, .validation = validation, .sealed = {}, .data = std::move(text)};
}

/// A station's end of a DMPP-2020 line, by hand.
class dmpp_station {
public:
    explicit dmpp_station(lesc& behind) : machine_(behind, 0) {
        take(machine_.step(opened{}, now_));
    }
    void greet() {
        say(bare(function::status_request, 1, status::ready));
        heard.clear();
    }
    void say(const block& b) { hand_in(dmpp::encode(b)); }
    void hand_in(const std::string& bytes) { take(machine_.step(bytes_heard{bytes}, now_)); }
    void pass(nanoseconds d) {
        now_.mono = now_.mono + d;
        now_.utc += d;
        take(machine_.step(time_passed{}, now_));
    }
    [[nodiscard]] std::size_t faults() const {
        return static_cast<std::size_t>(std::ranges::count(notes, noted::fault, &note::what));
    }

    std::vector<block> heard;
    std::vector<note> notes;
    bool closed = false;

private:
    void take(reaction made) {
        for (const auto& bytes : made.writes) {
            reader_.feed(bytes);
            for (auto got = reader_.next(); auto* b = std::get_if<block>(&got);
                 got = reader_.next()) {
                heard.push_back(std::move(*b));
            }
        }
        std::ranges::move(made.notes, std::back_inserter(notes));
        closed = closed || made.close;
    }

    switch_machine machine_;
    dmpp::reader reader_;
    instant now_{utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}},
                 mono_time{1'000'000'000}};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(switch_sim_dmpp)

BOOST_AUTO_TEST_CASE(the_published_keep_alive_is_answered_under_its_validation) {
    const auto behind = lesc_of("switch protocol dmpp2020");
    dmpp_station s(*behind);
    for (int i = 0; i < 2; ++i) {  // the first is the greeting
        s.hand_in(*text::from_hex("FF00AA550000001C0010002131363138000000000021000155AA00FF"));
        BOOST_REQUIRE(s.heard.size() == 1U);
        BOOST_TEST((s.heard[0] == bare(function::status_response, 0x31363138, status::ready)));
        s.heard.clear();
    }
    BOOST_TEST(s.faults() == 0U);
}

BOOST_AUTO_TEST_CASE(an_inquiry_is_acknowledged_at_once_under_its_validation) {
    const auto behind = lesc_of("switch protocol dmpp2020");
    dmpp_station s(*behind);
    s.greet();
    const auto iaq = ofml_iaq("A1B2C3D4E5");
    s.say(data(0xFEDCBA98, iaq.substr(0, 50), function::data_more));
    BOOST_TEST(s.heard.empty());
    s.say(data(0xFEDCBA98, iaq.substr(50)));
    BOOST_REQUIRE(s.heard.size() == 1U);
    BOOST_TEST((s.heard[0] == bare(function::acknowledge, 0xFEDCBA98, status::good)));
    BOOST_TEST(behind->heard().at("A1B2C3D4E5") == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_station_says_wrong_is_a_fault_and_refused_by_its_status) {
    struct row {
        std::string_view name;
        std::string scene;
        block said;
        status expected;
    };
    auto sealed = data(7, std::string(16, 'x'));
    sealed.sealed = dmpp::encryption{1, 0, 0, 0, std::string(16, 'i')};
    const auto with_key = "switch protocol dmpp2020 key=" + std::string(hex_key);
    const std::array rows{
        row{"an unknown function", "switch protocol dmpp2020",
            bare(function{0x0F0F}, 7, status::good), status::bad_function},
        row{"a coded message", "switch protocol dmpp2020",
            bare(function::coded_last_ack, 7, status::good), status::unsupported},
        row{"encrypted data without a key", "switch protocol dmpp2020", sealed,
            status::unsupported},
        row{"plain data on an encrypted line", with_key, data(7, "IAQ"), status::unsupported},
        row{"data of another key", with_key, sealed, status::temporary_error},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            const auto behind = lesc_of(r.scene);
            dmpp_station s(*behind);
            s.greet();
            s.say(r.said);
            BOOST_REQUIRE(s.heard.size() == 1U);
            BOOST_TEST((s.heard[0] == bare(function::refuse, 7, r.expected)));
            BOOST_TEST(s.faults() == 1U);
            BOOST_TEST(!s.closed);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_encrypted_answer_opens_with_the_key_of_the_scene) {
    const auto behind = lesc_of("switch protocol dmpp2020 key=" + std::string(hex_key) +
                                "\nswitch at 1s : send key=AM text=\"TEST NOTICE\" split=100");
    dmpp_station s(*behind);
    s.greet();
    s.pass(1s);
    const seal::line_cipher cipher(*text::from_hex(hex_key));
    std::string whole;
    BOOST_REQUIRE(s.heard.size() > 1U);
    for (const auto& b : s.heard) {
        BOOST_REQUIRE(b.sealed.has_value());
        BOOST_TEST(b.sealed->method == 1);
        BOOST_TEST(b.data.size() + dmpp::sealed_overhead_bytes <= 100U);
        const auto plain = cipher.open(b.sealed->iv, b.data);
        BOOST_REQUIRE(plain.has_value());
        BOOST_TEST(seal::crc16(*plain) == b.sealed->crc);
        whole += *plain;
    }
    BOOST_TEST(whole.find("TEST NOTICE") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_message_that_wants_no_acknowledgement_is_said_once) {
    const auto behind = lesc_of(
        "switch protocol dmpp2020\nswitch at 1s : send key=AM text=\"TEST\" no-ack\n"
        "switch at 2s : send key=AM text=\"TEST\"");
    dmpp_station s(*behind);
    s.greet();
    s.pass(1s);
    BOOST_REQUIRE(s.heard.size() == 1U);
    BOOST_TEST((s.heard[0].does == function::data_last));
    s.pass(1s);
    BOOST_REQUIRE(s.heard.size() == 2U);
    BOOST_TEST((s.heard[1].does == function::data_last_ack));
    s.pass(30s);
    BOOST_TEST(s.heard.size() == 3U);  // the second again, under its validation
    BOOST_TEST((s.heard[2] == s.heard[1]));
}

BOOST_AUTO_TEST_CASE(a_station_above_its_window_is_a_fault) {
    for (const std::string window : {"1", "2"}) {
        const auto behind = lesc_of("switch protocol dmpp2020\nswitch terms window=" + window +
                                    "\nswitch on iaq : silent");
        dmpp_station s(*behind);
        s.greet();
        s.say(data(1, ofml_iaq("A1B2C3D4E5")));
        s.say(data(2, ofml_iaq("B1B2C3D4E5")));
        BOOST_TEST(s.faults() == (window == "1" ? 1U : 0U));
    }
}

BOOST_AUTO_TEST_SUITE_END()
