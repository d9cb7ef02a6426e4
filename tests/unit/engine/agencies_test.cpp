#include "app/configuration.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

using namespace iaq;
using namespace iaq::testing;

// Two agencies in one daemon, each with an order file of its own: neither hears the other's words.
BOOST_AUTO_TEST_SUITE(engine_agencies)

namespace {

const std::string source = IAQ_SOURCE_DIR;
constexpr std::string_view police = "MO0110100", sheriff = "MO0110000";

void replace(std::string& text, std::string_view passage, std::string_view instead) {
    const auto at = text.find(passage);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, "no " << passage);
    text.replace(at, passage.size(), instead);
}

/// The shipped order as another agency would have changed it.
std::string sheriffs_order() {
    std::ifstream file{source + "/config/policy/so0801.toml"};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    replace(text, "name = \"SO0801\"", "name = \"G42\"");
    replace(text, "contact_default = \"15m\"", "contact_default = \"20m\"");
    replace(text, "IDENTITY = \"no identification, or one that does not fit the person\"",
            "PAPERS = \"none shown\"");
    replace(text, "ours = \"Booking, bond and release do not wait for this answer.\"",
            "ours = \"The jail goes on.\"");
    replace(text, "DELAYED = \"Nobody needs to act yet",
            "DELAYED = \"Jail: nobody needs to act yet");
    replace(text, "ALERT = \"Operator:", "ALERT = \"Jail's operator:");
    return text;
}

std::string agency(std::string_view name, std::string_view ori, const std::string& policy) {
    return "[[agency]]\nname = \"" + std::string{name} + "\"\noris = [\"" + std::string{ori} +
           "\"]\ntime_zone = \"America/Chicago\"\nprofile = \"" + source +
           "/config/profiles/mules.toml\"\npolicy = \"" + policy + "\"\ntables = \"" + source +
           "/config/tables\"\n";
}

std::string station(std::string_view name, std::string_view ori) {
    return "[[station]]\nname = \"" + std::string{name} +
           "\"\nprotocol = \"foxtalk\"\npayload = \"ofml\"\nhosts = [\"127.0.0.1:6099\"]\n"
           "device = \"SJPD01\"\noris = [\"" +
           std::string{ori} + "\"]\n";
}

engine::rules two_agencies() {
    const auto folder =
        std::filesystem::temp_directory_path() / ("iaq_agencies_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "g42.toml"} << sheriffs_order();
    std::ofstream{folder / "iaqd.toml"}
        << "[daemon]\nstate_dir = \"/unused\"\nenvironment = \"test\"\n"
        << agency("Test PD", police, source + "/config/policy/so0801.toml")
        << agency("Test Sheriff", sheriff, (folder / "g42.toml").string()) << station("one", police)
        << station("two", sheriff)
        << "[intake]\nunix = \"/unused\"\n[[principal]]\nuid = 1000\noris = [\"" << police
        << "\", \"" << sheriff
        << "\"]\nrights = [\"submit\", \"read\", \"operate\"]\nasserts_users = true\n";
    auto loaded = app::load_rules((folder / "iaqd.toml").string());
    std::filesystem::remove_all(folder);
    const std::string wrong = loaded ? std::string{} : loaded.error().front();
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), wrong);
    return std::move(loaded).value();
}

gateway fresh() {
    auto told = switch_sim::read_scene("switch on iaq : ack\n");
    BOOST_REQUIRE(told.has_value());
    return {two_agencies(), std::move(told).value(), model::payload_kind::ofml};
}

model::inquiry_request of(std::string_view ori, const std::string& key) {
    auto q = good_request(key);
    q.ori = ori;
    return q;
}

model::inquiry_request question_of(std::string_view ori, const std::string& key,
                                   std::string_view reason) {
    auto q = of(ori, key);
    q.role = model::subject_role::enforcement_contact;
    q.ground = model::basis::status_in_question;
    q.in_custody = false;
    q.reason = reason;
    return q;
}

template <class Answer>
Answer answer_to(gateway& g, const model::inquiry_request& request) {
    const auto id = g.submit(request);
    const auto* const said = std::get_if<Answer>(&g.answers.at(id));
    BOOST_REQUIRE(said != nullptr);
    return *said;
}

std::string text_of(const std::vector<model::notice>& notices, std::string_view id) {
    const auto found = std::ranges::find(notices, id, &model::notice::id);
    return found == notices.end() ? std::string{} : found->text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_agency_is_judged_by_its_own_list_and_told_its_own_words) {
    auto g = fresh();
    const auto refused = answer_to<model::answers::refused>(
        g, question_of(sheriff, "k1", "IDENTITY gave two birth dates"));
    BOOST_TEST_REQUIRE(refused.violations.size() == 1U);
    BOOST_TEST(refused.violations[0].rule == "EQUAL");
    BOOST_TEST(refused.violations[0].message.find("PAPERS (none shown)") != std::string::npos);
    const auto ours = answer_to<model::answers::accepted>(
        g, question_of(police, "k2", "IDENTITY gave two birth dates"));
    const auto theirs = answer_to<model::answers::accepted>(
        g, question_of(sheriff, "k3", "PAPERS gave two birth dates"));
    BOOST_TEST(text_of(ours.advisories, "CONTACT").find("15 min") != std::string::npos);
    BOOST_TEST(text_of(theirs.advisories, "CONTACT").find("20 min") != std::string::npos);
    const auto booked = answer_to<model::answers::accepted>(g, of(sheriff, "k4"));
    BOOST_TEST(text_of(booked.notices, "BOOKING").ends_with("\nThe jail goes on."));
}

BOOST_AUTO_TEST_CASE(each_delivery_has_the_next_step_of_its_agency) {
    auto g = fresh();
    g.call(model::calls::operate{model::records::operation::hold, "one", "test"});
    const auto ours = answer_to<model::answers::accepted>(g, of(police, "k1"));
    const auto theirs = answer_to<model::answers::accepted>(g, of(sheriff, "k2"));
    g.advance(3min);
    std::size_t told = 0;
    for (const auto& d : g.deliveries) {
        if (d.kind == model::delivery_kind::delayed) {
            BOOST_TEST(d.next_step.starts_with("Jail: ") == (d.inquiry_id == theirs.inquiry_id));
            ++told;
        }
    }
    BOOST_TEST(told == 2U);
}

BOOST_AUTO_TEST_CASE(an_alert_of_a_station_is_told_in_the_words_of_its_agency) {
    auto g = fresh();
    g.advance(10min);  // nobody answers on station two
    const auto alert = std::ranges::find_if(g.deliveries, [](const model::delivery& d) {
        return d.kind == model::delivery_kind::alert && d.station == "two";
    });
    BOOST_REQUIRE((alert != g.deliveries.end()));
    BOOST_TEST(alert->next_step.starts_with("Jail's operator:"));
}

BOOST_AUTO_TEST_CASE(each_decision_is_recorded_with_the_digest_of_its_own_order) {
    const auto rules = two_agencies();
    BOOST_TEST_REQUIRE(rules.agencies.size() == 2U);
    BOOST_TEST(rules.agencies[0].order.digest != rules.agencies[1].order.digest);
    BOOST_TEST(rules.agency_of(sheriff)->order.name == "G42");
    BOOST_TEST(rules.agency_of(police)->order.name == "SO0801");
}

BOOST_AUTO_TEST_SUITE_END()
