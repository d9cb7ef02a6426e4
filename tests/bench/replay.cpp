#include "bench/replay.hpp"

#include "bench/accept_load.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace iaq::bench {
namespace {

constexpr double writing_seconds_max = 600;

result<double, trouble> start_and_stop(gateway& daemon) {
    IAQ_TRY(const auto took, daemon.start());
    IAQ_TRY(daemon.settle());
    IAQ_TRY(daemon.stop());
    return took;
}

}  // namespace

result<void, trouble> replay::prepare(std::uint64_t records) {
    std::filesystem::create_directories(scratch_);
    IAQ_TRY(auto full, gateway::install(scratch_ + "/replay", built_));
    full_.emplace(std::move(full));
    IAQ_TRY(auto empty, gateway::install(scratch_ + "/replay_empty", built_));
    empty_.emplace(std::move(empty));
    IAQ_TRY(start_and_stop(*empty_));  // makes the journal, which is not measured

    IAQ_TRY(full_->start());
    IAQ_TRY(const auto written,
            drive(full_->socket(), {4, 64, writing_seconds_max, records},
                  [](int connection) { return submissions(outcome::exempt, connection); }));
    IAQ_TRY(full_->stop());
    records_ = written.operations();
    for (const auto& file : std::filesystem::directory_iterator{full_->segments()}) {
        if (file.path().extension() == ".seg") {
            segments_.push_back(file.path());
            bytes_ += file.file_size();
        }
    }
    std::ranges::sort(segments_);
    return boost::outcome_v2::success();
}

result<replayed, trouble> replay::run() {
    std::vector<std::string> hashing{"/usr/bin/sha256sum"};
    hashing.insert(hashing.end(), segments_.begin(), segments_.end());
    const std::vector<std::string> verifying{built_.programs + "/iaq-journal", "verify",
                                             full_->journal(), "--master-key", full_->master_key()};
    replayed round;
    IAQ_TRY(round.sha256sum_seconds, timed("0", std::move(hashing)));
    IAQ_TRY(round.verify_seconds, timed("0", verifying));
    IAQ_TRY(round.verify_two_seconds, timed("0,1", verifying));
    IAQ_TRY(round.empty_start_seconds, start_and_stop(*empty_));
    IAQ_TRY(round.start_seconds, start_and_stop(*full_));
    full_->forget_snapshots();
    IAQ_TRY(round.front_start_seconds, start_and_stop(*full_));
    return round;
}

double replay::per_million(double seconds, const replayed& round) const {
    return (seconds - round.empty_start_seconds) * 1e6 / static_cast<double>(records_);
}

result<double, trouble> replay::timed(const std::string& processors,
                                      std::vector<std::string> words) const {
    words.insert(words.begin(), {"/usr/bin/taskset", "--cpu-list", processors});
    const auto began = std::chrono::steady_clock::now();
    IAQ_TRY(run_through({std::move(words), scratch_ + "/replay.log"}));
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - began}.count();
}

}  // namespace iaq::bench
