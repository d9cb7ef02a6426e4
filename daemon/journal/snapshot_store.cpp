#include "journal/snapshot_store.hpp"

#include "journal/layout.hpp"
#include "journal/whole_file.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <set>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;

constexpr auto unwritable = trouble::kind::unwritable;
constexpr std::size_t kept = 2;  // a head may be behind the newest
constexpr std::uint64_t file_bytes_max = 8ULL * 1024 * 1024 * 1024;

}  // namespace

std::string snapshot_store::path_of(model::sequence last) const {
    return folder_ + "/" + snapshot_name(last);
}

std::vector<model::sequence> snapshot_store::list() const {
    std::vector<model::sequence> found;
    if (folder_.empty()) {
        return found;
    }
    if (const auto names = disk_->list(folder_)) {
        for (const auto& name : names.value()) {
            if (const auto last = last_in_snapshot(name)) {
                found.push_back(*last);
            }
        }
    }
    std::ranges::sort(found, std::greater{});
    return found;
}

std::optional<read_state> snapshot_store::read(model::sequence last) const {
    const auto bytes = read_whole_file(*disk_, path_of(last), file_bytes_max);
    if (!bytes || !bytes.value()) {
        return std::nullopt;
    }
    return decode_state_file(state_kind::snapshot, *bytes.value(), *keys_);
}

result<void, trouble> snapshot_store::write(const state_place& where, const describing& describe) {
    IAQ_TRY(told(disk_->make_directory(folder_), unwritable, "create", folder_));
    const auto parent = folder_ + "/..";
    IAQ_TRY(told(disk_->sync_directory(parent), unwritable, "sync", parent));
    IAQ_TRY(replace_file(*disk_, path_of(where.last),
                         encode_state_file(state_kind::snapshot, where, *keys_, describe)));
    IAQ_TRY(told(disk_->sync_directory(folder_), unwritable, "sync", folder_));
    auto all = list();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(kept, all.size())));
    return remove(all);
}

result<void, trouble> snapshot_store::remove(const std::vector<model::sequence>& some) {
    for (const auto last : some) {
        IAQ_TRY(told(disk_->remove(path_of(last)), unwritable, "remove", path_of(last)));
    }
    return success();
}

result<void, trouble> snapshot_store::remove_all() {
    const auto names = disk_->list(folder_);
    if (!names) {
        return success();  // there is no folder of snapshots
    }
    for (const auto& name : names.value()) {
        const auto path = folder_ + "/" + name;
        IAQ_TRY(told(disk_->remove(path), unwritable, "remove", path));
    }
    return told(disk_->sync_directory(folder_), unwritable, "sync", folder_);
}

result<void, trouble> or_without_room(result<void, trouble> made, model::sequence last) {
    if (made || !made.error().lacks_space) {
        return made;
    }
    observe::say(observe::event::snapshot_failed, {last, observe::plain{made.error().text}});
    return success();
}

result<void, trouble> sync_tiles(disk& on, const std::string& root,
                                 const std::vector<std::string>& tiles) {
    std::set<std::string> folders;
    for (const auto& tile : tiles) {
        const auto path = root + "/" + tile;
        IAQ_TRY(const auto opened, told(on.open(path, access::write), unwritable, "open", path));
        IAQ_TRY(told(opened->sync_data(), unwritable, "sync", path));
        for (auto slash = tile.rfind('/'); slash != std::string::npos && slash > 0;
             slash = tile.rfind('/', slash - 1)) {
            folders.insert(tile.substr(0, slash));
        }
    }
    for (const auto& folder : folders) {
        const auto path = root + "/" + folder;
        IAQ_TRY(told(on.sync_directory(path), unwritable, "sync", path));
    }
    return tiles.empty() ? success() : told(on.sync_directory(root), unwritable, "sync", root);
}

}  // namespace iaq::journal
