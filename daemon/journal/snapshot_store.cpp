#include "journal/snapshot_store.hpp"

#include "journal/layout.hpp"
#include "journal/whole_file.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <iterator>
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

std::optional<read_state> snapshot_store::read_file(state_kind kind,
                                                    const std::string& path) const {
    const auto bytes = read_whole_file(*disk_, path, file_bytes_max);
    if (!bytes || !bytes.value()) {
        return std::nullopt;
    }
    return decode_state_file(kind, *bytes.value(), *keys_);
}

std::optional<read_state> snapshot_store::read(model::sequence last) const {
    return read_file(state_kind::snapshot, path_of(last));
}

std::optional<read_state> snapshot_store::read_base(const std::string& path) const {
    return read_file(state_kind::base, path);
}

result<void, trouble> snapshot_store::write(const state_place& where, const describing& describe) {
    IAQ_TRY(told(disk_->make_directory(folder_), unwritable, "create", folder_));
    const auto parent = folder_ + "/..";
    IAQ_TRY(told(disk_->sync_directory(parent), unwritable, "sync", parent));
    const auto path = path_of(where.last);
    IAQ_TRY(replace_file(*disk_, path,
                         encode_state_file(state_kind::snapshot, where, *keys_, describe)));
    IAQ_TRY(told(disk_->sync_directory(folder_), unwritable, "sync", folder_));
    auto all = list();
    all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(kept, all.size())));
    return remove(all);
}

result<void, trouble> snapshot_store::remove(const std::vector<model::sequence>& some) {
    std::vector<std::string> names;
    std::ranges::transform(some, std::back_inserter(names), snapshot_name);
    return remove_named(names);
}

/// The housekeeper and the writer may both be about it: whoever comes second finds it done.
result<void, trouble> snapshot_store::remove_named(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        const auto path = folder_ + "/" + name;
        const auto removed = disk_->remove(path);
        if (!removed && removed.error() != boost::system::errc::no_such_file_or_directory) {
            return system_trouble(unwritable, "remove", path, removed.error());
        }
    }
    return names.empty() ? success()
                         : told(disk_->sync_directory(folder_), unwritable, "sync", folder_);
}

result<void, trouble> snapshot_store::sweep() {
    auto names = folder_.empty() ? result<std::vector<std::string>>{std::vector<std::string>{}}
                                 : disk_->list(folder_);
    if (!names) {
        return success();  // there is no folder of snapshots
    }
    std::erase_if(names.value(), [](const auto& name) { return !name.ends_with(aside_ending); });
    return remove_named(names.value());
}

result<void, trouble> snapshot_store::remove_under_other_key() {
    auto others = list();
    std::erase_if(others, [&](auto last) {
        const auto file = disk_->open(path_of(last), access::read);
        std::string head(state_head_bytes_max, '\0');
        const auto got =
            file ? file.value()->read_at(0, head) : result<std::size_t>{std::size_t{0}};
        head.resize(got ? got.value() : 0);
        return keys_->master && master_key_id_in(head) == keys_->master->id();
    });
    return remove(others);
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
