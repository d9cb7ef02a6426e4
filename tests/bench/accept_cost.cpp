#include "client/connection.hpp"
#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "engine/engine.hpp"
#include "support/gateway.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <time.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

/// What accepting one inquiry costs the loop, without sockets and disk: a client frame's bytes to
/// the record's and the answer's bytes. Figures for a note, no assertion on speed. Run by hand:
/// `iaq_bench_accept --run_test=accept` or `--run_test=open`, IAQ_BENCH_COUNT; under callgrind each
/// section is a function of its own.
using namespace iaq;
using testing::submission;

namespace {

constexpr std::size_t in_flight = 256;
constexpr model::session_id submitter{1};
constexpr model::session_id reader{2};

int wanted_count(int otherwise) {
    const char* const wanted = std::getenv("IAQ_BENCH_COUNT");
    return wanted != nullptr ? std::atoi(wanted) : otherwise;
}

/// Of this thread: other programs on the machine do not count.
std::chrono::nanoseconds processor_time() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

enum section : std::size_t { decode, judge, encode, release, answer, sections };
constexpr std::array<const char*, sections> names{"decode the frames", "step the submissions",
                                                  "encode the records", "step durable_up_to",
                                                  "write the answers"};

/// The frames of submissions `first` to `first + count - 1`, without their length.
std::vector<std::string> frames(int first, std::size_t count) {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < count; ++i) {
        const int number = first + static_cast<int>(i);
        auto frame = submission(number, "key-" + std::to_string(number),
                                "officer" + std::to_string(number % 50));
        frame.set_request_id(static_cast<std::uint64_t>(number));
        made.push_back(frame.SerializeAsString());
    }
    return made;
}

/// A daemon's loop without its edges. One line, which takes what it is given when it is up.
class loop {
public:
    loop()
        : engine_(engine::context{testing::shipped_rules(model::payload_kind::ofml),
                                  std::string(32, 'k'),
                                  {"00112233445566778899aabbccddeeff", 1},
                                  "test",
                                  [this] { return random_(); }},
                  engine::state{}, now_) {
        inputs_.reserve(in_flight);
        appended_.reserve(2 * in_flight);
        answers_.reserve(in_flight);
        obey(engine_.start(now_, 0));
        for (const auto session : {submitter, reader}) {
            step(model::inputs::session_opened{session, 0, "uid:1000", "tester", "unix:pid=1"});
        }
        step(model::inputs::call_received{reader, 1, {}, model::calls::subscribe{}});
        sync();
    }

    void come_up() {
        step(model::inputs::link_came_up{station, model::connection_id{1}, "127.0.0.1:6099", 4000,
                                         60, 10});
        sync();
    }

    /// One batch on its way in: every frame read, judged, written down, synced and answered.
    void accept(const std::vector<std::string>& batch) {
        timed(decode, [&] { decode_all(batch); });
        timed(judge, [&] { judge_all(); });
        timed(encode, [&] { encode_all(); });
        timed(release, [&] { release_all(); });
        timed(answer, [&] { answer_all(); });
        accepted += batch.size();
    }

    /// Lets the switch acknowledge one send after the other until nothing waits.
    void drain() {
        while (!sent_.empty()) {
            const auto token = sent_.back();
            sent_.clear();
            step(model::inputs::send_acknowledged{station, token});
            sync();
            step(model::inputs::session_drained{reader, std::exchange(pushed_, 0)});
            ++acknowledged;
        }
    }

    std::array<std::chrono::nanoseconds, sections> spent{};
    std::size_t accepted = 0, acknowledged = 0, answered = 0, refused = 0;

private:
    static constexpr model::station_index station{0};

    template <class Work>
    void timed(section which, Work work) {
        const auto began = processor_time();
        work();
        spent[which] += processor_time() - began;
    }

    [[gnu::noinline]] void decode_all(const std::vector<std::string>& batch) {
        for (const auto& bytes : batch) {
            auto frame = contract::read_client_frame(bytes);
            inputs_.emplace_back(model::inputs::call_received{
                submitter, frame.request_id, std::move(frame.acting_user), std::move(frame.call)});
        }
    }

    [[gnu::noinline]] void judge_all() {
        for (const auto& in : inputs_) {
            step(in);
        }
        inputs_.clear();
    }

    [[gnu::noinline]] void encode_all() {
        for (const auto& entry : appended_) {
            bytes_ += contract::encode(entry).size();
            last_ = entry.at_sequence;
        }
        appended_.clear();
    }

    [[gnu::noinline]] void release_all() { step(model::inputs::durable_up_to{last_}); }

    [[gnu::noinline]] void answer_all() {
        for (const auto& said : answers_) {
            bytes_ += contract::write_answer(said.request_id, said.body).size();
            const bool good = std::holds_alternative<model::answers::accepted>(said.body);
            ++(good ? answered : refused);
        }
        answers_.clear();
    }

    void sync() {
        encode_all();
        release_all();
        answers_.clear();
    }

    void step(const model::inputs::input& in) {
        now_.utc += std::chrono::microseconds{10};
        now_.mono = now_.mono + std::chrono::microseconds{10};
        obey(engine_.step(in, now_));
    }

    void obey(model::actions::list actions) {
        for (auto& action : actions) {
            if (auto* const append = std::get_if<model::actions::append_record>(&action)) {
                appended_.push_back(std::move(append->entry));
            } else if (auto* const said = std::get_if<model::actions::answer_client>(&action)) {
                answers_.push_back(std::move(*said));
            } else if (const auto* const send = std::get_if<model::actions::send_frame>(&action)) {
                sent_.push_back(send->token);
            } else if (std::holds_alternative<model::actions::deliver>(action)) {
                ++pushed_;
            }
        }
    }

    instant now_{
        utc_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::hours{3}},
        mono_time{1'000'000'000}};
    std::mt19937_64 random_;
    engine::engine engine_;
    std::vector<model::inputs::input> inputs_;
    std::vector<model::record> appended_;
    std::vector<model::actions::answer_client> answers_;
    std::vector<model::send_token> sent_;
    model::sequence last_ = model::sequence::none;
    std::size_t pushed_ = 0, bytes_ = 0;
};

void print(const loop& l, const std::string& title) {
    std::chrono::nanoseconds all{};
    std::cout << title << ", ns each:\n";
    for (std::size_t i = 0; i < sections; ++i) {
        std::cout << "  " << names[i] << ": " << l.spent[i].count() / static_cast<long>(l.accepted)
                  << "\n";
        all += l.spent[i];
    }
    std::cout << "  all: " << all.count() / static_cast<long>(l.accepted) << "\n";
}

}  // namespace

BOOST_AUTO_TEST_CASE(accept) {
    // Below the bound of unsent inquiries: the line is down, nothing but accepting happens.
    const int count = wanted_count(8000);
    loop l;
    for (int first = 1; first <= count; first += in_flight) {
        l.accept(frames(first, in_flight));
    }
    BOOST_TEST(l.answered == l.accepted);
    print(l, std::to_string(l.accepted) + " accepted");
}

BOOST_AUTO_TEST_CASE(open) {
    const int count = wanted_count(100'000);
    loop l;
    l.come_up();
    for (int first = 1; first <= count; first += in_flight) {
        const bool shown = first == 1 || first + static_cast<int>(in_flight) > count;
        if (shown) {
            l.spent = {};
            l.accepted = 0;
        }
        l.accept(frames(first, in_flight));
        if (shown) {
            print(l, std::to_string(first - 1) + " open before it: " + std::to_string(in_flight) +
                         " accepted");
        }
        const auto began = processor_time();
        const auto before = l.acknowledged;
        l.drain();
        if (shown) {
            const auto took = processor_time() - began;
            std::cout << "  sent, acknowledged and told: "
                      << took.count() / static_cast<long>(l.acknowledged - before) << "\n";
        }
    }
    BOOST_TEST(l.refused == 0U);
}
