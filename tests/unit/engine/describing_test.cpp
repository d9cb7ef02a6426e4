#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>

using namespace iaq;
using namespace iaq::testing;
namespace answers = model::answers;

namespace {

template <class Answer>
const Answer& said(const gateway& g, std::uint64_t id) {
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const body = std::get_if<Answer>(&g.answers.at(id));
    BOOST_REQUIRE(body != nullptr);
    return *body;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_describing)

BOOST_AUTO_TEST_CASE(a_principal_is_told_the_form_of_its_own_agency) {
    auto g = gateway_with("", model::payload_kind::ofml);
    for (const auto* const ori : {"", "MO0110100"}) {
        BOOST_TEST_CONTEXT("ori '" << ori << "'") {
            const auto& d = said<answers::description>(g, g.call(model::calls::describe{ori}));
            BOOST_TEST(d.ori == "MO0110100");
            BOOST_TEST(d.agency == "Test PD");
            BOOST_TEST(d.time_zone == "America/Chicago");
            BOOST_TEST(d.form.policy_digest.size() == 64U);
            BOOST_TEST(d.form.profile_digest.size() == 64U);
            BOOST_TEST(d.form.tables_digest.size() == 64U);
            for (const auto& list : d.form.tables) {
                const bool of_a_file =
                    list.name == "places" || list.name == "offenses" || list.name == "sexes";
                BOOST_TEST_CONTEXT(list.name) {
                    BOOST_TEST(list.digest.size() == (of_a_file ? 64U : 0U));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_digests_told_are_those_that_a_decision_records) {
    auto g = gateway_with("", model::payload_kind::ofml);
    admit(g, "k1");
    const auto& d = said<answers::description>(g, g.call(model::calls::describe{}));
    for (const auto& action : g.log) {
        const auto* const append = std::get_if<model::actions::append_record>(&action);
        const auto* const record = append == nullptr
                                       ? nullptr
                                       : std::get_if<model::records::admitted>(&append->entry.body);
        if (record != nullptr) {
            BOOST_TEST(record->order_digest == d.form.policy_digest);
            BOOST_TEST(record->tables_digest == d.form.tables_digest);
            return;
        }
    }
    BOOST_FAIL("nothing was admitted");
}

BOOST_AUTO_TEST_CASE(another_agencys_form_is_forbidden_whether_there_is_one_or_not) {
    auto g = gateway_with("", model::payload_kind::ofml);
    const auto& e = said<answers::error>(g, g.call(model::calls::describe{"MO0990000"}));
    BOOST_TEST((e.code == answers::error_code::forbidden));
    BOOST_TEST(e.message.find("MO0990000") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
