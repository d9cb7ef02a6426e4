#include "journal/state_file.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "journal/rotation.hpp"
#include "ledger/header.hpp"
#include "seal/digest.hpp"
#include "seal/key_tree.hpp"
#include "seal/record_seal.hpp"
#include "seal/sidecar.hpp"

#include <algorithm>

namespace iaq::journal {
namespace {

using bytes::get_big;
using bytes::put_big;

constexpr std::size_t magic_bytes = 8;
constexpr std::size_t next_at = magic_bytes + ledger::journal_id_bytes;
constexpr std::size_t sidecar_at = next_at + 8;
constexpr std::size_t head_bytes = sidecar_at + 4;  // up to the sidecar, whose length ends it
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t piece_bytes = 1024UL * 1024;

std::string_view magic_of(state_kind kind) {
    return kind == state_kind::snapshot ? "IAQSNAP1" : "IAQBASE1";
}

/// Binds a piece to its file and place, and to being the last.
std::string position_of(std::string_view head, std::uint32_t index, bool last) {
    std::string position{head};
    put_big(position, index);
    position += last ? '\1' : '\0';
    return position;
}

/// Takes the plain bytes and writes them behind the head, a sealed piece at a time.
class piece_writer {
public:
    piece_writer(std::string& out, std::string_view head, seal::key_tree keys)
        : out_(out), head_(head), keys_(std::move(keys)) {}

    void take(std::string_view plain) {
        while (!plain.empty()) {
            if (piece_.size() == piece_bytes) {
                write(false);
            }
            const auto part = plain.substr(0, piece_bytes - piece_.size());
            piece_ += part;
            plain.remove_prefix(part.size());
        }
    }
    void finish() { write(true); }

private:
    void write(bool last) {
        const auto* const key = keys_.leaf(index_);
        ensure(key != nullptr);
        put_big(out_, static_cast<std::uint32_t>(piece_.size() + seal::tag_bytes));
        cipher_.seal(out_, *key, position_of(head_, index_, last), piece_);
        ++index_;
        piece_.clear();
    }

    std::string& out_;
    std::string head_;
    seal::key_tree keys_;
    seal::record_cipher cipher_;
    std::string piece_;
    std::uint32_t index_ = 0;
};

std::string head_of(state_kind kind, const state_place& where) {
    std::string head{magic_of(kind)};
    head += where.journal_id;
    put_big(head, model::number_of(model::next(where.last)));
    return head;
}

void write_plain(canonical& out, const state_place& where, const describing& describe) {
    out.text(where.version);
    out.list(where.edge, [&](const auto& tile) { out.text(tile.path).text(tile.bytes); });
    describe(out);
}

std::optional<std::string> open_pieces(std::string_view head, std::string_view rest,
                                       seal::key_tree keys) {
    seal::record_cipher cipher;
    std::string plain;
    plain.reserve(rest.size());
    for (std::uint32_t index = 0; rest.size() >= 4; ++index) {
        const std::size_t length = get_big<std::uint32_t>(rest, 0);
        rest.remove_prefix(4);
        if (length > rest.size()) {
            return std::nullopt;
        }
        const bool last = length == rest.size();
        const auto* const key = keys.leaf(index);
        if (key == nullptr ||
            !cipher.open(plain, *key, position_of(head, index, last), rest.substr(0, length))) {
            return std::nullopt;
        }
        if (last) {
            return plain;
        }
        rest.remove_prefix(length);
    }
    return std::nullopt;
}

std::optional<std::string> open_plain(std::string_view bytes, std::string_view rest) {
    if (rest.size() < digest_bytes) {
        return std::nullopt;
    }
    const auto said = rest.substr(rest.size() - digest_bytes);
    if (seal::sha256(bytes.substr(0, bytes.size() - digest_bytes)) != said) {
        return std::nullopt;
    }
    return std::string{rest.substr(0, rest.size() - digest_bytes)};
}

std::optional<std::string> open_body(std::string_view bytes, std::uint64_t next, const keys& with) {
    const std::size_t sidecar_bytes = get_big<std::uint32_t>(bytes, sidecar_at);
    auto rest = bytes.substr(head_bytes);
    if (sidecar_bytes == 0) {
        return open_plain(bytes, rest);
    }
    if (!with.master || sidecar_bytes > rest.size()) {
        return std::nullopt;
    }
    auto beside = open_sidecar(rest.substr(0, sidecar_bytes), with);
    if (!beside || beside.value().first != next) {
        return std::nullopt;
    }
    return open_pieces(bytes.substr(0, head_bytes + sidecar_bytes), rest.substr(sidecar_bytes),
                       seal::key_tree{std::move(beside.value().cover)});
}

}  // namespace

std::string encode_state_file(state_kind kind, const state_place& where, const keys& with,
                              const describing& describe) {
    ensure(where.journal_id.size() == ledger::journal_id_bytes);
    auto out = head_of(kind, where);
    if (!with.seals) {
        put_big(out, std::uint32_t{0});
        {
            canonical body{[&](std::string_view piece) { out += piece; }};
            write_plain(body, where, describe);
        }
        out += seal::sha256(out);
        return out;
    }
    ensure(with.master && with.random);
    seal::key root{with.random(seal::key::size)};
    seal::sidecar beside{
        with.random(seal::sidecar_key_id_bytes), {}, model::number_of(model::next(where.last)), {}};
    beside.cover.push_back({0, 0, std::move(root)});
    const auto wrapped = seal::encode_sidecar(beside, *with.master);
    put_big(out, static_cast<std::uint32_t>(wrapped.size()));
    out += wrapped;
    piece_writer pieces{out, std::string{out}, seal::key_tree{std::move(beside.cover)}};
    {
        canonical body{[&](std::string_view piece) { pieces.take(piece); }};
        write_plain(body, where, describe);
    }
    pieces.finish();
    return out;
}

std::string master_key_id_in(std::string_view head) {
    if (head.size() < head_bytes) {
        return {};
    }
    const std::size_t sidecar_bytes = get_big<std::uint32_t>(head, sidecar_at);
    const auto facts = seal::inspect_sidecar(head.substr(head_bytes, sidecar_bytes));
    return facts ? facts->master_key_id : std::string{};
}

std::optional<read_state> decode_state_file(state_kind kind, std::string_view bytes,
                                            const keys& with) {
    if (bytes.size() < head_bytes || !bytes.starts_with(magic_of(kind))) {
        return std::nullopt;
    }
    const auto next = get_big<std::uint64_t>(bytes, next_at);
    auto body = next > 0 ? open_body(bytes, next, with) : std::nullopt;
    if (!body) {
        return std::nullopt;
    }
    read_state read;
    read.plain = std::move(*body);
    read.where.journal_id = bytes.substr(magic_bytes, ledger::journal_id_bytes);
    read.where.last = model::sequence{next - 1};
    canonical_reader in{read.plain};
    in.text(read.where.version);
    in.list(read.where.edge, [&](auto& tile) { in.text(tile.path).text(tile.bytes); });
    if (!in.is_good()) {
        return std::nullopt;
    }
    read.state_at = read.plain.size() - in.rest().size();
    return read;
}

}  // namespace iaq::journal
