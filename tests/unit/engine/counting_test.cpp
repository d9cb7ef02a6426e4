#include "support/gateway.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;
using testing::admit;
using testing::count;
using testing::gateway;
using testing::shipped_rules;

namespace {

using model::delivery_kind;

constexpr auto native = model::payload_kind::nlets_text;

gateway fresh(model::counted_by by, const std::string& rules = "switch on iaq : ack\n") {
    auto told = switch_sim::read_scene(rules);
    BOOST_REQUIRE(told.has_value());
    auto in_force = shipped_rules(native);
    in_force.agencies.front().profile.send_count = by;
    return {std::move(in_force), std::move(told).value(), native};
}

/// A message of nobody's, under this number beside the time it was sent.
std::string message(int number, const std::string& words = "HELLO ALL") {
    return fmt::format(
        "AM.VTICE0900\r\n05:35 01/08/2004 00001\r\n05:36 01/08/2004 {:05} MO0110100\r\nTXT\r\n{}",
        number, words);
}

void hear(gateway& g, const std::string& bytes) {
    static std::uint32_t exchange = 1000;
    g.hear(model::inputs::frame_heard{model::station_index{0}, model::connection_id{1}, ++exchange,
                                      bytes});
}

std::vector<std::string> gaps_told(const gateway& g) {
    std::vector<std::string> words;
    for (const auto& d : g.deliveries) {
        if (d.kind == delivery_kind::alert && d.condition == "send_count_gap") {
            BOOST_TEST(d.station == "one");
            words.push_back(d.text);
        }
    }
    return words;
}

bool stands(const gateway& g) {
    return g.deciding().known().standing().contains({"send_count_gap", "one"});
}

void check_folds_agree(const gateway& g) {
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_counting)

BOOST_AUTO_TEST_CASE(a_gap_is_one_alert_with_its_range_and_clears_when_all_has_come) {
    auto g = fresh(model::counted_by::sent);
    hear(g, message(7));
    hear(g, message(11));
    hear(g, message(12));
    BOOST_TEST((gaps_told(g) ==
                std::vector<std::string>{"messages 8 to 10 of the switch's count have not come"}));
    BOOST_TEST(stands(g));
    for (const int late : {9, 8}) {
        hear(g, message(late));
    }
    BOOST_TEST(stands(g));
    hear(g, message(10));
    BOOST_TEST(!stands(g));
    BOOST_TEST(gaps_told(g).size() == 1U);
    BOOST_TEST(count(g, delivery_kind::alert_cleared) == 1U);
    BOOST_TEST(count(g, delivery_kind::unmatched) == 6U);  // none of them is dropped
    hear(g, message(14));
    BOOST_TEST(gaps_told(g).back() == "message 13 of the switch's count has not come");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(a_repeat_is_marked_and_delivered) {
    auto g = fresh(model::counted_by::sent);
    hear(g, message(7));
    hear(g, message(8));
    hear(g, message(7));
    BOOST_TEST(gaps_told(g).empty());
    BOOST_REQUIRE_EQUAL(count(g, delivery_kind::unmatched), 3U);
    std::vector<bool> marked;
    for (const auto& d : g.deliveries) {
        if (d.kind == delivery_kind::unmatched) {
            marked.push_back(d.possible_duplicate);
        }
    }
    BOOST_TEST((marked == std::vector{false, false, true}));
    hear(g, message(9));
    BOOST_TEST(gaps_told(g).empty());
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(without_the_profiles_word_nothing_is_counted_and_by_the_other_number_neither) {
    for (const auto by : {model::counted_by::none, model::counted_by::received}) {
        auto g = fresh(by);
        for (const int number : {1, 5, 1, 90}) {
            hear(g, message(number, fmt::format("WORDS {}", number)));
        }
        BOOST_TEST(gaps_told(g).empty());
        BOOST_TEST(count(g, delivery_kind::unmatched) == 4U);
    }
}

BOOST_AUTO_TEST_CASE(a_count_that_begins_anew_and_a_message_without_one_are_no_gap) {
    auto g = fresh(model::counted_by::sent);
    for (const int number : {41, 42, 1, 2}) {
        hear(g, message(number));
    }
    hear(g, "AM.VTICE0900.MO0110100.TXT\r\nNO CLOCKS");
    hear(g, message(3));
    BOOST_TEST(gaps_told(g).empty());
}

BOOST_AUTO_TEST_CASE(a_start_goes_on_behind_the_newest_message_and_clears_what_stood) {
    auto g = fresh(model::counted_by::sent);
    hear(g, message(7));
    hear(g, message(9));
    BOOST_TEST(stands(g));
    g.restart();
    BOOST_TEST(!stands(g));
    const auto before = gaps_told(g).size();
    hear(g, message(12));
    BOOST_REQUIRE_EQUAL(gaps_told(g).size(), before + 1);
    BOOST_TEST(gaps_told(g).back() == "messages 10 to 11 of the switch's count have not come");
    check_folds_agree(g);
}

BOOST_AUTO_TEST_CASE(the_replies_of_a_switch_that_counts_them_are_no_gap) {
    auto g = fresh(model::counted_by::sent,
                   "switch on iaq : ack ; receipt after 1s ; answer after 5s twice\n");
    for (int i = 0; i < 5; ++i) {
        admit(g, "k" + std::to_string(i));
        g.advance(3s);
    }
    g.advance(1min);
    g.restart();
    admit(g, "k6");
    g.advance(1min);
    BOOST_TEST(count(g, delivery_kind::answered) >= 6U);
    BOOST_TEST(gaps_told(g).empty());
}

BOOST_AUTO_TEST_SUITE_END()
