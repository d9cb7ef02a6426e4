#include "crash/explorer.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace iaq::crash {

using boost::outcome_v2::success;

namespace {

constexpr std::size_t exhaustive_max = 4096;
constexpr std::size_t told_operations = 24;  // of a history, in the report of a breach
constexpr std::uint64_t segment_sizes[] = {64UL * 1024, 64UL * 1024 + 1, 100'000, 192UL * 1024};

bool is_mark(const operation& made) {
    return std::holds_alternative<testing::operations::marked>(made);
}

/// Only the last of several moments between which nothing was asked of the disk says something new.
bool counts(const history& past, std::size_t index) {
    return index + 1 == past.log.size() || !is_mark(past.log[index + 1]);
}

void go_on(moment& now, const operation& made) {
    now.disk.apply(made);
    now.known.hear(made);
}

std::string told(const history& past, std::size_t index, const moment& now, const outcome& chosen) {
    std::string text = "power cut behind operation " + std::to_string(index) + ":\n";
    for (auto at = index - std::min(index, told_operations); at <= index; ++at) {
        text += "  " + std::to_string(at) + "  " + describe(past.log[at]) + "\n";
    }
    text += "  outcome";
    const auto ways = now.disk.choices();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        text += " " + std::to_string(chosen[i]) + "/" + std::to_string(ways[i] - 1);
    }
    return text + "\n  known durable " + std::to_string(now.known.durable) + ", appended " +
           std::to_string(now.known.appended.size()) + "\n";
}

/// Leaves the disk where a person can look at it.
void keep(const disk_image& left) {
    const char* const folder = std::getenv("IAQ_CRASH_KEEP");
    if (folder == nullptr) {
        return;
    }
    for (const auto& path : left.directories) {
        std::filesystem::create_directories(folder + path);
    }
    for (const auto& [path, bytes] : left.files) {
        std::ofstream{folder + path, std::ios::binary} << bytes;
    }
}

knowledge first_of(const knowledge& known, std::uint64_t records) {
    knowledge some{known.appended, records};
    some.appended.resize(records);
    return some;
}

}  // namespace

result<void, breach> check_promises(const disk_image& left, const knowledge& known,
                                    std::mt19937_64& random) {
    const auto segment_bytes = segment_sizes[random() % std::size(segment_sizes)];
    memory_disk disk{left};
    IAQ_TRY(const auto records, recover(disk, known, segment_bytes));

    // What it visited is durable when it returns: this is as if another power cut came at once.
    auto now = first_of(known, records);
    unsettled_disk medium{left};
    for (const auto& made : disk.log()) {
        medium.apply(made);
    }
    memory_disk again{medium.after_cut(any_outcome(medium, random))};
    IAQ_TRY(recover(again, now, segment_bytes));

    const life more{.segment_bytes = segment_bytes,
                    .batches = {{"one more"}, {"and another", std::string(3000, '+')}}};
    IAQ_TRY(live(again, more, now));
    if (now.durable != records + 3) {
        return breach{"it does not take new records"};
    }
    IAQ_TRY(recover(again, now, segment_bytes));
    return success();
}

result<void, breach> explorer::check(const history& past, std::size_t index, const moment& now,
                                     const outcome& chosen) {
    ++states_;
    const auto left = now.disk.after_cut(chosen);
    const auto kept = check_promises(left, now.known, random_);
    if (!kept) {
        keep(left);
        return breach{kept.error().text + "\n" + told(past, index, now, chosen)};
    }
    return success();
}

result<void, breach> explorer::explore(const history& past, std::size_t states, std::size_t first) {
    const auto end = states_ + states;
    moment now{unsettled_disk{past.start}, past.before};
    for (std::size_t index = 0; index < past.log.size(); ++index) {
        go_on(now, past.log[index]);
        if (index < first || !counts(past, index)) {
            continue;
        }
        const auto left = end > states_ ? end - states_ : 0;
        const effort spent{.exhaustive_max = std::min(exhaustive_max, left / 8),
                           .samples = 4 + left / (past.log.size() - index)};
        for (const auto& chosen : outcomes_to_try(now.disk, spent, random_)) {
            IAQ_TRY(check(past, index, now, chosen));
        }
    }
    return success();
}

history explorer::after_some_cut(const history& past) {
    const auto index = random_() % past.log.size();
    moment now{unsettled_disk{past.start}, past.before};
    for (std::size_t at = 0; at <= index; ++at) {
        go_on(now, past.log[at]);
    }
    return {now.disk.after_cut(any_outcome(now.disk, random_)), std::move(now.known), {}};
}

}  // namespace iaq::crash
