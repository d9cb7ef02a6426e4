#include "host/random.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <sys/random.h>

#include <cerrno>

namespace iaq::host {

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    for (std::size_t got = 0; got < count;) {
        const auto more = ::getrandom(bytes.data() + got, count - got, 0);
        ensure(more > 0 || errno == EINTR);
        got += more > 0 ? static_cast<std::size_t>(more) : 0;
    }
    return bytes;
}

std::uint64_t random_number() { return bytes::get_big<std::uint64_t>(random_bytes(8), 0); }

}  // namespace iaq::host
