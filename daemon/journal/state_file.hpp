#pragma once

#include "base/canonical.hpp"
#include "evidence/tile_tree.hpp"
#include "journal/folding.hpp"
#include "journal/keys.hpp"
#include "model/ids.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The fold's state in a file, sealed as the records are. What the state means is opaque here.
/// journal_format.md, Snapshots.
namespace iaq::journal {

/// What a file holds beside the state.
struct state_place {
    std::string journal_id;                 // 16 bytes
    model::sequence last;                   // the record after which the state stands
    std::string version;                    // of the program that wrote it
    std::vector<evidence::tile_file> edge;  // the tree's partial tiles there; empty without a tree

    friend bool operator==(const state_place&, const state_place&) = default;
};

/// `snapshot` may be lost: the fold makes it again. `base` stands for records that were dropped.
enum class state_kind : std::uint8_t { snapshot, base };

/// Returns the file. Requires: of `with`, `master` and `random` when it seals.
std::string encode_state_file(state_kind kind, const state_place& where, const keys& with,
                              const describing& describe);

struct read_state {
    state_place where;
    std::string plain;         // everything but the head, opened
    std::size_t state_at = 0;  // in `plain`

    [[nodiscard]] std::string_view state() const {
        return std::string_view{plain}.substr(state_at);
    }
};

/// Returns what the file holds, or nothing when it is none, is damaged, or was sealed under another
/// key.
std::optional<read_state> decode_state_file(state_kind kind, std::string_view bytes,
                                            const keys& with);

/// As many bytes of a file as `master_key_id_in` looks at.
constexpr std::size_t state_head_bytes_max = 512;

/// Returns the name of the master key that opens a sealed file which begins so; empty when none
/// does.
std::string master_key_id_in(std::string_view head);

}  // namespace iaq::journal
