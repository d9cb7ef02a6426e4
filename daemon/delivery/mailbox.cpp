#include "delivery/mailbox.hpp"

#include "base/assert.hpp"

#include <algorithm>

namespace iaq::delivery {

using model::cursor;
using model::right;

namespace {

bool has(const std::vector<std::string>& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

bool shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::any_of(a, [&](const auto& name) { return has(b, name); });
}

}  // namespace

bool is_of(const model::principal_settings& who, std::string_view ori, std::string_view desk) {
    return has(who.oris, ori) && (who.desks.empty() || has(who.desks, desk));
}

bool may_read(const model::principal_settings& who, std::string_view ori, std::string_view desk) {
    return who.may(right::read) && is_of(who, ori, desk);
}

bool may_see(const reader& who, const posted& what, const belonging& where) {
    const bool operates = who.principal.may(right::operate);
    if (where.every_operator) {
        return operates;
    }
    if (!where.any_of.empty()) {
        return operates && shares(who.principal.oris, where.any_of);
    }
    const bool is_there = has(who.principal.oris, where.ori);
    const bool supervises = is_there && who.principal.may(right::supervise);
    const bool reads = may_read(who.principal, where.ori, where.desk);
    switch (what.to) {
        case model::addressee::operators: return operates && is_there;
        case model::addressee::supervisors: return supervises;
        case model::addressee::desk_and_supervisors: return reads || supervises;
        case model::addressee::officer_and_desk: return reads;
        case model::addressee::unspecified:
        case model::addressee::desk:
        case model::addressee::everyone:
        case model::addressee::desk_and_operators: return reads || (operates && is_there);
    }
    return false;
}

void mailbox::post(posted what, topic of) {
    ensure(stream_.empty() || stream_.back().at < what.at);
    stream_.push_back(what);
    if (of != topic{}) {
        topics_.emplace_hint(topics_.end(), what.at, std::move(of));
    }
}

const topic& mailbox::topic_of(const posted& what) const {
    static const topic none;
    const auto found = topics_.find(what.at);
    return found == topics_.end() ? none : found->second;
}

void mailbox::forget(model::inquiry_index inquiry) {
    std::erase_if(stream_, [&](const posted& what) { return what.inquiry == inquiry; });
}

void mailbox::forget_told(const std::function<bool(model::sequence)>& is_there) {
    for (auto& what : stream_) {
        const bool stays = what.kind == model::delivery_kind::withdrawn;
        if (stays && what.reply != model::sequence::none && !is_there(what.reply)) {
            what.reply = model::sequence::none;
        }
    }
    std::erase_if(stream_, [&](const posted& what) {
        const bool goes = what.reply != model::sequence::none && !is_there(what.reply);
        if (goes) {
            topics_.erase(what.at);
        }
        return goes;
    });
}

void mailbox::forget_before(model::sequence first_kept, model::inquiry_index first) {
    std::erase_if(stream_, [&](const posted& what) {
        const bool goes = what.at.record < first_kept || what.inquiry < first;
        if (goes) {
            topics_.erase(what.at);
        }
        return goes;
    });
}

const posted* mailbox::find(cursor at) const {
    const auto it = std::ranges::lower_bound(stream_, at, {}, &posted::at);
    return it == stream_.end() || it->at != at ? nullptr : &*it;
}

const posted* mailbox::first_of(model::inquiry_index inquiry, model::sequence reply,
                                model::delivery_kind kind) const {
    const auto from = stream_.begin() + static_cast<std::ptrdiff_t>(after({reply, 0}));
    const auto it = std::find_if(from, stream_.end(), [&](const posted& what) {
        return what.inquiry == inquiry && what.reply == reply && what.kind == kind;
    });
    return it == stream_.end() ? nullptr : &*it;
}

std::size_t mailbox::after(cursor upto) const {
    const auto it = std::ranges::upper_bound(stream_, upto, {}, &posted::at);
    return static_cast<std::size_t>(it - stream_.begin());
}

cursor mailbox::last() const { return stream_.empty() ? cursor{} : stream_.back().at; }

cursor mailbox::taken(std::string_view principal, std::string_view consumer) const {
    const auto it = taken_.find({std::string{principal}, std::string{consumer}});
    return it == taken_.end() ? cursor{} : it->second;
}

void mailbox::take(std::string_view principal, std::string_view consumer, cursor upto) {
    auto& at = taken_[{std::string{principal}, std::string{consumer}}];
    at = std::max(at, upto);
}

std::vector<consumer_name> mailbox::known_consumers() const {
    std::vector<consumer_name> names;
    for (const auto& [whose, upto] : taken_) {
        names.push_back(whose);
    }
    return names;
}

void mailbox::begin_replay(const consumer_name& whose, const replay& what) {
    replays_.insert_or_assign(whose, what);
}

void mailbox::end_replay(const consumer_name& whose, model::sequence begun) {
    const auto stands = replays_.find(whose);
    if (stands != replays_.end() && stands->second.begun == begun) {
        replays_.erase(stands);
    }
}

void mailbox::take_again(const consumer_name& whose, model::sequence begun, cursor upto) {
    const auto stands = replays_.find(whose);
    if (stands != replays_.end() && stands->second.begun == begun) {
        stands->second.taken = std::max(stands->second.taken, upto);
    }
}

const replay* mailbox::replay_to(const consumer_name& whose) const {
    const auto stands = replays_.find(whose);
    return stands == replays_.end() ? nullptr : &stands->second;
}

namespace {

template <class Io, class Posted>
void shape(Io& io, Posted& p) {
    io.name(p.at.record).number(p.at.index).time(p.when).name(p.kind).name(p.state).name(p.to);
    io.name(p.inquiry).name(p.reply).flag(p.late).flag(p.possible_duplicate).flag(p.receipt_came);
    io.flag(p.left_before).flag(p.contact_waits).flag(p.line_is_out).flag(p.released);
    io.flag(p.owes_consulate).name(p.clock);
    io.flag(p.retold);
}

}  // namespace

void mailbox::describe(canonical& out) const {
    out.list(stream_, [&](const posted& p) { shape(out, p); });
    out.number(topics_.size());
    for (const auto& [at, of] : topics_) {
        out.name(at.record).number(at.index);
        out.text(of.condition).text(of.station).text(of.words).text(of.ori);
    }
    out.number(taken_.size());
    for (const auto& [who, upto] : taken_) {
        out.text(who.first).text(who.second).name(upto.record).number(upto.index);
    }
    out.number(replays_.size());
    for (const auto& [who, what] : replays_) {
        out.text(who.first).text(who.second).name(what.begun).name(what.first).name(what.last);
        out.name(what.taken.record).number(what.taken.index);
    }
}

bool mailbox::restore(canonical_reader& in) {
    in.list(stream_, [&](posted& p) { shape(in, p); });
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        cursor at;
        topic of;
        in.name(at.record).number(at.index);
        in.text(of.condition).text(of.station).text(of.words).text(of.ori);
        topics_.insert_or_assign(at, std::move(of));
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        std::pair<std::string, std::string> who;
        cursor upto;
        in.text(who.first).text(who.second).name(upto.record).number(upto.index);
        taken_.insert_or_assign(std::move(who), upto);
    }
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        consumer_name who;
        replay what;
        in.text(who.first).text(who.second).name(what.begun).name(what.first).name(what.last);
        in.name(what.taken.record).number(what.taken.index);
        replays_.insert_or_assign(std::move(who), what);
    }
    return in.is_good();
}

}  // namespace iaq::delivery
