#include "observe/log.hpp"

#include "observe/journal_socket.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <set>
#include <string>
#include <utility>

using namespace iaq;
using observe::event;
using observe::plain;

namespace {

/// Stands in for stderr while it lives: a pipe that is read, or one that nobody reads.
class ear {
public:
    ear() {
        BOOST_TEST_REQUIRE(::pipe2(ends_, O_CLOEXEC | O_NONBLOCK) == 0);
        before_ = ::dup(STDERR_FILENO);
        ::dup2(ends_[1], STDERR_FILENO);
    }
    ~ear() {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
        ::close(ends_[0]);
        ::close(ends_[1]);
    }
    ear(const ear&) = delete;
    ear& operator=(const ear&) = delete;

    [[nodiscard]] std::string heard() const {
        std::string all;
        char piece[4096];
        for (ssize_t size = 0; (size = ::read(ends_[0], piece, sizeof piece)) > 0;) {
            all.append(piece, static_cast<std::size_t>(size));
        }
        return all;
    }
    void fill() const {
        const std::string much(4096, 'x');
        while (::write(ends_[1], much.data(), much.size()) > 0) {
        }
    }
    [[nodiscard]] std::string named() const {
        struct stat is {};
        ::fstat(STDERR_FILENO, &is);
        return std::to_string(is.st_dev) + ":" + std::to_string(is.st_ino);
    }

private:
    int ends_[2] = {-1, -1};
    int before_ = -1;
};

/// The system journal's socket.
class journal {
public:
    explicit journal(std::string path) : path_(std::move(path)) {
        fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::memcpy(at.sun_path, path_.data(), path_.size());
        BOOST_TEST_REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    }
    ~journal() {
        ::close(fd_);
        ::unlink(path_.c_str());
    }
    journal(const journal&) = delete;
    journal& operator=(const journal&) = delete;
    [[nodiscard]] std::string heard() const {
        std::string text(8192, '\0');
        const auto size = ::recv(fd_, text.data(), text.size(), MSG_DONTWAIT);
        text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return text;
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
    int fd_ = -1;
};

std::string place() { return "/tmp/iaq_log_" + std::to_string(::getpid()); }

}  // namespace

BOOST_AUTO_TEST_SUITE(observe_log)

BOOST_AUTO_TEST_CASE(a_line_has_its_priority_identifier_and_arguments) {
    const ear stderr_now;
    observe::say(event::link_lost, {plain{"one"}, plain{"127.0.0.1:6099"}, plain{"refused"}});
    BOOST_TEST(stderr_now.heard() == "<4>link_lost: station one: lost 127.0.0.1:6099: refused\n");
}

BOOST_AUTO_TEST_CASE(an_argument_forges_no_second_line_and_no_field) {
    const ear stderr_now;
    observe::say(event::daemon_stopping, {plain{"a\nb\rc\x1b[31m\x7f"}});
    BOOST_TEST(stderr_now.heard() == "<5>daemon_stopping: stopping: a?b?c?[31m?\n");
}

BOOST_AUTO_TEST_CASE(a_reader_that_hangs_does_not_stop_us_and_hears_how_much_it_missed) {
    const ear stderr_now;
    stderr_now.fill();
    const auto before = observe::said();
    for (int i = 0; i < 100; ++i) {
        observe::say(event::link_lost, {plain{"one"}, plain{"p"}, plain{"c"}});
    }
    BOOST_TEST(observe::said().lines[4] == before.lines[4] + 100);
    BOOST_TEST(observe::said().lost == before.lost + 100);
    static_cast<void>(stderr_now.heard());
    observe::say(event::daemon_stopping, {plain{"TERM"}});
    const auto lost = std::to_string(before.lost + 100);
    BOOST_TEST(stderr_now.heard() ==
               "<5>daemon_stopping: stopping: TERM\n"
               "<4>log_lines_lost: " +
                   lost + " lines of this log are lost since the start\n");
}

BOOST_AUTO_TEST_CASE(lines_go_to_the_journal_with_their_fields_when_stderr_goes_there) {
    const ear stderr_now;
    BOOST_TEST(!observe::use_journal("", place()));
    BOOST_TEST(!observe::use_journal("1:2", place()));
    {
        const journal system{place()};
        BOOST_TEST_REQUIRE(observe::use_journal(stderr_now.named(), system.path()));
        observe::say(event::link_lost, {plain{"one"}, plain{"127.0.0.1:6099"}, plain{"re\nfused"}});
        BOOST_TEST(system.heard() ==
                   "MESSAGE=link_lost: station one: lost 127.0.0.1:6099: re?fused\n"
                   "PRIORITY=4\nSYSLOG_IDENTIFIER=iaqd\nIAQD_EVENT=link_lost\n"
                   "IAQD_ARGUMENT=one\nIAQD_ARGUMENT=127.0.0.1:6099\nIAQD_ARGUMENT=re?fused\n");
        BOOST_TEST(stderr_now.heard().empty());
    }
    // The journal is gone: what it does not take up goes where lines went before.
    observe::say(event::daemon_stopping, {plain{"TERM"}});
    BOOST_TEST(stderr_now.heard() == "<5>daemon_stopping: stopping: TERM\n");
}

BOOST_AUTO_TEST_CASE(every_line_says_what_it_means_and_has_as_many_holes_as_words_for_them) {
    struct row {
        std::string identifier, text, meaning;
    };
    const row rows[] = {
#define IAQ_MESSAGE(id, level, text, meaning) {#id, text, meaning},
#include "observe/messages.def"
#undef IAQ_MESSAGE
    };
    for (const auto& [identifier, text, meaning] : rows) {
        BOOST_TEST_CONTEXT(identifier) {
            BOOST_TEST(meaning.size() > 10U);
            BOOST_TEST(meaning.ends_with("."));
            BOOST_TEST(text.find('\n') == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
