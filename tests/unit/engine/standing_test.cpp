#include "model/conditions.hpp"

#include "unit/engine/reloading_bench.hpp"

#include <fmt/format.h>

#include <functional>
#include <iterator>
#include <string>
#include <vector>

// Every condition that the daemon can tell: it stands when it should, is told, and ends.

using namespace iaq;
using namespace iaq::testing::reloading;
using testing::admit;
using testing::gateway;
using testing::gateway_with;
using testing::shipped_rules;

namespace {

namespace calls = model::calls;
using records::operation;

constexpr auto day = std::chrono::hours{24};
constexpr auto answering = "switch on iaq : ack ; answer after 5s\n";

struct life {
    std::string_view condition;
    std::string station;
    std::function<gateway()> begin;
    std::function<void(gateway&)> happens;
    std::function<void(gateway&)> mended;  // none: it ends with the journal
};

gateway plain() { return gateway_with(answering); }

gateway keeping(nanoseconds age, std::uint64_t bytes) {
    auto in_force = at_first();
    in_force.settings.retention_min = 10 * day;
    in_force.settings.retention_age = age;
    in_force.settings.retention_bytes = bytes;
    return fresh(answering, std::move(in_force));
}

void three_segments(gateway& g) {
    for (const auto* const key : {"k1", "k2", "k3"}) {
        admit(g, key);
        g.advance(1min);
        g.close_segment();
    }
}

/// Three are refused for now, one after the other; what comes after them is taken.
gateway refused_for_now() {
    auto in_force = at_first();
    in_force.agencies.front().profile.retry.nak_temporary = {"TRY LATER"};
    return fresh(std::string{"switch on iaq n=1..3 : nak \"TRY LATER\"\n"} + answering,
                 std::move(in_force));
}

gateway counted() {
    auto in_force = shipped_rules(model::payload_kind::nlets_text);
    in_force.agencies.front().profile.send_count = model::counted_by::sent;
    return {std::move(in_force), switch_sim::read_scene(answering).value(),
            model::payload_kind::nlets_text};
}

/// A message of nobody's, under this number of the switch's count.
void hear_number(gateway& g, int number) {
    g.hear(inputs::frame_heard{model::station_index{0}, model::connection_id{1},
                               1000U + static_cast<unsigned>(number),
                               fmt::format("AM.VTICE0900\r\n05:35 01/08/2004 00001\r\n"
                                           "05:36 01/08/2004 {:05} MO0110100\r\nTXT\r\nHELLO ALL",
                                           number)});
}

/// A record that cannot follow stands at the journal's end, and the third start passes over it.
void pass_over(gateway& g) {
    const auto id = admit(g, "k1");
    g.die();
    model::record r;
    r.at_sequence = model::sequence{g.journal.durable.size() + 1};
    r.at = g.now();
    r.station = "one";
    r.principal = "iaqd";
    r.body = records::cancelled{id};
    g.journal.durable.push_back(contract::encode(r));
    g.passed_over.emplace(r.at_sequence, id);
    g.next_start.passed_over = {{r.at_sequence, id, "it cannot follow"}};
    g.come_back();
}

/// As many records as may be on their way to the disk at once.
void hold_and_release(gateway& g) {
    g.sync_at_once(false);
    for (std::size_t i = 0; i <= model::limits::records_in_flight_max; ++i) {
        const auto what = i % 2 == 0 ? operation::hold : operation::release;
        g.call(calls::operate{what, "one", "test"});
    }
}

/// The one station stops carrying the second ORI while an inquiry of it waits.
void strand(gateway& g) {
    g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1}, "p", "c"});
    admit_second(g, "k1");
    auto wanted = at_first();
    wanted.settings.stations.front().oris.pop_back();
    reload(g, wanted);
}

void told_of_certificate(gateway& g, nanoseconds left) {
    g.hear(inputs::certificates_told{"one", g.now().utc + left});
    g.hear(inputs::clock_told{true});
}

std::vector<life> lives() {
    using by = gateway&;
    return {
        {"link_down", "one", plain,
         [](by g) {
             g.hear(inputs::link_went_down{model::station_index{0}, model::connection_id{1}, "p",
                                           "c"});
             g.advance(61s);
         },
         [](by g) {
             g.hear(inputs::link_came_up{model::station_index{0}, model::connection_id{7},
                                         "127.0.0.1:7000", 1, 1, 1});
         }},
        {"station_paused", "one", refused_for_now,
         [](by g) {
             for (const auto* const key : {"k1", "k2", "k3", "k4"}) {
                 admit(g, key);
             }
             g.advance(1s);
         },
         [](by g) { g.advance(2min); }},
        {"send_count_gap", "one", counted,
         [](by g) {
             hear_number(g, 7);
             hear_number(g, 9);
         },
         [](by g) { hear_number(g, 8); }},
        {"record_quarantined", "", plain, pass_over, nullptr},
        {"queue_full", "", plain, hold_and_release,
         [](by g) {
             g.sync_at_once(true);
             g.sync();
         }},
        {"disk_full", "", plain, [](by g) { g.hear(inputs::space{true}); },
         [](by g) { g.hear(inputs::space{false}); }},
        {"journal_over_size", "", [] { return keeping(nanoseconds{0}, 2500); }, three_segments,
         [](by g) { g.advance(11 * day); }},
    };
}

/// Those of the clock, and of the files.
std::vector<life> other_lives() {
    using by = gateway&;
    return {
        {"clock_leapt", "", [] { return keeping(20 * day, 0); },
         [](by g) {
             three_segments(g);
             g.kill(40 * day);
         },
         [](by g) { g.restart(); }},
        {"clock_unsynchronised", "", plain,
         [](by g) {
             g.hear(inputs::clock_told{false});
             g.advance(61s);
         },
         [](by g) { g.hear(inputs::clock_told{true}); }},
        {"clock_stepped", "", plain,
         [](by g) {
             g.advance(1s);
             g.set_clock(1h);
             g.hear(inputs::clock_told{true});
         },
         [](by g) { g.advance(11min); }},
        {"configuration_refused", "", [] { return fresh(); },
         [](by g) {
             g.complaints = {"iaqd.toml:3:1: what is this"};
             reload(g, at_first());
         },
         [](by g) {
             g.complaints.clear();
             reload(g, at_first());
         }},
        {"inquiries_stranded", "", [] { return fresh(); }, strand,
         [](by g) { reload(g, at_first()); }},
        {"certificate_expires", "one", plain, [](by g) { told_of_certificate(g, 13 * day); },
         [](by g) { told_of_certificate(g, 400 * day); }},
    };
}

std::ptrdiff_t told(const gateway& g, delivery_kind kind, const life& of) {
    return std::ranges::count_if(g.deliveries, [&](const auto& d) {
        return d.kind == kind && d.condition == of.condition && d.station == of.station;
    });
}

void check_it_ends(gateway& g, const life& of) {
    if (!of.mended) {
        g.restart();
        BOOST_TEST(stands(g, std::string{of.condition}, of.station));
        BOOST_TEST(told(g, delivery_kind::alert_cleared, of) == 0);
        return;
    }
    of.mended(g);
    BOOST_TEST(!stands(g, std::string{of.condition}, of.station));
    BOOST_TEST(told(g, delivery_kind::alert_cleared, of) >= 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_standing)

BOOST_AUTO_TEST_CASE(every_condition_is_told_when_it_stands_and_when_it_ends) {
    auto all_lives = lives();
    std::ranges::move(other_lives(), std::back_inserter(all_lives));
    for (const auto& each : all_lives) {
        BOOST_TEST_CONTEXT(each.condition) {
            BOOST_TEST_REQUIRE((model::find_condition(each.condition) != nullptr));
            auto g = each.begin();
            g.advance(1s);
            BOOST_TEST(!stands(g, std::string{each.condition}, each.station));
            each.happens(g);
            BOOST_TEST(stands(g, std::string{each.condition}, each.station));
            if (each.condition != "queue_full") {  // the records behind it are not durable
                BOOST_TEST(told(g, delivery_kind::alert, each) == 1);
            }
            BOOST_TEST(told(g, delivery_kind::alert_cleared, each) == 0);
            check_it_ends(g, each);
            BOOST_TEST(told(g, delivery_kind::alert, each) >= 1);
            check_folds_agree(g);
        }
    }
    for (const auto& known : model::conditions()) {
        BOOST_TEST(std::ranges::count(all_lives, known.name, &life::condition) == 1, known.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
