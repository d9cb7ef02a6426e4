#include "iaq_journal/export_file.hpp"

#include "iaq_journal/whole_records.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace iaq::journal_tool {
namespace {

using boost::outcome_v2::success;

constexpr std::size_t piece_bytes = 256UL * 1024;
constexpr std::size_t numbered_bytes = 64;  // a record says its number within these

bool sync_folder_of(const std::string& path) {
    auto folder = std::filesystem::path{path}.parent_path().string();
    const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0) {
        ::close(opened);
    }
    return synced;
}

}  // namespace

export_file::export_file(export_file&& other) noexcept
    : path_(std::move(other.path_)),
      of_(other.of_),
      file_(std::exchange(other.file_, -1)),
      size_(other.size_),
      end_(other.end_),
      begins_with_(other.begins_with_),
      at_(other.at_),
      writing_(other.writing_),
      written_(other.written_),
      waiting_(std::move(other.waiting_)) {}

export_file::~export_file() {
    if (file_ >= 0) {
        ::close(file_);
    }
}

export_file::refusal export_file::failed(const char* what) const {
    return {path_ + ": cannot " + what + ": " + std::strerror(errno)};
}

result<export_file, export_file::refusal> export_file::open(const std::string& path,
                                                            export_format of, compared what) {
    export_file opened{path, of, ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (opened.file_ < 0) {
        return opened.failed("open");
    }
    if (::flock(opened.file_, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? refusal{path + ": another export is writing it"}
                                    : opened.failed("lock");
    }
    IAQ_TRY(opened.survey(what));
    return opened;
}

result<std::string, export_file::refusal> export_file::read(std::uint64_t at,
                                                            std::size_t count) const {
    std::string bytes(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        const auto got =
            ::pread(file_, bytes.data() + done, count - done, static_cast<off_t>(at + done));
        if (got < 0 && errno != EINTR) {
            return failed("read");
        }
        if (got == 0) {
            break;
        }
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    bytes.resize(done);
    return bytes;
}

result<void, export_file::refusal> export_file::survey(compared what) {
    struct stat status {};
    if (::fstat(file_, &status) != 0) {
        return failed("measure");
    }
    if (!S_ISREG(status.st_mode)) {
        return refusal{path_ + ": is not a file; leave --out away to write to a pipe"};
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
    whole_records whole{of_};
    for (std::uint64_t at = 0; at < size_; at += piece_bytes) {
        IAQ_TRY(const auto piece, read(at, std::min<std::uint64_t>(piece_bytes, size_ - at)));
        whole.feed(piece);
    }
    const auto head = head_of(of_);
    IAQ_TRY(const auto begins_with, read(0, std::min<std::uint64_t>(head.size(), size_)));
    if (!head.starts_with(begins_with)) {
        return refusal{path_ + ": does not begin like an export of this format; it is unchanged"};
    }
    if (whole.end() <= head.size()) {
        return success();
    }
    end_ = whole.end();
    at_ = what == compared::everything ? head.size() : whole.begin();
    IAQ_TRY(const auto first, read(at_, std::min<std::uint64_t>(numbered_bytes, end_ - at_)));
    begins_with_ = number_in(first, of_);
    if (begins_with_ == 0) {
        return refusal{path_ + ": is no export of this format; it is unchanged"};
    }
    return success();
}

result<void, export_file::refusal> export_file::take(std::string_view record) {
    if (at_ < end_) {
        return compare(record);
    }
    if (!writing_) {
        IAQ_TRY(begin_writing(record));
    }
    ++written_;
    waiting_ += record;
    return waiting_.size() < piece_bytes ? success() : flush();
}

result<void, export_file::refusal> export_file::compare(std::string_view record) {
    IAQ_TRY(const auto there, read(at_, record.size()));
    if (there != record) {
        return refusal{path_ + ": record " + std::to_string(number_in(record, of_)) +
                       " is not in it as this journal has it now: the file is of another journal, "
                       "made with other options, or the record was shredded since; it is "
                       "unchanged"};
    }
    at_ += record.size();
    return success();
}

/// Cuts off what is torn. Where nothing whole was found the file may not be ours at all.
result<void, export_file::refusal> export_file::begin_writing(std::string_view record) {
    if (end_ == 0) {
        waiting_ = head_of(of_);
        const auto expected = waiting_ + std::string{record};
        IAQ_TRY(const auto there, read(0, std::min<std::uint64_t>(size_, expected.size() + 1)));
        if (!expected.starts_with(there)) {
            return refusal{path_ + ": holds something else; it is unchanged"};
        }
    }
    if (::ftruncate(file_, static_cast<off_t>(end_)) != 0 ||
        ::lseek(file_, static_cast<off_t>(end_), SEEK_SET) < 0) {
        return failed("cut");
    }
    writing_ = true;
    return success();
}

result<void, export_file::refusal> export_file::flush() {
    std::string_view rest = waiting_;
    while (!rest.empty()) {
        const auto put = ::write(file_, rest.data(), rest.size());
        if (put < 0 && errno != EINTR) {
            return failed("write");
        }
        rest.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    waiting_.clear();
    return success();
}

result<std::uint64_t, export_file::refusal> export_file::finish() {
    if (at_ < end_) {
        return refusal{path_ + ": goes on behind the end of this journal; it is unchanged"};
    }
    IAQ_TRY(flush());
    if (::fsync(file_) != 0 || !sync_folder_of(path_)) {
        return failed("sync");
    }
    return written_;
}

}  // namespace iaq::journal_tool
