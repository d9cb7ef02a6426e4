#include "host/files.hpp"

#include "host/random.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace iaq::host {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t secret_bytes_max = 64UL * 1024;

/// Closes at the end of its scope.
class descriptor {
public:
    explicit descriptor(int fd) : fd_(fd) {}
    ~descriptor() {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }

private:
    int fd_;
};

file_trouble reason(const std::string& path) { return {path + ": " + std::strerror(errno)}; }

file_trouble unwritten(const std::string& path) {
    auto why = reason(path);
    why.disk = true;
    return why;
}

std::string credentials_folder() {
    const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
    return folder != nullptr ? folder : "";
}

}  // namespace

result<void, file_trouble> sync_directory(const std::string& path) {
    const descriptor directory{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!directory.is_open() || ::fsync(directory.get()) != 0) {
        return unwritten(path);
    }
    return boost::outcome_v2::success();
}

result<std::string, file_trouble> read_file(const std::string& path, std::size_t bytes_max) {
    const descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.is_open()) {
        return reason(path);
    }
    std::string contents(bytes_max + 1, '\0');
    std::size_t got = 0;
    while (got < contents.size()) {
        const auto more = ::read(file.get(), contents.data() + got, contents.size() - got);
        if (more < 0) {
            return reason(path);
        }
        if (more == 0) {
            contents.resize(got);
            return contents;
        }
        got += static_cast<std::size_t>(more);
    }
    return file_trouble{path + ": larger than " + std::to_string(bytes_max) + " bytes"};
}

result<void, file_trouble> make_private_directory(const std::string& path) {
    std::error_code error;
    const auto parent = std::filesystem::path{path}.parent_path();
    if (!parent.empty()) {
        std::filesystem::create_directories(parent, error);
    }
    const bool is_new = ::mkdir(path.c_str(), 0700) == 0;
    if (!is_new && errno != EEXIST) {
        return reason(path);
    }
    if (!std::filesystem::is_directory(path, error)) {
        return file_trouble{path + ": is no folder; move it away"};
    }
    // Ours may not be a folder we may open: what stands there already is the system's to keep.
    return is_new ? sync_directory(parent.empty() ? "." : parent.string())
                  : result<void, file_trouble>{boost::outcome_v2::success()};
}

result<std::string, file_trouble> read_secret(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        return file_trouble{reason(path).text + "; the journal needs the key it began with"};
    }
    const auto credentials = credentials_folder();
    const bool is_credential = !credentials.empty() && path.starts_with(credentials + "/");
    if (!is_credential && (status.st_mode & 0077U) != 0) {
        return file_trouble{path + ": others may read this key; chmod 600 it"};
    }
    return read_file(path, secret_bytes_max);
}

result<std::string, file_trouble> read_key(const std::string& path) {
    IAQ_TRY(auto key, read_secret(path));
    if (key.size() != key_bytes) {
        return file_trouble{path + ": a key has 32 bytes; put the right file back"};
    }
    return key;
}

result<std::string, file_trouble> read_or_make_key(const std::string& path) {
    if (exists(path)) {
        return read_key(path);
    }
    const auto key = random_bytes(key_bytes);
    IAQ_TRY(make_secret(path, key));
    return key;
}

/// Writes it aside and renames it, so that a crash leaves the whole file or none.
result<void, file_trouble> make_secret(const std::string& path, std::string_view contents) {
    const auto aside = path + ".new";
    ::unlink(aside.c_str());
    {
        const descriptor file{::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        if (!file.is_open() ||
            ::write(file.get(), contents.data(), contents.size()) !=
                static_cast<ssize_t>(contents.size()) ||
            ::fsync(file.get()) != 0) {
            return unwritten(aside);
        }
    }
    if (::rename(aside.c_str(), path.c_str()) != 0) {
        return unwritten(path);
    }
    return sync_directory(std::filesystem::path{path}.parent_path().string());
}

result<std::string, file_trouble> place_of_key(const std::string& path) {
    if (path.starts_with('/')) {
        return path;
    }
    const auto folder = credentials_folder();
    if (folder.empty()) {
        return file_trouble{path +
                            ": a relative path is a credential's name, and the service "
                            "manager gave no credentials; name the whole path"};
    }
    return folder + "/" + path;
}

bool exists(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 || errno != ENOENT;
}

bool is_open_to_others(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 0077U) != 0;
}

}  // namespace iaq::host
