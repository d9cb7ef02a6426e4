#include "sim/overheard.hpp"

#include <unistd.h>

#include <string_view>

namespace iaq::sim {
namespace {

/// What a broken invariant says is said at once: the process ends with it.
ssize_t keep(void* in, const char* bytes, std::size_t count) {
    const std::string_view line{bytes, count};
    if (!line.starts_with('<') || line.starts_with("<0>") || line.starts_with("<2>")) {
        return ::write(STDERR_FILENO, bytes, count);
    }
    static_cast<std::string*>(in)->append(bytes, count);
    return static_cast<ssize_t>(count);
}

}  // namespace

overheard::overheard()
    : loud_(stderr), kept_(::fopencookie(&text_, "w", {nullptr, keep, nullptr, nullptr})) {
    if (kept_ != nullptr) {
        ::setvbuf(kept_, nullptr, _IOLBF, 4096);
        stderr = kept_;
    }
}

overheard::~overheard() { end(); }

void overheard::end() {
    stderr = loud_;
    if (kept_ != nullptr) {
        std::fclose(kept_);
        kept_ = nullptr;
    }
}

}  // namespace iaq::sim
