#include "intake/session.hpp"
#include "contract/frames.hpp"
#include "intake/unix_stream.hpp"
#include "model/limits.hpp"

#include <iaq/v1/intake.pb.h>

#include <google/protobuf/util/delimited_message_util.h>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

/// A session over a real socket, with the clock in the test's hand.
using namespace iaq;
using namespace std::string_literals;
using intake::session;
namespace inputs = model::inputs;
namespace limits = model::limits;
namespace v1 = iaq::v1;

namespace {

std::string delimited(const v1::ClientFrame& frame) {
    std::ostringstream out;
    google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
    return out.str();
}

std::string ping(std::uint64_t id) {
    v1::ClientFrame frame;
    frame.set_request_id(id);
    frame.mutable_ping();
    return delimited(frame);
}

std::string status(std::uint64_t id) {
    v1::ClientFrame frame;
    frame.set_request_id(id);
    frame.mutable_status();
    return delimited(frame);
}

/// A session, its client's end of the socket, and what the session told.
struct bench {
    explicit bench(nanoseconds idle = 0s) {
        std::array<int, 2> ends{};
        BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
        client = ends[1];
        BOOST_REQUIRE(::fcntl(client, F_SETFL, O_NONBLOCK) == 0);
        of = std::make_shared<session>(
            intake::make_unix_stream(loop, ends[0]),
            session::client{model::session_id{7}, "uid:1000", idle},
            session::surroundings{
                [this](inputs::input in) { told.push_back(std::move(in)); }, [this] { return now; },
                [this](const inputs::session_closed& how) { gone.push_back(how.cause); },
                [this](auto) { ++waits; }, [] {}, [this] { ++over; }, metered});
        of->start();
    }
    ~bench() {
        of->close_now("");
        run();
        ::close(client);
    }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;

    void run() {
        loop.restart();
        loop.poll();
    }
    void say(const std::string& bytes) {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const auto more =
                ::send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (more > 0) {
                sent += static_cast<std::size_t>(more);
            } else {
                const auto before = told.size();
                run();
                BOOST_REQUIRE(told.size() > before);
            }
        }
        run();
    }
    /// Returns all there is for the client.
    std::string hear() {
        std::string all;
        std::array<char, 65536> piece{};
        for (;;) {
            run();
            const auto got = ::read(client, piece.data(), piece.size());
            if (got <= 0) {
                return all;
            }
            all.append(piece.data(), static_cast<std::size_t>(got));
        }
    }
    void later(nanoseconds by) {
        now = now + by;
        of->look_at_the_time({utc_time{1s}, now});
        run();
    }
    [[nodiscard]] std::size_t calls() const {
        return static_cast<std::size_t>(std::ranges::count_if(told, [](const auto& in) {
            return std::holds_alternative<inputs::call_received>(in);
        }));
    }
    [[nodiscard]] intake::load& held() { return metered.of("uid:1000"); }

    boost::asio::io_context loop;
    mono_time now{1'000'000'000'000};
    intake::meter metered;
    std::vector<inputs::input> told;
    std::vector<std::string> gone;
    int waits = 0, over = 0;
    int client = -1;
    std::shared_ptr<session> of;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(intake_session)

BOOST_AUTO_TEST_CASE(a_frame_that_is_not_whole_in_time_ends_the_session_with_the_reason) {
    bench b;
    b.say("\x20half of a frame");
    b.later(limits::frame_wait - 1ns);
    BOOST_TEST(b.gone.empty());
    b.later(1ns);
    BOOST_TEST(b.hear().find("whole within 15 s") != std::string::npos);
    BOOST_TEST_REQUIRE(b.gone.size() == 1U);
    BOOST_TEST(b.gone[0] == "a frame was not whole in time");
}

BOOST_AUTO_TEST_CASE(bytes_that_drip_do_not_buy_a_frame_more_time) {
    bench b;
    b.say("\x20");
    for (int second = 0; second < 14; ++second) {
        b.later(1s);
        b.say("x");
    }
    BOOST_TEST(b.gone.empty());
    b.later(1s);
    BOOST_TEST(b.gone.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_time_of_a_frame_begins_with_its_own_first_byte) {
    bench b;
    for (int i = 0; i < 10; ++i) {
        b.later(limits::frame_wait - 1s);
        const auto whole = ping(1);
        b.say(whole + whole.substr(0, 1));
        b.later(limits::frame_wait - 1s);
        b.say(whole.substr(1));
    }
    BOOST_TEST(b.gone.empty());
    BOOST_TEST(b.calls() == 20U);
}

BOOST_AUTO_TEST_CASE(a_client_that_waits_for_answers_is_not_timed) {
    bench b;
    for (std::size_t i = 0; i < limits::calls_in_flight_max; ++i) {
        b.say(ping(i + 1));
    }
    BOOST_TEST(b.calls() == limits::calls_in_flight_max);
    const auto late = ping(1000);
    b.say(late.substr(0, 1));
    b.later(10 * limits::frame_wait);
    BOOST_TEST(b.gone.empty());
    b.of->write(contract::write_answer(1, model::answers::pong{}), false);
    b.run();
    b.later(limits::frame_wait - 1ns);
    b.say(late.substr(1));
    BOOST_TEST(b.gone.empty());
    BOOST_TEST(b.calls() == limits::calls_in_flight_max + 1);
}

BOOST_AUTO_TEST_CASE(a_client_that_makes_no_call_for_the_idle_time_is_closed_and_told) {
    bench b(1h);
    b.later(59min);
    b.say(status(1));
    b.later(59min);
    b.say(ping(2));  // no call
    BOOST_TEST(b.gone.empty());
    b.later(1min);
    BOOST_TEST(b.hear().find("no call for too long") != std::string::npos);
    BOOST_TEST_REQUIRE(b.gone.size() == 1U);
    BOOST_TEST(b.gone[0] == "it stood idle");
}

BOOST_AUTO_TEST_CASE(without_an_idle_time_a_client_may_stand_for_ever) {
    bench b;
    b.later(1000h);
    BOOST_TEST(b.gone.empty());
}

BOOST_AUTO_TEST_CASE(a_client_that_takes_up_nothing_is_cut_off) {
    bench b;
    b.of->write(std::string(4'000'000, 'x'), true);
    b.run();
    b.later(limits::take_up_wait - 1ns);
    BOOST_TEST(b.gone.empty());
    b.later(1ns);
    BOOST_TEST_REQUIRE(b.gone.size() == 1U);
    BOOST_TEST(b.gone[0] == "it takes up nothing of what it asked for");
    BOOST_TEST(b.held().bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_client_that_takes_up_slowly_is_served_to_the_end) {
    bench b;
    b.of->write(std::string(2'000'000, 'x'), true);
    std::size_t taken = 0;
    std::array<char, 65536> piece{};
    while (taken < 2'000'000) {
        b.run();
        const auto got = ::read(b.client, piece.data(), piece.size());
        BOOST_REQUIRE(got > 0);
        taken += static_cast<std::size_t>(got);
        b.run();
        b.later(limits::take_up_wait - 1s);
        BOOST_REQUIRE(b.gone.empty());
    }
    BOOST_TEST(!b.of->is_writing());
}

BOOST_AUTO_TEST_CASE(g7_a_client_that_answers_each_delivery_before_it_reads_on_is_not_stuck) {
    bench b;
    const int little = 4096;
    for (const int end : {SO_SNDBUF, SO_RCVBUF}) {
        BOOST_REQUIRE(::setsockopt(b.client, SOL_SOCKET, end, &little, sizeof little) == 0);
    }
    constexpr std::size_t deliveries = 3000;
    const std::string delivery(100, 'd'), answer(20, 'a'), take = status(1);
    std::size_t pushed = 0, drained = 0, answered = 0, read = 0, said = 0;
    // As the engine does: so far ahead and no further, and an answer for each call.
    const auto serve = [&] {
        b.run();
        for (const auto& in : std::exchange(b.told, {})) {
            if (const auto* const left = std::get_if<inputs::session_drained>(&in)) {
                drained += left->frames;
            } else {
                b.of->write(answer, false);
                ++answered;
            }
        }
        while (pushed < deliveries && pushed - drained < limits::pushed_frames_max) {
            b.of->write(delivery, true);
            ++pushed;
        }
        b.run();
    };
    // As a simple client does: reads one frame, and waits until it has said what it says to it.
    std::string heard;
    int stuck = 0;
    while (read < deliveries && stuck < 3) {
        serve();
        std::array<char, 100> piece{};
        const auto got = ::read(b.client, piece.data(), piece.size());
        heard.append(piece.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
        while (heard.starts_with('a') && heard.size() >= answer.size()) {
            heard.erase(0, answer.size());
        }
        if (!heard.starts_with('d') || heard.size() < delivery.size()) {
            continue;
        }
        heard.erase(0, delivery.size());
        ++read;
        for (stuck = 0; said < read && stuck < 3; ++stuck) {
            if (::send(b.client, take.data(), take.size(), MSG_NOSIGNAL) > 0) {
                ++said;
                stuck = -1;
                continue;
            }
            serve();
        }
    }
    BOOST_TEST(read == deliveries);
    BOOST_TEST(b.gone.empty());
}

BOOST_AUTO_TEST_CASE(deliveries_keep_their_order_and_are_heard_by_a_client_that_asks_without_end) {
    bench b;
    const int little = 4096;
    BOOST_REQUIRE(::setsockopt(b.client, SOL_SOCKET, SO_RCVBUF, &little, sizeof little) == 0);
    b.of->write(std::string(300'000, '.'), false);  // what follows waits for it
    b.run();
    for (char c = 'A'; c <= 'Z'; ++c) {
        b.of->write(std::string(1, c), true);
        for (int answers = 0; answers < 10; ++answers) {
            b.of->write("a", false);
        }
    }
    auto heard = b.hear();
    std::erase(heard, '.');
    const auto last = heard.find('Z');
    BOOST_TEST(std::ranges::count(heard.substr(0, last), 'a') < 100);
    std::erase(heard, 'a');
    BOOST_TEST(heard == "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

BOOST_AUTO_TEST_CASE(a_backlog_over_the_limit_ends_the_session) {
    bench b;
    for (int i = 0; i < 9 && b.gone.empty(); ++i) {
        b.of->write(std::string(1024 * 1024, 'x'), true);
    }
    BOOST_TEST_REQUIRE(b.gone.size() == 1U);
    BOOST_TEST(b.gone[0] == "it takes up too slowly what it asked for");
}

BOOST_AUTO_TEST_CASE(what_a_session_holds_is_counted_and_counted_back) {
    {
        bench b;
        const auto asked = status(1);
        b.say(asked + "\x20half");
        BOOST_TEST(b.held().sessions == 1U);
        BOOST_TEST(b.held().calls == 1U);
        BOOST_TEST(b.held().bytes == asked.size() - 1 + 5);
        b.of->write(contract::write_answer(1, model::answers::pong{}), false);
        BOOST_TEST(!b.hear().empty());
        BOOST_TEST(b.held().calls == 0U);
        BOOST_TEST(b.held().bytes == 5U);
        b.of->write("a delivery", true);
        b.of->close_now("test");
        BOOST_TEST(b.held().sessions == 0U);
        BOOST_TEST(b.held().bytes == 0U);
        BOOST_TEST(b.metered.all().bytes == 0U);
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_read_while_its_principal_fills_the_meter_and_it_goes_on_when_told) {
    bench b;
    b.metered.add(b.held(), {.calls = limits::calls_of_principal_max});
    b.say(ping(1));  // the read under way still comes
    b.say(ping(2));
    BOOST_TEST(b.calls() == 1U);
    BOOST_TEST(b.waits == 1);
    b.of->resume();
    b.run();
    BOOST_TEST(b.calls() == 1U);
    BOOST_TEST(b.waits == 2);
    b.metered.drop(b.held(), {.calls = limits::calls_of_principal_max});
    b.of->resume();
    b.run();
    BOOST_TEST(b.calls() == 2U);
}

BOOST_AUTO_TEST_CASE(who_makes_all_hold_too_much_says_so) {
    bench b;
    b.metered.add(b.metered.of("other"), {.bytes = limits::held_bytes_of_all_max - 10});
    b.of->write("ten bytes.", true);
    BOOST_TEST(b.over == 0);
    b.of->write("one more", true);
    BOOST_TEST(b.over == 1);
}

BOOST_AUTO_TEST_CASE(a_last_word_is_no_delivery_and_no_answer) {
    bench b;
    b.say("\xFF\xFF\xFF\x7F");
    BOOST_TEST(b.hear().find("65536") != std::string::npos);
    BOOST_TEST(b.gone.size() == 1U);
    BOOST_TEST(std::ranges::none_of(b.told, [](const auto& in) {
        return std::holds_alternative<inputs::session_drained>(in);
    }));
}

BOOST_AUTO_TEST_SUITE_END()
