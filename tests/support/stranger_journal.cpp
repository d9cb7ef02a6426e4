#include "support/stranger_journal.hpp"

#include "support/stranger_note.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>

namespace iaq::test {
namespace {

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t frame_head_bytes = 16;

template <class Unsigned>
std::string big(Unsigned value) {
    std::string out;
    for (std::size_t i = sizeof value; i-- > 0;) {
        out += static_cast<char>(value >> (8 * i) & 0xFFU);
    }
    return out;
}

std::uint32_t read_length(std::string_view at) {
    std::uint32_t value = 0;
    for (const char byte : at.substr(0, 4)) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value & 0x7FFF'FFFFU;
}

/// CRC-32C, bit by bit, as its definition has it.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0) {
    std::uint32_t rest = ~before;
    for (const char byte : bytes) {
        rest ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            rest = rest >> 1U ^ ((rest & 1U) != 0 ? 0x82F6'3B78U : 0U);
        }
    }
    return ~rest;
}

std::string digits(std::uint64_t number, std::size_t width) {
    const auto text = std::to_string(number);
    return std::string(width - text.size(), '0') + text;
}

/// Bytes that look random and are the same in every run.
std::string invented(std::string_view seed, std::size_t size) {
    std::string out;
    for (std::uint32_t block = 0; out.size() < size; ++block) {
        out += sha256(std::string{seed} + big(block));
    }
    return out.substr(0, size);
}

std::string key_id_of(std::uint64_t first) { return invented("key id" + big(first), 16); }

std::string header_of(const stranger_plan& plan, std::uint64_t first) {
    const auto segment = static_cast<std::size_t>((first - 1) / plan.per_segment);
    const std::uint64_t epoch = segment < plan.epochs.size() ? plan.epochs[segment] : 1;
    std::string out = "IAQSEG1\n" + big(1U) + big(1U) + plan.journal_id + big(epoch) + big(first) +
                      big(plan.records.at(first - 1).time) + big(plan.sealed ? 1U : 0U);
    if (plan.sealed) {
        out += key_id_of(first) + invented("commitment" + big(first), 32) +
               sha256(sidecar_bytes(first, 1));
    }
    out.resize(header_bytes - 4);
    return out + big(crc32c(out));
}

std::string frame_of(std::uint32_t root, std::uint64_t number, const stranger_record& record,
                     bool sealed) {
    const auto payload = (sealed ? big(record.kind) + big(record.time) : "") + record.body;
    const auto length = static_cast<std::uint32_t>(payload.size());
    const auto word = big(length | (record.begins_batch ? 0x8000'0000U : 0U));
    const auto rest = big(number) + payload;
    return word + big(crc32c(rest, crc32c(word, root))) + rest;
}

std::uint64_t first_of_segment(const stranger_plan& plan, std::uint64_t number) {
    return (number - 1) / plan.per_segment * plan.per_segment + 1;
}

/// `header`: of the record's segment.
std::string leaf_of(const stranger_plan& plan, std::uint64_t number, const std::string& header) {
    const auto& record = plan.records.at(number - 1);
    const auto position = sha256(header.substr(0, header_bytes - 4)) + big(number) +
                          big(record.kind) + big(record.time);
    return "IAQLEAF1" + plan.journal_id + big(number) + header.substr(32, 8) + big(record.time) +
           big(record.kind) + header.substr(60, 16) + sha256(position + record.body);
}

std::vector<std::string> leaves_of(const stranger_plan& plan, std::uint64_t size) {
    std::vector<std::string> leaves;
    std::string header;
    for (std::uint64_t number = 1; number <= size; ++number) {
        if (first_of_segment(plan, number) == number) {
            header = header_of(plan, number);
        }
        leaves.push_back(leaf_of(plan, number, header));
    }
    return leaves;
}

using leaf_span = std::span<const std::string>;

/// Where RFC 6962, section 2.1, splits: the largest power of two below `size`.
std::size_t split_of(std::size_t size) {
    std::size_t half = 1;
    while (half * 2 < size) {
        half *= 2;
    }
    return half;
}

std::string tree_hash(leaf_span leaves) {
    if (leaves.empty()) {
        return sha256("");
    }
    if (leaves.size() == 1) {
        return sha256(std::string(1, '\0') + leaves.front());
    }
    const auto half = split_of(leaves.size());
    return sha256("\1" + tree_hash(leaves.first(half)) + tree_hash(leaves.subspan(half)));
}

/// The audit path of RFC 6962, section 2.1.1.
std::vector<std::string> path_of(std::size_t index, leaf_span leaves) {
    if (leaves.size() <= 1) {
        return {};
    }
    const auto half = split_of(leaves.size());
    const bool left = index < half;
    auto path =
        left ? path_of(index, leaves.first(half)) : path_of(index - half, leaves.subspan(half));
    path.push_back(tree_hash(left ? leaves.subspan(half) : leaves.first(half)));
    return path;
}

/// `x001/234`, and the width of a partial tile.
std::string tile_name(std::size_t index, std::size_t width) {
    auto name = digits(index % 1000, 3);
    for (index /= 1000; index > 0; index /= 1000) {
        name = "x" + digits(index % 1000, 3) + "/" + name;
    }
    return width == 256 ? name : name + ".p/" + std::to_string(width);
}

void add_tiles(folder_bytes& out, leaf_span leaves) {
    std::size_t under = 1;  // leaves under one hash of the level
    for (int level = 0; leaves.size() / under > 0; ++level, under *= 256) {
        const auto count = leaves.size() / under;
        for (std::size_t tile = 0; tile * 256 < count; ++tile) {
            const auto width = std::min<std::size_t>(256, count - tile * 256);
            std::string hashes;
            for (auto i = tile * 256; i < tile * 256 + width; ++i) {
                hashes += tree_hash(leaves.subspan(i * under, under));
            }
            out["tile/" + std::to_string(level) + "/" + tile_name(tile, width)] = hashes;
        }
    }
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const auto width = std::min<std::size_t>(256, leaves.size() - i / 256 * 256);
        out["tile/entries/" + tile_name(i / 256, width)] +=
            big(static_cast<std::uint16_t>(leaves[i].size())) + leaves[i];
    }
}

std::string origin_of(const stranger_plan& plan) {
    return "test.example/journal/" + hex(plan.journal_id);
}

std::string protobuf_of(std::uint64_t number, std::uint32_t kind, std::uint64_t time) {
    std::string out = "\x08" + std::string(1, static_cast<char>(number % 100));  // field 1, varint
    out += '\x11';                                                               // field 2, fixed64
    const auto turned = big(time);
    out.append(turned.rbegin(), turned.rend());
    const auto tag = kind << 3U | 2U;  // two bytes for every kind from 16 to 2047
    out += static_cast<char>((tag & 0x7FU) | 0x80U);
    out += static_cast<char>(tag >> 7U);
    const auto text = invented("text" + big(number), 1 + number % 20);
    return out + static_cast<char>(text.size()) + text;
}

}  // namespace

stranger_plan plan_of(std::size_t count, std::size_t per_segment, bool sealed) {
    stranger_plan plan;
    plan.sealed = sealed;
    plan.per_segment = per_segment;
    for (std::uint64_t number = 1; number <= count; ++number) {
        stranger_record record{.kind = static_cast<std::uint32_t>(32 + number % 50), .body = {}};
        record.time += number;
        record.body = sealed ? invented("body" + big(number), 17 + number % 20)
                             : protobuf_of(number, record.kind, record.time);
        plan.records.push_back(std::move(record));
    }
    return plan;
}

void tell_of_drop(stranger_plan& plan, std::uint64_t record) {
    constexpr std::uint32_t kind_segments_dropped = 168;
    auto& told = plan.records.at(record - 1);
    told.kind = kind_segments_dropped;
    if (!plan.sealed) {
        told.body = protobuf_of(record, told.kind, told.time);
    }
}

folder_bytes segments_of(const stranger_plan& plan) {
    folder_bytes out;
    std::string* segment = nullptr;
    std::uint32_t root = 0;
    for (auto number = plan.first_kept; number <= plan.records.size(); ++number) {
        if (first_of_segment(plan, number) == number) {
            segment = &out[segment_file(number)];
            *segment = header_of(plan, number);
            root = crc32c(segment->substr(0, header_bytes - 4));
            if (plan.sealed) {
                out[sidecar_file(number)] = sidecar_bytes(number, 1);
            }
        }
        *segment += frame_of(root, number, plan.records[number - 1], plan.sealed);
    }
    if (segment != nullptr) {
        segment->append(plan.zeros, '\0');
    }
    if (plan.first_kept > 1) {
        out[base_file(plan.first_kept)] = base_bytes(plan, plan.first_kept);
    }
    if (plan.next_bytes > 0) {
        out["segment/next"] = std::string(plan.next_bytes, '\0');
    }
    out["lock"] = "iaqd\n";
    return out;
}

folder_bytes evidence_of(const stranger_plan& plan) {
    folder_bytes out;
    const auto size = plan.head.value_or(plan.records.size());
    add_tiles(out, leaves_of(plan, size));
    out["checkpoint"] = checkpoint_of(plan, size);
    out["log.vkey"] = vkey_of(plan) + "\n";
    return out;
}

folder_bytes journal_of(const stranger_plan& plan) {
    auto all = segments_of(plan);
    all.merge(evidence_of(plan));
    return all;
}

std::string checkpoint_of(const stranger_plan& plan, std::uint64_t size) {
    return signed_note(plan, origin_of(plan) + "\n" + std::to_string(size) + "\n" +
                                 base64(tree_hash(leaves_of(plan, size))) + "\n");
}

std::string proof_of(const stranger_plan& plan, std::uint64_t record, std::uint64_t size) {
    auto out = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(record - 1) + "\n";
    for (const auto& hash : path_of(record - 1, leaves_of(plan, size))) {
        out += base64(hash) + "\n";
    }
    return out + "\n" + checkpoint_of(plan, size);
}

std::string leaf_hash_of(const stranger_plan& plan, std::uint64_t record) {
    return tree_hash(leaf_span{leaves_of(plan, record)}.last(1));
}

std::string vkey_of(const stranger_plan& plan) { return note_vkey(origin_of(plan)); }

std::string signed_note(const stranger_plan& plan, const std::string& body) {
    return sign_note(origin_of(plan), body);
}

std::string segment_file(std::uint64_t first) { return "segment/" + digits(first, 20) + ".seg"; }

std::string sidecar_file(std::uint64_t first) { return "segment/" + digits(first, 20) + ".key"; }

std::string base_file(std::uint64_t first) { return "segment/" + digits(first, 20) + ".base"; }

std::string sidecar_bytes(std::uint64_t first, std::size_t nodes, int salt) {
    const auto seed = big(first) + std::to_string(salt);
    const auto out = "IAQKEY1\n" + key_id_of(first) + invented("master", 16) + big(first) +
                     big(static_cast<std::uint32_t>(nodes)) + invented("node" + seed, 56 * nodes);
    return out + sha256(out);
}

std::string base_bytes(const stranger_plan& plan, std::uint64_t first) {
    return "IAQBASE1" + plan.journal_id + big(first) + invented("base" + big(first), 300);
}

void mend_checksums(std::string& segment) {
    const auto root = crc32c(segment.substr(0, header_bytes - 4));
    segment.replace(header_bytes - 4, 4, big(root));
    for (auto at = header_bytes; at + frame_head_bytes <= segment.size();) {
        const auto length = read_length(std::string_view{segment}.substr(at));
        if (length == 0) {
            return;  // the zeros behind the last frame
        }
        const auto sum =
            crc32c(segment.substr(at + 8, 8 + length), crc32c(segment.substr(at, 4), root));
        segment.replace(at + 4, 4, big(sum));
        at += frame_head_bytes + length;
    }
}

}  // namespace iaq::test
