#include "iaq_journal/access.hpp"

#include "base/time.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace iaq::journal_tool {

namespace {

/// Adds a line behind the time to `<state_dir>/access/<name>`, durably. Returns what went wrong.
std::string add_line(const std::string& directory, const std::string& name,
                     const std::string& words) {
    std::error_code wrong_folder;
    const auto journal = std::filesystem::canonical(directory, wrong_folder);  // behind any link
    if (wrong_folder) {
        return directory + ": " + wrong_folder.message();
    }
    const auto folder = (journal.parent_path() / "access").string();
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return folder + ": " + std::strerror(errno);
    }
    const auto path = folder + "/" + name;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) {
        return path + ": " + std::strerror(errno);
    }
    const auto now = std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
    const auto line = rfc3339(now) + " " + words + "\n";
    const bool written =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    const std::string wrong = written ? std::string{} : path + ": " + std::strerror(errno);
    ::close(file);
    return wrong;
}

}  // namespace

std::string note_access(const std::string& directory, const std::string& command) {
    return add_line(directory, "reads.log",
                    fmt::format("uid={} iaq-journal {}", ::getuid(), command));
}

std::string note_backup(const std::string& directory, std::uint64_t records,
                        const std::string& to) {
    std::error_code none;
    auto place = std::filesystem::absolute(to, none).string();
    std::ranges::replace_if(
        place, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
    return add_line(directory, "backups.log", fmt::format("records={} {}", records, place));
}

}  // namespace iaq::journal_tool
