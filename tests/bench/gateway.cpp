#include "bench/gateway.hpp"

#include "bench/waiting.hpp"

#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace iaq::bench {
namespace {

constexpr std::uint64_t segment_bytes = 64ULL * 1024 * 1024;  // the shipped default
constexpr std::uint64_t reserve_bytes = 8ULL * 1024 * 1024;

/// A port that is ours and refuses every connection.
struct closed_port {
    int socket = -1;
    int number = 0;
};

result<closed_port, trouble> take_closed_port() {
    closed_port port{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), 0};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const general = reinterpret_cast<sockaddr*>(&address);
    if (::bind(port.socket, general, size) != 0 ||
        ::getsockname(port.socket, general, &size) != 0) {
        ::close(port.socket);
        return trouble{std::string{"a port on loopback: "} + std::strerror(errno)};
    }
    port.number = ntohs(address.sin_port);
    return port;
}

/// Everything that has a shipped default keeps it.
std::string configuration(const std::string& folder, const std::string& source, int port) {
    return "[daemon]\nstate_dir = \"" + folder + "/state\"\nenvironment = \"test\"\n" +
           "[[agency]]\nname = \"Bench PD\"\noris = [\"MO0110100\"]\n" +
           "time_zone = \"America/Chicago\"\nprofile = \"" + source +
           "/config/profiles/mules.toml\"\npolicy = \"" + source +
           "/config/policy/so0801.toml\"\n[[station]]\nname = \"one\"\nhosts = [\"127.0.0.1:" +
           std::to_string(port) + "\"]\ndevice = \"SJPD01\"\noris = [\"MO0110100\"]\n" +
           "[intake]\nunix = \"" + folder +
           "/socket\"\n[[principal]]\nuid = " + std::to_string(::getuid()) +
           "\noris = [\"MO0110100\"]\nrights = [\"submit\"]\n";
}

std::uint64_t size_of(const std::string& path) {
    std::error_code absent;
    const auto size = std::filesystem::file_size(path, absent);
    return absent ? 0 : size;
}

}  // namespace

result<gateway, trouble> gateway::install(const std::string& folder, const product& built) {
    std::filesystem::create_directories(folder);
    IAQ_TRY(const auto port, take_closed_port());
    std::ofstream{folder + "/iaqd.toml"} << configuration(folder, built.source, port.number);
    return gateway{folder, built.programs + "/iaqd", port.socket};
}

gateway::gateway(gateway&& other) noexcept
    : folder_(std::move(other.folder_)),
      program_(std::move(other.program_)),
      nobody_(std::exchange(other.nobody_, -1)),
      daemon_(std::move(other.daemon_)) {}

gateway::~gateway() {
    if (nobody_ >= 0) {
        ::close(nobody_);
    }
}

void gateway::forget() { std::filesystem::remove_all(folder_ + "/state"); }

void gateway::forget_snapshots() { std::filesystem::remove_all(folder_ + "/state/snapshot"); }

result<double, trouble> gateway::start() {
    const auto began = std::chrono::steady_clock::now();
    IAQ_TRY(daemon_, child::start({{program_, "--config", folder_ + "/iaqd.toml"}, log()}));
    IAQ_TRY(wait_for_listener(socket(), log()));
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count();
}

result<void, trouble> gateway::settle() const {
    const auto stand = [this] {
        return size_of(segments() + "/next") == segment_bytes &&
               size_of(segments() + "/reserve") == reserve_bytes;
    };
    if (!wait_until(stand, std::chrono::seconds{30})) {
        return trouble{"iaqd prepares no segment in " + segments()};
    }
    return boost::outcome_v2::success();
}

result<void, trouble> gateway::stop() {
    if (!daemon_.is_running()) {
        return boost::outcome_v2::success();
    }
    const int code = daemon_.end(SIGTERM);
    if (code != 0) {
        return trouble{"iaqd ended with code " + std::to_string(code) + "; see " + log()};
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::bench
