#include "iaqctl/paper.hpp"
#include "iaqctl/service.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

extern char** environ;

namespace iaq::ctl {
namespace {

constexpr std::size_t part_bytes_max = 4UL * 1024 * 1024;

struct wish {
    std::string to = "-", config = "/etc/iaqd/iaqd.toml";
};

constexpr auto preface =
    "Support bundle of iaqd. Read it before you pass it on: it is plain text.\n"
    "\n"
    "It holds: versions of the programs and the system; the configuration without its comments\n"
    "and without the places of keys; the state of the daemon (iaqctl status and alerts) without\n"
    "the words that operators gave for a hold; its metrics; sizes of the journal's segments\n"
    "(iaq-journal stats); the last lines of the daemon's log.\n"
    "It holds no key, no record, no inquiry, no answer, no name of a person.\n";

std::string part(const std::string& title, const std::string& text) {
    return "\n===== " + title + "\n" + text + (text.ends_with('\n') ? "" : "\n");
}

/// Runs a program to its end; returns what it printed, or why there is nothing.
std::string output_of(std::vector<std::string> words) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return "no pipe";
    }
    posix_spawn_file_actions_t how;
    posix_spawn_file_actions_init(&how);
    posix_spawn_file_actions_adddup2(&how, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&how, ends[1], STDERR_FILENO);
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    pid_t child = -1;
    const int failed =
        ::posix_spawnp(&child, arguments[0], &how, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&how);
    ::close(ends[1]);
    std::string text;
    char piece[4096];
    for (ssize_t size = 0; failed == 0 && (size = ::read(ends[0], piece, sizeof piece)) > 0;) {
        if (text.size() < part_bytes_max) {
            text.append(piece, static_cast<std::size_t>(size));
        }
    }
    ::close(ends[0]);
    if (failed != 0) {
        return words[0] + " cannot be run here";
    }
    ::waitpid(child, nullptr, 0);
    return text.empty() ? "(nothing)" : text;
}

std::string contents_of(const std::string& path) {
    std::ifstream file{path};
    if (!file) {
        return path + " cannot be read";
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first);
}

/// Without comments, in which anything may stand, and with a mark in place of where keys lie.
std::string without_secrets(const std::string& config) {
    std::istringstream in{config};
    std::string kept;
    for (std::string each; std::getline(in, each);) {
        const auto text = trimmed(each);
        if (text.empty() || text.front() == '#') {
            continue;
        }
        const auto equals = text.find('=');
        const auto key = text.substr(0, text.find_first_of(" \t="));
        const bool secret = equals != std::string::npos && key.find("key") != std::string::npos;
        const auto comment = text.find(" #");
        kept += secret ? key + " = \"(a file)\"\n" : text.substr(0, comment) + "\n";
    }
    return kept;
}

/// The text of `key = "TEXT"` in the configuration, or nothing.
std::string said_in(const std::string& config, const std::string& key) {
    std::istringstream in{config};
    for (std::string each; std::getline(in, each);) {
        const auto text = trimmed(each);
        const auto first = text.find('"');
        if (text.starts_with(key) && text.find_first_of(" \t=") == key.size() &&
            first != std::string::npos) {
            return text.substr(first + 1, text.find('"', first + 1) - first - 1);
        }
    }
    return {};
}

std::string scraped(const std::string& place) {
    const auto colon = place.rfind(':');
    if (colon == std::string::npos) {
        return "the configuration names no [admin] http";
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(std::atoi(place.c_str() + colon + 1)));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{5, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::string all;
    constexpr std::string_view request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0 &&
        ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
        char piece[4096];
        for (ssize_t size = 0;
             all.size() < part_bytes_max && (size = ::recv(fd, piece, sizeof piece, 0)) > 0;) {
            all.append(piece, static_cast<std::size_t>(size));
        }
    }
    ::close(fd);
    const auto body = all.find("\r\n\r\n");
    return body == std::string::npos ? "nobody answers at " + place : all.substr(body + 4);
}

std::string versions() {
    utsname machine{};
    ::uname(&machine);
    return fmt::format("iaqctl {}\n{}{}{} {} {}\n{}", IAQ_VERSION, output_of({"iaqd", "--version"}),
                       output_of({"iaq-journal", "--version"}), machine.sysname, machine.release,
                       machine.machine, contents_of("/etc/os-release"));
}

std::string json_of(const google::protobuf::Message& message) {
    google::protobuf::util::JsonPrintOptions how;
    how.add_whitespace = true;
    how.preserve_proto_field_names = true;
    std::string text;
    static_cast<void>(google::protobuf::util::MessageToJsonString(message, &text, how));
    return text;
}

std::string state_of(const surroundings& around) {
    auto opened = open(around);
    if (!opened) {
        return opened.error().text;
    }
    std::string text;
    v1::ClientFrame ask;
    ask.mutable_status();
    if (auto answer = opened.value().call(ask, answer_due())) {
        for (auto& station : *answer.value().mutable_status()->mutable_stations()) {
            station.clear_hold_reason();  // an operator's own words
        }
        text += json_of(answer.value());
    }
    ask.mutable_alerts();
    if (const auto answer = opened.value().call(ask, answer_due())) {
        text += json_of(answer.value());
    }
    return text;
}

exit_code make_bundle(const surroundings& around, const wish& w) {
    const auto config = contents_of(w.config);
    const auto state_dir = said_in(config, "state_dir");
    const auto journal = (state_dir.empty() ? "/var/lib/iaqd" : state_dir) + "/journal";
    std::string text = preface;
    text += part("versions", versions());
    text += part("configuration", without_secrets(config));
    text += part("state", state_of(around));
    text += part("metrics", scraped(said_in(config, "http")));
    text += part("journal", output_of({"iaq-journal", "stats", journal}));
    text += part("log", output_of({"journalctl", "--unit=iaqd", "--lines=1000", "--no-pager",
                                   "--output=short-iso"}));
    if (w.to == "-") {
        std::fputs(text.c_str(), stdout);
        return exit_code::done;
    }
    std::ofstream file{w.to};
    file << text;
    file.close();
    if (!file) {
        return complain(w.to + " cannot be written", exit_code::refused);
    }
    std::puts((w.to + " written; read it before you pass it on").c_str());
    return exit_code::done;
}

}  // namespace

void add_support_bundle(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const command = line.add_subcommand(
        "support-bundle", "What support needs to see, in one text file, without personal data");
    command->add_option("FILE", w->to, "where to; - is stdout");
    command->add_option("--config", w->config, "the daemon's configuration");
    command->footer(
        "Example: iaqctl support-bundle bundle.txt\n"
        "Its first lines say what is in it. What cannot be read by this user is left out and "
        "said.");
    command->callback([&, w] { chosen = [&around, w] { return make_bundle(around, *w); }; });
}

}  // namespace iaq::ctl
