#include "iaq_journal/verifier/folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace iaq::verifier {
namespace {

/// A descriptor that closes itself.
class opened {
public:
    explicit opened(const std::string& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    opened(const opened&) = delete;
    opened& operator=(const opened&) = delete;
    ~opened() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

read_trouble system_trouble() { return {std::strerror(errno)}; }

/// Reads up to `out.size()` bytes; a file that has become shorter gives fewer.
result<std::string, read_trouble> read_all(int file, std::size_t size) {
    std::string out(size, '\0');
    std::size_t have = 0;
    while (have < out.size()) {
        const auto got = ::read(file, out.data() + have, out.size() - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return system_trouble();
        }
        if (got == 0) {
            break;
        }
        have += static_cast<std::size_t>(got);
    }
    out.resize(have);
    return out;
}

}  // namespace

result<std::vector<std::string>, read_trouble> disk_folder::list() const {
    namespace fs = std::filesystem;
    std::vector<std::string> paths;
    std::error_code wrong;
    const fs::path root{directory_};
    for (fs::recursive_directory_iterator at{root, wrong}, end; !wrong && at != end;
         at.increment(wrong)) {
        if (at->symlink_status(wrong).type() != fs::file_type::directory && !wrong) {
            paths.push_back(at->path().lexically_relative(root).string());
        }
    }
    if (wrong) {
        return read_trouble{wrong.message()};
    }
    return paths;
}

result<std::string, read_trouble> disk_folder::read(const std::string& path) const {
    const opened file{directory_ + "/" + path};
    struct stat about {};
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0) {
        return system_trouble();
    }
    if (!S_ISREG(about.st_mode)) {
        return read_trouble{"not a plain file"};
    }
    if (about.st_size < 0 || static_cast<std::size_t>(about.st_size) > file_bytes_max) {
        return read_trouble{"larger than any file of a journal"};
    }
    return read_all(file.get(), static_cast<std::size_t>(about.st_size));
}

}  // namespace iaq::verifier
