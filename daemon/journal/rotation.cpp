#include "journal/rotation.hpp"

#include "base/assert.hpp"
#include "journal/replay.hpp"
#include "journal/segment_seal.hpp"
#include "journal/whole_file.hpp"
#include "ledger/header.hpp"
#include "seal/digest.hpp"

#include <optional>
#include <span>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
constexpr auto unreadable = trouble::kind::unreadable;
constexpr auto wrapped_ending = ".wrapped.new";

/// A sealed segment that still has its keys.
struct keyed_segment {
    ledger::segment_header header;
    std::string block;  // of the header
    std::string sidecar;

    [[nodiscard]] model::sequence first() const { return model::sequence{header.first}; }
};

/// Returns nothing for a segment without keys: not sealed, shredded whole, or without a sound
/// header, which is for the replay to judge.
result<std::optional<keyed_segment>, trouble> read_keyed(disk& on, const layout& where,
                                                         const std::string& name) {
    const auto path = where.segments + "/" + name;
    IAQ_TRY(const auto from, told(on.open(path, access::read), unreadable, "open", path));
    std::string block(ledger::header_bytes, '\0');
    IAQ_TRY(const auto got, told(from->read_at(0, block), unreadable, "read", path));
    block.resize(got);
    auto header = ledger::decode_header(block);
    if (!header || header.value().seal == ledger::seal_kind::off) {
        return std::optional<keyed_segment>{};
    }
    const auto sidecar = where.sidecar(model::sequence{header.value().first});
    IAQ_TRY(auto bytes, read_whole_file(on, sidecar, sidecar_bytes_max));
    if (!bytes) {
        return std::optional<keyed_segment>{};
    }
    return std::optional{
        keyed_segment{std::move(header).value(), std::move(block), *std::move(bytes)}};
}

result<std::vector<keyed_segment>, trouble> read_all(disk& on, const layout& where,
                                                     const keys& with) {
    std::vector<keyed_segment> found;
    IAQ_TRY(const auto names, segment_names(on, where));
    for (const auto& name : names) {
        IAQ_TRY(auto segment, read_keyed(on, where, name));
        if (segment) {
            // What it says of the sidecar is all that is wanted of the seal.
            IAQ_TRY(segment_seal::open(on, where, with, segment->block, segment->header));
            found.push_back(*std::move(segment));
        }
    }
    return found;
}

result<void, trouble> check_recorded(const std::vector<keyed_segment>& segments, const keys& with,
                                     const recorded_sidecar& recorded) {
    for (const auto& each : segments) {
        const auto* const known = recorded(each.first());
        const auto& expected = known != nullptr ? *known : each.header.sidecar_digest;
        if (!is_sidecar(each.sidecar, expected, with)) {
            return trouble{trouble::kind::damaged,
                           "segment/" + sidecar_name(each.first()) +
                               ": is not the sidecar that the journal tells of; restore the newest "
                               "one from a backup"};
        }
    }
    return success();
}

/// Returns the sidecar under the master key, or nothing when it is that already.
std::optional<std::string> wrapped_anew(const std::string& bytes, const keys& with) {
    const auto facts = seal::inspect_sidecar(bytes);
    if (facts && facts->master_key_id == with.master->id()) {
        return std::nullopt;
    }
    const auto opened = seal::decode_sidecar(bytes, *with.previous);
    ensure(opened.has_value());  // it was looked at before
    return seal::encode_sidecar(opened.value(), *with.master);
}

}  // namespace

result<seal::sidecar, seal::sidecar_flaw> open_sidecar(std::string_view bytes, const keys& with) {
    auto read = seal::decode_sidecar(bytes, *with.master);
    if (!read && read.error() == seal::sidecar_flaw::other_master_key && with.previous) {
        auto before = seal::decode_sidecar(bytes, *with.previous);
        if (before || before.error() != seal::sidecar_flaw::other_master_key) {
            return before;
        }
    }
    return read;
}

bool is_sidecar(std::string_view bytes, std::string_view sha256, const keys& with) {
    if (seal::sha256(bytes) == sha256) {
        return true;
    }
    if (!with.master || !with.previous) {
        return false;
    }
    const auto opened = open_sidecar(bytes, with);
    const auto is = [&](const seal::master_key& under) {
        return seal::sha256(seal::encode_sidecar(opened.value(), under)) == sha256;
    };
    return opened && (is(*with.master) || is(*with.previous));
}

result<void, trouble> check_sidecars(disk& on, const layout& where, const keys& with) {
    IAQ_TRY(read_all(on, where, with));
    return success();
}

result<std::vector<model::sidecar_found>, trouble> wrap_sidecars(disk& on, const layout& where,
                                                                 const keys& with,
                                                                 const recorded_sidecar& recorded) {
    ensure(with.master && with.previous);
    IAQ_TRY(const auto segments, read_all(on, where, with));
    IAQ_TRY(check_recorded(segments, with, recorded));
    std::vector<model::sidecar_found> found;
    for (const auto& each : segments) {
        const auto fresh = wrapped_anew(each.sidecar, with);
        if (fresh) {
            // Not `.key.new`: that is the name of a sidecar that a record already tells of.
            const auto path = where.sidecar(each.first());
            IAQ_TRY(replace_file(on, path, *fresh, path + wrapped_ending));
        }
        found.push_back({each.first(), seal::sha256(fresh ? *fresh : each.sidecar),
                         each.header.sidecar_digest});
    }
    IAQ_TRY(
        told(on.sync_directory(where.segments), trouble::kind::unwritable, "sync", where.segments));
    return found;
}

}  // namespace iaq::journal
