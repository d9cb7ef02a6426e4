#include "journal/dropper.hpp"

#include "evidence/note.hpp"
#include "evidence/proof.hpp"
#include "evidence/tile_reader.hpp"
#include "journal/newest_fold.hpp"
#include "journal/notary.hpp"
#include "journal/scrubber.hpp"
#include "journal/segment_head.hpp"
#include "journal/snapshot_store.hpp"
#include "journal/state_file.hpp"
#include "journal/stored_tiles.hpp"
#include "journal/whole_file.hpp"
#include "seal/digest.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
using model::number_of;
using model::sequence;

constexpr auto unwritable = trouble::kind::unwritable;
constexpr auto unreadable = trouble::kind::unreadable;
constexpr std::uint64_t small_bytes_max = 64UL * 1024;
constexpr std::string_view made_again =
    "stop the daemon and empty <state_dir>/snapshot: the start makes the tiles again";
constexpr int looks_max = 5;  // at tiles that the writer replaces meanwhile

trouble not_now(std::string text) { return {trouble::kind::refused, std::move(text)}; }

/// Removes files of the segments' folder, in this order, and makes that durable.
result<void, trouble> remove_all(disk& on, const layout& where,
                                 const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto path = where.segments + "/" + name;
        IAQ_TRY(told(on.remove(path), unwritable, "remove", path));
    }
    return names.empty()
               ? success()
               : told(on.sync_directory(where.segments), unwritable, "sync", where.segments);
}

result<std::vector<std::string>, trouble> names_in(disk& on, const layout& where) {
    IAQ_TRY(auto names, told(on.list(where.segments), unreadable, "list", where.segments));
    std::ranges::sort(names);  // of one segment: .base, .key, .seg
    return names;
}

/// The bases before `first`, and sidecars of segments that are gone.
std::vector<std::string> left_before(const std::vector<std::string>& names, sequence first) {
    std::vector<std::string> left;
    for (const auto& name : names) {
        const auto of = first_in_sidecar(name) ? first_in_sidecar(name) : first_in_base(name);
        if (of && *of < first) {
            left.push_back(name);
        }
    }
    return left;
}

std::optional<evidence::checkpoint> head_in(std::string_view note,
                                            std::span<const evidence::verifier> known) {
    const auto opened = evidence::open_note(note, known, is_signed);
    if (!opened) {
        return std::nullopt;
    }
    const auto head = evidence::parse_checkpoint(opened.value().text);
    return head ? std::optional{head.value()} : std::nullopt;
}

}  // namespace

model::journal_segments dropper::look() {
    model::journal_segments now;
    const auto names = segment_names(disk_, layout_);
    if (!names || names.value().empty()) {
        return now;
    }
    std::optional<sequence> before;
    for (const auto& name : names.value()) {
        const auto first = *first_in(name);
        const bool is_open = name == names.value().back();
        auto known = known_.find(first);
        if (known == known_.end()) {
            const auto seen = read_segment_head(disk_, layout_, first);
            if (!seen) {
                return {};
            }
            const auto& [header, block, bytes] = seen.value();
            known = known_.emplace(first, seen_segment{header.created_ns, bytes}).first;
        }
        if (before) {
            const auto closed_at =
                utc_time{nanoseconds{static_cast<std::int64_t>(known->second.created_ns)}};
            now.closed.push_back({*before, known_.at(*before).bytes, closed_at});
        }
        before = first;
        if (is_open) {
            now.open = first;
            now.open_bytes = known->second.bytes;
            known_.erase(known);  // it will have grown
        }
    }
    return now;
}

result<std::string, trouble> dropper::prepare(sequence first_kept, const std::atomic<bool>& stop) {
    if (!how_.fold) {
        return not_now("nobody folds the records");
    }
    IAQ_TRY(const auto head, read_segment_head(disk_, layout_, first_kept));
    const auto& journal_id = head.header.journal_id;
    IAQ_TRY(scrub_before(disk_, layout_, first_kept, stop));
    const auto into = how_.fold();
    const sequence last{number_of(first_kept) - 1};
    const snapshot_store store{disk_, how_.folder, keys_};
    std::vector<sequence> useless;
    IAQ_TRY(fold_closed({disk_, layout_, keys_, store, how_.version}, last, *into, stop, useless));
    into->begin_at(first_kept);
    state_place place{journal_id, last, how_.version, {}};
    if (keys_.signing) {
        IAQ_TRY(sync_tiles_before(first_kept));
        IAQ_TRY(place.edge, edge_before(first_kept, journal_id));
    }
    const auto describe = [&](canonical& out) { into->describe(out); };
    const auto path = layout_.base(first_kept);
    IAQ_TRY(replace_file(disk_, path, encode_state_file(state_kind::base, place, keys_, describe)));
    IAQ_TRY(told(disk_.sync_directory(layout_.segments), unwritable, "sync", layout_.segments));
    seal::sha256_stream digest;
    {
        canonical out{[&](std::string_view piece) { digest.update(piece); }};
        describe(out);
    }
    return digest.finish();
}

result<void, trouble> dropper::sync_tiles_before(sequence first_kept) {
    IAQ_TRY(const auto names, segment_names(disk_, layout_));
    const auto from = number_of(*first_in(names.front())) - 1;
    const auto tiles = full_tiles(from, number_of(first_kept) - 1);
    for (const auto& tile : tiles) {
        if (!disk_.open(layout_.root + "/" + tile, access::read)) {
            return not_now(tile + ": cannot be opened; " + std::string{made_again});
        }
    }
    return sync_tiles(disk_, layout_.root, tiles);
}

/// The base rests on the tree's edge, and once the segments are gone nothing makes it again: it
/// must be the edge of a tree from which the signed head goes on.
result<std::vector<evidence::tile_file>, trouble> dropper::edge_before(
    sequence first_kept, const std::string& journal_id) {
    const auto size = number_of(first_kept) - 1;
    const auto read = stored_tiles(disk_, layout_.root);
    const std::array known{verifier_of(keys_, journal_id)};
    seal::hasher hash;
    for (int look = 0; look < looks_max; ++look) {
        IAQ_TRY(const auto note, read_whole_file(disk_, layout_.checkpoint, small_bytes_max));
        const auto head = head_in(note.value_or(std::string{}), known);
        const auto tree = evidence::tile_tree::restore(size, read);
        if (!head || !tree || head->size < size) {
            continue;
        }
        const auto proof =
            evidence::consistency_proof(size, head->size, evidence::tile_reader{head->size, read});
        if (proof && evidence::verify_consistency(hash, size, head->size, proof.value(),
                                                  tree.value().root(), head->root)) {
            return tree.value().partial();
        }
    }
    return not_now("tile/: is not the tree under the signed head before record " +
                   std::to_string(number_of(first_kept)) + "; " + std::string{made_again});
}

result<void, trouble> dropper::drop(sequence first_kept) {
    IAQ_TRY(const auto names, names_in(disk_, layout_));
    for (const auto& name : names) {
        const auto first = first_in(name);
        if (first && *first < first_kept) {
            const bool has_keys = std::ranges::binary_search(names, sidecar_name(*first));
            auto both = std::vector{name};
            if (has_keys) {
                both.push_back(sidecar_name(*first));
            }
            IAQ_TRY(remove_all(disk_, layout_, both));
            known_.erase(*first);
        }
    }
    IAQ_TRY(const auto after, names_in(disk_, layout_));
    return remove_all(disk_, layout_, left_before(after, first_kept));
}

result<void, trouble> dropper::abandon(sequence first_kept) {
    return remove_all(disk_, layout_, {base_name(first_kept)});
}

result<void, trouble> sweep_dropped(disk& on, const layout& where, sequence first_kept) {
    IAQ_TRY(const auto segments, segment_names(on, where));
    IAQ_TRY(const auto names, names_in(on, where));
    const auto first = segments.empty() ? first_kept : *first_in(segments.front());
    auto left = left_before(names, std::min(first, first_kept));
    for (const auto& name : names) {
        if (const auto base = first_in_base(name); base && *base > first_kept) {
            left.push_back(name);
        }
    }
    return remove_all(on, where, left);
}

}  // namespace iaq::journal
