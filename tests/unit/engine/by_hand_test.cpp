#include "unit/engine/roadside.hpp"

#include "model/names.hpp"

using namespace iaq;
using namespace iaq::testing;
using model::by_hand;

namespace {

/// Kinds after which nothing is to be done at the state's terminal: the answer is there, or the
/// delivery is about no inquiry.
bool is_final(delivery_kind kind) {
    return kind == delivery_kind::answered || kind == delivery_kind::unmatched ||
           kind == delivery_kind::alert || kind == delivery_kind::alert_cleared;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_by_hand)

BOOST_AUTO_TEST_CASE(every_error_says_whether_it_may_be_keyed_by_hand) {
    auto g = town(slow_switch);
    const auto id = admit(g, "k1");
    auto bad_ori = good_request("k2");
    bad_ori.ori = "MO0110200";
    auto other_content = good_request("k1");
    other_content.person.first_name = "ANOTHER";
    struct row {
        std::string name;
        std::uint64_t asked;
        by_hand says;
    };
    const std::vector<row> rows{
        {"ori", g.submit(bad_ori), by_hand::safe},
        {"key", g.submit(other_content), by_hand::unknown},
        {"cancel too late", g.call(calls::cancel{id, {}}), by_hand::unsafe},
        {"cancel none", g.call(calls::cancel{"000000-7", {}}), by_hand::unknown},
        {"of another ORI", act_by(g, 2, id, acts::note{"x"}), by_hand::unknown},
        {"of another desk", act_by(g, 4, id, acts::note{"x"}), by_hand::unknown},
        {"no contact", act(g, id, acts::contact_ended{acts::contact_outcome::released, {}, {}}),
         by_hand::unsafe},
        {"garbled submission", g.call(calls::malformed{"submit.ori", "is not UTF-8"}),
         by_hand::safe},
        {"garbled", g.call(calls::malformed{"", "is cut short"}), by_hand::unknown},
        {"no cursor", g.call(calls::take{"x", "y"}), by_hand::unknown}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            BOOST_TEST((answer<model::answers::error>(g, row.asked).may_key_by_hand == row.says));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_delivery_that_is_not_final_says_whether_it_may_be_keyed_by_hand) {
    std::set<delivery_kind> heard;
    for (const auto* const rules :
         {"switch on iaq : ack ; receipt after 1s ; answer after 2h ; send key=AM text=\"X\" after "
          "3h\n",
          "switch on iaq : silent\n", "switch on iaq : nak \"NO\"\n", no_switch,
          "switch on iaq : ack ; sm number=02 after 1s\n"}) {
        auto g = town(rules);
        admit(g, contact_request("k1"));
        auto late = good_request("k2");
        late.send_before = g.now().utc + 10min;
        admit(g, late);
        admit(g, registration("k3", g.now().utc));
        const auto by_terminal = admit(g, good_request("k4"));
        const auto cancelled = admit(g, registration("k5", g.now().utc));
        g.call(calls::cancel{cancelled, {}});
        g.advance(10s);
        g.call(calls::manual{{}, by_terminal, {g.now().utc, "SJPD09", {}}, {}});
        g.advance(50h);
        for (const auto& d : g.deliveries) {
            BOOST_TEST_CONTEXT(model::name_of(d.kind)) {
                BOOST_TEST((d.may_key_by_hand != by_hand::unspecified || is_final(d.kind)));
            }
            heard.insert(d.kind);
        }
    }
    for (const auto kind :
         {delivery_kind::sent, delivery_kind::switch_acknowledged, delivery_kind::lesc_received,
          delivery_kind::answered, delivery_kind::delayed, delivery_kind::waiting_destination,
          delivery_kind::rejected, delivery_kind::overdue, delivery_kind::contact_expired,
          delivery_kind::query_deadline, delivery_kind::in_doubt, delivery_kind::expired,
          delivery_kind::cancelled, delivery_kind::manual}) {
        BOOST_TEST_CONTEXT(model::name_of(kind)) { BOOST_TEST(heard.contains(kind)); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
