#include "support/memory_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>

namespace iaq::testing {

using boost::outcome_v2::success;
using journal::access;

namespace {

boost::system::error_code system_error(int number) {
    return {number, boost::system::system_category()};
}

bool is_of_dead(const boost::system::error_code& why) {
    return why == boost::system::errc::operation_canceled;
}

std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

/// Says each operation in words.
struct describer {
    static std::string file(file_id id) {
        return "file " + std::to_string(static_cast<std::uint32_t>(id));
    }
    static std::string outcome(bool failed) { return failed ? ", failed" : ""; }

    std::string operator()(const operations::made_directory& o) const {
        return "made directory " + o.path;
    }
    std::string operator()(const operations::created& o) const {
        return "created " + file(o.file) + " as " + o.path;
    }
    std::string operator()(const operations::written& o) const {
        return "written " + file(o.file) + ", " + std::to_string(o.bytes.size()) + " bytes at " +
               std::to_string(o.offset);
    }
    std::string operator()(const operations::truncated& o) const {
        return "truncated " + file(o.file) + " to " + std::to_string(o.size);
    }
    std::string operator()(const operations::synced& o) const {
        return "synced " + file(o.file) + outcome(o.failed);
    }
    std::string operator()(const operations::renamed& o) const {
        return "renamed " + o.from + " to " + o.to;
    }
    std::string operator()(const operations::removed& o) const { return "removed " + o.path; }
    std::string operator()(const operations::directory_synced& o) const {
        return "synced directory " + o.path + outcome(o.failed);
    }
    std::string operator()(const operations::marked& o) const {
        return "-- " + o.word + " " + std::to_string(o.number);
    }
};

}  // namespace

std::string operations::describe(const operation& made) { return std::visit(describer{}, made); }

std::string plain_path(std::string_view path) {
    const bool is_plain = path.find("/.") == std::string_view::npos &&
                          path.find("//") == std::string_view::npos && !path.ends_with('/');
    if (is_plain) {
        return std::string{path};
    }
    auto plain = std::filesystem::path{path}.lexically_normal().string();
    if (plain.size() > 1 && plain.ends_with('/')) {
        plain.pop_back();
    }
    return plain;
}

class memory_file final : public journal::file {
public:
    memory_file(memory_disk& on, file_id id, access how) : disk_(on), id_(id), how_(how) {}

    result<std::uint64_t> size() override {
        const std::lock_guard lock{disk_.mutex_};
        return std::uint64_t{bytes().size()};
    }

    result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
        const std::lock_guard lock{disk_.mutex_};
        if (offset >= bytes().size()) {
            return std::size_t{0};
        }
        return bytes().copy(into.data(), into.size(), offset);
    }

    result<void> write_at(std::uint64_t offset, std::string_view put) override {
        const std::lock_guard lock{disk_.mutex_};
        if (how_ == access::read) {
            return system_error(EBADF);
        }
        operations::written made{id_, offset, std::string{put}};
        const auto why = disk_.judged(made);
        if (why) {
            made.bytes.resize(is_of_dead(why) ? 0 : made.bytes.size() / 2);
        }
        if (!made.bytes.empty()) {
            const auto end = std::max<std::size_t>(bytes().size(), offset + made.bytes.size());
            bytes().resize(end, '\0');
            bytes().replace(offset, made.bytes.size(), made.bytes);
            disk_.log_.emplace_back(std::move(made));
        }
        if (why) {
            return why;
        }
        return success();
    }

    result<void> sync_data() override {
        const std::lock_guard lock{disk_.mutex_};
        const auto why = disk_.judged(operations::synced{id_, false});
        if (!is_of_dead(why)) {
            disk_.log_.emplace_back(operations::synced{id_, static_cast<bool>(why)});
        }
        if (why) {
            return why;
        }
        return success();
    }

    result<void> truncate(std::uint64_t size) override {
        const std::lock_guard lock{disk_.mutex_};
        if (how_ == access::read) {
            return system_error(EINVAL);
        }
        const operations::truncated made{id_, size};
        if (const auto why = disk_.judged(made)) {
            return why;
        }
        bytes().resize(size, '\0');
        disk_.log_.emplace_back(made);
        return success();
    }

private:
    std::string& bytes() { return disk_.bytes_of(id_); }

    memory_disk& disk_;
    file_id id_;
    access how_;
};

/// A lock that is held while this lives; reads as who holds it.
class memory_lock final : public journal::file {
public:
    memory_lock(memory_disk& on, std::string path, bool held)
        : disk_(on), path_(std::move(path)), held_(held) {}
    memory_lock(const memory_lock&) = delete;
    memory_lock& operator=(const memory_lock&) = delete;
    ~memory_lock() override {
        const std::lock_guard lock{disk_.mutex_};
        if (held_) {
            disk_.locked_.erase(path_);
        }
    }

    result<std::uint64_t> size() override { return std::uint64_t{words.size()}; }
    result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
        return offset < words.size() ? words.copy(into.data(), into.size(), offset) : 0;
    }
    result<void> write_at(std::uint64_t /*offset*/, std::string_view /*put*/) override {
        return success();
    }
    result<void> sync_data() override { return success(); }
    result<void> truncate(std::uint64_t /*size*/) override { return success(); }

private:
    static constexpr std::string_view words = "a process of this test\n";

    memory_disk& disk_;
    std::string path_;
    bool held_;
};

memory_disk::memory_disk(disk_image from, judge fails)
    : fails_(std::move(fails)), directories_(std::move(from.directories)) {
    for (auto& [path, bytes] : from.files) {
        names_.emplace(path, file_id{static_cast<std::uint32_t>(files_.size())});
        files_.push_back(std::move(bytes));
    }
}

boost::system::error_code memory_disk::judged(const operation& asked) const {
    return fails_ ? fails_(asked) : boost::system::error_code{};
}

bool memory_disk::has_parent(const std::string& path) const {
    return directories_.contains(parent_of(path));
}

result<std::unique_ptr<journal::file>> memory_disk::open(const std::string& named, access how) {
    const std::lock_guard lock{mutex_};
    const auto path = plain_path(named);
    if (how == access::read && locked_.contains(path)) {
        return std::unique_ptr<journal::file>{std::make_unique<memory_lock>(*this, path, false)};
    }
    const auto known = names_.find(path);
    if (how != access::create) {
        if (known == names_.end()) {
            return system_error(directories_.contains(path) ? EISDIR : ENOENT);
        }
        return std::unique_ptr<journal::file>{
            std::make_unique<memory_file>(*this, known->second, how)};
    }
    if (known != names_.end() || directories_.contains(path)) {
        return system_error(EEXIST);
    }
    if (!has_parent(path)) {
        return system_error(ENOENT);
    }
    const operations::created made{path, file_id{static_cast<std::uint32_t>(files_.size())}};
    if (const auto why = judged(made)) {
        return why;
    }
    files_.emplace_back();
    names_.emplace(path, made.file);
    log_.emplace_back(made);
    return std::unique_ptr<journal::file>{std::make_unique<memory_file>(*this, made.file, how)};
}

result<void> memory_disk::rename(const std::string& from, const std::string& to) {
    const std::lock_guard lock{mutex_};
    const operations::renamed made{plain_path(from), plain_path(to)};
    const auto known = names_.find(made.from);
    if (known == names_.end() || !has_parent(made.to)) {
        return system_error(ENOENT);
    }
    if (directories_.contains(made.to)) {
        return system_error(EISDIR);
    }
    if (const auto why = judged(made)) {
        return why;
    }
    const auto file = known->second;
    names_.erase(known);
    names_.insert_or_assign(made.to, file);
    log_.emplace_back(made);
    return success();
}

result<void> memory_disk::remove(const std::string& named) {
    const std::lock_guard lock{mutex_};
    const operations::removed made{plain_path(named)};
    if (!names_.contains(made.path)) {
        return system_error(directories_.contains(made.path) ? EISDIR : ENOENT);
    }
    if (const auto why = judged(made)) {
        return why;
    }
    names_.erase(made.path);
    log_.emplace_back(made);
    return success();
}

result<void> memory_disk::sync_directory(const std::string& named) {
    const std::lock_guard lock{mutex_};
    const auto path = plain_path(named);
    if (!directories_.contains(path)) {
        return system_error(names_.contains(path) ? ENOTDIR : ENOENT);
    }
    const auto why = judged(operations::directory_synced{path, false});
    if (!is_of_dead(why)) {
        log_.emplace_back(operations::directory_synced{path, static_cast<bool>(why)});
    }
    if (why) {
        return why;
    }
    return success();
}

result<std::vector<std::string>> memory_disk::list(const std::string& named) {
    const std::lock_guard lock{mutex_};
    const auto path = plain_path(named);
    if (!directories_.contains(path)) {
        return system_error(names_.contains(path) ? ENOTDIR : ENOENT);
    }
    std::vector<std::string> found;
    const auto add = [&](const std::string& inside) {
        if (inside != path && parent_of(inside) == path) {
            found.push_back(std::filesystem::path{inside}.filename().string());
        }
    };
    std::ranges::for_each(directories_, add);
    std::ranges::for_each(locked_, add);
    std::ranges::for_each(names_, [&](const auto& named_file) { add(named_file.first); });
    return found;
}

result<bool> memory_disk::make_directory(const std::string& named) {
    const std::lock_guard lock{mutex_};
    const operations::made_directory made{plain_path(named)};
    if (directories_.contains(made.path) || names_.contains(made.path)) {
        return false;
    }
    if (!has_parent(made.path)) {
        return system_error(ENOENT);
    }
    if (const auto why = judged(made)) {
        return why;
    }
    directories_.insert(made.path);
    log_.emplace_back(made);
    return true;
}

result<std::unique_ptr<journal::file>> memory_disk::lock(const std::string& named) {
    const std::lock_guard lock{mutex_};
    const auto path = plain_path(named);
    if (!has_parent(path)) {
        return system_error(ENOENT);
    }
    if (!locked_.insert(path).second) {
        return system_error(EAGAIN);
    }
    return std::unique_ptr<journal::file>{std::make_unique<memory_lock>(*this, path, true)};
}

void memory_disk::mark(std::string word, std::uint64_t number, std::string bytes) {
    const std::lock_guard lock{mutex_};
    log_.emplace_back(operations::marked{std::move(word), number, std::move(bytes)});
}

std::vector<operation> memory_disk::log() const {
    const std::lock_guard lock{mutex_};
    return log_;
}

disk_image memory_disk::seen() const {
    const std::lock_guard lock{mutex_};
    disk_image image{directories_, {}};
    for (const auto& [path, file] : names_) {
        image.files.emplace(path, files_.at(static_cast<std::size_t>(file)));
    }
    return image;
}

}  // namespace iaq::testing
