#include "journal/rotation.hpp"

#include "base/assert.hpp"
#include "journal/replay.hpp"
#include "journal/segment_head.hpp"
#include "journal/segment_seal.hpp"
#include "journal/snapshot_store.hpp"
#include "journal/whole_file.hpp"
#include "ledger/header.hpp"
#include "seal/digest.hpp"

#include <optional>
#include <span>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
using model::sequence;
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
    auto head = read_segment_head(on, where, *first_in(name));
    if (!head && head.error().what == trouble::kind::unreadable) {
        return std::move(head).error();
    }
    if (!head || head.value().header.seal == ledger::seal_kind::off) {
        return std::optional<keyed_segment>{};
    }
    auto& [header, block, size] = head.value();
    const auto sidecar = where.sidecar(model::sequence{header.first});
    IAQ_TRY(auto bytes, read_whole_file(on, sidecar, sidecar_bytes_max));
    if (!bytes) {
        return std::optional<keyed_segment>{};
    }
    return std::optional{keyed_segment{std::move(header), std::move(block), *std::move(bytes)}};
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
                                     const recorded_sidecar& recorded, sequence first_kept) {
    for (const auto& each : segments) {
        if (each.first() < first_kept) {
            continue;  // retention is about to remove it
        }
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

result<std::vector<sequence>, trouble> bases_in(disk& on, const layout& where) {
    IAQ_TRY(const auto names, told(on.list(where.segments), unreadable, "list", where.segments));
    std::vector<sequence> bases;
    for (const auto& name : names) {
        if (const auto first = first_in_base(name)) {
            bases.push_back(*first);
        }
    }
    return bases;
}

result<std::string, trouble> base_key_id(disk& on, const layout& where, sequence first) {
    const auto path = where.base(first);
    IAQ_TRY(const auto file, told(on.open(path, access::read), unreadable, "open", path));
    std::string head(state_head_bytes_max, '\0');
    IAQ_TRY(const auto got, told(file->read_at(0, head), unreadable, "read", path));
    head.resize(got);
    return master_key_id_in(head);
}

/// Returns what a base holds. Errors: `damaged`; `wrong_key` when neither key opens it.
result<read_state, trouble> read_base(disk& on, const layout& where, const keys& with,
                                      sequence first) {
    const auto name = "segment/" + base_name(first);
    IAQ_TRY(const auto under, base_key_id(on, where, first));
    if (!under.empty() && under != with.master->id() && under != with.previous->id()) {
        return trouble{trouble::kind::wrong_key,
                       name + ": is under neither master key; put the right pair in place"};
    }
    auto read = snapshot_store{on, {}, with}.read_base(where.base(first));
    if (!read) {
        return trouble{trouble::kind::damaged, name + ": is damaged; restore it from a backup"};
    }
    return *std::move(read);
}

/// What a base holds is sealed anew: its pieces are bound to the wrap before them.
result<void, trouble> wrap_base(disk& on, const layout& where, const keys& with, sequence first) {
    const auto path = where.base(first);
    IAQ_TRY(const auto under, base_key_id(on, where, first));
    if (under.empty() || under == with.master->id()) {
        return success();
    }
    IAQ_TRY(const auto read, read_base(on, where, with, first));
    const auto anew = encode_state_file(state_kind::base, read.where, with,
                                        [&](canonical& out) { out.again(read.state()); });
    return replace_file(on, path, anew, path + wrapped_ending);
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
    IAQ_TRY(const auto bases, bases_in(on, where));
    for (const auto first : bases) {
        IAQ_TRY(read_base(on, where, with, first));
    }
    return success();
}

result<std::vector<model::sidecar_found>, trouble> wrap_sidecars(disk& on, const layout& where,
                                                                 const keys& with,
                                                                 const recorded_sidecar& recorded,
                                                                 sequence first_kept) {
    ensure(with.master && with.previous);
    IAQ_TRY(const auto segments, read_all(on, where, with));
    IAQ_TRY(check_recorded(segments, with, recorded, first_kept));
    std::vector<model::sidecar_found> found;
    for (const auto& each : segments) {
        const auto fresh = wrapped_anew(each.sidecar, with);
        if (fresh) {
            // Not `.key.new`: that is the name of a sidecar that a record already tells of.
            const auto path = where.sidecar(each.first());
            IAQ_TRY(replace_file(on, path, *fresh, path + wrapped_ending));
        }
        if (each.first() < first_kept) {
            continue;
        }
        found.push_back({each.first(), seal::sha256(fresh ? *fresh : each.sidecar),
                         each.header.sidecar_digest});
    }
    IAQ_TRY(const auto bases, bases_in(on, where));
    for (const auto first : bases) {
        IAQ_TRY(wrap_base(on, where, with, first));
    }
    IAQ_TRY(
        told(on.sync_directory(where.segments), trouble::kind::unwritable, "sync", where.segments));
    return found;
}

}  // namespace iaq::journal
