#pragma once

#include "base/canonical.hpp"
#include "correlation/deeds.hpp"
#include "correlation/entry.hpp"
#include "correlation/shared.hpp"

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

/// What an entry and a reply consist of, told once: `Io` is the writer or the reader of base's
/// canonical form, and what is told is const for the one and written to by the other.
namespace iaq::correlation {

template <class Io, class Notices>
void shape_notices(Io& io, Notices& notices) {
    io.list(notices,
            [&](auto& n) { io.text(n.id).text(n.short_text).text(n.text).text(n.citation); });
}

template <class Io, class Counsel>
requires std::same_as<std::remove_const_t<Counsel>, counsel>
void shape_shared(Io& io, Counsel& c) {
    io.list(c.rules, [&](auto& rule) { io.text(rule); });
    shape_notices(io, c.advisories);
    shape_notices(io, c.notices);
    io.list(c.to_supervisors, [&](auto& rule) { io.text(rule); });
}

template <class Io, class Origin>
requires std::same_as<std::remove_const_t<Origin>, origin>
void shape_shared(Io& io, Origin& o) { io.text(o.principal).text(o.acting_user).text(o.station); }

/// Writes which shared value is meant: whole where it is met first, then by its number. So equal
/// books give equal bytes, however their tables came about.
template <class T>
class shared_writer {
public:
    /// Lifetime: both outlive it.
    shared_writer(canonical& out, const shared<T>& of) : out_(out), of_(of), numbers_(of.size()) {}
    void operator()(share which) {
        auto& number = numbers_[static_cast<std::size_t>(which)];
        const bool first = number == 0 && which != share::none;
        number = first ? ++met_ : number;
        out_.number(number);
        if (first) {
            shape_shared(out_, of_.at(which));
        }
    }

private:
    canonical& out_;
    const shared<T>& of_;
    std::vector<std::uint32_t> numbers_;  // 0: not met yet
    std::uint32_t met_ = 0;
};

/// Reads what `shared_writer` wrote. A number that it cannot have written means the empty value.
template <class T>
class shared_reader {
public:
    /// Lifetime: both outlive it.
    shared_reader(canonical_reader& in, shared<T>& into) : in_(in), into_(into) {}
    void operator()(share& which) {
        std::uint32_t number = 0;
        in_.number(number);
        if (number == met_.size()) {
            T value;
            shape_shared(in_, value);
            met_.push_back(kept(value));
        }
        which = number < met_.size() ? met_[number] : share::none;
    }

private:
    share kept(const counsel& c) {
        return into_.keep(counsel_heard{c.rules, c.advisories, c.notices, c.to_supervisors});
    }
    share kept(const origin& o) { return into_.keep(o); }

    canonical_reader& in_;
    shared<T>& into_;
    std::vector<share> met_{share::none};
};

/// `told` and `came` write or read which counsel and origin it has.
template <class Io, class Entry, class Counsels, class Origins>
void shape_entry(Io& io, Entry& e, Counsels& told, Origins& came) {
    io.text(e.inquiry_id).text(e.reference).name(e.state);
    io.name(e.admitted).time(e.admitted_at).time(e.changed_at);
    io.number(e.attempts).number(e.unanswered).name(e.begun).text(e.sent_bytes);
    io.number(e.resends).number(e.resent_after).number(e.ordered_after);
    io.flag(e.not_forwarded).time(e.resend_at);
    io.time(e.delayed_at).time(e.expires_at).time(e.no_receipt_at).time(e.overdue_at);
    io.flag(e.receipt_came).flag(e.answer_came).flag(e.overdue_told).flag(e.delayed_told);
    io.text(e.refused_text).name(e.shredded);
    io.name(e.role).name(e.charged).flag(e.in_custody);
    policy_clocks::shape(io, e.clocks);
    io.name(e.contact).flag(e.consular_open);
    io.text(e.asked.bytes());
    told(e.told);
    came(e.came);
    io.list(e.replies, [&](auto& p) {
        io.name(p.record).name(p.kind).name(p.classed).flag(p.taken_back);
        io.time(p.unseen.desk).time(p.unseen.supervisor).time(p.seen_at);
    });
    io.list(e.life, [&](auto& step) {
        io.time(step.at).name(step.record).name(step.what).number(step.number);
    });
}

template <class Io, class Subject>
void shape_subject(Io& io, Subject& p) {
    for (auto* const text :
         {&p.last_name, &p.first_name, &p.middle_name, &p.suffix, &p.date_of_birth,
          &p.place_of_birth, &p.nationality, &p.mothers_maiden_name, &p.fathers_last_name,
          &p.alien_number, &p.fbi_number, &p.state_id, &p.operator_license, &p.remarks}) {
        io.text(*text);
    }
    io.name(p.said_sex);
}

template <class Io, class Note>
requires std::same_as<std::remove_const_t<Note>, model::acts::note>
void shape_act(Io& io, Note& note) { io.text(note.text); }

template <class Io, class Contact>
requires std::same_as<std::remove_const_t<Contact>, model::acts::ice_contact>
void shape_act(Io& io, Contact& c) {
    io.time(c.at).text(c.spoke_with).text(c.instruction);
    io.flag(c.detainer_authorized_during_contact).flag(c.reached);
}

template <class Io, class Done>
requires std::same_as<std::remove_const_t<Done>, model::acts::consular_done>
void shape_act(Io& io, Done& d) { io.time(d.at).text(d.country).text(d.how).flag(d.declined); }

template <class Io, class Transfer>
requires std::same_as<std::remove_const_t<Transfer>, model::acts::transfer>
void shape_act(Io& io, Transfer& t) {
    io.text(t.transfer_id).text(t.to_officer_id).text(t.to_desk).text(t.note).flag(t.accepted);
}

template <class Io, class Ended>
requires std::same_as<std::remove_const_t<Ended>, model::acts::contact_ended>
void shape_act(Io& io, Ended& e) { io.name(e.outcome).time(e.at).text(e.note); }

template <class Io, class Keyed>
requires std::same_as<std::remove_const_t<Keyed>, model::acts::keyed_by_hand>
void shape_act(Io& io, Keyed& k) { io.time(k.at).text(k.terminal).text(k.answer); }

template <class Io, class Seen>
requires std::same_as<std::remove_const_t<Seen>, model::acts::seen>
void shape_act(Io& io, Seen& s) { io.text(s.event_id).name(s.reply); }

template <class Io, class Passed>
requires std::same_as<std::remove_const_t<Passed>, model::acts::disseminated>
void shape_act(Io& io, Passed& p) {
    io.text(p.event_id).name(p.reply).text(p.recipient).text(p.recipient_ori).text(p.purpose);
    io.time(p.at);
}

template <class Io, class Update>
requires std::same_as<std::remove_const_t<Update>, model::acts::update>
void shape_act(Io& io, Update& u) {
    io.maybe(u.in_custody, [&](auto& yes) { io.flag(yes); });
    io.maybe(u.charge, [&](auto& c) { io.text(c.text).text(c.ncic_code); });
    io.name(u.charged).maybe(u.confined_at, [&](auto& at) { io.time(at); });
    io.maybe(u.desk, [&](auto& desk) { io.text(desk); }).name(u.evidence);
    io.maybe(u.document, [&](auto& d) { io.text(d.issuer).text(d.kind).text(d.valid_until); });
    io.maybe(u.person, [&](auto& p) { shape_subject(io, p); });
    io.name(u.role).text(u.reason);
}

template <class Io, class What>
void shape_what(Io& io, What& what) {
    io.one_of(what, [&](auto& one) { shape_act(io, one); });
}

/// `told` writes or reads which counsel it has.
template <class Io, class Deed, class Counsels>
void shape_deed(Io& io, Deed& d, Counsels& told) {
    io.name(d.record).time(d.at).text(d.principal).text(d.acting_user);
    shape_what(io, d.what);
    told(d.told);
}

template <class Io, class Reply>
void shape_reply(Io& io, Reply& r) {
    io.name(r.record).time(r.at).text(r.station).text(r.bytes).name(r.payload).name(r.inquiry);
    io.flag(r.unmatched).name(r.classed).name(r.evidence.rule);
    io.list(r.evidence.candidates, [&](auto& candidate) { io.text(candidate); });
}

}  // namespace iaq::correlation
