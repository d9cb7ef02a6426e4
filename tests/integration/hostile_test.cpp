#include "support/network_site.hpp"

#include <boost/test/unit_test.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

/// What strangers and bad clients do over the network, for a short while: nobody else is kept from
/// being served, and nothing that was accepted is lost.
using namespace iaq;
using namespace std::chrono_literals;
using testing::client_papers;
using testing::network_client;
using testing::network_site;

namespace {

constexpr long memory_kib_max = 400 * 1024;

/// A connection that says what it likes, TLS or not.
class stranger {
public:
    explicit stranger(const std::string& place, const std::string& from = "127.0.0.1")
        : socket_(testing::connect_to(place, from)) {}
    ~stranger() { ::close(socket_); }
    stranger(const stranger&) = delete;
    stranger& operator=(const stranger&) = delete;

    void say(const std::string& bytes) const {
        static_cast<void>(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }
    /// True when the daemon closes before `within` is over.
    [[nodiscard]] bool is_closed(std::chrono::milliseconds within) const {
        const auto end = std::chrono::steady_clock::now() + within;
        std::array<char, 4096> heard{};
        while (std::chrono::steady_clock::now() < end) {
            pollfd waiting{socket_, POLLIN, 0};
            if (::poll(&waiting, 1, 100) > 0 && ::read(socket_, heard.data(), heard.size()) <= 0) {
                return true;
            }
        }
        return false;
    }

private:
    int socket_;
};

std::string address(int number) {
    return "127.0." + std::to_string(3 + number / 200) + "." + std::to_string(1 + number % 200);
}

/// Resident memory of a process in KiB, the most it ever had.
long memory_kib(pid_t pid) {
    std::ifstream in("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::stol(line.substr(6));
        }
    }
    return -1;
}

bool serves(client::connection& gateway) {
    v1::ClientFrame ping;
    ping.mutable_ping();
    const auto answer = gateway.call(ping, std::chrono::steady_clock::now() + 20s);
    return answer.has_value() && answer.value().has_pong();
}

std::string delimited(const std::string& frame) {
    std::string out;
    auto size = frame.size();
    for (; size >= 0x80; size >>= 7U) {
        out += static_cast<char>(0x80U | (size & 0x7FU));
    }
    return out + static_cast<char>(size) + frame;
}

/// A field of bytes around others, `depth` times.
std::string nested(int depth) {
    std::string inner;
    for (int i = 0; i < depth; ++i) {
        inner = "\x52" + delimited(inner);  // field 10
    }
    return delimited("\x08\x01" + inner);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_hostile)

BOOST_AUTO_TEST_CASE(who_says_nothing_is_let_go_in_time_while_others_are_served) {
    network_site s;
    s.start();
    auto known = s.connect();
    std::vector<std::unique_ptr<stranger>> silent;
    for (int i = 0; i < 200; ++i) {
        silent.push_back(std::make_unique<stranger>(s.place(), address(i)));
    }
    BOOST_TEST(serves(known));
    auto late = s.connect();
    BOOST_TEST(serves(late));
    for (const auto& each : silent) {
        BOOST_TEST(each->is_closed(20s));
    }
    BOOST_TEST(s.log_says(address(0) + " was turned away: it was not known in time"));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(one_address_holds_a_few_unknown_connections_and_others_come_past_it) {
    network_site s;
    s.start();
    std::vector<std::unique_ptr<stranger>> silent;
    for (int i = 0; i < 60; ++i) {
        silent.push_back(std::make_unique<stranger>(s.place(), "127.0.9.1"));
    }
    BOOST_TEST(s.log_says("127.0.9.1 was turned away: too many connections at once"));
    auto good = s.connect();
    BOOST_TEST(serves(good));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_handshake_that_drips_or_never_ends_is_given_up) {
    network_site s;
    s.start();
    const stranger drips(s.place(), "127.0.9.2"), swells(s.place(), "127.0.9.3");
    // The beginning of a ClientHello that will be 60,000 bytes long, in records of 16 KiB.
    const std::string record = std::string{"\x16\x03\x01\x40\x00", 5};
    swells.say(record + std::string{"\x01\x01\x00\x00\x03\x03", 6} + std::string(16'378, 'x'));
    for (int i = 0; i < 5; ++i) {
        swells.say(record + std::string(16'384, 'x'));
    }
    BOOST_TEST(swells.is_closed(20s));
    const std::string hello{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11};
    for (const char c : hello) {
        drips.say(std::string(1, c));
        std::this_thread::sleep_for(100ms);
    }
    BOOST_TEST(drips.is_closed(20s));
    BOOST_TEST(s.log_says("127.0.9.2 was turned away: it was not known in time"));
    auto good = s.connect();
    BOOST_TEST(serves(good));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(a_known_client_that_sends_nonsense_ends_its_own_session_only) {
    network_site s;
    s.start();
    auto good = s.connect();
    const auto unknown_fields = [] {
        std::string frame = "\x08\x01";
        for (int i = 0; i < 20'000; ++i) {
            frame += "\xf8\x07\x01";  // field 127
        }
        return delimited(frame);
    }();
    for (const auto& bytes : std::vector<std::string>{
             "\xFF\xFF\xFF\x7F", "\x80\x80\x80\x80\x80\x80", std::string(70'000, '\xFF'), nested(3),
             nested(100), nested(5000), unknown_fields, delimited(""), std::string{"\x00", 1},
             "\x10only half"}) {
        network_client bad(s.place(), {.shows = s.authorities().good()}, "127.0.9.4");
        bad.say(bytes);
        bad.say(std::string{"\x04\x08\x02\x7a\x00", 5});  // a ping
        bad.hear_to_the_end(300ms);
        BOOST_TEST(bad.heard().find("cad") == std::string::npos);
        BOOST_TEST(serves(good));
    }
    const auto told = [&](const std::string& bytes) {
        network_client bad(s.place(), {.shows = s.authorities().good()}, "127.0.9.5");
        bad.say(bytes);
        bad.hear_to_the_end(2s);
        return bad.heard();
    };
    BOOST_TEST(told("\xFF\xFF\xFF\x7F").find("65536") != std::string::npos);
    BOOST_TEST(told(unknown_fields).find("127") != std::string::npos);
    BOOST_TEST(s.log_says("was closed: a frame was too long"));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(an_end_in_the_middle_of_a_record_loses_nothing_that_was_whole) {
    network_site s;
    s.start();
    {
        network_client half(s.place(), {.shows = s.authorities().good()}, "127.0.9.6");
        half.say(std::string{"\x04\x08\x01\x7a\x00", 5});
        while (half.heard().empty()) {
            half.hear_to_the_end(50ms);
        }
    }
    auto good = s.connect();
    BOOST_TEST(serves(good));
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_CASE(under_all_of_it_at_once_nothing_accepted_is_lost_and_memory_is_bounded) {
    network_site s;
    s.start();
    std::atomic<bool> over = false;
    std::vector<std::thread> crowd;
    crowd.emplace_back([&] {  // knocks and says nothing
        std::vector<std::unique_ptr<stranger>> silent;
        for (int i = 0; !over; ++i) {
            silent.push_back(std::make_unique<stranger>(s.place(), address(i % 100)));
            if (silent.size() > 300) {
                silent.erase(silent.begin());
            }
            std::this_thread::sleep_for(2ms);
        }
    });
    crowd.emplace_back([&] {  // shakes hands with a certificate that is no good
        while (!over) {
            network_client bad(s.place(), {.shows = s.authorities().revoked()}, "127.0.9.7");
            std::this_thread::sleep_for(20ms);
        }
    });
    crowd.emplace_back([&] {  // is known, and sends nonsense
        const auto nonsense = nested(1000);
        while (!over) {
            network_client bad(s.place(), {.shows = s.authorities().good()}, "127.0.9.8");
            bad.say(nonsense + nonsense + "\xFF\xFF\xFF\x7F");
            bad.hear_to_the_end(100ms);
        }
    });
    auto good = s.connect();
    std::vector<std::string> accepted;
    for (int i = 1; i <= 200; ++i) {
        const auto answer = good.call(testing::submission(i, "key-" + std::to_string(i), "T1"));
        BOOST_REQUIRE(answer.has_value());
        BOOST_REQUIRE(answer.value().has_accepted());
        accepted.push_back(answer.value().accepted().inquiry_id());
        std::this_thread::sleep_for(10ms);
    }
    over = true;
    for (auto& each : crowd) {
        each.join();
    }
    const auto memory = memory_kib(s.whole().daemon().pid());
    BOOST_TEST_MESSAGE("resident at most " << memory << " KiB");
    BOOST_TEST(memory > 0);
    BOOST_TEST(memory < memory_kib_max);
    s.whole().kill();
    s.start();
    auto after = s.connect();
    for (const auto& id : accepted) {
        v1::ClientFrame get;
        get.mutable_get()->set_inquiry_id(id);
        BOOST_TEST(after.call(get).value().has_inquiry());
    }
    BOOST_TEST(s.whole().stop() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
