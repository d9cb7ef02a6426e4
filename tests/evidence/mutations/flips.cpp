#include "base/assert.hpp"
#include "evidence/mutations/mutation.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace iaq::mutations {
namespace {

/// Where a bit of the file was flipped, and what the byte was.
struct flip {
    const std::string& path;
    const std::string& bytes;
    std::size_t byte;
    std::size_t bit;
};

finding_kind kind_of_bad_length(const flip& of, std::size_t start) {
    constexpr std::uint32_t payload_bytes_max = 4'198'384;
    std::uint32_t length = 0;
    for (auto at = start; at < start + 4; ++at) {
        const auto change = at == of.byte ? 1U << of.bit : 0U;
        length = length << 8U | (static_cast<unsigned char>(of.bytes[at]) ^ change);
    }
    length &= 0x7FFF'FFFFU;
    if (length > payload_bytes_max) {
        return finding_kind::record_too_large;
    }
    return length == 0 || length > of.bytes.size() - start - frame_head_bytes
               ? finding_kind::bad_length
               : finding_kind::bad_checksum;
}

/// Behind the last frame, where zeros must be: what a crash could have left is a torn tail.
expectation behind_the_end(const segment& in, const flip& of) {
    constexpr std::size_t sector_bytes = 512;
    if (of.byte - in.end() >= frame_head_bytes &&
        of.byte / sector_bytes == in.end() / sector_bytes) {
        return {{finding_kind::nonzero_after_end}, in.path, of.byte, in.limit()};
    }
    return {{finding_kind::torn_tail}, in.path, in.end(), in.limit()};
}

expectation in_segment(const segment& in, const flip& of) {
    if (of.byte < header_bytes) {
        return {{finding_kind::bad_header}, in.path, 0, in.first};
    }
    if (of.byte >= in.end()) {
        return behind_the_end(in, of);
    }
    const auto next = std::ranges::upper_bound(in.starts, of.byte);
    const auto index = static_cast<std::size_t>(next - in.starts.begin()) - 1;
    const auto start = in.starts[index];
    return {{kind_of_bad_length(of, start)}, in.path, start, in.number(index)};
}

/// The index that a path such as `tile/0/012` or `tile/entries/000.p/7` names; below 1000 here.
std::uint64_t page_in(const std::string& path) {
    const auto at = path.find('/', 5) + 1;
    std::uint64_t page = 0;
    std::from_chars(path.data() + at, path.data() + at + 3, page);
    return page;
}

expectation in_tree(const flip& of) {
    const bool bundle = of.path.starts_with("tile/entries/");
    const auto each = bundle ? entry_bytes : hash_bytes;
    const auto index = of.byte / each;
    const bool leaves = bundle || of.path.starts_with("tile/0/");
    return {{bundle ? finding_kind::bundle_differs : finding_kind::tile_differs},
            of.path,
            index * each,
            leaves ? std::optional{page_in(of.path) * page_width + index + 1} : std::nullopt};
}

expectation in_base(const flip& of) {
    const auto first = std::stoull(of.path.substr(8, 20));
    if (of.byte < 8) {
        return {{finding_kind::bad_base}, of.path, 0, first};
    }
    return of.byte < 24 ? expectation{{finding_kind::wrong_journal}, of.path, 8, first}
                        : expectation{{finding_kind::bad_base}, of.path, 24, first};
}

expectation in_sidecar(const flip& of) {
    const auto at = of.byte < 8 ? 0 : of.byte >= 48 && of.byte < 52 ? 48 : of.bytes.size() - 32;
    return {{finding_kind::bad_sidecar}, of.path, at};
}

expectation expected_of(const large_journal& journal, const flip& of) {
    const auto in = std::ranges::find(journal.segments, of.path, &segment::path);
    if (in != journal.segments.end()) {
        return in_segment(*in, of);
    }
    if (of.path.starts_with("tile/")) {
        return in_tree(of);
    }
    if (of.path.ends_with(".key")) {
        return in_sidecar(of);
    }
    if (of.path.ends_with(".base")) {
        return in_base(of);
    }
    if (of.path == "checkpoint") {
        return {{finding_kind::bad_checkpoint, finding_kind::bad_signature}, of.path};
    }
    if (of.path == "log.vkey") {
        return {{finding_kind::vkey_differs}, of.path, of.byte};
    }
    ensure(of.path == "segment/next");
    return {{finding_kind::nonzero_in_next}, of.path, of.byte};
}

/// A file of one sort, so that few and small ones have their share.
const std::string& some_path(const large_journal& of, chance& by) {
    struct sort {
        std::string_view beginning, ending;
    };
    constexpr std::array<sort, 9> sorts{{{"segment/0", ".seg"},
                                         {"segment/0", ".key"},
                                         {"segment/0", ".base"},
                                         {"segment/next", ""},
                                         {"tile/0/", ""},
                                         {"tile/1/", ""},
                                         {"tile/entries/", ""},
                                         {"checkpoint", ""},
                                         {"log.vkey", ""}}};
    std::vector<const std::string*> paths;
    while (paths.empty()) {
        const auto& [beginning, ending] = by.one_of(sorts);
        for (const auto& [path, bytes] : of.files) {
            if (path.starts_with(beginning) && path.ends_with(ending)) {
                paths.push_back(&path);
            }
        }
    }
    return *by.one_of(paths);
}

}  // namespace

mutation flip_a_bit(const large_journal& of, chance& by) {
    constexpr std::size_t base_head_bytes = 32;  // the rest is for those who hold the key
    const auto& path = some_path(of, by);
    const auto& bytes = of.files.at(path);
    const auto end = path.ends_with(".base") ? base_head_bytes : bytes.size();
    const flip made{path, bytes, by.below(end), by.below(8)};
    auto changed = bytes;
    changed[made.byte] = static_cast<char>(changed[made.byte] ^ (1 << made.bit));
    return {.what = path + ": bit " + std::to_string(made.bit) + " of byte " +
                    std::to_string(made.byte) + " flipped",
            .changes = {{path, std::move(changed)}},
            .expected = {expected_of(of, made)}};
}

}  // namespace iaq::mutations
