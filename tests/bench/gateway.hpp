#pragma once

#include "bench/child.hpp"
#include "bench/contender.hpp"

#include <cstdint>
#include <string>

/// An iaqd at work for the bench: its own state folder, the shipped order, profile and tables, the
/// shipped defaults, and a station whose switch nobody is, so that nothing is ever sent.
namespace iaq::bench {

/// Where the programs and shipped files of this build are.
struct product {
    std::string programs;  // folder of iaqd and iaq-journal
    std::string source;    // folder of config/
};

class gateway {
public:
    /// Writes the configuration below `folder`, which is made. Starts nothing.
    static result<gateway, trouble> install(const std::string& folder, const product& built);
    ~gateway();
    gateway(gateway&& other) noexcept;
    gateway& operator=(gateway&&) = delete;
    gateway(const gateway&) = delete;
    gateway& operator=(const gateway&) = delete;

    /// Removes the journal of earlier starts and the keys.
    void forget();
    /// Removes the snapshots: the next start folds all records.
    void forget_snapshots();
    /// Starts it and waits until it listens. Returns the seconds that took.
    result<double, trouble> start();
    /// Waits until the segments that it prepares in the background stand, so that they are not
    /// part of what is measured.
    [[nodiscard]] result<void, trouble> settle() const;
    /// Asks it to stop. Errors: an exit code but 0.
    result<void, trouble> stop();

    [[nodiscard]] std::string socket() const { return folder_ + "/socket"; }
    [[nodiscard]] std::string journal() const { return folder_ + "/state/journal"; }
    [[nodiscard]] std::string segments() const { return journal() + "/segment"; }
    [[nodiscard]] std::string master_key() const { return folder_ + "/state/keys/master.key"; }
    [[nodiscard]] std::string log() const { return folder_ + "/log"; }

private:
    gateway(std::string folder, std::string program, int nobody)
        : folder_(std::move(folder)), program_(std::move(program)), nobody_(nobody) {}

    std::string folder_, program_;
    int nobody_ = -1;  // a bound port on which nobody listens
    child daemon_;
};

}  // namespace iaq::bench
