#include "model/names.hpp"
#include "unit/engine/judged.hpp"

using namespace iaq;
using namespace iaq::testing;

BOOST_AUTO_TEST_SUITE(engine_classifying)

BOOST_AUTO_TEST_CASE(an_unclassified_answer_waits_for_a_person_and_the_clock_goes_on) {
    constexpr auto doubtful =
        "switch on iaq : ack ; answer after 5s text=\"IAQ RECEIVED FOR TESTPERSON, JUANA\"\n";
    auto told = fresh(doubtful);
    const auto left = admit(told, "k1");
    told.advance(6s);
    BOOST_TEST((last_of(told, delivery_kind::answered).classed == classification::unclassified));
    BOOST_TEST((entry_of(told, left).state == inquiry_state::acknowledged));
    told.advance(1h);
    BOOST_TEST(count(told, delivery_kind::overdue) == 1U);

    struct row {
        classification as;
        delivery_kind kind;
        inquiry_state after;
        std::size_t overdue;
    };
    const std::vector<row> rows{
        {classification::answer, delivery_kind::answered, inquiry_state::answered, 0},
        {classification::receipt, delivery_kind::lesc_received, inquiry_state::received, 1},
        {classification::other, delivery_kind::follow_up, inquiry_state::acknowledged, 1},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(model::name_of(row.as)) {
            auto g = fresh(doubtful);
            const auto id = admit(g, "k1");
            g.advance(6s);
            answer<model::answers::done>(
                g, g.call(judging(operation::classify, last_reply(g, id), row.as), "ann"));
            const auto& anew = last_of(g, row.kind);
            BOOST_TEST((anew.classed == row.as));
            BOOST_TEST((anew.state == row.after));
            BOOST_TEST(says(anew.next_step, "looked at this message again"));
            BOOST_TEST((entry_of(g, id).state == row.after));
            g.restart();
            g.advance(2h);
            BOOST_TEST(count(g, delivery_kind::overdue) == row.overdue);
            check_folds_agree(g);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_a_person_classified_he_may_classify_otherwise) {
    auto g = fresh("switch on iaq : ack ; answer after 5s\n");
    const auto id = admit(g, "k1");
    g.advance(6s);
    const auto message = last_reply(g, id);
    const auto say = [&](classification as) {
        return answer<model::answers::done>(
            g, g.call(judging(operation::classify, message, as), "ann"));
    };
    say(classification::receipt);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::received));
    BOOST_TEST(!entry_of(g, id).answer_came);
    say(classification::answer);
    BOOST_TEST((entry_of(g, id).state == inquiry_state::answered));
    const auto records = g.journal.durable.size();
    BOOST_TEST((say(classification::answer).at_sequence == sequence::none));  // is so already
    BOOST_TEST(g.journal.durable.size() == records);
    check_folds_agree(g);
}

BOOST_AUTO_TEST_SUITE_END()
