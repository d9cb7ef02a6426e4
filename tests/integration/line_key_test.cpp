#include "support/process.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>

/// The key of an encrypted line: without the right file there is no line at all, and never a plain
/// one instead.
using namespace iaq;
using namespace std::chrono_literals;
using testing::contents_of;
using testing::site;

namespace {

const testing::spoken encrypted{.protocol = "dmpp2020", .key = std::string(32, 'k')};

constexpr int configuration_bad = 65;

/// Starts the daemon, which must end by itself, and returns its code.
int refused(site& s) {
    s.start({}, false);
    const auto code = s.daemon().wait(20s);
    BOOST_REQUIRE_MESSAGE(code.has_value(), "it runs: " << contents_of(s.daemon_log()));
    return *code;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_line_key)

BOOST_AUTO_TEST_CASE(a_key_file_that_is_none_ends_the_start_with_what_would_do) {
    struct row {
        std::string_view name;
        std::string key;
        mode_t mode;
        std::string_view says;
    };
    const std::array rows{
        row{"empty", "", 0600, "has 0 bytes; a key has 16 or 32, raw"},
        row{"a line end behind it", std::string(32, 'k') + "\n", 0600, "has 33 bytes"},
        row{"24 bytes", std::string(24, 'k'), 0600, "has 24 bytes"},
        row{"others may read it", std::string(32, 'k'), 0644,
            "others may read this key; chmod 600"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.name) {
            site s{"", "ofml", 1, {}, encrypted};
            testing::write_file(s.line_key(), r.key);
            BOOST_REQUIRE(::chmod(s.line_key().c_str(), r.mode) == 0);
            BOOST_TEST(refused(s) == configuration_bad);
            const auto log = contents_of(s.daemon_log());
            BOOST_TEST(log.find(r.says) != std::string::npos, log);
            BOOST_TEST(log.find("kkkk") == std::string::npos);
            BOOST_TEST(s.switch_notes().empty());  // nothing went to the switch
        }
    }
}

BOOST_AUTO_TEST_CASE(a_key_file_that_is_not_there_ends_the_start_by_its_name) {
    site s{"", "ofml", 1, {}, encrypted};
    BOOST_REQUIRE(::unlink(s.line_key().c_str()) == 0);
    BOOST_TEST(refused(s) == configuration_bad);
    const auto log = contents_of(s.daemon_log());
    BOOST_TEST(log.find("the encryption_key of station one is not there") != std::string::npos,
               log);
}

BOOST_AUTO_TEST_CASE(another_key_than_the_switchs_delivers_nothing_and_says_so) {
    site s{"switch at 1s : send key=AM text=\"TEST NOTICE\"\n", "ofml", 1, {}, encrypted};
    testing::write_file(s.line_key(), std::string(32, 'x'));  // the switch has read its own
    s.start();
    const auto until = std::chrono::steady_clock::now() + 20s;
    const std::string said = "encrypted data that our encryption_key does not open";
    while (contents_of(s.daemon_log()).find(said) == std::string::npos &&
           std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(50ms);
    }
    BOOST_TEST(contents_of(s.daemon_log()).find(said) != std::string::npos);
    BOOST_TEST(testing::status_of(s).unmatched() == 0U);
    BOOST_TEST(s.stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
