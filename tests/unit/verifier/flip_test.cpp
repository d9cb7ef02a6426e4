#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <vector>

using namespace iaq::test;
using iaq::verifier::finding_kind;

namespace {

/// Where a flipped bit must be found.
struct place {
    std::set<finding_kind> kinds;
    std::optional<std::uint64_t> offset;
    std::optional<std::uint64_t> record;
};

/// Where each frame of a segment begins, and behind them its end.
std::vector<std::size_t> frames_in(const std::string& segment) {
    std::vector<std::size_t> starts{4096};
    while (starts.back() < segment.size()) {
        const auto at = starts.back();
        const auto byte = [&](std::size_t i) {
            return static_cast<std::size_t>(static_cast<unsigned char>(segment[at + i]));
        };
        const auto length = byte(2) << 8U | byte(3);  // small ones only
        if (length == 0) {
            break;
        }
        starts.push_back(at + 16 + length);
    }
    return starts;
}

place in_segment(const std::string& segment, std::uint64_t first, std::size_t byte) {
    if (byte < 4096) {
        return {{finding_kind::bad_header}, 0, first};
    }
    const auto starts = frames_in(segment);
    const auto next = std::ranges::upper_bound(starts, byte);
    const auto record = first + static_cast<std::uint64_t>(next - starts.begin()) - 1;
    const auto start = *(next - 1);
    if (next != starts.end()) {
        if (byte - start >= 4) {
            return {{finding_kind::bad_checksum}, start, record};
        }
        return {
            {finding_kind::bad_checksum, finding_kind::bad_length, finding_kind::record_too_large},
            start,
            record};
    }
    if (byte - start >= 16 && byte / 512 == start / 512) {
        return {{finding_kind::nonzero_after_end}, byte, record};
    }
    return {{finding_kind::torn_tail}, start, record};  // what a crash could have left, too
}

place in_sidecar(const std::string& sidecar, std::size_t byte) {
    const std::uint64_t offset = byte < 8 ? 0 : byte >= 48 && byte < 52 ? 48 : sidecar.size() - 32;
    return {{finding_kind::bad_sidecar}, offset, std::nullopt};
}

place expected(const std::string& path, const std::string& bytes, std::size_t byte) {
    if (path.ends_with(".seg")) {
        return in_segment(bytes, std::stoull(path.substr(8, 20)), byte);
    }
    if (path.ends_with(".key")) {
        return in_sidecar(bytes, byte);
    }
    if (path == "segment/next") {
        return {{finding_kind::nonzero_in_next}, byte, std::nullopt};
    }
    if (path == "log.vkey") {
        return {{finding_kind::vkey_differs}, byte, std::nullopt};
    }
    if (path == "checkpoint") {
        return {{finding_kind::bad_checkpoint, finding_kind::bad_signature}, {}, std::nullopt};
    }
    const bool bundle = path.starts_with("tile/entries/");
    const std::size_t each = bundle ? 102 : 32;
    const auto index = byte / each;
    const bool leaves = bundle || path.starts_with("tile/0/");
    return {{bundle ? finding_kind::bundle_differs : finding_kind::tile_differs},
            index * each,
            leaves ? std::optional<std::uint64_t>{index + 1} : std::nullopt};
}

bool is_found(const iaq::verifier::verdict& seen, const std::string& path, const place& where) {
    if (seen.findings_count != 1) {
        return false;
    }
    const auto& one = seen.findings.front();
    return one.file == path && where.kinds.contains(one.kind) && one.record == where.record &&
           (!where.offset || one.offset == *where.offset);
}

/// Flips each bit of the file behind `from` and puts it back; under a sanitizer one of each byte.
void flip_all(judge& judge, folder_bytes& files, const std::string& path, std::size_t from = 0) {
    const auto sound = files[path];
    auto& bytes = files[path];
    for (auto at = from; at < sound.size(); ++at) {
        const auto where = expected(path, sound, at);
        for (std::size_t bit = 0; bit < 8; ++bit) {
            if (is_sanitized && bit != at % 8) {
                continue;
            }
            bytes[at] = static_cast<char>(sound[at] ^ (1 << bit));
            const auto seen = judge(files);
            const bool found =
                path == "lock" ? seen.findings_count == 0 : is_found(seen, path, where);
            if (!found) {
                BOOST_ERROR(path << ", bit " << bit << " of byte " << at << "\n" << told(seen));
                return;
            }
        }
        bytes[at] = sound[at];
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(verifier_flip)

// The text of `lock` alone proves nothing and may say anything.
BOOST_AUTO_TEST_CASE(g9_each_bit_of_each_file_is_found_once_and_in_its_place) {
    auto plan = plan_of(5, 3, true);
    plan.zeros = 700;
    plan.next_bytes = 100;
    auto files = journal_of(plan);
    judge judge{plan};
    std::vector<std::string> paths;
    for (const auto& [path, bytes] : files) {
        paths.push_back(path);
    }
    for (const auto& path : paths) {
        flip_all(judge, files, path);
    }
    BOOST_TEST(told(judge(files)) == "");
}

BOOST_AUTO_TEST_CASE(g9_each_bit_of_each_frame_is_found_without_the_seal_as_well) {
    const auto plan = plan_of(5, 3, false);
    auto files = journal_of(plan);
    judge judge{plan};
    flip_all(judge, files, segment_file(1), 4096);
    flip_all(judge, files, segment_file(4), 4096);
    BOOST_TEST(told(judge(files)) == "");
}

BOOST_AUTO_TEST_CASE(g9_each_bit_of_an_upper_tile_is_found) {
    const auto plan = plan_of(513, 1000, true);
    auto files = journal_of(plan);
    judge judge{plan};
    flip_all(judge, files, "tile/1/000.p/2");
}

BOOST_AUTO_TEST_SUITE_END()
