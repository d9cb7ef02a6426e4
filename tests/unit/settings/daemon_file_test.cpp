#include "settings/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using namespace iaq;
using namespace iaq::settings;

constexpr std::string_view stations_and_clients = R"(
[[station]]
name = "one"
payload = "nlets_text"
hosts = ["switch.example:6099", "[2001:db8::1]:6100"]
device = "SJPD01"
oris = ["MO0110100", "MO011010A"]
reconnect_wait = "100ms"
connect_timeout = "2s"
frame_bytes_max = "8KiB"

[[station]]
name = "two"
hosts = ["127.0.0.1:1"]
device = "SJPD02"
oris = ["MO0110200"]
protocol = "dmpp2020"
keep_alive = "20s"
acknowledge_wait = "10s"
window = 3
pause_after = 7
pause_wait = "2m"
encryption_key = "line.key"
tls_ca = "/etc/iaqd/tls/state.pem"
tls_name = "2001:db8::2"
tls_certificate = "two.pem"
tls_key = "two.key"
tls_min = "1.2"

[intake]
unix = "/run/iaqd/intake.sock"
tls = "[::]:0"
certificate = "/etc/iaqd/tls/server.pem"
key = "server.key"
client_ca = "/etc/iaqd/tls/clients.pem"
crl = "/etc/iaqd/tls/clients.crl"
crl_grace = "2h"
crl_age_max = "30d"
tls_min = "1.2"
idle_timeout = "20m"

[[principal]]
uri = "spiffe://agency.example/MO0110100/cad"
dispatch = true
oris = ["MO0110100"]
rights = ["submit", "read", "audit"]
asserts_users = true
desks = ["north", "south"]

[[principal]]
uid = 0
oris = ["MO0110200"]
rights = ["operate", "supervise"]
)";

constexpr std::string_view one_agency_in_daemon = R"([daemon]
environment = "test"
time_zone = "America/Chicago"
profile = "/etc/iaqd/profiles/mules.toml"
policy = "/etc/iaqd/policy/so0801.toml"
)";

model::settings read(const std::string& text) {
    auto parsed = parse_settings(text, "/etc/iaqd/iaqd.toml");
    BOOST_REQUIRE_MESSAGE(parsed.has_value(),
                          (parsed ? std::string{} : parsed.error().front().said()));
    return parsed.value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_daemon_file)

BOOST_AUTO_TEST_CASE(every_key_reaches_its_member) {
    const auto got = read(std::string{one_agency_in_daemon} + std::string{stations_and_clients} +
                          "[journal]\nsegment_size = \"1MiB\"\nretention_min = \"2y\"\n"
                          "retention_age = \"3y\"\nretention_size = \"2GiB\"\n"
                          "previous_master_key = \"old.key\"\nscrub = \"36h\"\n");
    BOOST_TEST(got.test_environment);
    BOOST_TEST(got.state_dir == "/var/lib/iaqd");
    BOOST_TEST(got.segment_bytes == 1024U * 1024U);
    BOOST_TEST((got.retention_min == std::chrono::hours{2 * 365 * 24}));
    BOOST_TEST((got.retention_age == std::chrono::hours{3 * 365 * 24}));
    BOOST_TEST(got.retention_bytes == 2ULL << 30U);
    BOOST_TEST(got.previous_master_key_path == "old.key");
    BOOST_TEST((got.scrub_period == std::chrono::hours{36}));
    BOOST_REQUIRE(got.stations.size() == 2U);
    const auto& one = got.stations[0];
    BOOST_TEST(one.name == "one");
    BOOST_TEST((one.payload == model::payload_kind::nlets_text));
    BOOST_TEST((one.hosts ==
                std::vector<model::host_address>{{"switch.example", 6099}, {"2001:db8::1", 6100}}));
    BOOST_TEST(one.device == "SJPD01");
    BOOST_TEST((one.oris == std::vector<std::string>{"MO0110100", "MO011010A"}));
    BOOST_TEST((one.reconnect_wait == 100ms));
    BOOST_TEST((one.connect_timeout == 2s));
    BOOST_TEST(one.frame_bytes_max == 8192U);
    BOOST_TEST((one.protocol == model::line_protocol::foxtalk));
    BOOST_TEST(one.window == 1U);
    BOOST_TEST(one.encryption_key_path.empty());
    BOOST_TEST(!one.tls.is_on());
    BOOST_TEST((one.tls.least == model::tls_floor::tls_1_3));
    const auto& two = got.stations[1];
    BOOST_TEST((two.payload == model::payload_kind::ofml));
    BOOST_TEST((two.protocol == model::line_protocol::dmpp2020));
    BOOST_TEST((two.keep_alive == 20s));
    BOOST_TEST((two.acknowledge_wait == 10s));
    BOOST_TEST(two.window == 3U);
    BOOST_TEST(one.pause_after == 3U);
    BOOST_TEST((one.pause_wait == 1min));
    BOOST_TEST(two.pause_after == 7U);
    BOOST_TEST((two.pause_wait == 2min));
    BOOST_TEST(two.encryption_key_path == "line.key");
    BOOST_TEST(two.tls.is_on());
    BOOST_TEST((two.tls == model::tls_settings{"/etc/iaqd/tls/state.pem", "2001:db8::2", "two.pem",
                                               "two.key", model::tls_floor::tls_1_2}));
    BOOST_REQUIRE(got.principals.size() == 2U);
    const auto& cad = got.principals[0];
    BOOST_TEST(cad.uri == "spiffe://agency.example/MO0110100/cad");
    BOOST_TEST(!cad.uid.has_value());
    BOOST_TEST(cad.asserts_users);
    BOOST_TEST(cad.dispatch);
    BOOST_TEST((cad.desks == std::vector<std::string>{"north", "south"}));
    BOOST_TEST((cad.may(model::right::submit) && cad.may(model::right::read) &&
                cad.may(model::right::audit)));
    BOOST_TEST((!cad.may(model::right::operate) && !cad.may(model::right::supervise)));
    const auto& root = got.principals[1];
    BOOST_TEST(root.uri.empty());
    BOOST_TEST((root.uid == 0U));
    BOOST_TEST(!root.asserts_users);
    BOOST_TEST(!root.dispatch);
    BOOST_TEST((root.may(model::right::operate) && root.may(model::right::supervise)));
    BOOST_TEST(!root.may(model::right::submit));
}

BOOST_AUTO_TEST_CASE(every_key_about_the_network_reaches_its_member) {
    const auto got = read(std::string{one_agency_in_daemon} + std::string{stations_and_clients});
    BOOST_TEST(got.intake_tls.is_on());
    BOOST_TEST((got.intake_tls == model::network_intake{{"::", 0},
                                                        "/etc/iaqd/tls/server.pem",
                                                        "server.key",
                                                        "/etc/iaqd/tls/clients.pem",
                                                        "/etc/iaqd/tls/clients.crl",
                                                        model::tls_floor::tls_1_2,
                                                        2h,
                                                        720h}));
    BOOST_TEST((got.idle_timeout == 20min));
}

BOOST_AUTO_TEST_CASE(the_scrub_can_be_off) {
    const auto got = read(std::string{one_agency_in_daemon} + std::string{stations_and_clients} +
                          "[journal]\nscrub = \"off\"\n");
    BOOST_TEST((got.scrub_period == 0s));
}

BOOST_AUTO_TEST_CASE(one_agency_may_stand_under_daemon_and_takes_the_stations_oris) {
    const auto got = read(std::string{one_agency_in_daemon} + std::string{stations_and_clients});
    BOOST_REQUIRE(got.agencies.size() == 1U);
    const auto& agency = got.agencies[0];
    BOOST_TEST(agency.name == "agency");
    BOOST_TEST((agency.oris == std::vector<std::string>{"MO0110100", "MO011010A", "MO0110200"}));
    BOOST_TEST(agency.time_zone == "America/Chicago");
    BOOST_TEST(agency.profile_path == "/etc/iaqd/profiles/mules.toml");
    BOOST_TEST(agency.policy_path == "/etc/iaqd/policy/so0801.toml");
}

BOOST_AUTO_TEST_CASE(the_only_agency_takes_what_it_does_not_say_from_daemon) {
    const auto got = read(std::string{one_agency_in_daemon} +
                          "[[agency]]\nname = \"A\"\noris = [\"MO0110100\", \"MO011010A\", "
                          "\"MO0110200\"]\ntables = \"/tables\"\n" +
                          std::string{stations_and_clients});
    BOOST_REQUIRE(got.agencies.size() == 1U);
    BOOST_TEST(got.agencies[0].name == "A");
    BOOST_TEST(got.agencies[0].time_zone == "America/Chicago");
    BOOST_TEST(got.agencies[0].profile_path == "/etc/iaqd/profiles/mules.toml");
    BOOST_TEST(got.agencies[0].tables_path == "/tables");
}

BOOST_AUTO_TEST_CASE(tables_lie_beside_the_folder_of_the_policy_file_unless_said) {
    const struct {
        std::string policy, tables;
    } rows[] = {{"/etc/iaqd/policy/so0801.toml", "/etc/iaqd/tables"},
                {"/policy/so0801.toml", "/tables"},
                {"/so0801.toml", "/tables"}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.policy) {
            const auto got = read("[daemon]\nprofile = \"/p\"\npolicy = \"" + row.policy + "\"\n" +
                                  std::string{stations_and_clients});
            BOOST_TEST(got.agencies.at(0).tables_path == row.tables);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_complaint_is_told_at_once_and_in_order_of_place) {
    const auto parsed = parse_settings(
        "[daemon]\nenvironment = \"prod\"\nstat_dir = \"/s\"\n[[station]]\nname = \"a b\"\n"
        "hosts = [\"h\", \"h:1\", \"i:0\"]\ndevice = 7\noris = [\"X\"]\nreconnect_wait = 30\n",
        "iaqd.toml");
    BOOST_REQUIRE(!parsed.has_value());
    std::string said;
    for (const auto& one : parsed.error()) {
        BOOST_TEST(one.file == "iaqd.toml");
        said += std::to_string(one.line) + ":" + std::to_string(one.column) + " ";
    }
    BOOST_TEST(said == "1:1 1:1 1:1 2:15 3:1 5:8 6:10 6:22 7:10 8:9 9:18 ");
}

BOOST_AUTO_TEST_CASE(a_file_nested_or_grown_without_measure_is_refused) {
    const auto dotted = [](std::size_t dots) {
        std::string key{"a"};
        for (std::size_t i = 0; i < dots; ++i) {
            key += ".a";
        }
        return key + " = 1\n";
    };
    const struct {
        std::string_view name;
        std::string text, said;
    } rows[] = {
        {"dots", "\n" + dotted(400'000), "f:2:130: more than 64 dots in one line"},
        {"lists", "a = " + std::string(100'000, '['), "f:1:"},
        {"bytes", std::string(1024 * 1024 + 1, '#'),
         "f:1:1: the file is larger than 1048576 bytes"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto parsed = parse_settings(row.text, "f");
            BOOST_REQUIRE(!parsed.has_value());
            BOOST_REQUIRE(parsed.error().size() == 1U);
            BOOST_TEST(parsed.error().front().said().starts_with(row.said));
        }
    }
    BOOST_TEST(!parse_settings(dotted(64), "f").has_value());
}

BOOST_AUTO_TEST_CASE(characters_beyond_ascii_stand_in_quotes_and_comments_only) {
    const auto text = "# Pe\xC3\xB1" + std::string{"a\n"} + std::string{one_agency_in_daemon} +
                      std::string{stations_and_clients};
    auto named = text;
    named.replace(named.find("\"south\""), 7, "\"\"\"\xC3\xB1 \\\"\"\"\"\"\"");
    const auto good = read(named);
    BOOST_TEST(good.principals[0].desks[1] == "\xC3\xB1 \"\"\"");
    auto bare = text;
    bare.insert(bare.find("uid = 0"), "\xD2\x89");
    const auto bad = parse_settings(bare, "f");
    BOOST_REQUIRE(!bad.has_value());
    BOOST_TEST(bad.error().front().said() ==
               "f:57:1: not valid TOML: characters beyond ASCII stand in quotes only");
}

BOOST_AUTO_TEST_CASE(a_broken_header_is_a_complaint_and_not_the_end) {
    for (const std::string_view text :
         {"[", "[.", "[.a]", "[[.a]]", "[ .a]", "[]", "[[]]", "[a.]"}) {
        BOOST_TEST_CONTEXT(text) {
            const auto parsed = parse_settings(text, "f");
            BOOST_REQUIRE(!parsed.has_value());
            BOOST_TEST(parsed.error().size() == 1U);
            BOOST_TEST(parsed.error().front().text.starts_with("not valid TOML: "));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_digest_is_that_of_the_text_alone) {
    const auto text = std::string{one_agency_in_daemon} + std::string{stations_and_clients};
    const auto here = parse_settings(text, "/here");
    const auto there = parse_settings(text, "/there");
    const auto other = parse_settings(text + "# a comment\n", "/here");
    BOOST_REQUIRE((here.has_value() && there.has_value() && other.has_value()));
    BOOST_TEST(here.value().digest == there.value().digest);
    BOOST_TEST(here.value().digest != other.value().digest);
}

BOOST_AUTO_TEST_CASE(less_than_a_year_is_kept_in_a_test_environment_only) {
    auto text = std::string{one_agency_in_daemon} + std::string{stations_and_clients} +
                "[journal]\nretention_min = \"364d\"\n";
    BOOST_TEST(settings::parse_settings(text, "iaqd.toml").has_value());
    const std::string_view test = "environment = \"test\"";
    BOOST_REQUIRE(text.find(test) != std::string::npos);
    text.replace(text.find(test), test.size(), "environment = \"live\"");
    const auto refused = settings::parse_settings(text, "iaqd.toml");
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().front().said().find("must be 1y or more") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
