#include "sim/overheard.hpp"

namespace iaq::sim {
namespace {

ssize_t keep(void* in, const char* bytes, std::size_t count) {
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
