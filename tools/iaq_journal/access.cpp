#include "iaq_journal/access.hpp"

#include "base/time.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace iaq::journal_tool {

std::string note_access(const std::string& directory, const std::string& command) {
    std::error_code wrong_folder;
    const auto journal = std::filesystem::canonical(directory, wrong_folder);  // behind any link
    if (wrong_folder) {
        return directory + ": " + wrong_folder.message();
    }
    const auto folder = (journal.parent_path() / "access").string();
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return folder + ": " + std::strerror(errno);
    }
    const auto path = folder + "/reads.log";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) {
        return path + ": " + std::strerror(errno);
    }
    const auto now = std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
    const auto line = fmt::format("{} uid={} iaq-journal {}\n", rfc3339(now), ::getuid(), command);
    const bool written =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    const std::string wrong = written ? std::string{} : path + ": " + std::strerror(errno);
    ::close(file);
    return wrong;
}

}  // namespace iaq::journal_tool
