#include "app/set_aside.hpp"

#include "host/files.hpp"
#include "journal/whole_file.hpp"

namespace iaq::app {

using journal::trouble;

namespace {

constexpr std::uint64_t marker_bytes_max = 64UL * 1024;
constexpr auto unwritable = trouble::kind::unwritable;

/// `20261124T150405Z`.
std::string stamp(utc_time at) {
    auto text = compact_time(at);
    text.insert(8, "T");
    return text + "Z";
}

}  // namespace

set_aside::set_aside(std::string state_dir, std::string folder, std::string reason)
    : disk_(journal::make_posix_disk()),
      state_dir_(std::move(state_dir)),
      folder_(std::move(folder)),
      reason_(std::move(reason)) {}

result<std::optional<set_aside>, trouble> set_aside::unfinished(const std::string& state_dir) {
    set_aside found{state_dir, {}, {}};
    IAQ_TRY(const auto contents,
            journal::read_whole_file(*found.disk_, found.marker(), marker_bytes_max));
    if (!contents) {
        return std::optional<set_aside>{};
    }
    const auto end = contents->find('\n');
    found.folder_ = contents->substr(0, end);
    if (end == std::string::npos || found.folder_.empty() ||
        found.folder_.find('/') != std::string::npos) {
        return trouble{trouble::kind::damaged,
                       found.marker() +
                           ": does not say which folder was set aside; see the "
                           "runbook"};
    }
    found.reason_ = contents->substr(end + 1);
    return std::optional<set_aside>{std::move(found)};
}

result<set_aside, trouble> set_aside::begin(const std::string& state_dir, utc_time now,
                                            std::string reason) {
    set_aside begun{state_dir, "journal.damaged-" + stamp(now), std::move(reason)};
    IAQ_TRY(
        journal::replace_file(*begun.disk_, begun.marker(), begun.folder_ + "\n" + begun.reason_));
    IAQ_TRY(begun.sync());
    return begun;
}

result<void, trouble> set_aside::move(utc_time now) {
    const auto journal = state_dir_ + "/journal";
    const auto shown = state_dir_ + "/shown";
    const bool moved = stands(directory());
    const auto to = moved ? state_dir_ + "/journal.unfinished-" + stamp(now) : directory();
    // First the memory of the head: while the folder has not moved, it is the damaged journal's.
    if (stands(shown)) {
        IAQ_TRY(rename(shown, to + ".shown"));
    }
    const bool begun = stands(journal) && (!moved || holds_segments(journal));
    return begun ? rename(journal, to) : boost::outcome_v2::success();
}

result<void, trouble> set_aside::finish() {
    IAQ_TRY(journal::told(disk_->remove(marker()), unwritable, "remove", marker()));
    return sync();
}

bool set_aside::stands(const std::string& path) { return host::exists(path); }

bool set_aside::holds_segments(const std::string& journal) const {
    const auto names = disk_->list(journal + "/segment");
    return names && !names.value().empty();
}

result<void, trouble> set_aside::rename(const std::string& from, const std::string& to) {
    IAQ_TRY(journal::told(disk_->rename(from, to), unwritable, "rename", from));
    return sync();
}

result<void, trouble> set_aside::sync() {
    return journal::told(disk_->sync_directory(state_dir_), unwritable, "sync", state_dir_);
}

}  // namespace iaq::app
