#include "base/assert.hpp"
#include "evidence/mutations/mutation.hpp"

#include <algorithm>
#include <array>

namespace iaq::mutations {
namespace {

using test::base_file;
using test::segment_file;
using test::sidecar_file;

/// Removing it alone: what tells of it is the file itself, or without keys its neighbours.
mutation remove_one(const large_journal& of, chance& by) {
    const auto at =
        std::next(of.files.begin(), static_cast<std::ptrdiff_t>(by.below(of.files.size())));
    const auto& path = at->first;
    mutation made{.what = path + " removed", .changes = {{path, std::nullopt}}, .expected = {}};
    const auto in = std::ranges::find(of.segments, path, &segment::path);
    if (path == "segment/next") {
        return made;  // it need not be there
    }
    if (in == of.segments.end()) {
        made.expected = {{{finding_kind::missing_file}, path, 0}};
    } else if (of.plan.sealed) {
        made.expected = {{{finding_kind::missing_file}, path, 0, in->first}};
    } else if (in->is_last) {
        made.expected = {{{finding_kind::records_missing}, "checkpoint", 0, in->first}};
    } else {
        const auto kind =
            in->first == 1 ? finding_kind::front_missing : finding_kind::records_missing;
        made.expected = {{{kind}, segment_file(in->limit()), 40, in->first}};
    }
    return made;
}

/// Some segments on end with their keys, as retention would drop them; with a forged base or none.
mutation remove_segments(const large_journal& of, chance& by) {
    const auto first = by.below(2) == 0 ? 0 : by.below(of.segments.size());
    const auto room = of.segments.size() - first - (first == 0 ? 1 : 0);
    const auto behind = first + 1 + by.below(std::max<std::size_t>(room, 1));
    mutation made{.what = "segments " + std::to_string(first + 1) + " to " +
                          std::to_string(behind) + " removed",
                  .changes = {},
                  .expected = {}};
    for (auto i = first; i < behind; ++i) {
        made.changes[of.segments[i].path] = std::nullopt;
        if (of.plan.sealed) {
            made.changes[sidecar_file(of.segments[i].first)] = std::nullopt;
        }
    }
    const auto record = of.segments[first].first;
    if (behind == of.segments.size()) {
        made.expected = {{{finding_kind::records_missing}, "checkpoint", 0, record}};
        return made;
    }
    const auto next = of.segments[behind].first;
    if (first > 0) {
        made.expected = {{{finding_kind::records_missing}, segment_file(next), 40, record}};
        return made;
    }
    constexpr std::uint64_t told_at = 7000;
    if (of.was_dropped && next <= told_at) {
        made.expected = {{{finding_kind::missing_file}, base_file(next), 0}};
        return made;
    }
    made.expected = {{{finding_kind::front_missing}, segment_file(next), 40, 1}};
    if (by.below(2) == 0) {
        made.what += ", a base forged";
        made.changes[base_file(next)] = test::base_bytes(of.plan, next);
    }
    return made;
}

/// What the wrong length of a file that is no segment must give.
expectation of_wrong_length(const std::string& path, const std::string& bytes, std::size_t size) {
    const auto where = std::min(bytes.size(), size);
    if (path.starts_with("tile/entries/")) {
        return {{finding_kind::bundle_differs}, path, where};
    }
    if (path.starts_with("tile/")) {
        return {{finding_kind::tile_differs}, path, where};
    }
    if (path.ends_with(".key")) {
        return {{finding_kind::bad_sidecar}, path, size < 84 ? 0 : 48};
    }
    if (path == "checkpoint") {
        return {{finding_kind::bad_checkpoint, finding_kind::bad_signature}, path};
    }
    ensure(path == "log.vkey");
    return {{finding_kind::vkey_differs}, path, where};
}

/// A file that is neither a segment nor one whose length is not fixed.
const std::pair<const std::string, std::string>& some_small_file(const large_journal& of,
                                                                 chance& by) {
    for (;;) {
        const auto& found =
            *std::next(of.files.begin(), static_cast<std::ptrdiff_t>(by.below(of.files.size())));
        const auto& path = found.first;
        if (path != "lock" && path != "segment/next" && !path.ends_with(".seg") &&
            !path.ends_with(".base")) {
            return found;
        }
    }
}

mutation cut_file(const large_journal& of, chance& by) {
    const auto& [path, bytes] = some_small_file(of, by);
    const auto left = by.below(bytes.size());
    return {.what = path + " cut to " + std::to_string(left),
            .changes = {{path, bytes.substr(0, left)}},
            .expected = {of_wrong_length(path, bytes, left)}};
}

mutation lengthen_file(const large_journal& of, chance& by) {
    const auto more = 1 + by.below(15);  // less than a frame's head
    const auto byte = static_cast<char>(by.below(256));
    if (by.below(2) == 0) {
        const auto& in = of.segments[by.below(of.segments.size() - 1)];
        return {.what = in.path + " lengthened by " + std::to_string(more),
                .changes = {{in.path, std::string{of.bytes(in)}.append(more, byte)}},
                .expected = {{{finding_kind::bad_length}, in.path, in.end(), in.limit()}}};
    }
    const auto& [path, bytes] = some_small_file(of, by);
    return {.what = path + " lengthened by " + std::to_string(more),
            .changes = {{path, std::string{bytes}.append(more, byte)}},
            .expected = {of_wrong_length(path, bytes, bytes.size() + more)}};
}

/// Two files of one sort change places.
mutation exchange(const large_journal& of, chance& by) {
    const bool sealed = of.plan.sealed;
    const auto sort = by.below(sealed ? 4 : 3);
    const auto choose = [&](chance& from) -> std::pair<std::string, expectation> {
        const auto page = from.below(records / page_width);
        const auto name = std::to_string(1000 + page).substr(1);
        const auto& in = from.one_of(of.segments);
        switch (sort) {
            case 0: {
                auto path = "tile/0/" + name;
                return {path, {{finding_kind::tile_differs}, path, 0, page * page_width + 1}};
            }
            case 1: {
                auto path = "tile/entries/" + name;
                return {path, {{finding_kind::bundle_differs}, path, 0, page * page_width + 1}};
            }
            case 2: return {in.path, {{finding_kind::bad_header}, in.path, 40, in.first}};
            default: break;
        }
        auto path = sidecar_file(in.first);
        return {path, {{finding_kind::bad_sidecar}, path, 8}};
    };
    const auto one = choose(by);
    auto other = choose(by);
    while (other.first == one.first) {
        other = choose(by);
    }
    return {
        .what = one.first + " and " + other.first + " exchanged",
        .changes = {{one.first, of.files.at(other.first)}, {other.first, of.files.at(one.first)}},
        .expected = {one.second, other.second}};
}

mutation add_stray(const large_journal& of, chance& by) {
    constexpr std::array names{"stray",          "segment/1.seg",   "checkpoint.new",
                               "tile/0/041",     "tile/0/000.p/7",  "tile/entries/040",
                               "tile/2/000.p/1", "segment/next.bak"};
    const std::string path = by.one_of(names);
    ensure(!of.files.contains(path));
    return {.what = path + " added",
            .changes = {{path, std::string(by.below(100), 'x')}},
            .expected = {{{finding_kind::stray_file}, path, 0}}};
}

/// Keys or a base, sound in themselves, that are not those of the place.
mutation exchange_keys(const large_journal& of, chance& by) {
    if (!of.plan.sealed) {
        return add_stray(of, by);
    }
    if (of.was_dropped && by.below(2) == 0) {
        const auto first = of.segments[0].first;
        const auto other = of.segments[1 + by.below(of.segments.size() - 1)].first;
        return {.what = "the base moved",
                .changes = {{base_file(first), std::nullopt},
                            {base_file(other), test::base_bytes(of.plan, other)}},
                .expected = {{{finding_kind::missing_file}, base_file(first), 0},
                             {{finding_kind::stray_file}, base_file(other), 0}}};
    }
    const auto first = by.one_of(of.segments).first;
    return {.what = sidecar_file(first) + ": other keys",
            .changes = {{sidecar_file(first), test::sidecar_bytes(first, 1 + by.below(20), 7)}},
            .expected = {{{finding_kind::sidecar_differs}, sidecar_file(first), 0, first}}};
}

/// The older head is sound, and calls for the tiles of its own size.
std::vector<expectation> of_older_head(const folder_bytes& now, const folder_bytes& then) {
    std::vector<expectation> expected;
    const auto collect = [&](const folder_bytes& from, const folder_bytes& not_in,
                             finding_kind kind) {
        for (const auto& [path, bytes] : from) {
            if (path.starts_with("tile/") && !not_in.contains(path)) {
                expected.push_back({{kind}, path, 0});
            }
        }
    };
    collect(then, now, finding_kind::missing_file);
    collect(now, then, finding_kind::stray_file);
    return expected;
}

/// Each file that has another copy at an earlier time.
mutation set_back_one(const large_journal& of, chance& by) {
    const auto which = by.below(of.older.size());
    const auto& then = of.older[which];
    const auto size = of.older_sizes[which];
    const auto what = " set back to " + std::to_string(size) + " records";
    if (by.below(2) == 0) {
        return {.what = "checkpoint" + what,
                .changes = {{"checkpoint", then.at("checkpoint")}},
                .expected = of_older_head(of.files, then)};
    }
    const auto in = std::ranges::find_if(of.segments, [&](const segment& each) {
        return each.first <= size && size < each.limit();
    });
    const auto& bytes = then.at(in->path);
    const auto end = in->starts[size + 1 - in->first];
    expectation missed{{finding_kind::records_missing}, "checkpoint", 0, size + 1};
    if (!in->is_last && bytes.size() > end) {
        missed = {{finding_kind::bad_length}, in->path, end, size + 1};  // zeros before the next
    } else if (!in->is_last) {
        missed = {{finding_kind::records_missing}, segment_file(in->limit()), 40, size + 1};
    }
    return {.what = in->path + what, .changes = {{in->path, bytes}}, .expected = {missed}};
}

/// The whole folder: only a head seen since tells.
mutation set_back_all(const large_journal& of, chance& by) {
    const auto which = by.below(of.older.size());
    mutation made{.what = "all set back to " + std::to_string(of.older_sizes[which]) + " records",
                  .changes = {},
                  .expected = {{{finding_kind::rolled_back}, "checkpoint", 0}},
                  .at_least = of.files.at("checkpoint")};
    for (const auto& [path, bytes] : of.files) {
        made.changes[path] = std::nullopt;
    }
    for (const auto& [path, bytes] : of.older[which]) {
        made.changes[path] = bytes;
    }
    return made;
}

}  // namespace

mutation change_files(const large_journal& of, chance& by) {
    constexpr std::array changes{remove_one, remove_segments, cut_file,     lengthen_file, exchange,
                                 add_stray,  exchange_keys,   set_back_one, set_back_all};
    return by.one_of(changes)(of, by);
}

}  // namespace iaq::mutations
