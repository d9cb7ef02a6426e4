#include "journal/scrubber.hpp"

#include "evidence/leaf.hpp"
#include "evidence/tile_path.hpp"
#include "journal/replay.hpp"
#include "ledger/frame.hpp"
#include "observe/log.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace iaq::journal {
namespace {

using boost::outcome_v2::success;
using ledger::wound_kind;
using std::chrono::nanoseconds;

/// The largest frame fits, so that one which does not is a wound.
constexpr std::size_t window_bytes = ledger::frame_bytes_max;
constexpr std::size_t entry_head_bytes = 2;
constexpr std::size_t entry_bytes = entry_head_bytes + evidence::leaf_bytes;
constexpr std::size_t bundle_bytes = entry_bytes * evidence::tile_width;
constexpr std::size_t hash_bytes = sizeof(seal::digest);
constexpr std::size_t tile_bytes = hash_bytes * evidence::tile_width;

trouble damaged(std::string text) { return {trouble::kind::damaged, std::move(text)}; }

trouble cannot_read(const std::string& file, std::uint64_t offset,
                    const boost::system::error_code& why) {
    return damaged(file + ": cannot be read at offset " + std::to_string(offset) + ": " +
                   why.message() + "; look at the disk, and restore the file from a backup");
}

/// Opens a file of the journal as the medium holds it, or gives nothing: it may be gone, or there
/// may be no descriptor, and a later pass will come to it.
std::unique_ptr<file> open_on_medium(disk& on, const std::string& path) {
    auto opened = on.open(path, access::read);
    if (!opened) {
        return nullptr;
    }
    opened.value()->forget();
    return std::move(opened).value();
}

/// Returns the whole file, cut to `bytes_max`, or nothing when it cannot be opened.
result<std::optional<std::string>, trouble> read_from_medium(disk& on, const layout& where,
                                                             const std::string& name,
                                                             std::uint64_t bytes_max) {
    const auto from = open_on_medium(on, where.root + "/" + name);
    if (!from) {
        return std::optional<std::string>{};
    }
    const auto size = from->size();
    std::string bytes(size ? std::min(size.value(), bytes_max) : 0, '\0');
    const auto got = size ? from->read_at(0, bytes) : size.error();
    if (!got) {
        return cannot_read(name, 0, got.error());
    }
    bytes.resize(got.value());
    return std::optional{std::move(bytes)};
}

}  // namespace

result<std::string, trouble> stored_leaves::whole(const std::string& path, std::size_t bytes) {
    IAQ_TRY(auto there, read_from_medium(disk_, layout_, path, bytes + 1));
    return there && there->size() == bytes ? *std::move(there) : std::string{};
}

result<std::optional<std::string>, trouble> stored_leaves::unlike(std::uint64_t number,
                                                                  std::string_view leaf) {
    const auto tile = (number - 1) / evidence::tile_width;
    const auto place = static_cast<std::size_t>((number - 1) % evidence::tile_width);
    if (loaded_ != tile) {
        loaded_.reset();
        IAQ_TRY(bundle_, whole(evidence::bundle_path(tile), bundle_bytes));
        IAQ_TRY(hashes_, whole(evidence::tile_path(0, tile), tile_bytes));
        loaded_ = tile;
        const bool must_stand = (tile + 1) * evidence::tile_width <= whole_to_;
        if (must_stand && (bundle_.empty() || hashes_.empty())) {
            return trouble{
                trouble::kind::refused,
                (bundle_.empty() ? evidence::bundle_path(tile) : evidence::tile_path(0, tile)) +
                    ": is missing or cut; stop the daemon and empty "
                    "<state_dir>/snapshot: the start makes the tiles again"};
        }
    }
    const auto entry_at = place * entry_bytes + entry_head_bytes;
    if (!bundle_.empty() &&
        std::string_view{bundle_}.substr(entry_at, evidence::leaf_bytes) != leaf) {
        return std::optional{evidence::bundle_path(tile)};
    }
    const auto hash = evidence::leaf_hash(hash_, leaf);
    if (!hashes_.empty() &&
        std::string_view{hashes_}.substr(place * hash_bytes, hash_bytes) != seal::view(hash)) {
        return std::optional{evidence::tile_path(0, tile)};
    }
    return std::optional<std::string>{};
}

scrubber::scrubber(disk& on, const layout& where, nanoseconds period, model::sequence before)
    : disk_(on),
      layout_(where),
      period_(period),
      before_(before),
      leaves_(on, where, before == model::sequence::none ? 0 : model::number_of(before) - 1) {}

result<nanoseconds, trouble> scrubber::step() {
    if (!now_ && left_.empty()) {
        IAQ_TRY(begin_pass());
        if (left_.empty()) {
            return period_;
        }
    }
    const auto before = now_ ? now_->at : 0;
    if (!now_) {
        auto which = std::move(left_.front());
        left_.pop_front();
        IAQ_TRY(enter(std::move(which)));
    }
    std::uint64_t done = 0;
    if (now_) {
        IAQ_TRY(check_window());
        done = now_->at - before;
        if (now_->at == now_->size) {
            IAQ_TRY(leave());
        }
    }
    if (!now_ && left_.empty()) {
        end_pass();
    }
    const auto part = static_cast<double>(done) / static_cast<double>(pass_bytes_);
    return nanoseconds{static_cast<std::int64_t>(static_cast<double>(period_.count()) * part)};
}

/// The last segment is being written; one that another follows was cut to its last frame before.
result<void, trouble> scrubber::begin_pass() {
    pass_bytes_ = 1;  // never a division by nothing
    records_ = segments_ = 0;
    leaves_.forget();
    auto listed = disk_.list(layout_.segments);
    if (!listed) {
        return or_later("segment/");
    }
    auto names = std::move(listed).value();
    std::erase_if(names, [](const auto& name) { return !first_in(name); });
    std::ranges::sort(names);
    for (std::size_t i = 0; i + 1 < names.size(); ++i) {
        if (before_ != model::sequence::none && *first_in(names[i]) >= before_) {
            break;
        }
        const auto opened = disk_.open(layout_.segments + "/" + names[i], access::read);
        if (const auto size = opened ? opened.value()->size() : opened.error()) {
            left_.push_back({names[i], model::number_of(*first_in(names[i + 1]))});
            pass_bytes_ += size.value();
        } else {
            IAQ_TRY(or_later("segment/" + names[i]));
        }
    }
    return success();
}

result<void, trouble> scrubber::or_later(const std::string& name) const {
    return before_ == model::sequence::none
               ? result<void, trouble>{success()}
               : trouble{trouble::kind::refused, name + ": cannot be opened now"};
}

result<void, trouble> scrubber::enter(closed_segment which) {
    const auto name = "segment/" + which.name;
    auto from = open_on_medium(disk_, layout_.root + "/" + name);
    if (!from) {
        return or_later(name);
    }
    std::string block(ledger::header_bytes, '\0');
    const auto size = from->size();
    const auto got = size ? from->read_at(0, block) : size.error();
    if (!got) {
        return cannot_read(name, 0, got.error());
    }
    block.resize(got.value());
    auto header = ledger::decode_header(block);
    if (!header) {
        return damage_in(which.name, header.error());
    }
    if (first_in(which.name) != model::sequence{header.value().first}) {
        return damage_in(which.name, {wound_kind::number_out_of_order});
    }
    IAQ_TRY(check_sidecar(header.value()));
    auto seal = segment_seal::without_keys(block, header.value());
    now_.emplace(under_way{.which = std::move(which),
                           .from = std::move(from),
                           .size = size.value(),
                           .at = ledger::header_bytes,
                           .next = header.value().first,
                           .block = std::move(block),
                           .header = std::move(header).value(),
                           .seal = std::move(seal)});
    return success();
}

/// A sealed segment without a sidecar was shredded whole. One that is not sealed may stand where a
/// sealed one without records stood, beside keys of nothing.
result<void, trouble> scrubber::check_sidecar(const ledger::segment_header& header) {
    if (header.seal == ledger::seal_kind::off) {
        return success();
    }
    const auto name = "segment/" + sidecar_name(model::sequence{header.first});
    IAQ_TRY(const auto bytes, read_from_medium(disk_, layout_, name, sidecar_bytes_max + 1));
    if (!bytes) {
        return success();
    }
    const auto seen = seal::inspect_sidecar(*bytes);
    if (!seen || seen->key_id != header.key_id || seen->first != header.first) {
        return damaged(name + ": is not as it was written; restore it from a backup");
    }
    return success();
}

result<void, trouble> scrubber::check_window() {
    auto& now = *now_;
    window_ = now.block;
    window_.resize(now.block.size() + std::min<std::uint64_t>(window_bytes, now.size - now.at));
    const auto got = now.from->read_at(now.at, std::span{window_}.subspan(now.block.size()));
    if (!got) {
        return cannot_read("segment/" + now.which.name, now.at, got.error());
    }
    window_.resize(now.block.size() + got.value());
    ledger::scanner scan{window_, now.next, ledger::standing::closed};
    const auto begun = now.at;
    for (;;) {
        const auto entry = scan.next();
        const auto offset = begun + (scan.offset() - now.block.size());
        if (!entry) {
            if (now.at > begun) {
                return success();  // the window may have cut it: the next one begins here
            }
            return damage_in(now.which.name, {entry.error().kind, offset});
        }
        if (!entry.value()) {
            break;
        }
        IAQ_TRY(check_record(now.at, *entry.value()));
        now.at = offset;
        now.next = scan.expected();
    }
    if (now.at == begun) {
        return damage_in(now.which.name, {wound_kind::bad_length, now.at});  // cut short
    }
    return success();
}

result<void, trouble> scrubber::check_record(std::uint64_t offset, const ledger::entry& entry) {
    const auto& name = now_->which.name;
    const auto opened = now_->seal.open_record(entry.number, entry.payload);
    if (!opened) {
        return damage_in(name, {wound_kind::forged_record, offset});
    }
    leaf_.clear();
    put_leaf(leaf_, entry.number, now_->header, opened->of, opened->digest);
    IAQ_TRY(const auto other, leaves_.unlike(entry.number, leaf_));
    if (other) {
        return damaged("segment/" + name + ": record " + std::to_string(entry.number) +
                       " at offset " + std::to_string(offset) + " is not the one that " + *other +
                       " tells of: one of the two files is not as it was written; restore the "
                       "journal from a backup");
    }
    ++records_;
    return success();
}

result<void, trouble> scrubber::leave() {
    if (now_->next != now_->which.follower) {
        return damage_in(now_->which.name, {wound_kind::number_out_of_order, now_->size});
    }
    now_->from->forget();  // the memory is others'
    now_.reset();
    ++segments_;
    return success();
}

void scrubber::end_pass() {
    if (records_ != 0) {
        ++passes_;
        if (before_ == model::sequence::none) {
            observe::say(observe::event::scrub_done, {records_, segments_});
        }
    }
}

result<void, trouble> scrub_before(disk& on, const layout& where, model::sequence first_kept,
                                   const std::atomic<bool>& stop) {
    scrubber once{on, where, nanoseconds{0}, first_kept};
    do {
        IAQ_TRY(once.step());
    } while (!once.is_idle() && !stop);
    return success();
}

}  // namespace iaq::journal
