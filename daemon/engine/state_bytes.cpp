#include "engine/state.hpp"

#include "base/text.hpp"
#include "seal/digest.hpp"

#include <algorithm>

/// The whole state as bytes, back from them, and its digest.
namespace iaq::engine {

void state::describe(canonical& out) const {
    out.number(form).name(last_).time(last_at_).name(last_head_);
    out.name(first_kept_).flag(announced_);
    inquiries_.describe(out);
    mail_.describe(out);
    deadlines_.describe(out);
    out.list(protected_, [&](const protected_person& person) {
        out.text(person.digest).name(person.role).time(person.at).text(person.incident);
    });
    tallies_.describe(out);
    reviews_.describe(out);
    out.number(reads_to_).number(holds_.size());
    for (const auto& [station, reason] : holds_) {
        out.text(station).text(reason);
    }
    out.number(standing_.size());
    for (const auto& [of, told] : standing_) {
        out.text(of.first).text(of.second).time(told.since).text(told.words);
    }
    out.number(lines_up_.size());
    for (const auto& station : lines_up_) {
        out.text(station);
    }
    out.name(last_shredding_).number(legal_holds_.size());
    for (const auto& inquiry_id : legal_holds_) {
        out.text(inquiry_id);
    }
    out.number(sidecars_.size());
    for (const auto& [segment, sha256] : sidecars_) {
        out.name(segment).text(sha256);
    }
    out.number(passed_over_.size());
    for (const auto number : passed_over_) {
        out.name(number);
    }
    out.number(quarantined_.size());
    for (const auto& inquiry_id : quarantined_) {
        out.text(inquiry_id);
    }
}

std::optional<state> state::restore(std::string_view bytes) {
    canonical_reader in{bytes};
    state made;
    std::uint32_t written_as = 0;
    in.number(written_as).name(made.last_).time(made.last_at_).name(made.last_head_);
    in.name(made.first_kept_).flag(made.announced_);
    if (written_as != form || !made.inquiries_.restore(in) || !made.mail_.restore(in) ||
        !made.deadlines_.restore(in)) {
        return std::nullopt;
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        protected_person person;
        in.text(person.digest).name(person.role).time(person.at).text(person.incident);
        made.remember_protected(std::move(person));
    }
    if (!made.tallies_.restore(in) || !made.reviews_.restore(in)) {
        return std::nullopt;
    }
    in.number(made.reads_to_);
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::string station;
        std::string reason;
        in.text(station).text(reason);
        made.holds_.insert_or_assign(std::move(station), std::move(reason));
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::pair<std::string, std::string> of;
        standing_condition told;
        in.text(of.first).text(of.second).time(told.since).text(told.words);
        made.standing_.insert_or_assign(std::move(of), std::move(told));
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::string station;
        in.text(station);
        made.lines_up_.insert(std::move(station));
    }
    in.name(made.last_shredding_);
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::string inquiry_id;
        in.text(inquiry_id);
        made.legal_holds_.insert(std::move(inquiry_id));
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        auto segment = model::sequence::none;
        std::string sha256;
        in.name(segment).text(sha256);
        made.sidecars_.insert_or_assign(segment, std::move(sha256));
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        auto number = model::sequence::none;
        in.name(number);
        made.passed_over_.insert(number);
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::string inquiry_id;
        in.text(inquiry_id);
        made.quarantined_.insert(std::move(inquiry_id));
    }
    if (!in.is_done() || !made.knows_whom_it_names()) {
        return std::nullopt;
    }
    if (!made.announced_) {
        made.base_digest_ = seal::sha256(bytes);
    }
    return made;
}

namespace {

/// True when the deadline is none of a reply's, or of one that the inquiry has.
bool has_its_reply(const clocks::deadline& d, const correlation::entry& e) {
    return !model::records::is_unseen(d.kind) ||
           std::ranges::any_of(e.replies, [&](const correlation::placed_reply& placed) {
               return placed.record == d.reply && !placed.taken_back && placed.due(d.kind) == d.due;
           });
}

}  // namespace

/// Bytes that nobody sealed may name inquiries, and replies, that are not there.
bool state::knows_whom_it_names() const {
    const auto is_known = [&](model::inquiry_index i) {
        return i == model::inquiry_index::none || inquiries_.holds(i);
    };
    return std::ranges::all_of(mail_.stream(), is_known, &delivery::posted::inquiry) &&
           std::ranges::all_of(deadlines_.all(), [&](const clocks::deadline& d) {
               return inquiries_.holds(d.inquiry) && has_its_reply(d, inquiries_.at(d.inquiry));
           });
}

std::string state::digest() const {
    seal::sha256_stream hash;
    {
        canonical out{[&](std::string_view piece) { hash.update(piece); }};
        describe(out);
    }
    return text::to_hex(hash.finish());
}

}  // namespace iaq::engine
