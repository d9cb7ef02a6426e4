#pragma once

#include "support/memory_disk.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What a power cut may leave of a disk, told from the calls that were made on it.
///
/// Injected:
/// - Of bytes not yet synced each sector of 512 bytes is whole or as it was; of several writes to
///   one sector any may be the last that reached the medium. Sectors are free of one another.
/// - A size not yet synced is the old one, a later one, or a page boundary between two; a sector
///   that no write has reached reads as zeros. Size and sectors are free of each other.
/// - A truncation writes zeros behind the new end up to the end of its page, and these may reach
///   the medium before the new size does. Once the new size counts, nothing behind it comes back.
/// - A name made, moved or removed, and whose directory was not synced since, has changed or has
///   not; a rename is atomic, and a change of a name needs the changes of that name before it.
/// - Syncing a file makes its bytes and size durable, but not its name. Syncing a directory makes
///   the names in it durable, but not what they name, nor its own name.
/// - After a sync that failed the system may call sectors clean that never reached the medium: they
///   stay open until they are written and synced again, whatever syncs succeed meanwhile.
///
/// Left out:
/// - a sector half written, or rotten: the journal's wounds are the tests of its own room;
/// - a disk that says it has synced and has not; dropping syncs from a log tests the tests that
/// way;
/// - a sector of a file never written that shows another file's old bytes (file systems zero them);
/// - access times, owners, modes, hard and symbolic links, renames of directories.
namespace iaq::crash {

using testing::disk_image;
using testing::file_id;
using testing::operation;

/// Which way each choice falls: 0 is as it was, the highest is as asked last.
using outcome = std::vector<std::size_t>;

/// The medium of a disk and what is on its way to it.
class unsettled_disk {
public:
    explicit unsettled_disk(const disk_image& durable);

    /// One more call has returned.
    void apply(const operation& made);
    /// Returns for each choice of a power cut now how many ways it has, two or more.
    [[nodiscard]] outcome choices() const;
    /// Returns whether no name changes without the change before it. Other outcomes say again what
    /// an admissible one says.
    [[nodiscard]] bool is_admissible(const outcome& chosen) const;
    /// Returns the disk that is left when each of `choices` falls as `chosen` says.
    [[nodiscard]] disk_image after_cut(const outcome& chosen) const;

private:
    /// Bytes that a sector was given since it was last synced, whole, in order.
    struct unsettled_sector {
        struct version {
            std::size_t size_step;  // of the file when it was written
            std::string bytes;
        };
        std::vector<version> versions;
        bool called_clean = false;  // by a sync that failed
    };
    /// A truncation since the last sync: from this step on nothing behind `size` comes back.
    struct cut {
        std::size_t size_step;
        std::uint64_t size;
    };
    struct unsettled_file {
        std::string medium = {};
        std::string asked = {};            // what processes see
        std::vector<std::uint64_t> sizes;  // the one on the medium, then each one asked
        std::vector<cut> cuts = {};
        std::map<std::uint64_t, unsettled_sector> sectors = {};  // by their index in the file
    };
    /// A change of names that its directory's sync has not settled.
    struct name_change {
        std::string lost = {};   // the name that goes, or empty
        std::string won = {};    // the name that comes, or empty
        file_id file{};          // what `won` names
        bool directory = false;  // `won` is a directory
    };
    struct names {
        std::set<std::string> directories;
        std::map<std::string, file_id> files;
        void change(const name_change& by);
    };

    void apply_one(const testing::operations::made_directory& made);
    void apply_one(const testing::operations::created& made);
    void apply_one(const testing::operations::written& made);
    void apply_one(const testing::operations::truncated& made);
    void apply_one(const testing::operations::synced& made);
    void apply_one(const testing::operations::renamed& made);
    void apply_one(const testing::operations::removed& made);
    void apply_one(const testing::operations::directory_synced& made);
    void apply_one(const testing::operations::marked& /*made*/) {}

    unsettled_file& at(file_id file) { return files_[static_cast<std::size_t>(file)]; }
    [[nodiscard]] const unsettled_file& at(file_id file) const {
        return files_[static_cast<std::size_t>(file)];
    }
    [[nodiscard]] std::set<file_id> reachable() const;
    static void note_sectors(unsettled_file& file, std::uint64_t from, std::uint64_t to);
    static void settle(unsettled_file& file);
    static std::string masked(const unsettled_file& file, std::uint64_t index,
                              const unsettled_sector::version& from, std::size_t size_step);
    static std::string cut_medium(const unsettled_file& file, std::size_t size_step);
    static std::string contents(const unsettled_file& file, const std::size_t*& next);

    names medium_names_;
    names asked_names_;
    std::vector<name_change> name_changes_;
    std::vector<unsettled_file> files_;  // by `file_id`
};

/// How many disks of one moment to look at.
struct effort {
    std::size_t exhaustive_max;  // all of them, when they are no more and the choices are few
    std::size_t samples;         // else so many: nothing, everything, each alone, then by chance
};

/// Returns admissible outcomes of a power cut now, the same for the same `random`.
std::vector<outcome> outcomes_to_try(const unsettled_disk& disk, effort spent,
                                     std::mt19937_64& random);

/// Returns one, by chance.
outcome any_outcome(const unsettled_disk& disk, std::mt19937_64& random);

}  // namespace iaq::crash
