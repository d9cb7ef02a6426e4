#include "journal/segment_seal.hpp"

#include "base/assert.hpp"
#include "evidence/leaf.hpp"
#include "journal/rotation.hpp"
#include "journal/whole_file.hpp"
#include "seal/digest.hpp"

#include <utility>

namespace iaq::journal {
namespace {

std::uint32_t leaf_of(std::uint64_t number, std::uint64_t first) {
    const auto index = number - first;
    ensure(index < seal::leaves_max);
    return static_cast<std::uint32_t>(index);
}

trouble damaged(const std::string& name, const std::string& text) {
    return {trouble::kind::damaged, "segment/" + name + ": " + text};
}

}  // namespace

void put_leaf(std::string& out, std::uint64_t number, const ledger::segment_header& in,
              const ledger::facts& of, const seal::digest& digest) {
    evidence::encode_leaf(out, {.journal_id = in.journal_id,
                                .sequence = number,
                                .epoch = in.epoch,
                                .utc_ns = of.utc_ns,
                                .kind = of.kind,
                                .key_id = in.key_id,
                                .digest = seal::view(digest)});
}

segment_seal::segment_seal(const ledger::segment_header& header, std::string_view header_block)
    : header_digest_(seal::sha256(header_block.substr(0, ledger::digested_header_bytes))),
      first_(header.first),
      sealed_(header.seal == ledger::seal_kind::aes_256_gcm) {}

result<segment_seal, trouble> segment_seal::begin(disk& on, const layout& where, const keys& with,
                                                  ledger::segment_header& header,
                                                  const std::optional<std::string>& room) {
    if (!with.seals) {
        header.seal = ledger::seal_kind::off;
        header.key_id.assign(ledger::key_id_bytes, '\0');
        header.key_commitment.assign(ledger::key_commitment_bytes, '\0');
        header.sidecar_digest.assign(ledger::sidecar_digest_bytes, '\0');
        return segment_seal{header, ledger::encode_header(header)};
    }
    ensure(with.master && with.random);
    seal::key root{with.random(seal::key::size)};
    header.seal = ledger::seal_kind::aes_256_gcm;
    header.key_id = with.random(ledger::key_id_bytes);
    header.key_commitment = seal::key_commitment(root, header.key_id);
    seal::sidecar beside{header.key_id, {}, header.first, {}};
    beside.cover.push_back({0, 0, std::move(root)});
    const auto bytes = seal::encode_sidecar(beside, *with.master);
    header.sidecar_digest = seal::sha256(bytes);
    const auto path = where.sidecar(model::sequence{header.first});
    IAQ_TRY(room ? put_into_place(on, *room, path, bytes) : replace_file(on, path, bytes));
    segment_seal made{header, ledger::encode_header(header)};
    made.sidecar_ = header.sidecar_digest;
    made.tree_.emplace(std::move(beside.cover));
    return made;
}

result<segment_seal, trouble> segment_seal::open(disk& on, const layout& where, const keys& with,
                                                 std::string_view header_block,
                                                 const ledger::segment_header& header) {
    segment_seal made{header, header_block};
    if (!made.sealed_) {
        return made;
    }
    const auto path = where.sidecar(model::sequence{header.first});
    const auto name = sidecar_name(model::sequence{header.first});
    IAQ_TRY(const auto bytes, read_whole_file(on, path, sidecar_bytes_max));
    if (!bytes) {
        return made;  // its key was destroyed: all of it is shredded
    }
    made.sidecar_ = seal::sha256(*bytes);
    if (!with.master) {
        const auto seen = seal::inspect_sidecar(*bytes);
        if (!seen || seen->key_id != header.key_id || seen->first != header.first) {
            return damaged(name, "is not the sidecar of its segment; restore it from a backup");
        }
        return made;
    }
    auto read = open_sidecar(*bytes, with);
    if (!read) {
        const std::string words{seal::words_of(read.error())};
        return read.error() == seal::sidecar_flaw::other_master_key
                   ? trouble{trouble::kind::wrong_key, "segment/" + name + " " + words +
                                                           "; give the key that the "
                                                           "journal was written with"}
                   : damaged(name, words + "; restore it from a backup");
    }
    auto& cover = read.value().cover;
    const bool whole = cover.size() == 1 && cover.front().depth == 0;
    if (read.value().key_id != header.key_id || read.value().first != header.first ||
        (whole &&
         seal::key_commitment(cover.front().secret, header.key_id) != header.key_commitment)) {
        return damaged(name, "is not the sidecar of its segment; restore it from a backup");
    }
    made.tree_.emplace(std::move(cover));
    return made;
}

segment_seal::made segment_seal::close_record(std::uint64_t number, std::string_view record) {
    const auto of = ledger::facts_of(record);
    const auto position = ledger::position_of(header_digest_, number, of);
    if (!sealed_) {
        return {record, of, hash_({position, record})};
    }
    const auto* const key = tree_->leaf(leaf_of(number, first_));
    ensure(key != nullptr);
    buffer_.clear();
    ledger::put_facts(buffer_, of);
    cipher_.seal(buffer_, *key, position, record);
    const auto sealed = std::string_view{buffer_}.substr(ledger::sealed_head_bytes);
    return {buffer_, of, hash_({position, sealed})};
}

std::optional<opened_record> segment_seal::open_record(std::uint64_t number,
                                                       std::string_view payload) {
    using state = opened_record::state;
    if (!sealed_) {
        const auto of = ledger::facts_of(payload);
        const auto position = ledger::position_of(header_digest_, number, of);
        return opened_record{of, payload, hash_({position, payload}), state::open};
    }
    const auto split = ledger::split_sealed(payload);
    if (!split || number - first_ >= seal::leaves_max) {
        return std::nullopt;
    }
    const auto position = ledger::position_of(header_digest_, number, split->of);
    opened_record seen{split->of, {}, hash_({position, split->ciphertext}), state::closed};
    if (!tree_) {
        seen.how = sidecar_ ? state::closed : state::shredded;
        return seen;
    }
    const auto* const key = tree_->leaf(leaf_of(number, first_));
    if (key == nullptr) {
        seen.how = state::shredded;
        return seen;
    }
    buffer_.clear();
    if (!cipher_.open(buffer_, *key, position, split->ciphertext)) {
        return std::nullopt;
    }
    seen.plain = buffer_;
    seen.how = state::open;
    return seen;
}

}  // namespace iaq::journal
