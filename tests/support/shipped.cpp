#include "app/configuration.hpp"
#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace iaq::testing {

namespace {

std::string shipped_config(model::payload_kind payload) {
    const std::string source = IAQ_SOURCE_DIR;
    return R"(
[daemon]
state_dir = "/unused"
environment = "test"
[[agency]]
name = "Test PD"
oris = ["MO0110100"]
time_zone = "America/Chicago"
profile = ")" +
           source + R"(/config/profiles/mules.toml"
policy = ")" +
           source + R"(/config/policy/so0801.toml"
[[station]]
name = "one"
protocol = "foxtalk"
payload = ")" +
           std::string{payload == model::payload_kind::ofml ? "ofml" : "nlets_text"} + R"("
hosts = ["127.0.0.1:6099"]
device = "SJPD01"
oris = ["MO0110100"]
[intake]
unix = "/unused"
[[principal]]
uid = 1000
oris = ["MO0110100"]
rights = ["submit", "read", "operate", "supervise", "audit"]
asserts_users = true
)";
}

}  // namespace

engine::rules shipped_rules(model::payload_kind payload) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("iaq_test_" + std::to_string(::getpid()) + ".toml");
    std::ofstream{path} << shipped_config(payload);
    auto loaded = app::load_rules(path.string());
    std::filesystem::remove(path);
    const std::string wrong = loaded ? std::string{} : loaded.error().front();
    BOOST_REQUIRE_MESSAGE(loaded.has_value(), "shipped rules: " << wrong);
    return std::move(loaded).value();
}

model::inquiry_request good_request(const std::string& key) {
    model::inquiry_request q;
    q.idempotency_key = key;
    q.ori = "MO0110100";
    q.asked_by = {"1234", "SMITH, ANNA"};
    q.operator_id = "OP7";
    q.desk = "north";
    q.incident = "26-0001";
    q.phone = "8165550100";
    q.reason = "BOOKING";
    q.person.last_name = "TESTPERSON";
    q.person.first_name = "JUANA";
    q.person.date_of_birth = "1980-02-01";
    q.person.said_sex = model::sex::female;
    q.person.place_of_birth = "MM";
    q.person.mothers_maiden_name = "EXAMPLE";
    q.person.fathers_last_name = "SAMPLE";
    q.charge = {"TRAFFIC OFFENSE", "5499"};
    q.in_custody = true;
    q.role = model::subject_role::arrestee;
    q.ground = model::basis::presented_for_incarceration;
    q.evidence = model::identity_evidence::none;
    return q;
}

gateway gateway_with(const std::string& rules, model::payload_kind payload) {
    auto told = switch_sim::read_scene(rules);
    BOOST_REQUIRE(told.has_value());
    return {shipped_rules(payload), std::move(told).value(), payload};
}

std::string admit(gateway& g, const std::string& key) {
    const auto id = g.submit(good_request(key));
    BOOST_REQUIRE(g.answers.contains(id));
    const auto* const accepted = std::get_if<model::answers::accepted>(&g.answers.at(id));
    BOOST_REQUIRE(accepted != nullptr);
    return accepted->inquiry_id;
}

std::size_t count(const gateway& g, model::delivery_kind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        g.deliveries, [&](const auto& d) { return d.kind == kind && !d.unseen; }));
}

}  // namespace iaq::testing
