#include "iaq_journal/case_files.hpp"

#include "base/text.hpp"
#include "seal/digest.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace iaq::journal_tool {
namespace {

using boost::outcome_v2::success;
using refusal = case_files::refusal;
namespace fs = std::filesystem;

refusal failed(const std::string& path) { return {path + ": " + std::strerror(errno)}; }

result<void, refusal> sync_folder(const std::string& path) {
    const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    const auto why = failed(path);
    if (opened >= 0) {
        ::close(opened);
    }
    return synced ? result<void, refusal>{success()} : why;
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return ::fsync(file) == 0;
}

std::string without_end_slash(std::string path) {
    while (path.size() > 1 && path.ends_with('/')) {
        path.pop_back();
    }
    return path;
}

}  // namespace

result<case_files, refusal> case_files::begin(const std::string& folder) {
    const auto named = without_end_slash(folder);
    std::error_code unseen;
    if (fs::exists(fs::symlink_status(named, unseen))) {
        return refusal{named + ": is there already; a case is never written over"};
    }
    case_files made{named, named + ".unfinished-" + std::to_string(::getpid())};
    if (::mkdir(made.aside_.c_str(), 0700) != 0) {
        const auto why = failed(made.aside_);
        made.aside_.clear();  // it is not ours to take away
        return why;
    }
    return made;
}

case_files::case_files(case_files&& other) noexcept
    : folder_(std::move(other.folder_)),
      aside_(std::exchange(other.aside_, {})),
      digests_(std::move(other.digests_)) {}

case_files::~case_files() {
    std::error_code ignored;
    if (!aside_.empty()) {
        fs::remove_all(aside_, ignored);
    }
}

result<void, refusal> case_files::put(const std::string& name, std::string_view bytes) {
    const auto path = aside_ + "/" + name;
    const auto folder = fs::path{path}.parent_path();
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        return failed(folder.string());
    }
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written = file >= 0 && write_all(file, bytes);
    const auto why = failed(path);
    if (file >= 0) {
        ::close(file);
    }
    if (!written) {
        return why;
    }
    digests_[name] = text::to_hex(seal::sha256(bytes));
    return success();
}

result<void, refusal> case_files::finish() {
    std::string sums;
    for (const auto& [name, digest] : digests_) {
        sums += digest + "  " + name + "\n";
    }
    IAQ_TRY(put("SHA256SUMS", sums));
    std::error_code unread;
    for (const auto& each : fs::directory_iterator{aside_, unread}) {
        if (each.is_directory(unread)) {
            IAQ_TRY(sync_folder(each.path().string()));
        }
    }
    IAQ_TRY(sync_folder(aside_));
    if (::renameat2(AT_FDCWD, aside_.c_str(), AT_FDCWD, folder_.c_str(), RENAME_NOREPLACE) != 0) {
        return failed(folder_);
    }
    aside_.clear();
    const auto parent = fs::path{folder_}.parent_path().string();
    return sync_folder(parent.empty() ? "." : parent);
}

}  // namespace iaq::journal_tool
