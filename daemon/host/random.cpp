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

std::uint64_t random_number() {
    // A call of the system for every number costs more than all else that a reference needs.
    constexpr std::size_t numbers_at_once = 64;
    thread_local std::string ready;
    if (ready.empty()) {
        ready = random_bytes(numbers_at_once * sizeof(std::uint64_t));
    }
    const auto at = ready.size() - sizeof(std::uint64_t);
    const auto number = bytes::get_big<std::uint64_t>(ready, at);
    ready.resize(at);
    return number;
}

}  // namespace iaq::host
