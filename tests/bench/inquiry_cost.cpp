#include "client/connection.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>

/// What one inquiry costs the daemon, and what open ones hold: figures for a note, no assertion on
/// speed. Run by hand: `iaq_bench_inquiry --run_test=cpu` or `--run_test=memory`, IAQ_BENCH_COUNT.
using namespace iaq;
using namespace std::chrono_literals;
using testing::site;
using testing::submission;

namespace {

int wanted_count(int otherwise) {
    const char* const wanted = std::getenv("IAQ_BENCH_COUNT");
    return wanted != nullptr ? std::atoi(wanted) : otherwise;
}

/// Processor time of the daemon so far, in microseconds.
double cpu_us(const testing::process& daemon) {
    std::istringstream stat{
        testing::contents_of("/proc/" + std::to_string(daemon.pid()) + "/stat")};
    std::string word;
    double user = 0;
    double system = 0;
    for (int i = 1; i <= 15 && stat >> word; ++i) {
        if (i == 14) {
            user = std::stod(word);
        } else if (i == 15) {
            system = std::stod(word);
        }
    }
    return (user + system) * 1e6 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

long resident_kib(const testing::process& daemon) {
    std::istringstream in{
        testing::contents_of("/proc/" + std::to_string(daemon.pid()) + "/status")};
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("VmRSS:")) {
            return std::atol(line.c_str() + 6);
        }
    }
    return 0;
}

/// Submits `count` with up to 256 in flight.
void submit(client::connection& client, int first, int count) {
    int sent = 0;
    int answered = 0;
    while (answered < count) {
        while (sent < count && sent - answered < 256) {
            const int number = first + sent++;
            BOOST_REQUIRE(client.send(submission(number, "key-" + std::to_string(number),
                                                 "officer" + std::to_string(number % 50))));
        }
        const auto answer = client.receive(std::chrono::steady_clock::now() + 60s);
        BOOST_REQUIRE(answer.has_value());
        if (answer.value().has_delivery()) {
            continue;
        }
        BOOST_REQUIRE_MESSAGE(answer.value().has_accepted(), answer.value().ShortDebugString());
        ++answered;
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(cpu) {
    const int count = wanted_count(2000);
    site s{"switch on iaq : ack ; receipt after 1ms ; answer after 1ms\n"};
    s.start();
    auto submitter = s.connect();
    auto reader = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe();
    BOOST_REQUIRE(reader.call(subscribe).value().has_done());
    const auto before = cpu_us(s.daemon());
    const auto began = std::chrono::steady_clock::now();
    std::thread submitting{[&] { submit(submitter, 1, count); }};
    for (int answered = 0; answered < count;) {
        const auto frame = reader.receive(std::chrono::steady_clock::now() + 60s);
        BOOST_REQUIRE(frame.has_value());
        answered += frame.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED ? 1 : 0;
    }
    submitting.join();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << count
              << " inquiries submit to delivered: " << (cpu_us(s.daemon()) - before) / count
              << " us of the daemon's CPU each, " << count / took.count() << " a second\n";
    const auto idle_before = cpu_us(s.daemon());
    std::this_thread::sleep_for(10s);
    std::cout << "idle for 10 s: " << cpu_us(s.daemon()) - idle_before << " us of CPU\n";
    s.stop();
}

BOOST_AUTO_TEST_CASE(memory) {
    const int count = wanted_count(100'000);
    site s{"switch on iaq : ack ; receipt after 1ms ; answer after 1h\n"};
    s.start();
    auto client = s.connect();
    const auto empty = resident_kib(s.daemon());
    // The line takes one at a time, so the queue must drain below its bound now and then.
    for (int first = 1; first <= count; first += 2000) {
        submit(client, first, std::min(2000, count - first + 1));
        for (bool full = true; full;) {
            v1::ClientFrame frame;
            frame.mutable_status();
            full = client.call(frame).value().status().stations(0).queued() > 4000;
            if (full) {
                std::this_thread::sleep_for(500ms);
            }
        }
    }
    std::cout << count << " open inquiries: " << resident_kib(s.daemon()) << " KiB resident, "
              << static_cast<double>(resident_kib(s.daemon()) - empty) * 1024.0 / count
              << " bytes each\n";
    s.kill();
}
