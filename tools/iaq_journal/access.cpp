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

/// Where root reads, the file is the daemon's all the same: it reads what was written there.
void give_to_owner_of(const std::filesystem::path& state_dir, int file) {
    struct stat owner {};
    if (::geteuid() == 0 && ::stat(state_dir.c_str(), &owner) == 0) {
        static_cast<void>(::fchown(file, owner.st_uid, owner.st_gid) == 0);
    }
}

/// Adds a line behind the time to `<state_dir>/access/<name>`, durably. Returns what went wrong.
std::string add_line(const std::string& directory, const std::string& name,
                     const std::string& words) {
    std::error_code wrong_folder;
    const auto journal = std::filesystem::canonical(directory, wrong_folder);  // behind any link
    if (wrong_folder) {
        return directory + ": " + wrong_folder.message();
    }
    const auto folder = (journal.parent_path() / "access").string();
    if (::mkdir(folder.c_str(), 0700) == 0) {
        const int made = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        give_to_owner_of(journal.parent_path(), made);
        ::close(made);
    } else if (errno != EEXIST) {
        return folder + ": " + std::strerror(errno);
    }
    const auto path = folder + "/" + name;
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) {
        return path + ": " + std::strerror(errno);
    }
    give_to_owner_of(journal.parent_path(), file);
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
