#include "host/service_manager.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>

using namespace iaq;
using host::service_manager;
using namespace std::chrono_literals;

namespace {

/// A Unix socket of the test's own; `name` may begin with '@'.
class test_socket {
public:
    test_socket(std::string name, int type) : name_(std::move(name)) {
        fd_ = ::socket(AF_UNIX, type | SOCK_CLOEXEC, 0);
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::memcpy(at.sun_path, name_.data(), name_.size());
        const bool abstract = name_.front() == '@';
        if (abstract) {
            at.sun_path[0] = '\0';
        }
        const auto size = offsetof(sockaddr_un, sun_path) + name_.size() + (abstract ? 0 : 1);
        BOOST_TEST_REQUIRE(
            ::bind(fd_, reinterpret_cast<sockaddr*>(&at), static_cast<socklen_t>(size)) == 0);
        BOOST_TEST_REQUIRE((type != SOCK_STREAM || ::listen(fd_, 8) == 0));
    }
    ~test_socket() {
        ::close(fd_);
        ::unlink(name_.c_str());
    }
    test_socket(const test_socket&) = delete;
    test_socket& operator=(const test_socket&) = delete;

    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    /// The next datagram, or nothing.
    [[nodiscard]] std::string heard() const {
        std::string text(4096, '\0');
        const auto size = ::recv(fd_, text.data(), text.size(), MSG_DONTWAIT);
        text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return text;
    }

private:
    std::string name_;
    int fd_ = -1;
};

std::string place(const std::string& kind) {
    return "/tmp/iaq_host_" + kind + "_" + std::to_string(::getpid());
}

void set(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }

/// Runs `what` in a child that has `sockets` as its descriptors from 3 on; returns what it returns.
int in_child(const std::vector<int>& sockets, const std::function<int()>& what) {
    const auto child = ::fork();
    if (child == 0) {
        std::vector<int> high;
        for (const int each : sockets) {
            high.push_back(::fcntl(each, F_DUPFD, 100));
        }
        for (std::size_t i = 0; i < high.size(); ++i) {
            ::dup2(high[i], 3 + static_cast<int>(i));
        }
        set("LISTEN_PID", std::to_string(::getpid()));
        set("LISTEN_FDS", std::to_string(sockets.size()));
        ::_exit(what());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(host_service_manager)

BOOST_AUTO_TEST_CASE(without_a_service_manager_nobody_listens) {
    ::unsetenv("NOTIFY_SOCKET");
    const auto none = service_manager::from_environment();
    BOOST_TEST(!none.listens());
    BOOST_TEST(!none.tell("READY=1"));
    BOOST_TEST(!none.watchdog().has_value());
}

BOOST_AUTO_TEST_CASE(the_state_is_heard_at_a_path_and_at_an_abstract_name) {
    for (const auto& name : {place("ear"), "@" + place("ear")}) {
        BOOST_TEST_CONTEXT(name) {
            const test_socket ear{name, SOCK_DGRAM};
            set("NOTIFY_SOCKET", name);
            const auto manager = service_manager::from_environment();
            BOOST_TEST(manager.listens());
            BOOST_TEST(manager.tell("READY=1\nSTATUS=3 records"));
            BOOST_TEST(ear.heard() == "READY=1\nSTATUS=3 records");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_it_gave_is_not_handed_on_to_children) {
    const test_socket ear{place("ear"), SOCK_DGRAM};
    set("NOTIFY_SOCKET", ear.name());
    set("WATCHDOG_USEC", "20000000");
    set("LISTEN_FDS", "1");
    set("LISTEN_PID", "1");
    const auto manager = service_manager::from_environment();
    for (const auto* const name :
         {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"}) {
        BOOST_TEST_CONTEXT(name) { BOOST_TEST(std::getenv(name) == nullptr); }
    }
}

BOOST_AUTO_TEST_CASE(a_manager_that_takes_nothing_up_does_not_stop_us) {
    const test_socket ear{place("ear"), SOCK_DGRAM};
    set("NOTIFY_SOCKET", ear.name());
    const auto manager = service_manager::from_environment();
    int taken = 0;
    while (taken < 100'000 && manager.tell("STATUS=" + std::string(1000, 'x'))) {
        ++taken;
    }
    BOOST_TEST(taken > 0);
    BOOST_TEST(taken < 100'000);
}

BOOST_AUTO_TEST_CASE(words_that_are_no_address_are_nobody) {
    for (const std::string name : {"x", "/", "relative/path", "vsock:2:1234"}) {
        set("NOTIFY_SOCKET", name);
        BOOST_TEST_CONTEXT(name) { BOOST_TEST(!service_manager::from_environment().listens()); }
    }
    set("NOTIFY_SOCKET", "/" + std::string(200, 'x'));
    BOOST_TEST(!service_manager::from_environment().listens());
}

BOOST_AUTO_TEST_CASE(the_watchdog_is_ours_or_nobodys) {
    struct row {
        std::string microseconds, pid;
        std::optional<nanoseconds> wanted;
    };
    const std::string us = std::to_string(::getpid());
    for (const auto& [microseconds, pid, wanted] :
         {row{"20000000", us, 20s}, row{"20000000", "", 20s}, row{"20000000", "1", {}},
          row{"0", us, {}}, row{"", us, {}}, row{"soon", us, {}}}) {
        BOOST_TEST_CONTEXT(microseconds + " for " + pid) {
            set("WATCHDOG_USEC", microseconds);
            set("WATCHDOG_PID", pid);
            BOOST_TEST((service_manager::from_environment().watchdog() == wanted));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_listening_unix_socket_is_given_away_once_with_its_path) {
    const test_socket other{place("datagrams"), SOCK_DGRAM};
    const test_socket intake{place("intake"), SOCK_STREAM};
    const int result = in_child({other.fd(), intake.fd()}, [&] {
        auto manager = service_manager::from_environment();
        std::string path;
        const bool first = manager.take_unix_socket(path) == 4 && path == intake.name();
        const bool once = manager.take_unix_socket(path) == -1;
        const auto rest = manager.close_leftovers();
        return first && once && rest == std::vector{other.name()} ? 7 : 1;
    });
    BOOST_TEST(result == 7);
}

BOOST_AUTO_TEST_CASE(sockets_meant_for_another_process_are_left_alone) {
    const test_socket intake{place("intake"), SOCK_STREAM};
    const int result = in_child({intake.fd()}, [&] {
        set("LISTEN_PID", "1");
        std::string path;
        return service_manager::from_environment().take_unix_socket(path) == -1 ? 7 : 1;
    });
    BOOST_TEST(result == 7);
}

BOOST_AUTO_TEST_SUITE_END()
