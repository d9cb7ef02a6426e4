#include "journal/replay.hpp"

#include "base/text.hpp"
#include "journal/quiet_thread.hpp"
#include "journal/read_ahead.hpp"
#include "journal/segment_seal.hpp"
#include "ledger/scan.hpp"
#include "ledger/zeros.hpp"

#include <sched.h>

#include <algorithm>
#include <span>
#include <vector>

namespace iaq::journal {

trouble damage_in(std::string_view name, const ledger::wound& found) {
    std::string text = "segment/";
    text.append(name).append(": ").append(name_of(found.kind)).append(" at offset ");
    text += std::to_string(found.offset);
    if (found.good_at != 0) {
        text += ", before a sound frame at offset " + std::to_string(found.good_at);
    }
    text += ": the file is not as it was written; restore it from a backup";
    return {trouble::kind::damaged, std::move(text)};
}

trouble written_by_newer(std::string_view name, ledger::versions wrote) {
    std::string text = "segment/";
    text.append(name).append(": needs an iaqd that reads format ");
    text += std::to_string(wrote.format) + ", fold " + std::to_string(wrote.fold) + ", seal " +
            std::to_string(wrote.seal) + "; this one reads format " +
            std::to_string(ledger::format_version) + ", fold " +
            std::to_string(ledger::fold_version) + ", seal 1: install the newer one";
    return {trouble::kind::too_new, std::move(text)};
}

result<std::vector<std::string>, trouble> segment_names(disk& on, const layout& where) {
    IAQ_TRY(auto names,
            told(on.list(where.segments), trouble::kind::unreadable, "list", where.segments));
    for (const auto& name : names) {
        if (name.ends_with(".seg") && !first_in(name)) {
            return trouble{trouble::kind::damaged, "segment/" + name + ": no segment's name"};
        }
    }
    std::erase_if(names, [](const auto& name) { return !first_in(name); });
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return names;
}

namespace {

using ledger::standing;
using ledger::wound;
using ledger::wound_kind;
using model::number_of;

constexpr std::size_t piece_bytes = 1024UL * 1024;
constexpr std::uint64_t segment_file_bytes_max = 2ULL * 1024 * 1024 * 1024;
constexpr int looks_max = 32;  // at a tail that moves while we read it

/// Reads a whole file into `into`, and less of it when it is cut meanwhile.
result<void, trouble> load(disk& on, const std::string& path, std::string& into) {
    constexpr auto unreadable = trouble::kind::unreadable;
    IAQ_TRY(const auto from, told(on.open(path, access::read), unreadable, "open", path));
    IAQ_TRY(const auto size, told(from->size(), unreadable, "measure", path));
    if (size > segment_file_bytes_max) {
        return trouble{trouble::kind::damaged, path + ": larger than any segment"};
    }
    into.resize(size);
    for (std::size_t at = 0; at < into.size(); at += piece_bytes) {
        const auto piece = std::span{into}.subspan(at, std::min(piece_bytes, into.size() - at));
        const auto got = from->read_at(at, piece);
        if (!got) {
            return system_trouble(unreadable, "read", path + " at offset " + std::to_string(at),
                                  got.error());
        }
        if (got.value() < piece.size()) {
            into.resize(at + got.value());
        }
    }
    return boost::outcome_v2::success();
}

trouble refused_at(model::sequence number, const std::string& why) {
    return {trouble::kind::refused, "record " + std::to_string(number_of(number)) + ": " + why};
}

class pass {
public:
    pass(disk& on, const layout& where, const keys& with, const audience& to, beside whom,
         const span& over)
        : disk_(on), layout_(where), keys_(with), to_(to), whom_(whom), over_(over) {}

    result<replayed, trouble> run() {
        IAQ_TRY(auto names, segment_names(disk_, layout_));
        leave_out(names);
        for (const auto& name : names) {
            const bool last = &name == &names.back() && !over_.is_bounded();
            IAQ_TRY(read_segment(name, last ? standing::last : standing::closed));
        }
        const auto wanted = over_.is_bounded() ? over_.upto : over_.from.after;
        if (found_.seen.last < wanted) {
            return trouble{trouble::kind::damaged, "the journal ends before record " +
                                                       std::to_string(number_of(wanted)) +
                                                       ", up to which its state is known"};
        }
        return std::move(found_);
    }

private:
    /// Leaves out what lies behind the span, and before it all but the last segment: when the one
    /// after that never got its header, it alone says whose the journal is.
    void leave_out(std::vector<std::string>& names) const {
        if (over_.is_bounded()) {
            std::erase_if(names, [&](const auto& name) { return *first_in(name) > over_.upto; });
        }
        const auto begins = model::next(over_.from.after);
        const auto next_begun =
            std::ranges::find_if(names, [&](const auto& name) { return *first_in(name) > begins; });
        // The segment before that one holds the first record of the span, or would hold it.
        const auto spare = std::distance(names.begin(), next_begun) - 2;
        if (spare > 0) {
            names.erase(names.begin(), names.begin() + spare);
        }
    }

    result<void, trouble> read_segment(const std::string& name, standing how) {
        const auto path = layout_.segments + "/" + name;
        IAQ_TRY(load(disk_, path, buffer_));
        if (whom_ == beside::a_writer && how == standing::last && !ledger::decode_header(buffer_)) {
            IAQ_TRY(load(disk_, path, buffer_));  // it may have been written while we read
        }
        found_.tail = {.name = name, .size = buffer_.size()};
        if (how == standing::last && ledger::is_unborn(buffer_)) {
            found_.tail.unborn = true;
            const auto before = found_.header ? found_.seen.last : over_.from.after;
            if (first_in(name) != model::next(before)) {
                return damage_in(name, {wound_kind::number_out_of_order});
            }
            return boost::outcome_v2::success();
        }
        const auto header = ledger::decode_header(buffer_);
        if (!header) {
            return header.error().kind == wound_kind::too_new
                       ? written_by_newer(name, ledger::written_with(buffer_))
                       : damage_in(name, header.error());
        }
        if (!found_.header) {
            IAQ_TRY(begin_at(name, header.value()));
        }
        IAQ_TRY(check_chain(name, header.value()));
        found_.header = header.value();
        found_.seen.journal_id = text::to_hex(header.value().journal_id);
        found_.seen.epoch = header.value().epoch;
        IAQ_TRY(seal_, segment_seal::open(disk_, layout_, keys_,
                                          std::string_view{buffer_}.substr(0, ledger::header_bytes),
                                          header.value()));
        if (to_.witness && witness_ == nullptr) {
            IAQ_TRY(witness_, to_.witness(header.value().journal_id));
            IAQ_TRY(witness_->resume(number_of(over_.from.after), over_.from.edge));
        }
        return read_records(name, how);
    }

    /// The first segment read holds the first record of the span, one before it, or the next; that
    /// it is none of those is found by `check_chain`.
    result<void, trouble> begin_at(const std::string& name, const ledger::segment_header& header) {
        const auto& from = over_.from;
        if (!from.journal_id.empty() && from.journal_id != header.journal_id) {
            return damage_in(name, {wound_kind::wrong_journal});
        }
        const auto before = header.first > 0 ? header.first - 1 : 0;
        found_.seen.last = std::min(from.after, model::sequence{before});
        return boost::outcome_v2::success();
    }

    result<void, trouble> check_chain(const std::string& name,
                                      const ledger::segment_header& header) const {
        auto before = header;
        if (found_.header) {
            before = *found_.header;
        }
        const auto last = model::number_of(found_.seen.last);
        if (const auto follows = ledger::check_follows(before, last, header); !follows) {
            return damage_in(name, follows.error());
        }
        if (first_in(name) != model::sequence{header.first}) {
            return damage_in(name, {wound_kind::number_out_of_order});
        }
        return boost::outcome_v2::success();
    }

    result<void, trouble> read_records(const std::string& name, standing how) {
        segment_summary segment{.name = name, .created_ns = found_.header->created_ns};
        segment.sealed = found_.header->seal != ledger::seal_kind::off;
        segment.sidecar = seal_->sidecar_digest().value_or(std::string{});
        segment.first_sidecar = found_.header->sidecar_digest;
        ledger::scanner scanner{buffer_, found_.header->first, how};
        int looks = 0;
        std::uint64_t wounded_at = 0;
        for (;;) {
            const auto at = scanner.offset();
            const auto got = scanner.next();
            if (got && got.value()) {
                if (got.value()->where == ledger::place::begins_batch) {
                    found_.tail.batch = at;
                }
                IAQ_TRY(take(name, at, *got.value(), segment));
                continue;
            }
            if (got) {
                break;
            }
            const auto& wound = got.error();
            if (wound.kind == wound_kind::torn_tail) {
                found_.seen.unfinished_bytes = wound.torn;
                break;
            }
            // Beside a writer the pieces we read were not all there at one moment.
            const bool again = whom_ == beside::a_writer && how == standing::last &&
                               wounded_at != scanner.offset() && ++looks < looks_max;
            if (!again) {
                return damage_in(name, wound);
            }
            wounded_at = scanner.offset();
            IAQ_TRY(load(disk_, layout_.segments + "/" + name, buffer_));
            if (buffer_.size() < scanner.offset()) {
                return damage_in(name, wound);
            }
            scanner.refresh(buffer_);
        }
        segment.bytes = scanner.offset();
        found_.tail.end = scanner.offset();
        found_.seen.records += segment.records;
        found_.seen.bytes += segment.bytes;
        found_.seen.segments.push_back(std::move(segment));
        return boost::outcome_v2::success();
    }

    result<void, trouble> take(const std::string& name, std::uint64_t at,
                               const ledger::entry& entry, segment_summary& segment) {
        const model::sequence number{entry.number};
        if (number <= over_.from.after) {
            found_.seen.last = number;
            return boost::outcome_v2::success();
        }
        const auto opened = seal_->open_record(entry.number, entry.payload);
        if (!opened) {
            return damage_in(name, {wound_kind::forged_record, at});
        }
        if (witness_ != nullptr) {
            IAQ_TRY(witness_->take(entry.number, *found_.header, opened->of, opened->digest));
        }
        const auto taken = opened->how == opened_record::state::open
                               ? to_.visit(number, opened->plain)
                               : to_.visit_closed({number, opened->of.kind, opened->of.utc_ns});
        if (!taken) {
            return refused_at(number, taken.error());
        }
        segment.first = segment.records == 0 ? number : segment.first;
        segment.last = number;
        found_.seen.last = number;
        ++segment.records;
        return boost::outcome_v2::success();
    }

    disk& disk_;
    const layout& layout_;
    const keys& keys_;
    const audience& to_;
    beside whom_;
    const span& over_;
    std::string buffer_;  // one segment
    std::optional<segment_seal> seal_;
    notary* witness_ = nullptr;
    replayed found_;
};

/// Visits what the other thread has read. Errors: `refused`.
result<void, trouble> visit_all(read_ahead& from, const audience& to) {
    while (const auto* const batch = from.next()) {
        for (const auto& item : batch->items) {
            const auto taken =
                item.is_open ? to.visit(item.of.number,
                                        std::string_view{batch->bytes}.substr(item.at, item.size))
                             : to.visit_closed(item.of);
            if (!taken) {
                return refused_at(item.of.number, taken.error());
            }
        }
    }
    return boost::outcome_v2::success();
}

bool has_two_processors() {
    cpu_set_t ours;
    return ::sched_getaffinity(0, sizeof ours, &ours) == 0 && CPU_COUNT(&ours) > 1;
}

}  // namespace

result<replayed, trouble> replay(disk& on, const layout& where, const keys& with,
                                 const audience& to, beside whom, hands with_hands,
                                 const span& over) {
    if (with_hands == hands::one || !has_two_processors()) {
        return pass{on, where, with, to, whom, over}.run();
    }
    read_ahead between;
    const auto when_wanted = [](bool wanted) {
        return wanted ? result<void, std::string>{boost::outcome_v2::success()}
                      : result<void, std::string>{std::string{"nobody wants to know of more"}};
    };
    const visitor put = [&](model::sequence number, std::string_view record) {
        return when_wanted(between.put(number, record));
    };
    const closed_visitor put_closed = [&](const closed_record& closed) {
        return when_wanted(between.put_closed(closed));
    };
    const audience to_the_other{put, put_closed, to.witness};
    result<replayed, trouble> past{replayed{}};
    auto reading = quiet_thread("iaq-read", [&] {
        past = pass{on, where, with, to_the_other, whom, over}.run();
        between.end();
    });
    // What was read before the reader met trouble is visited first: errors come in order.
    auto visited = visit_all(between, to);
    if (!visited) {
        between.give_up();
    }
    reading.join();
    if (!visited) {
        return std::move(visited).error();
    }
    return past;
}

result<std::optional<std::uint64_t>, trouble> check_zeros(disk& on, const layout& where,
                                                          const std::string& name, beside whom) {
    std::string bytes;
    for (int looks = 0;; ++looks) {
        IAQ_TRY(const auto names,
                told(on.list(where.segments), trouble::kind::unreadable, "list", where.segments));
        if (std::ranges::find(names, name) == names.end()) {
            return std::optional<std::uint64_t>{};
        }
        const auto loaded = load(on, where.segments + "/" + name, bytes);
        const auto at = loaded ? ledger::first_nonzero(bytes) : std::string::npos;
        if (loaded && at == std::string::npos) {
            return std::optional<std::uint64_t>{bytes.size()};
        }
        // Beside a writer it may have been renamed and put to use while we read.
        if (whom == beside::a_writer && looks < 3) {
            continue;
        }
        IAQ_TRY(loaded);
        return damage_in(name, {wound_kind::nonzero_after_end, at});
    }
}

}  // namespace iaq::journal
