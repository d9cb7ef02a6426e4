#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace iaq;
using testing::count;
using testing::gateway;
using testing::gateway_with;
using testing::good_request;
using testing::shipped_rules;

namespace {

constexpr auto ofml = model::payload_kind::ofml;

switch_sim::scene told(const std::string& rules) {
    auto read = switch_sim::read_scene(rules);
    BOOST_REQUIRE(read.has_value());
    return std::move(read).value();
}

std::size_t heard_by_switch(const gateway& g) {
    return static_cast<std::size_t>(std::ranges::count_if(
        g.notes, [](const auto& n) { return n.what == switch_sim::noted::heard; }));
}

const model::answers::accepted& accepted(const gateway& g, std::uint64_t id) {
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const a = std::get_if<model::answers::accepted>(&g.answers.at(id));
    BOOST_REQUIRE(a != nullptr);
    return *a;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_promises)

BOOST_AUTO_TEST_CASE(g1_no_accepted_is_said_before_the_inquiry_is_durable) {
    auto g = gateway_with("switch on iaq : silent\n");
    g.sync_at_once(false);
    const auto id = g.submit(good_request("k1"));
    BOOST_TEST(!g.answers.contains(id));
    g.sync();
    BOOST_TEST((accepted(g, id).at_sequence != model::sequence::none));
}

BOOST_AUTO_TEST_CASE(g2_no_byte_leaves_for_the_switch_before_send_begun_is_durable) {
    auto g = gateway_with("switch on iaq : ack\n");
    g.advance(1s);
    g.sync_at_once(false);
    g.submit(good_request("k1"));
    BOOST_TEST(g.frames_sent == 0U);
    BOOST_TEST(heard_by_switch(g) == 0U);
    g.sync();
    BOOST_TEST(g.frames_sent == 1U);
    BOOST_TEST(heard_by_switch(g) == 1U);
}

BOOST_AUTO_TEST_CASE(g3_a_reply_is_neither_acknowledged_nor_delivered_before_it_is_durable) {
    auto g = gateway_with("switch on iaq : ack ; answer after 2s\n");
    g.submit(good_request("k1"));
    g.sync_at_once(false);
    g.advance(3s);
    const auto delivered = [&] {
        return std::ranges::count_if(
            g.notes, [](const auto& n) { return n.what == switch_sim::noted::delivered; });
    };
    BOOST_TEST(delivered() == 0);
    BOOST_TEST(count(g, model::delivery_kind::answered) == 0U);
    g.sync();
    BOOST_TEST(delivered() == 1);
    BOOST_TEST(count(g, model::delivery_kind::answered) == 1U);
}

BOOST_AUTO_TEST_CASE(g4_replay_gives_the_digest_of_the_living_state) {
    auto g = gateway_with("switch on iaq : ack ; receipt after 1s ; answer after 5s twice\n");
    for (int i = 0; i < 20; ++i) {
        g.submit(good_request("k" + std::to_string(i)));
        g.advance(1s);
    }
    g.advance(30s);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
    BOOST_TEST(count(g, model::delivery_kind::answered) == 20U);
    BOOST_TEST(count(g, model::delivery_kind::follow_up) == 20U);
}

BOOST_AUTO_TEST_CASE(g4_a_state_comes_back_from_its_bytes_and_from_no_part_of_them) {
    auto g = gateway_with("switch on iaq : ack ; receipt after 1s ; answer after 5s twice\n");
    for (int i = 0; i < 3; ++i) {
        g.submit(good_request("k" + std::to_string(i)));
        g.advance(3s);
    }
    const auto& known = g.deciding().known();
    std::string bytes;
    {
        canonical out{[&](std::string_view piece) { bytes += piece; }};
        known.describe(out);
    }
    const auto back = engine::state::restore(bytes);
    BOOST_TEST_REQUIRE(back.has_value());
    BOOST_TEST(back->digest() == known.digest());
    BOOST_TEST(!engine::state::restore(bytes + '\0'));
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        BOOST_TEST_CONTEXT(cut) {
            BOOST_TEST(!engine::state::restore(std::string_view{bytes}.substr(0, cut)));
        }
    }
}

BOOST_AUTO_TEST_CASE(g5_a_resend_is_a_record_with_the_same_reference_never_silent) {
    auto g = gateway_with(
        "switch terms timeout=5s\nswitch on iaq attempt=1 : silent\nswitch on iaq : ack\n");
    g.submit(good_request("k1"));
    g.advance(20s);
    std::vector<model::records::send_begun> begun;
    for (const auto& action : g.log) {
        if (const auto* const a = std::get_if<model::actions::append_record>(&action)) {
            if (const auto* const b = std::get_if<model::records::send_begun>(&a->entry.body)) {
                begun.push_back(*b);
            }
        }
    }
    BOOST_REQUIRE_EQUAL(begun.size(), 2U);
    BOOST_TEST(begun[0].reference == begun[1].reference);
    BOOST_TEST(begun[0].bytes == begun[1].bytes);
    BOOST_TEST(!begun[0].possible_duplicate);
    BOOST_TEST(begun[1].possible_duplicate);
    BOOST_TEST(heard_by_switch(g) == 2U);
    BOOST_TEST(count(g, model::delivery_kind::switch_acknowledged) == 1U);
}

BOOST_AUTO_TEST_CASE(g5_what_was_sent_before_a_kill_is_resent_under_its_old_reference) {
    auto g =
        gateway_with("switch on iaq attempt=1 : silent\nswitch on iaq : ack ; answer after 5s\n");
    const auto id = g.submit(good_request("k1"));
    const auto reference = accepted(g, id).reference;
    g.advance(1s);
    g.kill();
    g.advance(60s);
    BOOST_TEST(g.lesc().heard().size() == 1U);
    BOOST_TEST(g.lesc().heard().at(reference) == 2U);
    BOOST_TEST(count(g, model::delivery_kind::answered) == 1U);
}

BOOST_AUTO_TEST_CASE(g6_after_the_journal_falls_silent_nothing_more_is_said) {
    auto g = gateway_with("switch on iaq : ack ; answer after 2s\n");
    g.submit(good_request("k1"));
    g.advance(1s);
    g.sync_at_once(false);
    const auto said = g.answers.size() + g.deliveries.size();
    const auto frames = g.frames_sent;
    g.submit(good_request("k2"));
    g.submit(good_request("k3"));
    g.advance(600s);
    BOOST_TEST(g.answers.size() + g.deliveries.size() == said);
    BOOST_TEST(g.frames_sent == frames);
}

BOOST_AUTO_TEST_CASE(g7_refusals_of_one_principal_are_capped_and_summed) {
    auto g = gateway_with("switch on iaq : ack\n");
    auto bad = good_request("k");
    bad.person.date_of_birth = "1980-13-01";
    std::size_t refused = 0;
    std::size_t busy = 0;
    for (std::size_t i = 0; i < model::limits::refusals_per_minute_max + 50; ++i) {
        const auto id = g.submit(bad);
        refused += std::holds_alternative<model::answers::refused>(g.answers.at(id)) ? 1U : 0U;
        const auto* const e = std::get_if<model::answers::error>(&g.answers.at(id));
        busy += e != nullptr && e->code == model::answers::error_code::busy ? 1U : 0U;
    }
    BOOST_TEST(refused == model::limits::refusals_per_minute_max);
    BOOST_TEST(busy == 50U);
    g.advance(61s);
    g.submit(bad);
    const auto summed = std::ranges::count_if(g.log, [](const auto& action) {
        const auto* const a = std::get_if<model::actions::append_record>(&action);
        return a != nullptr &&
               a->entry.body == model::records::body{model::records::refusals_summed{50}};
    });
    BOOST_TEST(summed == 1);
}

BOOST_AUTO_TEST_CASE(g7_intake_pauses_at_full_and_resumes_at_80_percent) {
    auto g = gateway_with("switch on iaq : ack after 1s\n");
    const auto operate = [&](model::records::operation what) {
        g.call(model::calls::operate{what, "one", "test"});
    };
    operate(model::records::operation::hold);
    const auto max = model::limits::queued_inquiries_max;
    for (std::size_t i = 0; i < max; ++i) {
        g.submit(good_request("k" + std::to_string(i)));
    }
    const auto records = g.journal.durable.size();
    const auto over = g.submit(good_request("one more"));
    const auto* const busy = std::get_if<model::answers::error>(&g.answers.at(over));
    BOOST_REQUIRE(busy != nullptr);
    BOOST_TEST((busy->code == model::answers::error_code::busy));
    BOOST_TEST((busy->may_key_by_hand == model::by_hand::safe));
    BOOST_TEST(busy->retry_after_ms > 0U);
    BOOST_TEST(g.journal.durable.size() == records);  // nothing of it was journaled
    BOOST_TEST(count(g, model::delivery_kind::alert) >= 1U);
    // A repeat of what was accepted is still answered from the journal.
    const auto again = g.submit(good_request("k7"));
    BOOST_TEST((accepted(g, again).at_sequence != model::sequence::none));
    // One leaves a second: not at 99 %, but at 80 % intake is open again.
    operate(model::records::operation::release);
    g.advance(100s);
    const auto still = g.submit(good_request("too early"));
    BOOST_TEST(std::holds_alternative<model::answers::error>(g.answers.at(still)));
    BOOST_TEST(count(g, model::delivery_kind::alert_cleared) == 0U);
    g.advance(std::chrono::seconds{max / 5});
    accepted(g, g.submit(good_request("in time")));
    BOOST_TEST(count(g, model::delivery_kind::alert_cleared) == 1U);
}

BOOST_AUTO_TEST_CASE(g7_a_station_that_is_full_closes_intake_for_its_own_oris_only) {
    auto rules = shipped_rules(ofml);
    auto& settings = rules.settings;
    settings.stations.push_back(settings.stations.front());
    settings.stations.back().name = "two";
    settings.stations.back().oris = {"MO0110200"};
    for (auto* const oris :
         {&rules.agencies.front().settings.oris, &settings.principals.front().oris}) {
        oris->push_back("MO0110200");
    }
    gateway g{std::move(rules), told("switch on iaq : ack\n"), ofml};
    const auto of_two = [](const std::string& key) {
        auto request = good_request(key);
        request.ori = "MO0110200";
        return request;
    };
    for (std::size_t i = 0; i < model::limits::queued_inquiries_max; ++i) {
        g.submit(of_two("k" + std::to_string(i)));  // its line never comes up
    }
    const auto over = g.submit(of_two("one more"));
    const auto* const busy = std::get_if<model::answers::error>(&g.answers.at(over));
    BOOST_REQUIRE(busy != nullptr);
    BOOST_TEST((busy->code == model::answers::error_code::busy));
    const auto standing = g.deciding().known().standing();
    BOOST_TEST(standing.contains({"queue_full", "two"}));
    BOOST_TEST(!standing.contains({"queue_full", ""}));
    accepted(g, g.submit(good_request("of one")));
    g.restart();
    BOOST_TEST(g.deciding().known().standing().contains({"queue_full", "two"}));
    accepted(g, g.submit(good_request("of one, later")));
}

BOOST_AUTO_TEST_CASE(no_reference_holds_the_mark_that_ends_a_native_header) {
    auto rules = shipped_rules(ofml);
    rules.agencies.front().profile.reference_alphabet = "TXA";
    gateway g{std::move(rules), told("switch on iaq : ack\n"), ofml};
    for (int i = 0; i < 200; ++i) {
        const auto id = g.submit(good_request("k" + std::to_string(i)));
        BOOST_TEST(accepted(g, id).reference.find("TXT") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
