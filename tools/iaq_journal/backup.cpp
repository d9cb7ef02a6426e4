#include "iaq_journal/backup.hpp"

#include "base/text.hpp"
#include "evidence/checkpoint.hpp"
#include "evidence/note.hpp"
#include "evidence/tile_tree.hpp"
#include "host/files.hpp"
#include "iaq_journal/access.hpp"
#include "iaq_journal/proofs.hpp"
#include "iaq_journal/sidecars_now.hpp"
#include "journal/layout.hpp"
#include "journal/segment_seal.hpp"
#include "journal/stored_tiles.hpp"
#include "journal/whole_file.hpp"
#include "ledger/scan.hpp"
#include "seal/sidecar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

namespace iaq::journal_tool {
namespace {

namespace fs = std::filesystem;
using boost::outcome_v2::success;
using journal::trouble;

constexpr std::uint64_t segment_bytes_max = 2ULL * 1024 * 1024 * 1024;
constexpr std::uint64_t small_bytes_max = 128ULL * 1024 * 1024;

trouble damaged(const std::string& file, const std::string& text) {
    return {trouble::kind::damaged, file + ": " + text, false};
}

/// One copy in the making.
class copying {
public:
    copying(std::string from, std::string into, const evidence::checkpoint& head)
        : from_(std::move(from)), into_(std::move(into)), head_(head) {}

    result<void, trouble> run() {
        make_folder(into_.root);
        make_folder(into_.segments);
        IAQ_TRY(const auto names, disk_names());
        IAQ_TRY(begin_at_front(names));
        for (const auto& name : names) {
            if (tree_.size() == head_.size) {
                break;  // what follows came after the head
            }
            IAQ_TRY(copy_segment(name));
        }
        if (tree_.size() < head_.size) {
            return damaged("segment/", "the journal holds fewer records than its head says");
        }
        if (tree_.root() != head_.root) {
            return damaged("checkpoint", "the records are not the ones under the head; run verify");
        }
        IAQ_TRY(write_files(tree_.partial()));
        for (const auto& [name, required] : {std::pair{"log.vkey", true}, {"lock", false}}) {
            IAQ_TRY(const auto bytes, read(from_.root + "/" + name, small_bytes_max));
            if (!bytes && required) {
                return damaged(name, "is missing; run verify");
            }
            IAQ_TRY(write(into_.root + "/" + name, bytes.value_or("a backup\n")));
        }
        return sync_folders();
    }

    [[nodiscard]] const std::set<std::string>& master_keys() const { return master_keys_; }
    [[nodiscard]] const std::string& journal_id() const { return journal_id_; }

    result<void, trouble> write(const std::string& path, std::string_view bytes) {
        make_folder(fs::path{path}.parent_path().string());
        return journal::replace_file(*disk_, path, bytes);
    }

private:
    result<std::vector<std::string>, trouble> disk_names() {
        IAQ_TRY(auto names, journal::told(disk_->list(from_.segments), trouble::kind::unreadable,
                                          "list", from_.segments));
        std::erase_if(names, [](const auto& name) { return !journal::first_in(name); });
        std::ranges::sort(names);
        return names;
    }

    /// Where retention dropped the front, what stands for it: the base, and the tree's files.
    result<void, trouble> begin_at_front(const std::vector<std::string>& names) {
        const auto first = names.empty() ? model::sequence{1} : *journal::first_in(names.front());
        if (first == model::sequence{1}) {
            return success();
        }
        const auto dropped = number_of(first) - 1;
        auto tree =
            evidence::tile_tree::restore(dropped, journal::stored_tiles(*disk_, from_.root));
        if (!tree) {
            return damaged(tree.error().path, "is missing; run verify");
        }
        tree_ = std::move(tree).value();
        for (const auto& path : journal::full_tiles(0, dropped)) {
            IAQ_TRY(copy_file(path));
        }
        return copy_file("segment/" + journal::base_name(first));
    }

    result<void, trouble> copy_file(const std::string& name) {
        IAQ_TRY(const auto bytes, read(from_.root + "/" + name, segment_bytes_max));
        return bytes ? write(into_.root + "/" + name, *bytes)
                     : damaged(name, "is missing; run verify");
    }

    result<std::optional<std::string>, trouble> read(const std::string& path, std::uint64_t max) {
        return journal::read_whole_file(*disk_, path, max);
    }

    /// Copies the segment up to the head's last record.
    result<void, trouble> copy_segment(const std::string& name) {
        IAQ_TRY(const auto bytes, read(from_.segments + "/" + name, segment_bytes_max));
        if (!bytes) {
            return damaged("segment/" + name, "retention dropped it meanwhile; run backup again");
        }
        const auto header = ledger::decode_header(*bytes);
        if (!header) {
            return damaged("segment/" + name, std::string{name_of(header.error().kind)});
        }
        journal_id_ = header.value().journal_id;
        IAQ_TRY(auto seal,
                journal::segment_seal::open(
                    *disk_, from_, none_, std::string_view{*bytes}.substr(0, ledger::header_bytes),
                    header.value()));
        ledger::scanner scan{*bytes, header.value().first, ledger::standing::last};
        while (tree_.size() < head_.size) {
            const auto entry = scan.next();
            if (!entry) {
                return damaged("segment/" + name,
                               fmt::format("{} at offset {}", name_of(entry.error().kind),
                                           entry.error().offset));
            }
            if (!entry.value()) {
                break;
            }
            IAQ_TRY(take(name, header.value(), seal, *entry.value()));
        }
        IAQ_TRY(
            write(into_.segments + "/" + name, std::string_view{*bytes}.substr(0, scan.offset())));
        return copy_sidecar(header.value());
    }

    result<void, trouble> take(const std::string& name, const ledger::segment_header& header,
                               journal::segment_seal& seal, const ledger::entry& entry) {
        const auto opened = seal.open_record(entry.number, entry.payload);
        if (!opened || entry.number != tree_.size() + 1) {
            return damaged("segment/" + name,
                           fmt::format("record {} is not as it was written", entry.number));
        }
        std::string leaf;
        journal::put_leaf(leaf, entry.number, header, opened->of, opened->digest);
        std::vector<evidence::tile_file> full;
        tree_.append(leaf, full);
        return write_files(full);
    }

    result<void, trouble> copy_sidecar(const ledger::segment_header& header) {
        const model::sequence first{header.first};
        IAQ_TRY(const auto bytes, read(from_.sidecar(first), small_bytes_max));
        if (!bytes) {
            return success();
        }
        if (const auto seen = seal::inspect_sidecar(*bytes)) {
            master_keys_.insert(text::to_hex(seen->master_key_id));
        }
        return write(into_.sidecar(first), *bytes);
    }

    result<void, trouble> write_files(const std::vector<evidence::tile_file>& files) {
        for (const auto& each : files) {
            IAQ_TRY(write(into_.root + "/" + each.path, each.bytes));
        }
        return success();
    }

    void make_folder(const std::string& path) {
        std::error_code told_by_the_write;
        fs::create_directories(path, told_by_the_write);
        folders_.insert(path);
    }

    result<void, trouble> sync_folders() {
        for (const auto& folder : folders_) {
            IAQ_TRY(journal::told(disk_->sync_directory(folder), trouble::kind::unwritable, "sync",
                                  folder));
        }
        return success();
    }

    std::unique_ptr<journal::disk> disk_ = journal::make_posix_disk();
    journal::keys none_;
    journal::layout from_;
    journal::layout into_;
    evidence::checkpoint head_;
    evidence::tile_tree tree_;
    std::string journal_id_;
    std::set<std::string> master_keys_;
    std::set<std::string> folders_;
};

std::string restore_words(const copying& copy, const evidence::checkpoint& head) {
    std::string keys;
    for (const auto& id : copy.master_keys()) {
        keys += "  " + id + "\n";
    }
    return fmt::format(
        "A backup of the journal {}: {} records, root {}.\n\n"
        "It holds no key. Sealed records are opened by the master keys of these ids:\n{}\n"
        "To check it, with the verifier key from another place:\n"
        "  iaq-journal verify journal --vkey @agency.vkey\n\n"
        "To restore it: stop iaqd, move <state_dir>/journal aside, copy journal/ there, start.\n"
        "When heads over more records have been shown since, iaqd refuses with exit code 70 until\n"
        "it is started once with --adopt-restored --reason TEXT: see the runbook.\n",
        text::to_hex(copy.journal_id()), head.size, text::to_hex(seal::view(head.root)),
        keys.empty() ? "  none: it is not sealed\n" : keys);
}

}  // namespace

exit_code backup(const std::string& directory, const std::string& to) {
    std::error_code none;
    if (fs::exists(to, none)) {
        return unreadable(to + ": exists already; name a new folder");
    }
    const auto before = read_sidecars(directory);
    if (!before) {
        return complain(before.error());
    }
    const auto newest = proofs::open(directory);
    if (!newest) {
        return newest.error();
    }
    const auto aside = to + ".new";
    fs::remove_all(aside, none);
    copying copy{directory, aside + "/journal", newest.value().says()};
    auto done = copy.run();
    if (done) {
        done = copy.write(aside + "/journal/checkpoint", newest.value().head());
    }
    if (done) {
        done = copy.write(aside + "/BACKUP.txt", restore_words(copy, newest.value().says()));
    }
    if (done) {
        done = check_unchanged(directory, before.value());
    }
    if (!done) {
        fs::remove_all(aside, none);
        return complain(done.error());
    }
    fs::rename(aside, to, none);
    if (none) {
        return unreadable(to + ": " + none.message());
    }
    if (const auto wrong = note_backup(directory, newest.value().size(), to); !wrong.empty()) {
        std::fputs(fmt::format("iaq-journal: the backup is good, but could not be noted for those "
                               "who shred: {}\n",
                               wrong)
                       .c_str(),
                   stderr);
    }
    std::puts(fmt::format("{} records are in {}; BACKUP.txt says how to restore them",
                          newest.value().size(), to)
                  .c_str());
    return printed();
}

}  // namespace iaq::journal_tool
