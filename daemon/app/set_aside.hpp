#pragma once

#include "base/result.hpp"
#include "base/time.hpp"
#include "journal/disk.hpp"
#include "journal/trouble.hpp"

#include <memory>
#include <optional>
#include <string>

namespace iaq::app {

/// A damaged journal on its way out of the daemon's: nothing of it is changed but its name. The
/// file `<state_dir>/adopting` stands from the first step until the new journal holds all that is
/// carried over, so that a start after a crash goes on with it.
class set_aside {
public:
    /// Returns the one that an earlier start began and did not finish, or nothing.
    /// Errors: `unreadable`, `damaged`.
    static result<std::optional<set_aside>, journal::trouble> unfinished(
        const std::string& state_dir);
    /// Notes what is about to be done, durably. Errors: `unwritable`.
    static result<set_aside, journal::trouble> begin(const std::string& state_dir, utc_time now,
                                                     std::string reason);

    /// Moves the damaged journal, and the memory of its head, to their new names; and a journal
    /// that an earlier start began in its place, in which nothing was told to anyone, to another.
    /// Each step is durable before the next. Errors: `unwritable`.
    result<void, journal::trouble> move(utc_time now);
    /// The new journal stands. Durability: complete when it returns. Errors: `unwritable`.
    result<void, journal::trouble> finish();

    /// Name of the damaged journal's folder within the state folder.
    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] const std::string& reason() const { return reason_; }
    [[nodiscard]] std::string directory() const { return state_dir_ + "/" + folder_; }

private:
    set_aside(std::string state_dir, std::string folder, std::string reason);
    [[nodiscard]] std::string marker() const { return state_dir_ + "/adopting"; }
    [[nodiscard]] static bool stands(const std::string& path);
    [[nodiscard]] bool holds_segments(const std::string& journal) const;
    result<void, journal::trouble> rename(const std::string& from, const std::string& to);
    result<void, journal::trouble> sync();

    std::unique_ptr<journal::disk> disk_;
    std::string state_dir_, folder_, reason_;
};

}  // namespace iaq::app
