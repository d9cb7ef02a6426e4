#include "app/heartbeat.hpp"

#include "support/watching.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::app;
namespace asio = boost::asio;

namespace {

/// A pulse on a loop that the test turns, with a journal that answers or does not.
class bench {
public:
    explicit bench(const char* watchdog = "400000") {
        ::setenv("NOTIFY_SOCKET", ear.name().c_str(), 1);
        ::setenv("WATCHDOG_USEC", watchdog, 1);
        manager =
            std::make_unique<host::service_manager>(host::service_manager::from_environment());
        pulse = heartbeat::make(loop, *manager,
                                {[this] {
                                     ++probes;
                                     if (answers) {
                                         asio::post(loop, [this] { pulse->journal_answered(); });
                                     }
                                 },
                                 [this] { return words; },
                                 [this](model::inputs::input in) { told.push_back(std::move(in)); },
                                 [this] { return now; }, [this] { return health; }});
    }
    /// Turns the loop; the daemon's clock stands unless a test moves it.
    void live(std::chrono::milliseconds time) {
        loop.restart();
        loop.run_for(time);
    }
    /// Turns it until this holds; a busy machine gets its time.
    template <class Holds>
    bool live_until(Holds holds) {
        for (int turns = 0; turns < 600 && !holds(); ++turns) {
            live(50ms);
        }
        return holds();
    }
    std::size_t heard(const std::string& text) {
        return static_cast<std::size_t>(std::ranges::count_if(
            ear.heard(), [&](const auto& each) { return each.find(text) != std::string::npos; }));
    }

    testing::notify_ear ear{"@iaq_pulse_" + std::to_string(::getpid())};
    asio::io_context loop;
    std::unique_ptr<host::service_manager> manager;
    std::unique_ptr<heartbeat> pulse;
    int probes = 0;
    bool answers = true;
    std::string words = "0 records";
    std::vector<model::inputs::input> told;
    mono_time now{1'000'000'000};
    host::clock_health health = host::clock_health::synchronised;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(app_heartbeat)

BOOST_AUTO_TEST_CASE(the_watchdog_hears_of_each_answer_of_the_journal) {
    bench b;
    b.pulse->start();
    BOOST_TEST(b.live_until([&] { return b.probes >= 2 && b.heard("WATCHDOG=1") >= 2U; }));
    BOOST_TEST((b.pulse->journal_silence() == 0s));
}

BOOST_AUTO_TEST_CASE(a_journal_that_does_not_answer_is_asked_once_and_the_watchdog_hears_nothing) {
    bench b;
    b.answers = false;
    b.pulse->start();
    b.now = b.now + 4s;
    b.live(1s / 2);
    BOOST_TEST(b.probes == 1);
    BOOST_TEST(b.heard("WATCHDOG=1") == 0U);
    BOOST_TEST((b.pulse->journal_silence() == 4s));
    b.pulse->journal_answered();
    BOOST_TEST((b.pulse->journal_silence() == 0s));
    BOOST_TEST(b.heard("WATCHDOG=1") == 1U);
}

BOOST_AUTO_TEST_CASE(words_are_told_when_they_change_and_with_each_state) {
    bench b;
    b.pulse->start();
    b.pulse->say_ready();
    b.live(300ms);
    BOOST_TEST(b.heard("STATUS=0 records") == 2U);  // at the start, with READY=1, and not again
    BOOST_TEST(b.heard("READY=1\nSTATUS=0 records") == 1U);
    b.words = "7 records";
    BOOST_TEST(b.live_until([&] { return b.heard("STATUS=7 records") > 0; }));
    b.live(300ms);
    BOOST_TEST(b.heard("STATUS=7 records") == 1U);
    b.pulse->say_reloading();
    b.pulse->say_stopping();
    BOOST_TEST(b.heard("RELOADING=1\nSTATUS=7 records") == 1U);
    BOOST_TEST(b.heard("STOPPING=1\nSTATUS=7 records") == 1U);
}

BOOST_AUTO_TEST_CASE(without_a_watchdog_it_beats_and_says_no_word_of_one) {
    bench b{"0"};
    b.pulse->start();
    b.live(300ms);
    BOOST_TEST(b.probes == 1);  // once a second
    BOOST_TEST(b.heard("WATCHDOG") == 0U);
}

BOOST_AUTO_TEST_CASE(the_clock_is_asked_about_at_once_and_every_five_seconds) {
    bench b;
    b.health = host::clock_health::unsynchronised;
    b.pulse->start();
    BOOST_TEST_REQUIRE(b.told.size() == 1U);
    BOOST_TEST(std::get<model::inputs::clock_told>(b.told[0]).synchronised.value() == false);
    b.live(300ms);
    BOOST_TEST(b.told.size() == 1U);
    b.health = host::clock_health::unknown;
    b.now = b.now + 5s;
    BOOST_TEST_REQUIRE(b.live_until([&] { return b.told.size() == 2U; }));
    BOOST_TEST(!std::get<model::inputs::clock_told>(b.told[1]).synchronised.has_value());
    BOOST_TEST((b.pulse->clock_health() == host::clock_health::unknown));
}

BOOST_AUTO_TEST_CASE(stopped_it_leaves_nothing_on_the_loop) {
    bench b;
    b.pulse->start();
    b.live(100ms);
    b.pulse->stop();
    b.loop.restart();
    b.loop.run();
    BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
