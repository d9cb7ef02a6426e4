#include "seal/sidecar.hpp"

#include "base/bytes.hpp"
#include "seal/digest.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace iaq;
using namespace iaq::seal;

namespace {

void must(bool held) {
    if (!held) {
        std::abort();
    }
}

const master_key& master() {
    static const master_key one{"a master key of thirty-two bytes"};
    return one;
}

/// Whatever was read: only a sidecar is taken, and it is written again as it was. Returns whether
/// it was taken.
bool check(std::string_view bytes) {
    const auto facts = inspect_sidecar(bytes);
    const auto read = decode_sidecar(bytes, master());
    if (!read) {
        must(!words_of(read.error()).empty());
        must(facts.has_value() == (read.error() != sidecar_flaw::malformed));
        must(!facts ||
             (facts->master_key_id == master().id()) == (read.error() == sidecar_flaw::forged));
        return false;
    }
    const auto& what = read.value();
    must(facts && facts->key_id == what.key_id && facts->first == what.first &&
         facts->nodes == what.cover.size() && facts->master_key_id == what.master_key_id);
    must(encode_sidecar(what, master()) == bytes);
    return true;
}

/// A sidecar whose digest and wraps are sound, which a fuzzer would not find: every 14 bytes of the
/// seed are a node, its first, depth and index, and a flag.
struct grown {
    static constexpr std::size_t step = 14;
    std::string bytes{"IAQKEY1\nsixteen bytes id"};
    bool sound = true;
    std::uint64_t covered = 0;

    explicit grown(std::string_view seed) {
        bytes += master().id();
        bytes::put_big(bytes, std::uint64_t{1});
        bytes::put_big(bytes, static_cast<std::uint32_t>(seed.size() / step));
        for (; seed.size() >= step; seed.remove_prefix(step)) {
            add(seed.substr(0, step));
        }
        bytes += sha256(bytes);
    }

    void add(std::string_view seed) {
        const auto plain = std::string(key::size, seed[13]).append(seed.substr(0, 13));
        bytes += master().wrap(plain);
        const auto first = bytes::get_big<std::uint64_t>(seed, 0);
        const auto depth = bytes::get_big<std::uint8_t>(seed, 8);
        const std::uint64_t index = bytes::get_big<std::uint32_t>(seed, 9);
        if (first != 1 || depth > 6 || index >> (4U * depth) != 0 ||
            index << (24U - 4U * depth) < covered) {
            sound = false;
            return;
        }
        covered = (index + 1) << (24U - 4U * depth);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    check(input);
    const grown made{input};
    must(check(made.bytes) == made.sound);
    return 0;
}
