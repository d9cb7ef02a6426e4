#include "support/process.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace iaq::testing {

namespace {

constexpr auto end_within = std::chrono::seconds{15};

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

}  // namespace

temporary_folder::temporary_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "iaq_test_XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void keep_trace(const std::string& kind, const std::string& text) {
    static int count = 0;
    const char* const folder = std::getenv("IAQ_TRACES");
    if (folder == nullptr || text.empty()) {
        return;
    }
    const auto place = std::filesystem::path{folder} / kind;
    std::filesystem::create_directories(place);
    std::ofstream{place / (std::to_string(::getpid()) + "_" + std::to_string(++count))} << text;
}

process::process(const std::vector<std::string>& words, const std::string& stderr_file,
                 int listening)
    : errors_(stderr_file),
      is_daemon_(
          std::ranges::any_of(words, [](const auto& word) { return word.ends_with("/iaqd"); })) {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    std::vector<char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    pid_ = ::fork();
    BOOST_REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
        const int errors = ::open(stderr_file.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(errors, STDERR_FILENO);
        if (listening >= 0) {
            constexpr int first_given = 3;
            ::dup2(listening, first_given);
            ::fcntl(first_given, F_SETFD, 0);  // where it was that one already
            ::setenv("LISTEN_FDS", "1", 1);
            ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
        }
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
}

process::~process() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    if (is_daemon_) {
        keep_trace("log", contents_of(errors_));
    }
    ::close(output_);
}

std::optional<std::string> process::line(std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    for (;;) {
        const auto end = read_.find('\n');
        if (end != std::string::npos) {
            auto found = read_.substr(0, end);
            read_.erase(0, end + 1);
            return found;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        pollfd waiting{output_, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) {
            return std::nullopt;
        }
        std::array<char, 4096> buffer{};
        const auto got = ::read(output_, buffer.data(), buffer.size());
        if (got <= 0) {
            return std::nullopt;
        }
        read_.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

void process::signal(int number) const {
    if (pid_ > 0) {
        ::kill(pid_, number);
    }
}

std::optional<int> process::wait(std::chrono::milliseconds within) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (pid_ > 0) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return code_of(status);
        }
        if (std::chrono::steady_clock::now() >= until) {
            return std::nullopt;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return std::nullopt;
}

int run(const std::vector<std::string>& words, std::string& output) {
    process child{words, "/dev/null"};
    output.clear();
    while (const auto line = child.line(std::chrono::minutes{2})) {
        output += *line + "\n";
    }
    const auto code = child.wait(end_within);
    BOOST_REQUIRE(code.has_value());
    return *code;
}

std::string contents_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void write_file(const std::string& path, const std::string& contents) {
    std::ofstream{path, std::ios::binary} << contents;
}

}  // namespace iaq::testing
