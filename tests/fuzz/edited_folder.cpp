#include "fuzz/edited_folder.hpp"

#include "support/stranger_note.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <string>

namespace iaq::fuzz {
namespace {

using test::folder_bytes;

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t frame_head_bytes = 16;
constexpr std::size_t file_bytes_max = 20'000;

/// What is left of the edits; zeros when nothing is.
class tape {
public:
    explicit tape(std::string_view rest) : rest_(rest) {}

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    std::size_t byte() {
        const auto taken = bytes(1);
        return taken.empty() ? 0 : static_cast<unsigned char>(taken.front());
    }
    std::size_t number() {
        const auto high = byte();
        return high << 8U | byte();
    }
    std::string bytes(std::size_t count) {
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return std::string{taken};
    }
    std::string text() { return bytes(byte()); }

private:
    std::string_view rest_;
};

enum class edit : std::uint8_t {
    overwrite,
    flip,
    cut,
    append,
    erase,
    remove,
    replace,
    copy,
    add,
    mend_segment,
    mend_sidecar,
    append_frame,
};
constexpr std::size_t edits_count = 12;

void mend_sidecar(std::string& bytes) {
    constexpr std::size_t digest_bytes = 32;
    if (bytes.size() >= digest_bytes) {
        bytes.resize(bytes.size() - digest_bytes);
        bytes += test::sha256(bytes);
    }
}

std::string big(std::uint64_t value, std::size_t size) {
    std::string out;
    while (size-- > 0) {
        out += static_cast<char>(value >> (8 * size) & 0xFFU);
    }
    return out;
}

void append_frame(std::string& segment, std::uint64_t number, const std::string& payload) {
    segment.resize(std::max(segment.find_last_not_of('\0') + 1, header_bytes));
    segment += big(0x8000'0000U | payload.size(), 4) + "sum." + big(number, 8) + payload;
    test::mend_checksums(segment);
}

/// Changes one file, which is there.
void change(edit how, std::string& bytes, const folder_bytes& all, tape& from) {
    const auto at = from.number() % (bytes.size() + 1);
    switch (how) {
        case edit::overwrite: {
            const auto text = from.text();
            bytes.replace(at, text.size(), text);
            return;
        }
        case edit::flip:
            if (at < bytes.size()) {
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << from.byte() % 8));
            }
            return;
        case edit::cut: bytes.resize(at); return;
        case edit::append: bytes += from.text(); return;
        case edit::erase: bytes.erase(at, from.byte()); return;
        case edit::replace: bytes = from.text(); return;
        case edit::copy:
            bytes = std::next(all.begin(), static_cast<std::ptrdiff_t>(from.byte() % all.size()))
                        ->second;
            return;
        case edit::mend_segment:
            if (bytes.size() >= header_bytes) {
                test::mend_checksums(bytes);
            }
            return;
        case edit::mend_sidecar: mend_sidecar(bytes); return;
        case edit::append_frame: {
            const auto number = from.byte();
            append_frame(bytes, number, from.text());
            return;
        }
        case edit::remove:
        case edit::add: return;
    }
}

/// The number in `segment/<20 digits><ending>`.
std::optional<std::uint64_t> numbered(const std::string& path, std::string_view ending) {
    constexpr std::size_t begin = 8;
    constexpr std::size_t digits = 20;
    if (path.size() != begin + digits + ending.size() || !path.starts_with("segment/") ||
        !path.ends_with(ending)) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    const auto* const end = path.data() + begin + digits;
    const auto read = std::from_chars(path.data() + begin, end, number);
    return read.ec == std::errc{} && read.ptr == end ? std::optional{number} : std::nullopt;
}

std::uint64_t big_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (const char byte : bytes.substr(at, size)) {
        value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
}

bool is_zero(std::string_view bytes) {
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

struct parted {
    std::string kept;  // the header, and the frames under the head but batch bits and checksums
    std::string_view rest;  // what stands behind them
};

parted at_head(std::string_view segment, std::uint64_t head) {
    std::string kept{segment.substr(0, header_bytes)};
    auto at = kept.size();
    std::uint64_t last = 0;
    while (at + frame_head_bytes <= segment.size()) {
        const auto length = big_at(segment, at, 4) & 0x7FFF'FFFFU;
        const auto number = big_at(segment, at + 8, 8);
        if (length == 0 || number > head || number <= last) {
            break;  // a torn tail may look like the head of any frame
        }
        last = number;
        kept.append(big(length, 4)).append(segment.substr(at + 8, 8 + length));
        at = std::min<std::size_t>(at + frame_head_bytes + length, segment.size());
    }
    return {std::move(kept), segment.substr(at)};
}

/// The text that is signed, and the first signature.
bool is_same_head(const std::string& sound, const std::string& note) {
    const auto body = sound.find("\n\n") + 2;
    return note.starts_with(sound.substr(0, body)) &&
           note.find(sound.substr(body), body) != std::string::npos;
}

class comparison {
public:
    comparison(const sound_journal& sound, const folder_bytes& files, bool after_crash)
        : sound_(sound), files_(files), after_crash_(after_crash) {
        for (const auto& [path, bytes] : files) {
            if (const auto first = numbered(path, ".seg")) {
                begin_ = std::min(begin_.value_or(*first), *first);
                last_ = std::max(last_, *first);
                grown_ = grown_ || *first > head_ || has_more(*first, bytes);
            }
        }
    }

    [[nodiscard]] bool holds() const {
        return begin_ && may_begin() &&
               std::ranges::all_of(
                   sound_.files,
                   [&](const auto& each) { return is_kept(each.first, each.second); }) &&
               std::ranges::all_of(files_, [&](const auto& each) {
                   return sound_.files.contains(each.first) || may_be_new(each.first, each.second);
               });
    }

private:
    /// Whether the segment holds bytes behind what the sound one holds under the head.
    [[nodiscard]] bool has_more(std::uint64_t first, const std::string& bytes) const {
        const auto own = sound_.files.find(test::segment_file(first));
        const auto size = own == sound_.files.end() ? 0 : own->second.find_last_not_of('\0') + 1;
        return bytes.find_last_not_of('\0') + 1 > size;
    }

    [[nodiscard]] bool may_begin() const {
        const bool told = sound_.told_at >= *begin_ || (after_crash_ && grown_);
        const bool on_its_way = after_crash_ && std::ranges::any_of(files_, [&](const auto& each) {
                                    return numbered(each.first, ".base") > begin_;
                                });
        const bool has_base = files_.contains(test::base_file(*begin_)) || on_its_way;
        return *begin_ == 1 || (told && has_base);
    }

    /// Behind the frames under the head: zeros in the last segment, or records above the head.
    [[nodiscard]] bool is_same_segment(const std::string& found, const std::string& sound,
                                       bool is_last) const {
        const auto [kept, rest] = at_head(found, head_);
        const bool ends = rest.empty() || (is_last && (after_crash_ || is_zero(rest)));
        return kept == at_head(sound, head_).kept &&
               (ends || (rest.size() > frame_head_bytes && big_at(rest, 8, 8) == head_ + 1));
    }

    /// Whether a file of the sound folder is there as it must be.
    [[nodiscard]] bool is_kept(const std::string& path, const std::string& bytes) const {
        const auto found = files_.find(path);
        const bool is_there = found != files_.end();
        if (path == "segment/next") {
            return !is_there || is_zero(found->second);
        }
        if (const auto base = numbered(path, ".base")) {
            return !is_there || found->second.substr(0, 32) == bytes.substr(0, 32);
        }
        for (const auto* const ending : {".seg", ".key"}) {
            const auto first = numbered(path, ending);
            if (first && *first < *begin_) {
                return !is_there || after_crash_;
            }
        }
        if (!is_there || path == "lock") {
            return is_there;
        }
        if (path == "checkpoint") {
            return is_same_head(bytes, found->second);
        }
        if (numbered(path, ".seg")) {
            return is_same_segment(found->second, bytes, numbered(path, ".seg") == last_);
        }
        return found->second == bytes || (grown_ && numbered(path, ".key"));
    }

    /// Whether a file that the sound folder lacks may be there.
    [[nodiscard]] bool may_be_new(const std::string& path, const std::string& bytes) const {
        if (path == "segment/reserve") {
            return is_zero(bytes);
        }
        if (path == "segment/next.key" || path == "segment/reserve.key") {
            return true;
        }
        if (after_crash_ && (path.ends_with(".new") || path.starts_with("tile/"))) {
            return true;
        }
        if (const auto base = numbered(path, ".base")) {
            return *base > 1 && (*base <= *begin_ || (after_crash_ && *base <= last_));
        }
        const auto keys = numbered(path, ".key");
        return numbered(path, ".seg") > head_ || keys > head_ ||
               (after_crash_ && keys && (*keys < *begin_ || *keys > last_));
    }

    const sound_journal& sound_;
    const folder_bytes& files_;
    bool after_crash_;
    std::uint64_t head_ = sound_.plan.records.size();
    std::optional<std::uint64_t> begin_;
    std::uint64_t last_ = 0;
    bool grown_ = false;
};

}  // namespace

folder_bytes edited(folder_bytes files, std::string_view edits) {
    for (tape from{edits}; !from.at_end() && !files.empty();) {
        const auto how = static_cast<edit>(from.byte() % edits_count);
        const auto at =
            std::next(files.begin(), static_cast<std::ptrdiff_t>(from.byte() % files.size()));
        if (how == edit::remove) {
            files.erase(at);
        } else if (how == edit::add) {
            const auto path = from.text();
            files[path] = from.text();
        } else {
            auto bytes = at->second;
            change(how, bytes, files, from);
            bytes.resize(std::min(bytes.size(), file_bytes_max));
            at->second = std::move(bytes);
        }
    }
    return files;
}

bool holds_the_same(const sound_journal& sound, const folder_bytes& files, bool after_crash) {
    return comparison{sound, files, after_crash}.holds();
}

}  // namespace iaq::fuzz
