#include "iaq_journal/verifier/verify.hpp"

#include "iaq_journal/verifier/base64.hpp"
#include "iaq_journal/verifier/chain.hpp"
#include "iaq_journal/verifier/dropped_front.hpp"
#include "iaq_journal/verifier/inventory.hpp"
#include "iaq_journal/verifier/note.hpp"
#include "iaq_journal/verifier/published_log.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace iaq::verifier {
namespace {

// Files of zeros that wait to become a segment: the next one, and one for a full disk.
constexpr std::array waiting{"segment/next", "segment/reserve"};

void enter(docket& on, note_flaw flaw, std::string file) {
    on.enter({.kind = flaw.kind,
              .file = std::move(file),
              .offset = flaw.offset,
              .text = std::move(flaw.text)});
}

/// `log.vkey` is the given key and a line end, so that who trusts the folder trusts no other key.
void check_own_vkey(inventory& files, docket& on, std::string_view vkey) {
    const auto own = files.demand("log.vkey");
    if (!own) {
        return;
    }
    const auto line = std::string{vkey.substr(0, vkey.find('\n'))} + "\n";
    if (*own != line) {
        const auto at = std::ranges::mismatch(*own, line).in1 - own->begin();
        on.enter({.kind = finding_kind::vkey_differs,
                  .file = "log.vkey",
                  .offset = static_cast<std::uint64_t>(at),
                  .text = "not the verifier key given"});
    }
}

std::optional<checkpoint> open_or_enter(std::string_view note, const char* file,
                                        const verifier_key& key, const signature_check& check,
                                        docket& on) {
    auto opened = open_checkpoint(note, key, check);
    if (!opened) {
        enter(on, std::move(opened.error()), file);
        return std::nullopt;
    }
    return opened.value();
}

/// The signed heads: the folder's own, and the older one that it must have grown from.
struct heads {
    std::optional<checkpoint> own;
    std::optional<checkpoint> older;
};

heads read_heads(const demand& asked, const verifier_key& key, const signature_check& check,
                 inventory& files, docket& on) {
    heads read;
    if (const auto note = files.demand("checkpoint")) {
        read.own = open_or_enter(*note, "checkpoint", key, check, on);
    }
    if (asked.at_least) {
        read.older = open_or_enter(*asked.at_least, "", key, check, on);
    }
    if (read.own && read.older && read.older->size > read.own->size) {
        on.enter({.kind = finding_kind::rolled_back,
                  .file = "checkpoint",
                  .text = "for " + std::to_string(read.own->size) +
                          " records, and an older one is for " + std::to_string(read.older->size)});
    }
    return read;
}

void check_waiting(const std::string& path, inventory& files, docket& on) {
    // The room for its sidecar: what stands there is written over before it counts.
    files.claim(path + ".key");
    if (!files.has(path)) {
        return;  // there was no room for it, or it has just become a segment
    }
    const auto bytes = files.demand(path);
    const auto at = bytes ? bytes->find_first_not_of('\0') : std::string::npos;
    if (at != std::string::npos) {
        on.enter({.kind = finding_kind::nonzero_in_next,
                  .file = path,
                  .offset = at,
                  .text = "a segment to come is not all zeros"});
    }
}

void check_lock(inventory& files, docket& on) {
    files.claim("lock");  // its text is for people, and proves nothing
    if (!files.has("lock")) {
        on.enter({.kind = finding_kind::missing_file,
                  .file = "lock",
                  .text = "must be there and is not"});
    }
}

/// What a crash between two steps of the writer leaves: a file under its temporary name, tiles of a
/// head that was not signed yet or is the newest no longer.
bool is_left_by_crash(std::string_view path) {
    return path.ends_with(".new") || is_tile_path(path);
}

void check_strays(const inventory& files, docket& on, bool after_crash, bool tree_followed) {
    for (const auto& path : files.unclaimed()) {
        if (!tree_followed && is_tile_path(path)) {
            continue;  // which tiles belong here is not known
        }
        if (after_crash && is_left_by_crash(path)) {
            on.note(path + ": left by a crash");
            continue;
        }
        on.enter({.kind = finding_kind::stray_file,
                  .file = path,
                  .text = "belongs to no journal of this size"});
    }
}

/// Whoever can write files can write a record that tells of a retention, but not under the head;
/// only after a crash the head may be missing that comes before the segments go.
std::uint64_t last_drop(const std::optional<published_log>& log, const chain& segments,
                        bool after_crash) {
    if (log && log->was_followed() && !after_crash) {
        return log->last_drop();
    }
    return std::max(log ? log->last_drop() : 0, segments.last_drop());
}

/// Everything that needs a key which can be read.
void judge(const demand& asked, const verifier_key& key, const signature_check& check,
           inventory& files, docket& on, verdict& out) {
    check_own_vkey(files, on, asked.vkey);
    const auto [own, older] = read_heads(asked, key, check, files, on);
    std::optional<published_log> log;
    if (own) {
        log.emplace(files, on, *own, older);
        out.checkpoint_size = own->size;
        out.root_hex = to_hex(seal::view(own->root));
    } else {
        on.note("the tree was not checked, since no signed head is sound");
    }
    out.journal_id = to_hex(key.journal_id);
    chain segments{files,
                   log ? &*log : nullptr,
                   on,
                   {.journal_id = key.journal_id,
                    .under_head = own ? std::optional{own->size} : std::nullopt,
                    .after_crash = asked.after_crash}};
    segments.check();
    if (log) {
        log->finish();
    }
    check_front({.begin = segments.begin(),
                 .last_drop = last_drop(log, segments, asked.after_crash),
                 .leaves_stand = log && log->has_each_leaf(),
                 .journal_id = key.journal_id,
                 .after_crash = asked.after_crash},
                files, on);
    out.segments = segments.segments();
    out.records = segments.records();
    out.last_record = segments.last_record();
    for (const auto* const path : waiting) {
        check_waiting(path, files, on);
    }
    check_lock(files, on);
    check_strays(files, on, asked.after_crash, log && log->was_followed());
}

}  // namespace

verdict verify(const demand& asked) {
    return verify(asked, disk_folder{asked.directory}, seal::verify_signature);
}

verdict verify(const demand& asked, const folder& of, const signature_check& check) {
    verdict out;
    docket on;
    auto key = read_vkey(asked.vkey);
    const auto paths = of.list();
    if (!key) {
        enter(on, std::move(key.error()), "");
    } else if (!paths) {
        on.enter({.kind = finding_kind::unreadable_file, .file = "", .text = paths.error().text});
    } else {
        inventory files{of, on, paths.value()};
        judge(asked, key.value(), check, files, on, out);
    }
    on.close(out);
    return out;
}

}  // namespace iaq::verifier
