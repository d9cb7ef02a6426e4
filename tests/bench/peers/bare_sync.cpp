#include "bench/peers/peers.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>

namespace iaq::bench {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t block_bytes = 4096;
constexpr std::size_t file_bytes = 64UL * 1024 * 1024;

class bare_syncs final : public contender {
public:
    explicit bare_syncs(std::string path) : path_(std::move(path)) {}
    ~bare_syncs() override { stop(); }
    [[nodiscard]] std::string name() const override { return "bare fdatasync"; }
    [[nodiscard]] bool takes(const load& /*asked*/) const override { return true; }

    result<void, trouble> prepare() override {
        file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const std::string zeros(block_bytes, '\0');
        for (std::size_t at = 0; file_ >= 0 && at < file_bytes; at += block_bytes) {
            IAQ_TRY(write(zeros, at));
        }
        if (file_ < 0 || ::fsync(file_) != 0) {
            return failed();
        }
        return boost::outcome_v2::success();
    }

    result<measured, trouble> run(double seconds, const load& /*asked*/) override {
        const std::string block(block_bytes, 'x');
        tally seen;
        std::uint64_t count = 0;
        const auto began = clock::now();
        std::chrono::duration<double> so_far{0};
        while (so_far.count() < seconds) {
            const auto from = clock::now();
            IAQ_TRY(write(block, count * block_bytes % file_bytes));
            if (::fdatasync(file_) != 0) {
                return failed();
            }
            const auto now = clock::now();
            seen.add(std::chrono::duration<double, std::micro>{now - from}.count());
            so_far = now - began;
            ++count;
        }
        seen.count(count, so_far.count());
        return seen.sum();
    }

    void stop() override {
        if (file_ >= 0) {
            ::close(file_);
            file_ = -1;
        }
    }

private:
    [[nodiscard]] trouble failed() const { return {path_ + ": " + std::strerror(errno)}; }

    result<void, trouble> write(const std::string& block, std::size_t at) {
        if (::pwrite(file_, block.data(), block.size(), static_cast<off_t>(at)) !=
            static_cast<ssize_t>(block.size())) {
            return failed();
        }
        return boost::outcome_v2::success();
    }

    std::string path_;
    int file_ = -1;
};

}  // namespace

std::unique_ptr<contender> bare_sync(const std::string& scratch) {
    return std::make_unique<bare_syncs>(scratch + "/bare_sync");
}

}  // namespace iaq::bench
