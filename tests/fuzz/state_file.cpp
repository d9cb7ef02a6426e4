#include "journal/state_file.hpp"
#include "fuzz/choices.hpp"
#include "seal/digest.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

// Files of a state: any bytes, plain ones with a sound digest, and sealed ones that somebody
// changed. What is read is what was written: a plain file is written again as the same bytes, and a
// sealed one opens only as it is. The first byte says which, and whether it is a base.

namespace {

using namespace iaq;
using fuzz::choices;
using journal::state_kind;

journal::keys keys_of(bool seals, char secret) {
    journal::keys made;
    made.master.emplace(std::string(32, secret));
    made.seals = seals;
    made.random = [count = '\0'](std::size_t size) mutable { return std::string(size, ++count); };
    return made;
}

/// Writes and reads under these; they are no secrets.
const journal::keys& plain_keys() {
    static const auto one = keys_of(false, 'm');
    return one;
}

std::string written(state_kind kind, const journal::state_place& where, std::string_view state,
                    const journal::keys& with) {
    return encode_state_file(kind, where, with, [&](canonical& out) { out.again(state); });
}

/// Reads it as either kind; only as the one it is written as may it be anything.
std::optional<journal::read_state> read(state_kind kind, std::string_view bytes) {
    const auto other = kind == state_kind::base ? state_kind::snapshot : state_kind::base;
    auto found = decode_state_file(kind, bytes, plain_keys());
    ensure(!found || !decode_state_file(other, bytes, plain_keys()));
    return found;
}

bool is_sealed(std::string_view bytes) {
    constexpr std::size_t sidecar_at = 32;
    return bytes::get_big<std::uint32_t>(bytes, sidecar_at) > 0;
}

void check_plain(state_kind kind, std::string_view bytes) {
    const auto name = journal::master_key_id_in(bytes.substr(0, journal::state_head_bytes_max));
    ensure(name.empty() || name.size() == seal::master_key_id_bytes);
    const auto found = read(kind, bytes);
    if (!found || is_sealed(bytes)) {
        return;
    }
    const auto again = written(kind, found->where, found->state(), plain_keys());
    ensure(again == bytes);
}

/// A head of any number, a body of any bytes, and the digest over both.
std::string with_digest(state_kind kind, choices& input) {
    std::string bytes = kind == state_kind::base ? "IAQBASE1" : "IAQSNAP1";
    bytes += "sixteen bytes id";
    bytes::put_big(bytes, std::uint64_t{input.one()});
    bytes::put_big(bytes, std::uint32_t{0});
    bytes += input.rest();
    return bytes + seal::sha256(bytes);
}

/// A sealed file, some of whose bytes are others, which is cut, or goes on.
void check_sealed(state_kind kind, choices& input) {
    const journal::state_place where{
        "sixteen bytes id", model::sequence{input.one()}, "1", {{"tile/0/000.p/1", "leaf"}}};
    const std::size_t times = input.flag() ? 20 : 1;  // above one piece
    const std::string state(times * input.one() * input.one(), 's');
    const auto sound = written(kind, where, state, keys_of(true, 'm'));
    const auto opened = read(kind, sound);
    ensure(opened && opened->where == where && opened->state() == state);
    ensure(journal::master_key_id_in(sound) == plain_keys().master->id());
    ensure(!decode_state_file(kind, sound, keys_of(true, 'n')));
    auto changed = sound;
    for (auto left = input.below(4); left > 0; --left) {
        const auto at = std::size_t{input.one()} << 8U | input.one();
        changed[at % changed.size()] = static_cast<char>(input.one());
    }
    const auto cut = std::size_t{input.one()} << 8U | input.one();
    changed.resize(input.flag() ? changed.size() - cut % changed.size() : changed.size());
    changed += input.rest();
    const auto now = read(kind, changed);
    ensure(now.has_value() == (changed == sound));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    choices input(bytes, size);
    const auto first = input.one();
    const auto kind = (first & 1U) != 0 ? state_kind::base : state_kind::snapshot;
    switch (first >> 1U & 3U) {
        case 0: check_plain(kind, with_digest(kind, input)); break;
        case 1: check_sealed(kind, input); break;
        default: check_plain(kind, input.rest()); break;
    }
    return 0;
}
