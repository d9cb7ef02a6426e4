#include "settings/settings.hpp"

#include "base/text.hpp"
#include "unit/settings/source_file.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

namespace {

using namespace iaq;
using namespace iaq::settings;
using namespace iaq::settings_test;

/// The first complaint, or nothing: a test prints it.
template <class Read>
std::string first_fault(const Read& read) {
    return read ? std::string{} : read.error().front().said();
}

/// True for `#key = value`, the form in which the shipped file shows a default.
bool shows_default(std::string_view line) {
    return line.size() > 2 && line[0] == '#' && text::is_letter(line[1]) &&
           line.find(" = ") != std::string_view::npos;
}

/// `iaqd.toml` with every default that is one put in force.
std::string with_defaults_said(std::string_view shipped) {
    std::string out, limits;
    for (const auto line : text::lines(shipped)) {
        const bool has_default = !text::contains_folded(limits, "No default.") &&
                                 !text::contains_folded(limits, "Refused:");
        out += shows_default(line) && has_default ? line.substr(1) : line;
        out += '\n';
        limits = line;
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_shipped_files)

BOOST_AUTO_TEST_CASE(the_shipped_iaqd_toml_is_what_the_option_table_writes) {
    const auto shipped = text_of("config/iaqd.toml");
    const auto written = commented_defaults();
    if (shipped != written) {
        std::ofstream{"iaqd.toml.new", std::ios::binary} << written;
    }
    BOOST_TEST((shipped == written), "config/iaqd.toml is old; compare it with iaqd.toml.new");
}

BOOST_AUTO_TEST_CASE(the_shipped_iaqd_toml_parses) {
    const auto read = parse_settings(text_of("config/iaqd.toml"), "iaqd.toml");
    BOOST_TEST(first_fault(read) == "");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read.value().path == "iaqd.toml");
    BOOST_TEST(read.value().agencies.size() == 1U);
    BOOST_TEST(read.value().stations.size() == 1U);
    BOOST_TEST(read.value().intake_unix == "/run/iaqd/intake.sock");
    BOOST_TEST(read.value().digest.size() == 64U);
}

BOOST_AUTO_TEST_CASE(saying_a_default_changes_nothing) {
    const auto shipped = text_of("config/iaqd.toml");
    const auto said = with_defaults_said(shipped);
    BOOST_TEST((said != shipped));
    auto quiet = parse_settings(shipped, "f");
    auto loud = parse_settings(said, "f");
    BOOST_TEST(first_fault(loud) == "");
    BOOST_REQUIRE((quiet.has_value() && loud.has_value()));
    loud.value().digest = quiet.value().digest;
    BOOST_TEST((loud.value() == quiet.value()));
}

BOOST_AUTO_TEST_CASE(the_file_s_defaults_are_those_of_the_checked_structs) {
    const auto read = parse_settings(text_of("config/iaqd.toml"), "f");
    BOOST_REQUIRE(read.has_value());
    const model::settings plain;
    const model::station_settings station;
    BOOST_TEST(read.value().segment_bytes == plain.segment_bytes);
    BOOST_TEST((read.value().retention_min == plain.retention_min));
    BOOST_TEST((read.value().scrub_period == plain.scrub_period));
    BOOST_TEST(read.value().test_environment == plain.test_environment);
    BOOST_TEST((read.value().stations[0].payload == station.payload));
    BOOST_TEST((read.value().stations[0].reconnect_wait == station.reconnect_wait));
    BOOST_TEST((read.value().stations[0].connect_timeout == station.connect_timeout));
    BOOST_TEST(read.value().stations[0].frame_bytes_max == station.frame_bytes_max);
}

BOOST_AUTO_TEST_CASE(the_shipped_profile_holds_the_published_fields_in_nlets_order) {
    const auto read = parse_profile(text_of("config/profiles/mules.toml"), "mules.toml");
    BOOST_TEST(first_fault(read) == "");
    BOOST_REQUIRE(read.has_value());
    const auto& profile = read.value();
    std::string tags;
    for (const auto& field : profile.fields) {
        tags += field.tag.empty() ? "-" : field.tag;
        tags += field.required ? "! " : " ";
    }
    BOOST_TEST(tags ==
               "PUR! ATN! PHN! NAM! DOB! SEX! POB! CUS! OFF! ARN FBI SID OLN RSN! - - REM ");
    BOOST_TEST(profile.query_key == "IAQ");
    BOOST_TEST(profile.answer_key == "IAR");
    BOOST_TEST(profile.destination == "AX");
    BOOST_TEST((profile.answer_oris == std::vector<std::string>{"VTICE0900"}));
    BOOST_TEST((profile.status_oris == std::vector<std::string>{"NL0000000"}));
    BOOST_TEST((profile.receipt.keys == std::vector<std::string>{"AM"}));
    BOOST_TEST((profile.receipt.phrases == std::vector<std::string>{"IAQ RECEIVED"}));
    BOOST_TEST(profile.retry.nak_temporary.empty());
    BOOST_TEST((profile.retry == model::profile_retry{}));
    BOOST_TEST((profile.clocks == model::profile_clocks{}));
    BOOST_TEST(profile.lesc_phone == model::profile{}.lesc_phone);
}

BOOST_AUTO_TEST_CASE(a_profile_without_its_optional_keys_has_the_defaults_of_the_checked_struct) {
    const auto shipped = text_of("config/profiles/mules.toml");
    std::string text;
    bool in_field = false;
    for (const auto line : text::lines(shipped)) {
        in_field = in_field || line == "[[field]]";
        const bool needed =
            in_field || line.starts_with("name =") || text::contains_folded(line, "_key =") ||
            text::contains_folded(line, "_oris =") || line.starts_with("destination") ||
            line.starts_with("reference_alphabet");
        text += needed ? std::string{line} + "\n" : "\n";
    }
    const auto read = parse_profile(text, "f");
    BOOST_TEST(first_fault(read) == "");
    BOOST_REQUIRE(read.has_value());
    auto expected = model::profile{};
    const auto& got = read.value();
    expected.name = got.name;
    expected.query_key = got.query_key;
    expected.answer_key = got.answer_key;
    expected.destination = got.destination;
    expected.answer_oris = got.answer_oris;
    expected.status_oris = got.status_oris;
    expected.reference_alphabet = got.reference_alphabet;
    expected.fields = got.fields;
    expected.digest = got.digest;
    BOOST_TEST((got == expected));
}

BOOST_AUTO_TEST_CASE(the_shipped_order_parses_and_its_short_texts_fit_a_line) {
    const auto read = parse_order(text_of("config/policy/so0801.toml"), "so0801.toml");
    BOOST_TEST(first_fault(read) == "");
    BOOST_REQUIRE(read.has_value());
    const auto& order = read.value();
    BOOST_TEST(order.name == "SO0801");
    BOOST_TEST(!order.firearms_allowed);
    BOOST_TEST((order.role_memory == 72h));
    BOOST_TEST((order.key_memory == std::chrono::hours{24 * 30}));
    BOOST_TEST(order.age_years_max == 120);
    BOOST_TEST(order.rules.at("DETAIN").citation == "SO0801 II.B.4");
    BOOST_TEST(order.next_steps.contains("OVERDUE"));
    for (const auto& [id, rule] : order.rules) {
        BOOST_TEST_CONTEXT(id) {
            BOOST_TEST(rule.id == id);
            BOOST_TEST(rule.short_text.size() <= 60U);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
