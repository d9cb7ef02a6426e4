#pragma once

#include "journal/disk.hpp"
#include "journal/layout.hpp"
#include "journal/trouble.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <thread>

/// Prepares the next segment in the background, at low priority.
namespace iaq::journal {

class housekeeper {
public:
    /// Lifetime: `on` outlives it. `failed` is called once, on its thread, when preparing fails for
    /// another reason than lack of space.
    housekeeper(disk& on, const layout& where, std::uint64_t segment_bytes,
                std::function<void()> failed);
    housekeeper(const housekeeper&) = delete;
    housekeeper& operator=(const housekeeper&) = delete;
    ~housekeeper() { stop(); }

    void start();
    /// Ends the thread; a half-prepared segment is left as it is.
    void stop();

    /// Wants a next segment; nothing happens while one is ready or being prepared.
    void ask();
    /// Returns whether `segment/next` is ready; from then on it is the caller's.
    bool take();
    /// What `failed` announced.
    [[nodiscard]] std::optional<trouble> failure() const;

private:
    enum class state : std::uint8_t { idle, asked, ready, failed };

    void run();
    void prepare();

    disk& disk_;
    layout layout_;
    std::uint64_t segment_bytes_;
    std::function<void()> on_failed_;
    std::atomic<bool> stop_{false};
    std::atomic<state> state_{state::idle};
    /// Counts asks and stops: what the thread sleeps on.
    std::atomic<std::uint32_t> calls_{0};
    std::optional<trouble> failure_;  // written before `state_` says so
    bool told_of_space_ = false;      // the thread's own: the lack is logged once
    std::thread thread_;
};

}  // namespace iaq::journal
