#include "journal/tile_store.hpp"

#include "base/assert.hpp"
#include "journal/whole_file.hpp"

#include <iterator>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
using evidence::tile_file;

constexpr auto unwritable = trouble::kind::unwritable;
constexpr auto unreadable = trouble::kind::unreadable;
constexpr std::uint64_t tile_bytes_max = 256UL * 1024;
// Only replies come while the disk is full, out of a reserve: far fewer tiles than this.
constexpr std::size_t waiting_max = 65'536;

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

std::set<std::string> names_of(const std::vector<tile_file>& files) {
    std::set<std::string> names;
    for (const auto& each : files) {
        names.insert(each.path);
    }
    return names;
}

bool is_folder(std::string_view name) { return name.starts_with('x') || name.ends_with(".p"); }

}  // namespace

result<void, trouble> tile_store::make_folders(const std::string& path) {
    const auto folder = folder_of(path);
    if (folders_.contains(folder)) {
        return success();
    }
    for (auto slash = folder.find('/'); slash != std::string::npos;
         slash = folder.find('/', slash + 1)) {
        const auto upper = root_ + "/" + folder.substr(0, slash);
        IAQ_TRY(told(disk_->make_directory(upper), unwritable, "create", upper));
    }
    const auto whole = root_ + "/" + folder;
    IAQ_TRY(told(disk_->make_directory(whole), unwritable, "create", whole));
    folders_.insert(folder);
    return success();
}

result<bool, trouble> tile_store::write_one(const tile_file& tile) {
    auto written = make_folders(tile.path);
    if (written) {
        written = write_derived_file(*disk_, root_ + "/" + tile.path, tile.bytes);
    }
    if (!written && !written.error().lacks_space) {
        return written.error();
    }
    return written.has_value();
}

result<bool, trouble> tile_store::holds(const tile_file& tile) const {
    const auto there = read_whole_file(*disk_, root_ + "/" + tile.path, tile_bytes_max);
    if (!there && there.error().what != trouble::kind::damaged) {
        return there.error();
    }
    return there && there.value() == tile.bytes;
}

result<void, trouble> tile_store::write(std::vector<tile_file> files) {
    std::ranges::move(files, std::back_inserter(waiting_));
    ensure(waiting_.size() <= waiting_max);
    std::ptrdiff_t done = 0;
    for (const auto& each : waiting_) {
        IAQ_TRY(const bool written, write_one(each));
        if (!written) {
            break;
        }
        ++done;
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + done);
    return success();
}

result<bool, trouble> tile_store::write_partial(const std::vector<tile_file>& files) {
    for (const auto& each : files) {
        IAQ_TRY(const bool written, write_one(each));
        if (!written) {
            return false;
        }
    }
    return true;
}

result<void, trouble> tile_store::remove_partial(const std::string& path) {
    const auto whole = root_ + "/" + path;
    const auto removed = disk_->remove(whole);
    if (!removed && removed.error() != boost::system::errc::no_such_file_or_directory) {
        return system_trouble(unwritable, "remove", whole, removed.error());
    }
    // Its folder holds nothing else but for another partial tile's moment.
    static_cast<void>(disk_->remove(folder_of(whole)).has_value());
    folders_.erase(folder_of(path));
    return success();
}

result<void, trouble> tile_store::replace_partial(const std::vector<tile_file>& current) {
    auto wanted = names_of(current);
    for (const auto& path : partial_) {
        if (!wanted.contains(path)) {
            IAQ_TRY(remove_partial(path));
        }
    }
    partial_ = std::move(wanted);
    return success();
}

result<void, trouble> tile_store::sweep_partial(const std::vector<tile_file>& current) {
    partial_ = names_of(current);
    const auto listed = disk_->list(root_ + "/tile");
    if (!listed) {
        if (listed.error() == boost::system::errc::no_such_file_or_directory) {
            return success();
        }
        return system_trouble(unreadable, "list", root_ + "/tile", listed.error());
    }
    for (const auto& level : listed.value()) {
        IAQ_TRY(sweep_folder("tile/" + level));
    }
    return success();
}

result<void, trouble> tile_store::sweep_folder(const std::string& folder) {
    const auto whole = root_ + "/" + folder;
    IAQ_TRY(const auto names, told(disk_->list(whole), unreadable, "list", whole));
    const bool partial = folder.ends_with(".p");
    for (const auto& name : names) {
        const auto path = folder + "/" + name;
        if (partial && !partial_.contains(path)) {
            IAQ_TRY(remove_partial(path));
        } else if (!partial && is_folder(name)) {
            IAQ_TRY(sweep_folder(path));
        }
    }
    if (partial) {
        static_cast<void>(disk_->remove(whole).has_value());  // when it is empty now
    }
    return success();
}

}  // namespace iaq::journal
