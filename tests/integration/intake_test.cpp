#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <google/protobuf/util/delimited_message_util.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <sstream>
#include <thread>

using namespace iaq;
using namespace std::chrono_literals;
using testing::site;
using testing::submission;

namespace {

/// A socket that says what it likes.
class raw_client {
public:
    explicit raw_client(const site& s) : descriptor_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, s.socket().c_str(), sizeof address.sun_path - 1);
        BOOST_REQUIRE(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address),
                                sizeof address) == 0);
    }
    ~raw_client() { ::close(descriptor_); }
    raw_client(const raw_client&) = delete;
    raw_client& operator=(const raw_client&) = delete;

    void say(const std::string& bytes) const {
        BOOST_REQUIRE(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0);
    }
    /// Returns everything until the daemon closes.
    [[nodiscard]] std::string hear_to_the_end() const {
        std::string all;
        char buffer[4096];
        for (ssize_t got = 0; (got = ::read(descriptor_, buffer, sizeof buffer)) > 0;) {
            all.append(buffer, static_cast<std::size_t>(got));
        }
        return all;
    }
    void end_of_speech() const { ::shutdown(descriptor_, SHUT_WR); }

private:
    int descriptor_;
};

bool is_alive(const site& s) {
    auto client = s.connect();
    v1::ClientFrame ping;
    ping.mutable_ping();
    return client.call(ping).value().has_pong();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_intake)

BOOST_AUTO_TEST_CASE(a_frame_over_the_cap_is_refused_before_it_is_read_and_the_daemon_lives) {
    site s{""};
    s.start();
    const raw_client client{s};
    client.say("\xFF\xFF\xFF\x7F");  // 268,435,455 bytes are announced
    BOOST_TEST(client.hear_to_the_end().find("65536") != std::string::npos);
    BOOST_TEST(is_alive(s));
    s.stop();
}

BOOST_AUTO_TEST_CASE(garbage_and_half_frames_end_nothing_but_their_own_connection) {
    site s{""};
    s.start();
    for (const auto& bytes : std::vector<std::string>{
             std::string{"\x03\xFF\xFF\xFF", 4}, std::string{"\x00", 1}, std::string{"\x80", 1},
             std::string(70000, '\xFF'), std::string{"\x10only half"}}) {
        const raw_client client{s};
        client.say(bytes);
        client.end_of_speech();
        static_cast<void>(client.hear_to_the_end());
        BOOST_TEST(is_alive(s));
    }
    s.stop();
}

BOOST_AUTO_TEST_CASE(frames_of_one_connection_may_come_in_any_pieces) {
    site s{""};
    s.start();
    std::ostringstream out;
    for (int i = 1; i <= 3; ++i) {
        auto frame = submission(i, "k" + std::to_string(i), "officer");
        frame.set_request_id(static_cast<std::uint64_t>(i));
        google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
    }
    const raw_client client{s};
    for (const char c : out.str()) {
        client.say(std::string(1, c));
    }
    std::this_thread::sleep_for(200ms);
    client.end_of_speech();
    const auto heard = client.hear_to_the_end();
    auto other = s.connect();
    for (int i = 1; i <= 3; ++i) {
        v1::ClientFrame get;
        get.mutable_get()->set_idempotency_key("k" + std::to_string(i));
        BOOST_TEST(other.call(get).value().has_inquiry());
    }
    s.stop();
}

BOOST_AUTO_TEST_CASE(g8_g10_no_personal_data_reach_the_log_or_an_open_file_whatever_is_sent) {
    site s{
        "switch on iaq : ack ; answer after 5ms text=\"ZZMARKED ANSWER\"\n"
        "switch at 100ms : send key=AM text=\"ZZMARKED UNSOLICITED\"\n"};
    s.start();
    auto client = s.connect();
    auto good = submission(1, "k1", "officer");
    good.mutable_submit()->mutable_subject()->set_last_name("ZZMARKED");
    BOOST_REQUIRE(client.call(good).value().has_accepted());
    auto bad = submission(2, "k2", "officer");
    bad.mutable_submit()->mutable_subject()->set_last_name("ZZMARKED.");
    bad.mutable_submit()->mutable_subject()->set_date_of_birth("ZZMARKED");
    const auto refused = client.call(bad);
    BOOST_REQUIRE(refused.value().has_refused());
    BOOST_TEST(refused.value().ShortDebugString().find("ZZMARKED") == std::string::npos);
    auto victim = submission(3, "k3", "officer");
    victim.mutable_submit()->mutable_subject()->set_last_name("QQVICTIM");
    victim.mutable_submit()->set_role(v1::SUBJECT_ROLE_VICTIM);
    BOOST_REQUIRE(client.call(victim).value().has_refused());
    std::this_thread::sleep_for(500ms);
    BOOST_TEST(s.stop() == 0);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("ZZMARKED") == std::string::npos);
    BOOST_TEST(testing::contents_of(s.daemon_log()).find("QQVICTIM") == std::string::npos);
    // The victim is nowhere: not in the journal, not on the wire.
    std::string found;
    BOOST_TEST(testing::run({"/usr/bin/grep", "-rl", "QQVICTIM", s.folder().path()}, found) == 1);
    // G10: the others are in no file of the daemon's either, but for who has the key.
    BOOST_TEST(testing::run({"/usr/bin/grep", "-rl", "ZZMARKED", s.state_dir()}, found) == 1);
    auto opened = s.read_journal("cat");
    opened.emplace_back("--json");
    std::string kept;
    BOOST_TEST(testing::run(opened, kept) == 0);
    BOOST_TEST(kept.find("ZZMARKED") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_second_daemon_on_the_same_journal_is_refused_with_71) {
    site s{""};
    s.start();
    testing::process second{{testing::program("iaqd"), "--config", s.config()},
                            s.folder().file("second.log")};
    BOOST_TEST(second.wait(20s).value_or(-1) == 71);
    BOOST_TEST(is_alive(s));
    s.stop();
}

BOOST_AUTO_TEST_CASE(a_damaged_journal_ends_the_start_with_70_and_names_file_and_offset) {
    site s{"switch on iaq : ack ; answer after 5ms\n"};
    s.start();
    {
        auto client = s.connect();
        for (int i = 1; i <= 5; ++i) {
            client.call(submission(i, "k" + std::to_string(i), "officer")).value();
        }
    }
    s.stop();
    const auto segment = s.journal() + "/segment/00000000000000000001.seg";
    auto bytes = testing::contents_of(segment);
    bytes[5000] = static_cast<char>(bytes[5000] ^ 1);
    testing::write_file(segment, bytes);
    testing::process broken{{testing::program("iaqd"), "--config", s.config()}, s.daemon_log()};
    BOOST_TEST(broken.wait(20s).value_or(-1) == 70);
    const auto log = testing::contents_of(s.daemon_log());
    BOOST_TEST(log.find("00000000000000000001.seg") != std::string::npos);
    std::string output;
    BOOST_TEST(testing::run(s.read_journal("verify"), output) == 1);
}

BOOST_AUTO_TEST_CASE(a_stopped_daemon_starts_from_its_journal_and_says_what_is_owed) {
    site s{"switch on iaq : ack ; answer after 300ms\n"};
    s.start();
    auto frame = submission(1, "k1", "officer");
    std::string id;
    {
        auto client = s.connect();
        id = client.call(frame).value().accepted().inquiry_id();
    }
    BOOST_TEST(s.stop() == 0);
    s.start();
    auto client = s.connect();
    v1::ClientFrame subscribe;
    subscribe.mutable_subscribe()->set_consumer("desk");
    client.call(subscribe).value();
    for (;;) {
        const auto next = client.receive(std::chrono::steady_clock::now() + 60s);
        BOOST_REQUIRE(next.has_value());
        if (next.value().delivery().kind() == v1::DELIVERY_KIND_ANSWERED) {
            BOOST_TEST(next.value().delivery().inquiry_id() == id);
            break;
        }
    }
    s.stop();
}

BOOST_AUTO_TEST_SUITE_END()
