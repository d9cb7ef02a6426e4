#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace iaq::testing {

/// A folder of its own that goes when the test ends.
class temporary_folder {
public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Keeps what a program wrote for people in the folder that $IAQ_TRACES names, if it names one: the
/// test `traces.check` searches it. `kind`: the folder within, "log" or "metrics".
void keep_trace(const std::string& kind, const std::string& text);

/// A child process, stopped by its own pid when the test ends. Its stderr goes to a file; that of
/// iaqd is kept as a trace.
class process {
public:
    /// Starts `words[0]` with the rest as arguments. `listening`: a socket that it is given as a
    /// service manager gives one ($LISTEN_FDS); -1: none.
    process(const std::vector<std::string>& words, const std::string& stderr_file,
            int listening = -1);
    ~process();
    process(const process&) = delete;
    process& operator=(const process&) = delete;

    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Returns the next line of its stdout, or nothing when it ended or `within` passed.
    std::optional<std::string> line(std::chrono::milliseconds within);
    void signal(int number) const;
    /// Waits for its end. Returns the exit code, 128 + the signal, or nothing when `within` passed.
    std::optional<int> wait(std::chrono::milliseconds within);

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string errors_;
    bool is_daemon_ = false;
    std::string read_;
};

/// Runs a command to its end and returns its exit code; stdout goes to `output`.
int run(const std::vector<std::string>& words, std::string& output);

std::string contents_of(const std::string& path);
void write_file(const std::string& path, const std::string& contents);

}  // namespace iaq::testing
