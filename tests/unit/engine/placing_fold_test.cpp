#include "correlation/reliving.hpp"
#include "correlation/shape.hpp"
#include "model/names.hpp"
#include "unit/engine/sent_again.hpp"

#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using namespace iaq::testing;
using model::classification;
using model::sequence;

namespace {

constexpr auto a_day = std::chrono::hours{24};

/// Weeks at an agency whose switch loses references and mixes people up, at random; operators list,
/// assign, withdraw and classify whatever they find, fitting or not, and everything else happens.
class weeks {
public:
    explicit weeks(std::uint64_t seed) : random_(seed), gateway_(make(seed)) {}

    void live(int steps) {
        for (int i = 0; i < steps; ++i) {
            step();
        }
    }
    [[nodiscard]] gateway& at() { return gateway_; }
    struct tally {
        std::size_t assigned = 0, withdrawn = 0, classified = 0, shredded = 0, dropped = 0;
    };
    [[nodiscard]] tally seen() const {
        tally t;
        for (const auto& action : gateway_.log) {
            if (const auto* const a = std::get_if<model::actions::append_record>(&action)) {
                const auto& body = a->entry.body;
                t.assigned += std::holds_alternative<model::records::assigned>(body) ? 1U : 0U;
                t.withdrawn += std::holds_alternative<model::records::withdrawn>(body) ? 1U : 0U;
                t.classified += std::holds_alternative<model::records::classified>(body) ? 1U : 0U;
                t.shredded += std::holds_alternative<model::records::keys_shredded>(body) ? 1U : 0U;
                t.dropped +=
                    std::holds_alternative<model::records::segments_dropped>(body) ? 1U : 0U;
            }
        }
        return t;
    }

private:
    static gateway make(std::uint64_t seed) {
        auto told = switch_sim::read_scene(
            "switch terms timeout=5s\n"
            "switch on iaq every=11 : silent ; answer after 2s no-subject\n"
            "switch on iaq every=9 : nak \"TRY LATER\"\n"
            "switch on iaq every=8 : ack ; sm number=04 after 1s ; answer after 90s\n"
            "switch on iaq every=7 : ack ; er number=22 after 1s drop-reference\n"
            "switch on iaq every=5 : ack ; answer after 3s text=\"IAQ RECEIVED\"\n"
            "switch on iaq every=4 : ack ; receipt after 1s ; answer after 5s no-subject twice\n"
            "switch on iaq every=3 : ack ; answer after 3s drop-reference\n"
            "switch on iaq every=2 : ack ; answer after 20s drop-reference no-subject\n"
            "switch on iaq : ack ; answer after 3s\n");
        BOOST_REQUIRE_MESSAGE(told.has_value(), "the scene");
        auto in_force = shipped_rules(ofml);
        auto& retry = in_force.agencies.front().profile.retry;
        retry.nak_temporary = {"TRY LATER"};
        retry.resend_not_forwarded = seed % 2 == 0 ? 2 : 0;
        in_force.settings.retention_min = 10 * a_day;
        in_force.settings.retention_age = 20 * a_day;
        return {std::move(in_force), std::move(told).value(), ofml, seed};
    }

    std::uint64_t draw(std::uint64_t below) { return random_() % below; }
    const std::string& someone() { return asked_[draw(asked_.size())]; }

    void submit() {
        auto q = good_request("k" + std::to_string(++keys_));
        q.person.date_of_birth = "198" + std::to_string(draw(10)) + "-02-01";
        q.person.last_name = std::string("NAME") + static_cast<char>('A' + draw(26));
        const auto id = gateway_.submit(q);
        if (const auto* const a = std::get_if<model::answers::accepted>(&gateway_.answers.at(id))) {
            asked_.push_back(a->inquiry_id);
        }
    }

    void shred() {
        const auto& id = someone();
        const auto asked = gateway_.call(calls::shred{id, "order", {}}, "ann");
        if (const auto* const d = std::get_if<model::answers::done>(&gateway_.answers.at(asked))) {
            gateway_.call(calls::shred{id, {}, d->token, false, true}, "bob");
        }
    }

    /// Some message that the book holds, wherever it is; or one that it does not.
    sequence some_message() {
        std::vector<sequence> there{sequence{1 + draw(50)}};
        gateway_.deciding().known().inquiries().look_back([&](const correlation::reply& reply) {
            there.push_back(reply.record);
            return there.size() < 12;
        });
        return there[draw(there.size())];
    }

    void judge() {
        constexpr operation deeds[] = {operation::assign, operation::assign, operation::withdraw,
                                       operation::classify};
        constexpr classification classes[] = {classification::receipt, classification::answer,
                                              classification::other};
        const auto what = deeds[draw(4)];
        const bool says = what == operation::classify || draw(3) == 0;
        gateway_.call(calls::operate{what,
                                     {},
                                     "read",
                                     what == operation::assign ? someone() : "",
                                     some_message(),
                                     says ? classes[draw(3)] : classification::unspecified},
                      "ann");
    }

    void step() {
        using enum model::records::operation;
        const auto what = asked_.empty() ? 0 : draw(100);
        if (what < 25) {
            submit();
        } else if (what < 60) {
            judge();
        } else if (what < 66) {
            shred();
        } else if (what < 70) {
            gateway_.call(calls::operate{draw(2) == 0 ? resend : fail, {}, "case", someone()});
        } else if (what < 74) {
            gateway_.kill(std::chrono::seconds{draw(100)});
        } else if (what < 75) {
            gateway_.restart();
        } else if (what < 80) {
            gateway_.close_segment();
        } else if (what < 83) {
            gateway_.advance(12 * a_day);
        } else {
            gateway_.advance(std::chrono::seconds{draw(40)});
        }
    }

    std::mt19937_64 random_;
    gateway gateway_;
    std::vector<std::string> asked_;
    std::uint64_t keys_ = 0;
};

/// What a telling of a life gives back: state and counts.
std::string counts_of(const correlation::entry& e) {
    return std::string{model::name_of(e.state)} + " " + std::to_string(e.attempts) + " " +
           std::to_string(e.unanswered) + " " + std::to_string(e.resends) + " " +
           std::to_string(e.resent_after) + " " + std::to_string(e.ordered_after) + " " +
           std::to_string(e.not_forwarded) + std::to_string(e.receipt_came) +
           std::to_string(e.answer_came);
}

void check_lives(const engine::state& known) {
    const auto& book = known.inquiries();
    std::size_t with_somebody = 0;
    for (const auto i : book.all()) {
        const auto& e = book.at(i);
        if (e.shredded != sequence::none || e.inquiry_id.empty()) {
            continue;
        }
        const bool was_retold = std::ranges::any_of(e.life, [](const auto& step) {
            using enum correlation::life_step::kind;
            return step.what == withdrawn || step.what == classified;
        });
        if (!was_retold) {
            BOOST_TEST(counts_of(correlation::relived(e)) == counts_of(e), e.inquiry_id);
        }
        for (const auto record : correlation::replies_to(e)) {
            const auto* const reply = book.find_reply(record);
            BOOST_REQUIRE(reply != nullptr);
            BOOST_TEST((reply->inquiry == i));
            BOOST_TEST(!reply->unmatched);
            ++with_somebody;
        }
    }
    std::size_t placed = 0;
    std::size_t loose = 0;
    book.look_back([&](const correlation::reply& reply) {
        placed += reply.inquiry != model::inquiry_index::none ? 1U : 0U;
        loose += reply.unmatched ? 1U : 0U;
        return true;
    });
    BOOST_TEST(placed == with_somebody);
    BOOST_TEST(loose == book.unmatched());
    for (const auto& told : known.mail().stream()) {
        BOOST_TEST((told.reply == sequence::none || book.find_reply(told.reply) != nullptr));
    }
}

/// Each reply that was delivered as an inquiry's own was placed there, by a rule or by a person,
/// and whoever heard one that was withdrawn hears of that too.
void check_told(const gateway& g) {
    std::set<std::pair<std::string, std::string>> withdrawn;  // inquiry, event
    for (const auto& d : g.deliveries) {
        for (const auto& event : d.withdraws) {
            withdrawn.insert({d.inquiry_id, event});
        }
    }
    const auto& known = g.deciding().known();
    for (const auto& d : g.deliveries) {
        const auto i = known.inquiries().find(d.inquiry_id);
        if (i == model::inquiry_index::none || !d.header || d.kind == delivery_kind::withdrawn) {
            continue;
        }
        const auto& e = known.inquiries().at(i);
        const auto& posted = known.mail().stream();
        const auto at = known.mail().after(d.at_cursor);
        const bool is_there = at > 0 && posted[at - 1].at == d.at_cursor;
        const bool stands =
            is_there && std::ranges::count(correlation::replies_to(e), posted[at - 1].reply) > 0;
        BOOST_TEST((stands || withdrawn.contains({d.inquiry_id, d.event_id}) || !is_there),
                   d.event_id);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_placing_fold)

BOOST_AUTO_TEST_CASE(g4_whatever_operators_decide_a_replay_gives_the_living_state_bit_for_bit) {
    weeks::tally all;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        BOOST_TEST_CONTEXT("seed " << seed) {
            weeks some{seed};
            for (int look = 0; look < 6; ++look) {
                some.live(25);
                auto& g = some.at();
                const auto living = g.deciding().known().digest();
                BOOST_TEST(g.replayed_digest() == living);
                BOOST_TEST(g.digest_of_all() == living);
                const auto closed = std::exchange(g.journal.shredded, {});
                BOOST_TEST(g.replayed_digest() == living);
                g.journal.shredded = closed;
                check_lives(g.deciding().known());
                check_told(g);
            }
            const auto seen = some.seen();
            all.assigned += seen.assigned;
            all.withdrawn += seen.withdrawn;
            all.classified += seen.classified;
            all.shredded += seen.shredded;
            all.dropped += seen.dropped;
        }
    }
    BOOST_TEST_MESSAGE(all.assigned << " assigned, " << all.withdrawn << " withdrawn, "
                                    << all.classified << " classified, " << all.shredded
                                    << " shredded, " << all.dropped << " dropped");
    BOOST_TEST(all.assigned > 80U);
    BOOST_TEST(all.withdrawn > 100U);
    BOOST_TEST(all.classified > 50U);
    BOOST_TEST(all.shredded > 50U);
    BOOST_TEST(all.dropped > 5U);
}

BOOST_AUTO_TEST_SUITE_END()
