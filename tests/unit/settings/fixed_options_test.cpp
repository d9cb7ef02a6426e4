#include "settings/daemon_options.hpp"
#include "settings/settings.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace iaq;
using namespace iaq::settings;

namespace {

const std::set<std::string> reloaded_sections{"agency", "station", "principal"};
/// Of the other sections: what a reload takes, or what cannot be given another value yet.
const std::set<std::string> reloaded{
    "daemon.time_zone",   "daemon.profile",     "daemon.policy",      "daemon.tables",
    "journal.kind",       "intake.certificate", "intake.key",         "intake.client_ca",
    "intake.crl",         "intake.crl_grace",   "intake.crl_age_max", "intake.tls_min",
    "intake.idle_timeout"};
/// Another good value for each of the rest.
const std::map<std::string, std::string> another{
    {"daemon.state_dir", "\"/elsewhere\""},
    {"daemon.environment", "\"live\""},
    {"intake.unix", "\"/run/other.sock\""},
    {"intake.tls", "\"127.0.0.1:9\"\ncertificate = \"/c\"\nkey = \"/k\"\nclient_ca = \"/a\""},
    {"journal.seal", "\"off\""},
    {"journal.master_key", "\"/k/master\""},
    {"journal.previous_master_key", "\"/k/before\""},
    {"journal.signing_key", "\"/k/signing\""},
    {"journal.log_name", "\"other.example\""},
    {"journal.fips", "true"},
    {"journal.retention_min", "\"2y\""},
    {"journal.retention_age", "\"5y\""},
    {"journal.retention_size", "\"7GiB\""},
    {"journal.segment_size", "\"2MiB\""},
    {"journal.scrub", "\"9d\""},
    {"admin.http", "\"127.0.0.1:9\""}};

std::string file_with(const std::map<std::string, std::string>& values) {
    std::map<std::string, std::string> sections{{"daemon", "profile = \"/p\"\npolicy = \"/o\"\n"},
                                                {"intake", ""},
                                                {"journal", ""},
                                                {"admin", ""}};
    std::map<std::string, std::string> all{{"daemon.environment", "\"test\""},
                                           {"intake.unix", "\"/run/a.sock\""}};
    for (const auto& [key, value] : values) {
        all[key] = value;
    }
    for (const auto& [key, value] : all) {
        const auto dot = key.find('.');
        sections[key.substr(0, dot)] += key.substr(dot + 1) + " = " + value + "\n";
    }
    std::string text;
    for (const auto& [name, lines] : sections) {
        text += "[" + name + "]\n" + lines;
    }
    return text +
           "[[station]]\nname = \"one\"\nhosts = [\"127.0.0.1:1\"]\ndevice = \"D1\"\n"
           "oris = [\"MO0110100\"]\n[[principal]]\nuid = 1\noris = [\"MO0110100\"]\n"
           "rights = [\"read\"]\n";
}

model::settings read(const std::map<std::string, std::string>& values) {
    auto parsed = parse_settings(file_with(values), "iaqd.toml");
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().front().said()));
    return std::move(parsed).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_fixed_options)

BOOST_AUTO_TEST_CASE(each_option_is_reloaded_or_refused_by_name) {
    const auto before = read({});
    BOOST_TEST(need_restart(before, read({})).empty());
    for (const auto& option : daemon_options()) {
        const auto name = std::string{option.section} + "." + std::string{option.key};
        if (reloaded_sections.contains(std::string{option.section}) || reloaded.contains(name)) {
            continue;
        }
        BOOST_TEST_CONTEXT(name) {
            BOOST_TEST_REQUIRE(another.contains(name));
            const auto named = need_restart(before, read({{name, another.at(name)}}));
            BOOST_TEST_REQUIRE(named.size() == 1U);
            BOOST_TEST(named[0] == "iaqd.toml: [" + std::string{option.section} + "] " +
                                       std::string{option.key} +
                                       " cannot change while the daemon runs; put it back and "
                                       "reload, or restart for it");
        }
    }
}

BOOST_AUTO_TEST_CASE(all_that_needs_a_restart_is_named_at_once) {
    auto wanted = another;
    BOOST_TEST(need_restart(read({}), read(wanted)).size() == another.size());
}

BOOST_AUTO_TEST_SUITE_END()
