#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace iaq {

void ensure(bool condition, std::source_location place) noexcept {
    if (condition) {
        return;
    }
    std::fprintf(stderr, "<2>broken invariant at %s:%u in %s\n", place.file_name(),
                 static_cast<unsigned>(place.line()), place.function_name());
    std::abort();
}

}  // namespace iaq
