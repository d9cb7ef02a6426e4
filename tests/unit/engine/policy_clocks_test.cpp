#include "unit/engine/roadside.hpp"

#include <map>
#include <random>
#include <set>

using namespace iaq;
using namespace iaq::testing;

namespace {

using acts::contact_outcome;

/// 72 hours in which people meet, book, let go, register and complete; the clock is moved and
/// stepped, the daemon dies at any moment and stays away for minutes or days.
class three_days {
public:
    explicit three_days(std::uint64_t seed) : random_(seed), g_(make(seed)) {}

    void live() {
        const auto end = g_.now().mono + 72h;
        while (g_.now().mono < end) {
            step();
        }
        g_.advance(50h);  // the last of the 48 hours
        g_.kill(1s);
        g_.forget_first_life();
    }
    void check();

private:
    static gateway make(std::uint64_t seed) {
        auto told = switch_sim::read_scene(
            "switch terms timeout=5s\n"
            "switch on iaq every=7 : silent\n"
            "switch on iaq every=5 : nak \"NO\"\n"
            "switch on iaq every=3 : ack ; answer after 3h\n"
            "switch on iaq : ack ; answer after 2m\n");
        BOOST_REQUIRE(told.has_value());
        return {shipped_rules(ofml), std::move(told).value(), ofml, seed};
    }

    std::uint64_t draw(std::uint64_t below) { return random_() % below; }

    struct life {
        bool contact = false;
        model::sequence ended = model::sequence::none;  // the record of the contact's end
        contact_outcome how = contact_outcome::unspecified;
    };

    void submit() {
        const auto key = "k" + std::to_string(++asked_);
        const bool contact = draw(2) == 0;
        auto q = contact ? contact_request(key) : registration(key, g_.now().utc);
        q.person.last_name = std::string("NAME") + static_cast<char>('A' + asked_ % 26) +
                             static_cast<char>('A' + asked_ / 26 % 26);
        const auto* const a = std::get_if<model::answers::accepted>(&g_.answers.at(g_.submit(q)));
        if (a != nullptr) {
            lives_[a->inquiry_id].contact = contact;
        }
    }

    void end_somebodys() {
        auto it = lives_.begin();
        std::advance(it, static_cast<std::ptrdiff_t>(draw(lives_.size())));
        auto& [id, of] = *it;
        if (!of.contact || of.how != contact_outcome::unspecified) {
            acts::update with;
            with.person = model::subject{};
            with.person->said_sex = model::sex::female;
            if (draw(2) == 0) {
                with.person->place_of_birth = "MM";
            }
            g_.call(calls::act{id, with}, "ann");
            return;
        }
        const auto how = draw(2) == 0 ? contact_outcome::released : contact_outcome::booked;
        const auto said = g_.call(calls::act{id, acts::contact_ended{how, {}, {}}}, "ann");
        if (const auto* const done = std::get_if<model::answers::done>(&g_.answers.at(said))) {
            of.how = how;
            of.ended = done->at_sequence;
        }
    }

    void step() {
        const auto what = lives_.empty() ? 0 : draw(100);
        if (what < 25) {
            submit();
        } else if (what < 50) {
            end_somebodys();
        } else if (what < 56) {
            g_.set_clock(std::chrono::minutes{static_cast<int>(draw(240))} - 2h);
        } else if (what < 62) {
            g_.kill(std::chrono::minutes{draw(30)});
        } else if (what < 64) {
            g_.kill(std::chrono::hours{draw(20)});
        } else if (what < 66) {
            g_.restart();
        } else {
            g_.advance(std::chrono::minutes{draw(40)});
        }
    }

    std::mt19937_64 random_;
    gateway g_;
    std::map<std::string, life> lives_;
    std::uint64_t asked_ = 0;
};

void three_days::check() {
    check_folds_agree(g_);
    std::map<std::pair<std::string, std::string>, std::size_t> fired;
    for (const auto& d : g_.deliveries) {
        const auto about = lives_.find(d.inquiry_id);
        if (about == lives_.end()) {
            continue;
        }
        const auto& of = about->second;
        if (d.kind == delivery_kind::contact_expired) {
            ++fired[{d.inquiry_id, "contact"}];
            BOOST_TEST((d.to == model::addressee::officer_and_desk));
        } else if (d.kind == delivery_kind::query_deadline) {
            ++fired[{d.inquiry_id, d.notices.front().text}];
            BOOST_TEST((d.to == model::addressee::desk_and_supervisors));
        }
        const bool after = of.how != contact_outcome::unspecified && d.at_cursor.record > of.ended;
        const bool to_officer =
            d.to == model::addressee::officer_and_desk || d.to == model::addressee::everyone;
        if (after && of.how == contact_outcome::booked) {
            BOOST_TEST(!has_notice(d.notices, "CONTACT"));
        }
        if (after && of.how == contact_outcome::released) {
            BOOST_TEST((!to_officer || d.kind == delivery_kind::cancelled));
        }
    }
    for (const auto& [clock, times] : fired) {
        BOOST_TEST_CONTEXT(clock.first) { BOOST_TEST(times == 1U); }
    }
    for (const auto& [id, of] : lives_) {
        BOOST_TEST_CONTEXT(id) {
            std::size_t told = 0;
            for (const auto& [clock, times] : fired) {
                told += clock.first == id ? times : 0;
            }
            const auto view = seen(g_, id);
            if (of.contact && of.how == contact_outcome::unspecified &&
                view.state != inquiry_state::answered) {
                BOOST_TEST(told == 1U);
            }
            if (view.state == inquiry_state::registered) {
                BOOST_TEST(told == 2U);
            }
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_policy_clocks)

BOOST_AUTO_TEST_CASE(
    over_72_hours_of_deaths_and_stepped_clocks_each_fires_once_and_tells_the_right_people) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            three_days days{seed};
            days.live();
            days.check();
        }
    }
}

/// The daemon dies behind every single record of a contact and a confinement.
BOOST_AUTO_TEST_CASE(a_death_at_every_moment_makes_no_clock_fire_twice_or_never) {
    for (int moment = 0; moment < 40; ++moment) {
        BOOST_TEST_CONTEXT("moment " << moment) {
            auto g = town(no_switch);
            const auto contact = admit(g, contact_request("k1"));
            const auto jailed = admit(g, registration("k2", g.now().utc));
            const auto step = nanoseconds{std::chrono::minutes{1}} * (moment % 20);
            g.advance(step);
            g.kill(moment < 20 ? nanoseconds{1s} : nanoseconds{60h});
            g.advance(60h);
            g.kill(1s);
            g.forget_first_life();
            std::map<std::string, std::size_t> told;
            for (const auto& d : g.deliveries) {
                if (d.kind == delivery_kind::contact_expired ||
                    d.kind == delivery_kind::query_deadline) {
                    ++told[d.inquiry_id];
                }
            }
            BOOST_TEST(told[contact] == 1U);
            BOOST_TEST(told[jailed] == 2U);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_stepped_system_clock_moves_no_clock_and_a_stopped_one_stops_none) {
    for (const auto by : {nanoseconds{-30h}, nanoseconds{30h}}) {
        auto g = town(no_switch);
        admit(g, registration("k1", g.now().utc));
        g.advance(10h);
        g.set_clock(by);
        g.advance(25h + 59min);
        BOOST_TEST(count(g, delivery_kind::query_deadline) == 0U);
        g.advance(2min);
        BOOST_TEST(count(g, delivery_kind::query_deadline) == 1U);
        g.advance(11h);
        BOOST_TEST(count(g, delivery_kind::query_deadline) == 2U);
    }
    auto stopped = town(no_switch);
    admit(stopped, registration("k1", stopped.now().utc));
    for (int hour = 0; hour < 48; ++hour) {
        stopped.advance(1h);
        stopped.set_clock(-1h);
        const std::size_t told = hour < 35 ? 0 : hour < 46 ? 1 : 2;
        BOOST_TEST(count(stopped, delivery_kind::query_deadline) == told);
    }
}

BOOST_AUTO_TEST_SUITE_END()
