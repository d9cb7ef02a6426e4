#pragma once

#include "bench/contender.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

/// Programs that the bench starts and ends by their own process ids.
namespace iaq::bench {

/// Whom a program runs as.
struct account {
    uid_t uid = 0;
    gid_t gid = 0;
};

/// The account we run as ourselves.
account own_account();

struct command {
    std::vector<std::string> words;  // the first is the program's path
    std::string output;              // file that takes stdout and stderr, appended
    account as = own_account();
};

/// A program at work. It dies with us, however we end.
class child {
public:
    child() = default;
    static result<child, trouble> start(const command& what);
    ~child();
    child(child&& other) noexcept;
    child& operator=(child&& other) noexcept;
    child(const child&) = delete;
    child& operator=(const child&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] bool is_running() const { return pid_ > 0; }
    /// Returns the exit code, or 128 and the signal; waits as long as it takes.
    int wait();
    /// Asks it by a signal to end and waits; kills it when it has not ended in half a minute.
    int end(int signal);

private:
    explicit child(pid_t pid) : pid_(pid) {}

    pid_t pid_ = -1;
};

/// Runs a program to its end. Errors: any exit code but 0.
result<void, trouble> run_through(const command& what);

}  // namespace iaq::bench
