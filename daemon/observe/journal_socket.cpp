#include "observe/journal_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>

namespace iaq::observe {
namespace {

std::atomic<int> way_there{-1};

/// "device:inode" of what stderr is.
std::string stderr_named() {
    struct stat is {};
    if (::fstat(STDERR_FILENO, &is) != 0) {
        return {};
    }
    return std::to_string(is.st_dev) + ":" + std::to_string(is.st_ino);
}

void add(std::string& to, std::string_view name, std::string_view value) {
    to += name;
    to += '=';
    to += value;
    to += '\n';
}

}  // namespace

bool use_journal(const std::string& stream, const std::string& socket) {
    sockaddr_un at{};
    if (stream.empty() || stream != stderr_named() || socket.size() >= sizeof at.sun_path) {
        return false;
    }
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, socket.data(), socket.size());
    const int opened = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (opened < 0 || ::connect(opened, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) {
        ::close(opened);
        return false;
    }
    const int before = way_there.exchange(opened);
    if (before >= 0) {
        ::close(before);
    }
    return true;
}

bool send_to_journal(std::string_view identifier, int priority, std::string_view text,
                     const std::vector<std::string>& arguments) {
    const int to = way_there;
    if (to < 0) {
        return false;
    }
    std::string fields;
    add(fields, "MESSAGE", text);
    add(fields, "PRIORITY", std::to_string(priority));
    add(fields, "SYSLOG_IDENTIFIER", "iaqd");
    add(fields, "IAQD_EVENT", identifier);
    for (const auto& each : arguments) {
        add(fields, "IAQD_ARGUMENT", each);
    }
    return ::send(to, fields.data(), fields.size(), MSG_NOSIGNAL | MSG_DONTWAIT) ==
           static_cast<ssize_t>(fields.size());
}

}  // namespace iaq::observe
