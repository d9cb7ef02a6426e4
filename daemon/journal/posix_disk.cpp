#include "journal/disk.hpp"

#include "journal/trouble.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

class posix_file final : public file {
public:
    explicit posix_file(int descriptor) : descriptor_(descriptor) {}
    posix_file(const posix_file&) = delete;
    posix_file& operator=(const posix_file&) = delete;
    ~posix_file() override { ::close(descriptor_); }

    result<std::uint64_t> size() override {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0) {
            return last_error();
        }
        return static_cast<std::uint64_t>(status.st_size);
    }

    result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
        std::size_t done = 0;
        while (done < into.size()) {
            const auto got = ::pread(descriptor_, into.data() + done, into.size() - done,
                                     static_cast<off_t>(offset + done));
            if (got == 0) {
                break;
            }
            if (got > 0) {
                done += static_cast<std::size_t>(got);
            } else if (errno != EINTR) {
                return last_error();
            }
        }
        return done;
    }

    result<void> write_at(std::uint64_t offset, std::string_view bytes) override {
        while (!bytes.empty()) {
            const auto put =
                ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (put > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(put));
                offset += static_cast<std::uint64_t>(put);
            } else if (put == 0) {
                return boost::system::error_code{EIO, boost::system::system_category()};
            } else if (errno != EINTR) {
                return last_error();
            }
        }
        return success();
    }

    result<void> sync_data() override {
        if (::fdatasync(descriptor_) != 0) {
            return last_error();
        }
        return success();
    }

    result<void> truncate(std::uint64_t size) override {
        if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
            return last_error();
        }
        return success();
    }

    void forget() override {
        static_cast<void>(::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_DONTNEED));
    }

private:
    int descriptor_;
};

result<int> open_descriptor(const std::string& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        return last_error();
    }
    return descriptor;
}

/// Distinguishes the clones of a machine in the words of a refusal.
std::string machine_id() {
    std::array<char, 32> id{};
    const auto got = open_descriptor("/etc/machine-id", O_RDONLY);
    if (!got) {
        return "unknown";
    }
    posix_file machine{got.value()};
    const auto length = machine.read_at(0, id);
    return length ? std::string{id.data(), length.value()} : "unknown";
}

class posix_disk final : public disk {
public:
    result<std::unique_ptr<file>> open(const std::string& path, access how) override {
        int flags = O_RDONLY;
        switch (how) {
            case access::read: break;
            case access::write: flags = O_RDWR; break;
            case access::create: flags = O_RDWR | O_CREAT | O_EXCL; break;
        }
        IAQ_TRY(const int descriptor, open_descriptor(path, flags));
        return std::unique_ptr<file>{std::make_unique<posix_file>(descriptor)};
    }

    result<void> rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) {
            return last_error();
        }
        return success();
    }

    result<void> remove(const std::string& path) override {
        if (::remove(path.c_str()) != 0) {
            return last_error();
        }
        return success();
    }

    result<void> sync_directory(const std::string& path) override {
        IAQ_TRY(const int descriptor, open_descriptor(path, O_RDONLY | O_DIRECTORY));
        const bool synced = ::fsync(descriptor) == 0;
        const auto why = last_error();
        ::close(descriptor);
        if (!synced) {
            return why;
        }
        return success();
    }

    result<std::vector<std::string>> list(const std::string& path) override {
        DIR* const directory = ::opendir(path.c_str());
        if (directory == nullptr) {
            return last_error();
        }
        std::vector<std::string> names;
        errno = 0;
        while (const dirent* const found = ::readdir(directory)) {
            names.emplace_back(found->d_name);
            errno = 0;
        }
        const auto why = last_error();
        ::closedir(directory);
        if (why) {
            return why;
        }
        std::erase(names, ".");
        std::erase(names, "..");
        return names;
    }

    result<bool> make_directory(const std::string& path) override {
        if (::mkdir(path.c_str(), 0700) == 0) {
            return true;
        }
        if (errno == EEXIST) {
            return false;
        }
        return last_error();
    }

    result<std::unique_ptr<file>> lock(const std::string& path) override {
        IAQ_TRY(const int descriptor, open_descriptor(path, O_RDWR | O_CREAT));
        std::unique_ptr<file> held = std::make_unique<posix_file>(descriptor);
        if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            return last_error();
        }
        IAQ_TRY(held->truncate(0));
        IAQ_TRY(held->write_at(
            0, "process " + std::to_string(::getpid()) + " on machine " + machine_id() + "\n"));
        return held;
    }
};

}  // namespace

bool is_lack_of_space(const boost::system::error_code& why) {
    return why.category() == boost::system::system_category() &&
           (why.value() == ENOSPC || why.value() == EDQUOT);
}

std::unique_ptr<disk> make_posix_disk() { return std::make_unique<posix_disk>(); }

}  // namespace iaq::journal
