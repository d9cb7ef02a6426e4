#include "bench/child.hpp"
#include "bench/closed_loop.hpp"
#include "bench/peers/peers.hpp"
#include "bench/waiting.hpp"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace iaq::bench {
namespace {

constexpr std::string_view line_end = "\r\n";

/// Returns the command in the server's own format: an array of strings behind their lengths.
std::string request_of(const std::vector<std::string>& words) {
    std::string out = "*" + std::to_string(words.size()) + "\r\n";
    for (const auto& word : words) {
        out += "$" + std::to_string(word.size()) + "\r\n" + word + "\r\n";
    }
    return out;
}

/// One command again and again. XADD answers with the entry's id as a string of known length, DEL
/// with a number.
class repeating final : public conversation {
public:
    explicit repeating(const std::vector<std::string>& words) : request_(request_of(words)) {}

    void ask(std::string& out) override { out += request_; }

    result<std::size_t, trouble> take(std::string_view in) override {
        const auto first_end = in.find(line_end);
        if (first_end == std::string_view::npos) {
            return std::size_t{0};
        }
        if (in.front() == ':') {
            return first_end + line_end.size();
        }
        if (in.front() != '$') {
            return trouble{"Redis: " + std::string{in.substr(0, first_end)}};
        }
        const auto second_end = in.find(line_end, first_end + line_end.size());
        return second_end == std::string_view::npos ? 0 : second_end + line_end.size();
    }

private:
    std::string request_;
};

class redis_stream final : public contender {
public:
    redis_stream(std::string folder, int depth) : folder_(std::move(folder)), depth_(depth) {}
    ~redis_stream() override { stop(); }

    [[nodiscard]] std::string name() const override {
        return depth_ == 1 ? "Redis" : "Redis, pipelined";
    }
    [[nodiscard]] bool takes(const load& asked) const override {
        return depth_ == 1 || (asked.in_flight > depth_ && !asked.connection_each);
    }

    result<void, trouble> prepare() override {
        std::filesystem::create_directories(folder_);
        IAQ_TRY(server_,
                child::start({{"/usr/bin/redis-server", "--port", "0", "--unixsocket", socket(),
                               "--dir", folder_, "--appendonly", "yes", "--appendfsync", "always",
                               "--save", "", "--auto-aof-rewrite-percentage", "0"},
                              folder_ + "/log"}));
        return wait_for_listener(socket(), folder_ + "/log");
    }

    result<measured, trouble> run(double seconds, const load& asked) override {
        IAQ_TRY(drive(socket(), {1, 1, seconds, 1}, [](int) {
            return talk_of({"DEL", "accepted"});
        }));
        const shape how{std::max(1, asked.in_flight / depth_), depth_, seconds};
        const std::string body(payload_bytes, 'x');
        IAQ_TRY(const auto seen, drive(socket(), how, [&](int) {
                    return talk_of({"XADD", "accepted", "*", "body", body});
                }));
        return seen.sum();
    }

    void stop() override {
        if (server_.is_running()) {
            server_.end(SIGTERM);
        }
    }

private:
    static std::unique_ptr<conversation> talk_of(const std::vector<std::string>& words) {
        return std::make_unique<repeating>(words);
    }
    [[nodiscard]] std::string socket() const { return folder_ + "/socket"; }

    std::string folder_;
    int depth_;
    child server_;
};

}  // namespace

std::unique_ptr<contender> redis(const std::string& scratch, int depth) {
    return std::make_unique<redis_stream>(scratch + "/redis" + std::to_string(depth), depth);
}

}  // namespace iaq::bench
