#include "evidence/tlog_proof.hpp"

#include "base/text.hpp"
#include "evidence/base64.hpp"
#include "evidence/checkpoint.hpp"

#include <algorithm>

namespace iaq::evidence {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";
constexpr std::size_t hashes_max = 64;

}  // namespace

std::string encode_proof(const tlog_proof& proof) {
    std::string text{first_line};
    if (!proof.extra.empty()) {
        text.append(extra_word).append(to_base64(proof.extra)).append("\n");
    }
    text.append(index_word).append(std::to_string(proof.index)).append("\n");
    for (const auto& hash : proof.hashes) {
        text += to_base64(seal::view(hash)) + "\n";
    }
    return text + "\n" + proof.note;
}

result<tlog_proof, note_flaw> parse_proof(std::string_view text) {
    if (!text.starts_with(first_line)) {
        return note_flaw{"not a proof: it must begin with c2sp.org/tlog-proof@v1"};
    }
    text.remove_prefix(first_line.size());
    const auto split = text.find("\n\n");
    if (split == std::string_view::npos) {
        return note_flaw{"the proof has no checkpoint"};
    }
    tlog_proof proof;
    proof.note = text.substr(split + 2);
    auto lines = text::split(text.substr(0, split), '\n');
    if (lines.front().starts_with(extra_word)) {
        const auto extra = from_base64(lines.front().substr(extra_word.size()));
        if (!extra || extra->empty()) {
            return note_flaw{"the proof's extra line is not base64"};
        }
        proof.extra = *extra;
        lines.erase(lines.begin());
    }
    if (lines.empty() || !lines.front().starts_with(index_word)) {
        return note_flaw{"the proof has no index"};
    }
    const auto index = parse_decimal(lines.front().substr(index_word.size()));
    if (!index || lines.size() > hashes_max + 1) {
        return note_flaw{"the proof's index is not a number, or it has too many hashes"};
    }
    proof.index = *index;
    for (const auto line : std::span{lines}.subspan(1)) {
        const auto bytes = from_base64(line);
        if (!bytes || bytes->size() != seal::digest{}.size()) {
            return note_flaw{"a line of the proof is not a hash in base64"};
        }
        std::ranges::copy(*bytes, proof.hashes.emplace_back().begin());
    }
    return proof;
}

}  // namespace iaq::evidence
