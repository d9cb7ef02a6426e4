#pragma once

#include "support/stranger_journal.hpp"

#include <cstdint>
#include <string_view>

/// Journal folders as a fuzzer changes them, and which of them may still be called good.
namespace iaq::fuzz {

struct sound_journal {
    test::stranger_plan plan;
    test::folder_bytes files;
    std::uint64_t told_at = 0;  // the record that tells of a retention; 0: none does
};

/// Returns the folder after the edits: each a byte for what is done, one for the file, and what it
/// needs. They overwrite, cut, append, erase, flip, remove, replace, copy and add, and make
/// checksums and digests good again, so that what lies behind those is met.
test::folder_bytes edited(test::folder_bytes files, std::string_view edits);

/// Returns whether `files` holds what the head of `sound` is over, and beside it only:
///   - any text in `lock`; `segment/next` and `segment/reserve` or not, and anything in their keys;
///   - zeros behind the last frame, or records and segments above the head, with their keys;
///   - other marks of where a batch begins, with their checksums;
///   - signatures of other keys under the checkpoint;
///   - other sealed bytes in a base, and bases of earlier retentions;
///   - fewer segments in front, when a record tells of a retention and a base stands there, which
///     only those who hold the key can open;
///   - other keys, when there are records above the head, which may tell of a change.
/// After a crash also files under temporary names, tiles of other sizes, keys before or behind the
/// segments, and a segment or a retention on its way.
///
/// Requires: every frame under the head has a sound checksum, which is not looked at here.
bool holds_the_same(const sound_journal& sound, const test::folder_bytes& files, bool after_crash);

}  // namespace iaq::fuzz
