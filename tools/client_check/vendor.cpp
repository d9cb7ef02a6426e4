#include "client_check/vendor.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>

extern char** environ;

namespace iaq::client_check {
namespace {

constexpr std::string_view place = "{socket}";
constexpr auto mercy = std::chrono::milliseconds{1000};
constexpr auto look = std::chrono::milliseconds{10};

std::vector<std::string> with_socket(std::vector<std::string> words, const std::string& socket) {
    for (auto& word : words) {
        if (const auto at = word.find(place); at != std::string::npos) {
            word.replace(at, place.size(), socket);
        }
    }
    return words;
}

}  // namespace

vendor::vendor(const std::vector<std::string>& command, const std::string& socket) {
    auto words = with_socket(command, socket);
    std::vector<char*> pointers;
    for (auto& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error{errno, std::system_category(), "pipe"};
    }
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    const int failed =
        ::posix_spawnp(&pid_, pointers.front(), &files, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    output_ = ends[0];
    ::fcntl(output_, F_SETFL, O_NONBLOCK);
    if (failed != 0) {
        ::close(output_);
        throw std::system_error{failed, std::system_category(), words.front()};
    }
}

vendor::~vendor() {
    if (!ended()) {
        ::kill(pid_, SIGTERM);
        for (auto waited = look; !ended() && waited < mercy; waited += look) {
            std::this_thread::sleep_for(look);
        }
        if (!ended()) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    ::close(output_);
}

std::optional<int> vendor::ended() {
    int status = 0;
    if (!code_ && ::waitpid(pid_, &status, WNOHANG) == pid_) {
        code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return code_;
}

}  // namespace iaq::client_check
