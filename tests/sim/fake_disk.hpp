#pragma once

#include "sim/dice.hpp"
#include "support/memory_disk.hpp"

#include <memory>

namespace iaq::sim {

/// The machine's disk over all lives of the daemon.
///
/// Injected:
/// - a killed process leaves what it has written, synced or not;
/// - a power cut leaves what `crash::unsettled_disk` allows: unsynced sectors, sizes and names in
///   any mixture, torn batches;
/// - a sync that fails, once, after which the process has ended;
/// - a full disk for some time: no file can be made.
///
/// Left out: a disk that lies about a sync, and rot: other tests of the journal are about those.
class fake_disk {
public:
    explicit fake_disk(dice& chance);

    /// The disk as this life of the daemon sees it. Lifetime: until `killed` or `power_cut`.
    [[nodiscard]] testing::memory_disk& now() { return *now_; }
    void killed();
    void power_cut();
    /// The next sync but `after` fails.
    void fail_sync(std::size_t after) { syncs_left_ = after + 1; }
    void fill(bool is_full) { full_ = is_full; }
    [[nodiscard]] bool is_full() const { return full_; }
    /// How often a sync was made to fail.
    [[nodiscard]] std::size_t failed() const { return failed_; }

private:
    void begin(testing::disk_image from);
    boost::system::error_code judge(const testing::operation& asked);

    dice& chance_;
    testing::disk_image begun_with_;
    std::unique_ptr<testing::memory_disk> now_;
    std::size_t syncs_left_ = 0;  // 0: none fails
    std::size_t failed_ = 0;
    bool full_ = false;
};

}  // namespace iaq::sim
