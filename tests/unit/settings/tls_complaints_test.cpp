#include "settings/sound_text.hpp"
#include "unit/settings/bad_file.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What a station may say about TLS.
namespace {

using namespace iaq::settings;
using namespace iaq::settings_test;

constexpr std::string_view good = R"([daemon]
profile = "/c/profiles/m.toml"
policy = "/c/policy/o.toml"
[[station]]
name = "s"
hosts = ["127.0.0.1:6099"]
device = "D1"
oris = ["MO0110100"]
tls_ca = "/ca.pem"
tls_certificate = "c.pem"
tls_key = "c.key"
tls_min = "1.2"
tls_name = "switch.example"
[intake]
unix = "/s/i.sock"
[[principal]]
uid = 1000
oris = ["MO0110100"]
rights = ["submit"]
)";

const std::string without_ca =
    " without tls_ca would leave the line plain; say tls_ca = \"FILE\", or leave it out";

const std::vector<bad_file> rows{
    {"all of it but tls_ca",
     "tls_ca = \"/ca.pem\"\n",
     "",
     {"9:19: tls_certificate" + without_ca, "10:11: tls_key" + without_ca,
      "11:11: tls_min" + without_ca, "12:12: tls_name" + without_ca}},
    {"a certificate without its key",
     "tls_key = \"c.key\"\n",
     "",
     {"10:19: tls_certificate needs tls_key beside it; say both or neither"}},
    {"a key without its certificate",
     "tls_certificate = \"c.pem\"\n",
     "",
     {"10:11: tls_key needs tls_certificate beside it; say both or neither"}},
    {"an old version",
     "\"1.2\"",
     "\"1.1\"",
     {"12:11: tls_min must be \"1.3\" or \"1.2\", not \"1.1\""}},
    {"a version without quotes",
     "\"1.2\"",
     "1.2",
     {"12:11: tls_min must be a text in quotes: \"1.3\" or \"1.2\""}},
    {"an empty path", "\"/ca.pem\"", "\"\"", {"9:10: tls_ca must be 1 to 4096 characters, not 0"}},
    {"a name with its port",
     "\"switch.example\"",
     "\"switch.example:6099\"",
     {"13:12: tls_name must be a host name or an IP address, not \"switch.example:6099\""}},
    {"an address in brackets",
     "\"switch.example\"",
     "\"[::1]\"",
     {"13:12: tls_name must be a host name or an IP address, not \"[::1]\""}},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_tls_complaints)

BOOST_AUTO_TEST_CASE(the_file_the_bad_ones_are_made_from_is_good) {
    BOOST_TEST(complaints_of(parse_settings, good).empty());
}

BOOST_AUTO_TEST_CASE(half_a_word_about_tls_is_refused_with_its_place) {
    check_all(parse_settings, good, rows);
}

BOOST_AUTO_TEST_CASE(a_host_name_is_a_name_or_an_address_and_nothing_more) {
    for (const std::string_view name :
         {"switch", "switch.state.example", "127.0.0.1", "::1", "2001:db8::2", "::ffff:10.0.0.1"}) {
        BOOST_TEST(is_host_name(name), name);
    }
    for (const std::string_view name : {"", "a b", "a:1", "*.example", "[::1]", "a/b", "::g"}) {
        BOOST_TEST(!is_host_name(name), name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
