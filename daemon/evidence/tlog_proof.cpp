#include "evidence/tlog_proof.hpp"

#include "base/assert.hpp"
#include "evidence/base64.hpp"
#include "evidence/text_lines.hpp"

namespace iaq::evidence {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";

}  // namespace

std::string encode_proof(const tlog_proof& proof) {
    ensure(!proof.note.empty() && proof.hashes.size() <= proof_hashes_max);
    std::string text{first_line};
    if (!proof.extra.empty()) {
        text.append("\n").append(extra_word).append(to_base64(proof.extra));
    }
    text.append("\n").append(index_word).append(std::to_string(proof.index)).append("\n");
    for (const auto& hash : proof.hashes) {
        text.append(to_base64(seal::view(hash))).append("\n");
    }
    return text.append("\n").append(proof.note);
}

result<tlog_proof, note_flaw> parse_proof(std::string_view text) {
    if (text.size() > proof_bytes_max) {
        return note_flaw{"the proof is too long"};
    }
    if (take_line(text) != first_line) {
        return note_flaw{"the proof does not begin with c2sp.org/tlog-proof@v1"};
    }
    tlog_proof proof;
    auto line = take_line(text);
    if (line && line->starts_with(extra_word)) {
        const auto extra = from_base64(line->substr(extra_word.size()));
        if (!extra || extra->empty()) {
            return note_flaw{"the proof's extra line is not base64, or is empty"};
        }
        proof.extra = *extra;
        line = take_line(text);
    }
    const bool has_index = line && line->starts_with(index_word);
    const auto index = has_index ? parse_decimal(line->substr(index_word.size())) : std::nullopt;
    if (!index) {
        return note_flaw{"the proof has no index, or one that is not a number"};
    }
    proof.index = *index;
    for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
        const auto hash = digest_from_base64(*line);
        if (!hash || proof.hashes.size() == proof_hashes_max) {
            return note_flaw{
                "the proof has too many hashes, or one that is not 32 bytes in base64"};
        }
        proof.hashes.push_back(*hash);
    }
    if (!line || text.empty()) {
        return note_flaw{"the proof has no checkpoint"};
    }
    proof.note = text;
    return proof;
}

}  // namespace iaq::evidence
