#include "journal/shredder.hpp"

#include "journal/replay.hpp"
#include "journal/segment_head.hpp"
#include "journal/segment_seal.hpp"
#include "journal/whole_file.hpp"
#include "ledger/header.hpp"
#include "observe/log.hpp"
#include "seal/digest.hpp"
#include "seal/key_tree.hpp"
#include "seal/sidecar.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
using model::sequence;
using model::records::wrapped_sidecar;

trouble cannot(sequence segment, std::string_view why) {
    return {trouble::kind::refused, "segment/" + sidecar_name(segment) + std::string{why}};
}

/// The sidecar in force, opened.
result<seal::sidecar, trouble> read_sidecar(disk& on, const layout& where, const keys& with,
                                            sequence segment) {
    IAQ_TRY(const auto head, read_segment_head(on, where, segment));
    const auto& header = head.header;
    if (header.seal == ledger::seal_kind::off) {
        return cannot(segment, ": the segment is not sealed; nothing of it can be shredded");
    }
    IAQ_TRY(const auto bytes, read_whole_file(on, where.sidecar(segment), sidecar_bytes_max));
    if (!bytes || !with.master) {
        return cannot(segment, " is missing, or the key that opens it");
    }
    auto read = seal::decode_sidecar(*bytes, *with.master);
    if (!read) {
        return cannot(segment, " " + std::string{seal::words_of(read.error())});
    }
    if (read.value().key_id != header.key_id || read.value().first != header.first) {
        return cannot(segment, " is not the sidecar of its segment");
    }
    return std::move(read).value();
}

}  // namespace

result<wrapped_sidecar, shredder::refusal> shredder::puncture(sequence segment,
                                                              std::span<const sequence> records) {
    auto read = read_sidecar(disk_, layout_, keys_, segment);
    if (!read) {
        return refusal{read.error(), false};
    }
    auto& beside = read.value();
    std::vector<std::uint32_t> leaves;
    std::ranges::transform(records, std::back_inserter(leaves), [&](sequence number) {
        return static_cast<std::uint32_t>(number_of(number) - beside.first);
    });
    beside.cover = seal::key_tree{std::move(beside.cover)}.punctured(leaves);
    if (beside.cover.size() > seal::sidecar_nodes_max) {
        return refusal{cannot(segment, ": too much of the segment was shredded already"), false};
    }
    const auto bytes = seal::encode_sidecar(beside, *keys_.master);
    ready_.push_back(segment);
    if (auto written = write_aside(disk_, layout_.sidecar(segment), bytes); !written) {
        const bool lacks_space = written.error().lacks_space;
        return refusal{std::move(written).error(), !lacks_space};
    }
    return wrapped_sidecar{segment, seal::sha256(bytes)};
}

result<shred_outcome, trouble> shredder::prepare(std::span<const sequence> records) {
    IAQ_TRY(drop());
    IAQ_TRY(const auto names, segment_names(disk_, layout_));
    shred_outcome outcome;
    while (!records.empty()) {
        const auto after = std::ranges::upper_bound(
            names, records.front(), {}, [](const auto& name) { return *first_in(name); });
        if (after == names.begin()) {
            outcome.refusal = "a record of it is not in the journal any more";
            break;
        }
        const auto end = after == names.end()
                             ? records.end()
                             : std::ranges::lower_bound(records, *first_in(*after));
        const auto here = static_cast<std::size_t>(end - records.begin());
        auto made = puncture(*first_in(*std::prev(after)), records.first(here));
        if (!made && made.error().ends) {
            return made.error().why;
        }
        if (!made) {
            outcome.refusal = made.error().why.text;
            break;
        }
        outcome.sidecars.push_back(std::move(made).value());
        records = records.subspan(here);
    }
    if (!outcome.refusal.empty()) {
        IAQ_TRY(drop());
        return outcome;
    }
    // Once it is recorded, a start must find what was recorded.
    IAQ_TRY(told(disk_.sync_directory(layout_.segments), trouble::kind::unwritable, "sync",
                 layout_.segments));
    return outcome;
}

result<void, trouble> shredder::commit() {
    for (const auto segment : std::exchange(ready_, {})) {
        IAQ_TRY(take_from_aside(disk_, layout_.sidecar(segment)));
    }
    return told(disk_.sync_directory(layout_.segments), trouble::kind::unwritable, "sync",
                layout_.segments);
}

result<void, trouble> shredder::drop() {
    for (const auto segment : std::exchange(ready_, {})) {
        const auto path = layout_.sidecar(segment) + std::string{aside_ending};
        const auto removed = disk_.remove(path);
        if (!removed && removed.error() != boost::system::errc::no_such_file_or_directory) {
            return system_trouble(trouble::kind::unwritable, "remove", path, removed.error());
        }
    }
    return success();
}

result<std::vector<sequence>, trouble> sidecars_aside(disk& on, const layout& where) {
    IAQ_TRY(const auto names,
            told(on.list(where.segments), trouble::kind::unreadable, "list", where.segments));
    std::vector<sequence> found;
    for (const auto& name : names) {
        const auto first = first_in(name);
        const auto aside = first ? sidecar_name(*first) + std::string{aside_ending} : std::string{};
        if (first && std::ranges::find(names, aside) != names.end()) {
            found.push_back(*first);
        }
    }
    return found;
}

result<void, trouble> finish_shredding(disk& on, const layout& where,
                                       const std::vector<wrapped_sidecar>& recorded) {
    IAQ_TRY(const auto aside, sidecars_aside(on, where));
    std::size_t finished = 0;
    for (const auto segment : aside) {
        const auto path = where.sidecar(segment);
        IAQ_TRY(const auto bytes,
                read_whole_file(on, path + std::string{aside_ending}, sidecar_bytes_max));
        // The last record that speaks of the segment counts.
        const auto last = std::find_if(recorded.rbegin(), recorded.rend(),
                                       [&](const auto& each) { return each.segment == segment; });
        if (bytes && last != recorded.rend() && last->sha256 == seal::sha256(*bytes)) {
            IAQ_TRY(take_from_aside(on, path));
            ++finished;
        }
    }
    if (finished == 0) {
        return success();
    }
    observe::say(observe::event::shredding_finished, {finished});
    return told(on.sync_directory(where.segments), trouble::kind::unwritable, "sync",
                where.segments);
}

namespace {

result<void, trouble> compare(sequence segment, bool same) {
    if (same) {
        return success();
    }
    return trouble{trouble::kind::damaged,
                   "segment/" + sidecar_name(segment) +
                       ": is not the sidecar that the journal last recorded: it is gone, or an "
                       "older one was put back, which would open what was shredded; restore the "
                       "right one from a backup"};
}

}  // namespace

result<void, trouble> compare_sidecars(const std::vector<segment_summary>& there,
                                       const recorded_sidecar& recorded,
                                       model::sequence first_kept) {
    for (const auto& segment : there) {
        const auto first = first_in(segment.name);
        if (segment.sealed && first && *first >= first_kept) {
            const auto* const told_of = recorded(*first);
            const auto& wanted = told_of != nullptr ? *told_of : segment.first_sidecar;
            IAQ_TRY(compare(*first, segment.sidecar == wanted));
        }
    }
    return success();
}

result<void, trouble> compare_unread_sidecars(disk& on, const layout& where,
                                              const std::vector<segment_summary>& read,
                                              const recorded_sidecar& recorded) {
    IAQ_TRY(const auto names, segment_names(on, where));
    for (const auto& name : names) {
        const auto first = *first_in(name);
        const auto* const told_of = recorded(first);
        const bool was_read = std::ranges::find(read, name, &segment_summary::name) != read.end();
        if (told_of != nullptr && !was_read) {
            IAQ_TRY(const auto bytes, read_whole_file(on, where.sidecar(first), sidecar_bytes_max));
            IAQ_TRY(compare(first, bytes && seal::sha256(*bytes) == *told_of));
        }
    }
    return success();
}

}  // namespace iaq::journal
