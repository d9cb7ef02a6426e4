#include "crash/legal_disks.hpp"

#include <algorithm>
#include <utility>

namespace iaq::crash {

namespace operations = testing::operations;

namespace {

constexpr std::uint64_t sector_bytes = 512;
constexpr std::uint64_t page_bytes = 4096;

std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

/// Returns the sector `index` of a file, filled up with zeros.
std::string sector_of(const std::string& bytes, std::uint64_t index) {
    const auto from = index * sector_bytes;
    auto found = from < bytes.size() ? bytes.substr(from, sector_bytes) : std::string{};
    found.resize(sector_bytes, '\0');
    return found;
}

/// Writes a sector into a file as far as the file reaches.
void put_sector(std::string& into, std::uint64_t index, const std::string& bytes) {
    const auto from = index * sector_bytes;
    if (from < into.size()) {
        const auto count = std::min<std::uint64_t>(sector_bytes, into.size() - from);
        into.replace(from, count, bytes, 0, count);
    }
}

}  // namespace

unsettled_disk::unsettled_disk(const disk_image& durable) {
    medium_names_.directories = durable.directories;
    for (const auto& [path, bytes] : durable.files) {
        medium_names_.files.emplace(path, file_id{static_cast<std::uint32_t>(files_.size())});
        files_.push_back({.medium = bytes, .asked = bytes, .sizes = {bytes.size()}});
    }
    asked_names_ = medium_names_;
}

void unsettled_disk::apply(const operation& made) {
    std::visit([this](const auto& one) { apply_one(one); }, made);
}

void unsettled_disk::names::change(const name_change& by) {
    files.erase(by.lost);
    if (by.directory) {
        directories.insert(by.won);
    } else if (!by.won.empty()) {
        files.insert_or_assign(by.won, by.file);
    }
}

void unsettled_disk::apply_one(const operations::made_directory& made) {
    name_changes_.push_back({.won = made.path, .directory = true});
    asked_names_.change(name_changes_.back());
}

void unsettled_disk::apply_one(const operations::created& made) {
    files_.push_back({.sizes = {0}});
    name_changes_.push_back({.won = made.path, .file = made.file});
    asked_names_.change(name_changes_.back());
}

void unsettled_disk::apply_one(const operations::renamed& made) {
    const auto file = asked_names_.files.at(made.from);
    name_changes_.push_back({.lost = made.from, .won = made.to, .file = file});
    asked_names_.change(name_changes_.back());
}

void unsettled_disk::apply_one(const operations::removed& made) {
    name_changes_.push_back({.lost = made.path});
    asked_names_.change(name_changes_.back());
}

void unsettled_disk::apply_one(const operations::written& made) {
    auto& file = at(made.file);
    const auto before = file.asked.size();
    const auto end = made.offset + made.bytes.size();
    if (end > before) {
        // One call may reach the file system in pieces, each a number of pages.
        const auto between = (before + (end - before) / 2) / page_bytes * page_bytes;
        if (between > before) {
            file.sizes.push_back(between);
        }
        file.sizes.push_back(end);
        file.asked.resize(end, '\0');
    }
    file.asked.replace(made.offset, made.bytes.size(), made.bytes);
    note_sectors(file, made.offset, end);
}

void unsettled_disk::apply_one(const operations::truncated& made) {
    auto& file = at(made.file);
    const auto before = file.asked.size();
    if (made.size == before) {
        return;
    }
    file.sizes.push_back(made.size);
    file.asked.resize(made.size, '\0');
    if (made.size < before) {
        file.cuts.push_back({file.sizes.size() - 1, made.size});
        const auto page_end = (made.size + page_bytes - 1) / page_bytes * page_bytes;
        note_sectors(file, made.size, std::min<std::uint64_t>(before, page_end));
    }
}

/// Takes down what the sectors of these bytes hold now.
void unsettled_disk::note_sectors(unsettled_file& file, std::uint64_t from, std::uint64_t to) {
    for (auto index = from / sector_bytes; index * sector_bytes < to; ++index) {
        auto bytes = sector_of(file.asked, index);
        const auto known = file.sectors.find(index);
        // After a truncation even the old bytes count as new: the old ones do not come back.
        const bool same = file.cuts.empty() && bytes == (known == file.sectors.end()
                                                             ? sector_of(file.medium, index)
                                                             : known->second.versions.back().bytes);
        if (known != file.sectors.end()) {
            known->second.called_clean = false;
        }
        if (!same) {
            file.sectors[index].versions.push_back({file.sizes.size() - 1, std::move(bytes)});
        }
    }
}

void unsettled_disk::apply_one(const operations::synced& made) {
    auto& file = at(made.file);
    if (made.failed) {
        for (auto& [index, sector] : file.sectors) {
            sector.called_clean = true;
        }
    } else {
        settle(file);
    }
}

/// The sync succeeded: the size is durable, and every sector that it did not take for clean.
void unsettled_disk::settle(unsettled_file& file) {
    const auto last_step = file.sizes.size() - 1;
    auto medium = cut_medium(file, last_step);
    for (auto at = file.sectors.begin(); at != file.sectors.end();) {
        auto& [index, sector] = *at;
        const bool behind = index * sector_bytes >= medium.size();
        if (sector.called_clean && !behind) {
            for (auto& version : sector.versions) {
                version = {0, masked(file, index, version, last_step)};
            }
            ++at;
            continue;
        }
        put_sector(medium, index, sector_of(file.asked, index));
        at = file.sectors.erase(at);
    }
    file.medium = std::move(medium);
    file.sizes = {file.medium.size()};
    file.cuts.clear();
}

/// Returns a sector's bytes without those that a truncation has taken by the time of `size_step`.
std::string unsettled_disk::masked(const unsettled_file& file, std::uint64_t index,
                                   const unsettled_sector::version& from, std::size_t size_step) {
    auto bytes = from.bytes;
    const auto begin = index * sector_bytes;
    for (const auto& [step, size] : file.cuts) {
        if (from.size_step < step && step <= size_step && size < begin + sector_bytes) {
            const auto kept = size > begin ? size - begin : 0;
            bytes.replace(kept, sector_bytes - kept, sector_bytes - kept, '\0');
        }
    }
    return bytes;
}

/// Returns what was on the medium, with the size and the truncations of `size_step`.
std::string unsettled_disk::cut_medium(const unsettled_file& file, std::size_t size_step) {
    auto bytes = file.medium;
    for (const auto& [step, size] : file.cuts) {
        if (step <= size_step && size < bytes.size()) {
            bytes.resize(size);
        }
    }
    bytes.resize(file.sizes[size_step], '\0');
    return bytes;
}

void unsettled_disk::apply_one(const operations::directory_synced& made) {
    if (made.failed) {
        return;
    }
    std::erase_if(name_changes_, [&](const name_change& change) {
        const auto& name = change.won.empty() ? change.lost : change.won;
        if (parent_of(name) != made.path) {
            return false;
        }
        medium_names_.change(change);
        return true;
    });
}

std::set<file_id> unsettled_disk::reachable() const {
    std::set<file_id> found;
    for (const auto& [path, file] : medium_names_.files) {
        found.insert(file);
    }
    for (const auto& change : name_changes_) {
        if (!change.won.empty() && !change.directory) {
            found.insert(change.file);
        }
    }
    return found;
}

outcome unsettled_disk::choices() const {
    outcome ways(name_changes_.size(), 2);
    for (const auto id : reachable()) {
        const auto& file = at(id);
        if (file.sizes.size() > 1) {
            ways.push_back(file.sizes.size());
        }
        for (const auto& [index, sector] : file.sectors) {
            ways.push_back(sector.versions.size() + 1);
        }
    }
    return ways;
}

bool unsettled_disk::is_admissible(const outcome& chosen) const {
    for (std::size_t later = 0; later < name_changes_.size(); ++later) {
        if (chosen[later] == 0) {
            continue;
        }
        const auto& after = name_changes_[later];
        const auto lost_in = parent_of(after.lost);
        const auto won_in = parent_of(after.won);
        const auto needs = [&](const std::string& name) {
            return !name.empty() &&
                   (name == after.lost || name == after.won || name == lost_in || name == won_in);
        };
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            const auto& before = name_changes_[earlier];
            if (chosen[earlier] == 0 && (needs(before.lost) || needs(before.won))) {
                return false;
            }
        }
    }
    return true;
}

disk_image unsettled_disk::after_cut(const outcome& chosen) const {
    auto left = medium_names_;
    for (std::size_t i = 0; i < name_changes_.size(); ++i) {
        if (chosen[i] != 0) {
            left.change(name_changes_[i]);
        }
    }
    const auto* next = chosen.data() + name_changes_.size();
    std::map<file_id, std::string> bytes;
    for (const auto id : reachable()) {
        bytes.emplace(id, contents(at(id), next));
    }
    disk_image image;
    for (const auto& path : left.directories) {  // each behind the one that holds it
        if (parent_of(path) == path || image.directories.contains(parent_of(path))) {
            image.directories.insert(path);
        }
    }
    for (const auto& [path, id] : left.files) {
        if (image.directories.contains(parent_of(path))) {
            image.files.emplace(path, bytes.at(id));
        }
    }
    return image;
}

/// Returns what is left of a file; moves `next` behind the choices that are the file's.
std::string unsettled_disk::contents(const unsettled_file& file, const std::size_t*& next) {
    const auto step = file.sizes.size() > 1 ? *next++ : 0;
    auto bytes = cut_medium(file, step);
    for (const auto& [index, sector] : file.sectors) {
        if (const auto version = *next++; version != 0) {
            put_sector(bytes, index, masked(file, index, sector.versions[version - 1], step));
        }
    }
    return bytes;
}

}  // namespace iaq::crash
