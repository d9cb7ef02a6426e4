#include "bench/child.hpp"

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace iaq::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto end_within = 30s;
constexpr int cannot_run = 127;

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

/// Between fork and exec: only calls that are safe there. Returns when something failed.
void become(const account& as, int output, char* const* words) {
    const bool changes = as.uid != ::getuid();
    if (changes && (::setgroups(0, nullptr) != 0 || ::setgid(as.gid) != 0 ||
                    ::setuid(as.uid) != 0 || ::chdir("/") != 0)) {
        return;
    }
    // After the change of user, which would clear it.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::execv(words[0], words);
}

}  // namespace

account own_account() { return {::getuid(), ::getgid()}; }

result<child, trouble> child::start(const command& what) {
    std::vector<char*> words;
    for (const auto& word : what.words) {
        words.push_back(const_cast<char*>(word.c_str()));
    }
    words.push_back(nullptr);
    const int output = ::open(what.output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (output < 0) {
        return trouble{what.output + ": " + std::strerror(errno)};
    }
    const auto pid = ::fork();
    if (pid == 0) {
        become(what.as, output, words.data());
        ::_exit(cannot_run);
    }
    ::close(output);
    if (pid < 0) {
        return trouble{what.words[0] + ": " + std::strerror(errno)};
    }
    return child{pid};
}

child::~child() {
    if (is_running()) {
        ::kill(pid_, SIGKILL);
        wait();
    }
}

child::child(child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

child& child::operator=(child&& other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
}

int child::wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return code_of(status);
}

int child::end(int signal) {
    ::kill(pid_, signal);
    const auto until = std::chrono::steady_clock::now() + end_within;
    while (std::chrono::steady_clock::now() < until) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return code_of(status);
        }
        std::this_thread::sleep_for(2ms);
    }
    ::kill(pid_, SIGKILL);
    return wait();
}

result<void, trouble> run_through(const command& what) {
    IAQ_TRY(auto running, child::start(what));
    const int code = running.wait();
    if (code != 0) {
        return trouble{what.words[0] + " ended with code " + std::to_string(code) + "; see " +
                       what.output};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::bench
