#include "app/fold_failures.hpp"

#include "base/text.hpp"
#include "journal/disk.hpp"
#include "journal/whole_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace iaq::app {

using journal::trouble;

namespace {
constexpr std::uint64_t bytes_max = 64UL * 1024;
}

result<fold_failures::counts, trouble> fold_failures::read(const std::string& journal_id) const {
    const auto disk = journal::make_posix_disk();
    IAQ_TRY(const auto contents, journal::read_whole_file(*disk, path(), bytes_max));
    counts found;
    if (!contents) {
        return found;
    }
    for (const auto line : text::split(*contents, '\n')) {
        const auto parts = text::split(line, ' ');
        const auto at = parts.size() == 3 ? text::number(parts[1]) : std::nullopt;
        const auto times = parts.size() == 3 ? text::number(parts[2]) : std::nullopt;
        if (at && times && parts[0] == journal_id) {
            found[model::sequence{static_cast<std::uint64_t>(*at)}] = static_cast<unsigned>(*times);
        }
    }
    return found;
}

result<unsigned, trouble> fold_failures::count(const std::string& journal_id, model::sequence at) {
    if (!was_read_) {
        IAQ_TRY(before_, read(journal_id));
        was_read_ = true;
    }
    met_[at] = std::min(before_[at] + 1, passed_over_at);
    std::string lines;
    for (const auto& [record, times] : met_) {
        lines += fmt::format("{} {} {}\n", journal_id, number_of(record), times);
    }
    const auto disk = journal::make_posix_disk();
    IAQ_TRY(journal::replace_file(*disk, path(), lines));
    IAQ_TRY(journal::told(disk->sync_directory(state_dir_), trouble::kind::unwritable, "sync",
                          state_dir_));
    return met_[at];
}

result<void, trouble> fold_failures::forget() {
    const auto disk = journal::make_posix_disk();
    if (!disk->open(path(), journal::access::read)) {
        return boost::outcome_v2::success();
    }
    return journal::told(disk->remove(path()), trouble::kind::unwritable, "remove", path());
}

}  // namespace iaq::app
