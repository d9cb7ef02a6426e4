#include "base/assert.hpp"
#include "base/text.hpp"
#include "correlation/phase.hpp"
#include "engine/engine.hpp"
#include "engine/replaying.hpp"
#include "engine/sight.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// Shredding one inquiry: asked by one person, confirmed by another, made ready by the journal,
/// recorded, and only then put in force (G10).
namespace iaq::engine {

using model::inquiry_index;
using model::inquiry_state;
using model::right;
using model::answers::error_code;

namespace {

constexpr nanoseconds request_lives = 15min;
constexpr int tries_max = 8;  // records of an inquiry that come while it is being made ready
constexpr std::size_t backups_told_max = 100;

constexpr std::string_view still_open =
    " An answer that is still to come will be kept as a message that no rule could place.";

/// Names of people without regard to case: a capital letter makes nobody another.
bool is_same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && text::contains_folded(a, b);
}

std::string is_complete_when(const model::records::keys_shredded& body) {
    if (body.backups_destroyed || body.master_key_rotated) {
        return fmt::format(
            "The record holds what was confirmed: {}{}{}.",
            body.backups_destroyed ? "the backups that hold it are destroyed" : "",
            body.backups_destroyed && body.master_key_rotated ? "; " : "",
            body.master_key_rotated ? "the master key was rotated and the old one destroyed" : "");
    }
    return "The backups of the journal hold the keys of their time: it is complete only when those "
           "that hold the inquiry are destroyed, or the master key is rotated and the old one "
           "destroyed. Neither was confirmed.";
}

}  // namespace

/// Returns the inquiry when it is one of the caller's ORIs; else `none`, and the answer is given.
/// Operators hear of all desks of their ORIs, and decide for all.
inquiry_index engine::find_own(const asking& a, const std::string& inquiry_id,
                               const std::string& field) {
    const auto i = state_.inquiries().find(inquiry_id);
    const auto& oris = a.principal.oris;
    if (i != inquiry_index::none &&
        std::ranges::find(oris, state_.inquiries().at(i).asked.ori()) != oris.end()) {
        return i;
    }
    fail(a, error_code::not_found,
         shredded_words(a.principal, inquiry_id).value_or("no such inquiry of an ORI of yours"),
         field);
    return inquiry_index::none;
}

/// The same for what desks limit: one of another desk than the caller's is not there for it.
inquiry_index engine::find_of_desk(const asking& a, const std::string& inquiry_id,
                                   const std::string& field) {
    const auto i = state_.inquiries().find(inquiry_id);
    const bool is_there =
        i == inquiry_index::none || is_of_desk(a.principal, state_.inquiries().at(i).asked.desk());
    return find_own(a, is_there ? inquiry_id : std::string{}, field);
}

/// Returns what is told of an inquiry of the principal's ORIs that was shredded. Of which desk it
/// was nobody knows any more: who reads for some desks only is told nothing.
std::optional<std::string> engine::shredded_words(const model::principal_settings& who,
                                                  const std::string& inquiry_id) const {
    for (const auto& ori : who.oris) {
        const auto at = state_.inquiries().shredded_at(inquiry_id, ori);
        if (at != model::sequence::none && who.desks.empty()) {
            return fmt::format("this inquiry was shredded: record {} tells by whom and why",
                               number_of(at));
        }
    }
    return std::nullopt;
}

/// Returns why the inquiry cannot be shredded now, or nothing.
std::string engine::why_not_shred(inquiry_index i) const {
    const auto& e = state_.inquiries().at(i);
    if (!given_.in_force.settings.seals) {
        return "the journal is not sealed; nothing can be shredded";
    }
    if (state_.has_legal_hold(e.inquiry_id)) {
        return "a legal hold stands on it; release that first, if the law allows";
    }
    if (state_.is_quarantined(e.inquiry_id)) {
        return "a record of it is in quarantine, so that not all of its records are known";
    }
    const bool on_the_line = std::ranges::any_of(lines_, [&](const line& l) { return l.holds(i); });
    if (e.state == inquiry_state::queued || e.state == inquiry_state::sending || on_the_line) {
        return "it waits for the switch; cancel it, or wait until the switch has it";
    }
    if (state_.inquiries().records_of(i).size() > model::limits::shredded_records_max) {
        return "it has more records than can be shredded at once";
    }
    return {};
}

void engine::serve(const asking& a, const model::calls::shred& call) {
    std::erase_if(shred_requests_,
                  [&](const auto& each) { return each.second.expires <= now_.mono; });
    if (!a.principal.may(right::supervise)) {
        forbid(a, {}, "this principal has no right to supervise");
        return;
    }
    if (a.principal.asserts_users && a.in.acting_user.empty()) {
        fail(a, error_code::invalid, "say on whose behalf: shredding takes two people",
             "acting_user");
        return;
    }
    const auto i = find_own(a, call.inquiry_id);
    if (i == inquiry_index::none) {
        return;
    }
    if (auto why_not = why_not_shred(i); !why_not.empty()) {
        fail(a, error_code::conflict, std::move(why_not), "inquiry_id");
        return;
    }
    if (space_short_) {
        fail(a, error_code::busy, "the gateway's disk is full; make room first");
        return;
    }
    if (call.token.empty()) {
        ask_to_shred(a, call, i);
    } else {
        confirm_shred(a, call, i);
    }
}

void engine::ask_to_shred(const asking& a, const model::calls::shred& call, inquiry_index i) {
    if (call.reason.empty()) {
        fail(a, error_code::invalid, "a reason is needed; it is journaled", "reason");
        return;
    }
    if (shred_requests_.size() >= model::limits::shred_requests_max) {
        fail(a, error_code::busy, "too many requests wait for a second person");
        return;
    }
    auto token = fmt::format("{:016x}{:016x}", given_.random(), given_.random());
    shred_requests_[token] = {call.inquiry_id, call.reason, a.who, now_.mono + request_lives};
    answer(a, model::answers::done{{}, std::move(token), shred_words(i, call.backups)});
}

/// What both people must know before the keys are gone.
std::string engine::shred_words(inquiry_index i,
                                const std::vector<model::calls::backup_made>& noted) const {
    const auto& book = state_.inquiries();
    const auto& e = book.at(i);
    auto words = fmt::format(
        "Inquiry {} is {}; {} records of it will be closed for ever, and nothing can bring them "
        "back. Another person confirms within 15 minutes.{}",
        e.inquiry_id, model::name_of(e.state), book.records_of(i).size(),
        correlation::is_closed(e.state) ? std::string_view{} : still_open);
    const auto named = book.proposed(e.inquiry_id);
    if (named > 0) {
        words += fmt::format(" {} messages that no rule could place name it and stay.", named);
    }
    std::string backups;
    std::size_t told = 0;
    for (const auto& each : noted) {
        if (each.upto >= e.admitted && ++told <= backups_told_max) {
            backups += "\n  " + each.words;
        }
    }
    words +=
        " Backups hold the keys of their time: it is complete only when those that hold the "
        "inquiry are destroyed, or the master key is rotated and the old one destroyed; confirm "
        "which.";
    return words + (told == 0 ? " No backup made by iaq-journal is noted here."
                              : fmt::format(" Backups noted here: {}{}", told, backups));
}

/// Two people are two humans, whichever programs they came by.
bool engine::is_another(const asking& a, const actor& first) const {
    if (is_same_name(a.who.user, first.user)) {
        return false;
    }
    return a.who.principal != first.principal || a.principal.asserts_users;
}

void engine::confirm_shred(const asking& a, const model::calls::shred& call, inquiry_index i) {
    const auto asked = shred_requests_.find(call.token);
    if (asked == shred_requests_.end() || asked->second.inquiry_id != call.inquiry_id) {
        fail(a, error_code::not_found,
             "nobody asked for that within 15 minutes, or the gateway was restarted; ask again",
             "request_token");
        return;
    }
    if (!is_another(a, asked->second.asked_by)) {
        forbid(a, state_.inquiries().at(i).asked.ori(),
               "another person must confirm than the one who asked");
        return;
    }
    if (shredding_ || stopping_) {
        fail(a, error_code::busy, "another inquiry is being shredded; try again");
        return;
    }
    const auto& e = state_.inquiries().at(i);
    shredding under_way;
    under_way.asked = std::move(asked->second);
    under_way.session = a.in.session;
    under_way.request_id = a.in.request_id;
    under_way.body.inquiry_id = e.inquiry_id;
    under_way.body.reference = e.reference;
    under_way.body.ori = e.asked.ori();
    under_way.body.backups_destroyed = call.backups_destroyed;
    under_way.body.master_key_rotated = call.master_key_rotated;
    under_way.body.second_principal = a.who.principal;
    under_way.body.second_user = a.who.user;
    under_way.body.reason = under_way.asked.reason;
    shred_requests_.erase(asked);
    shredding_ = std::move(under_way);
    prepare_shred(i);
}

void engine::prepare_shred(inquiry_index i) {
    ++shredding_->tries;
    shredding_->body.records = state_.inquiries().records_of(i);
    say(model::actions::prepare_shred{shredding_->body.records});
}

void engine::end_shred(model::answers::answer said) {
    say(model::actions::answer_client{shredding_->session, shredding_->request_id,
                                      std::move(said)});
    shredding_.reset();
}

void engine::give_up_shred(error_code code, std::string why) {
    model::answers::error refusal;
    refusal.code = code;
    refusal.message = std::move(why);
    end_shred(std::move(refusal));
}

void engine::on(const model::inputs::shred_prepared& in) {
    if (!shredding_) {
        return;
    }
    if (!in.refusal.empty()) {
        give_up_shred(error_code::unavailable, in.refusal);
        return;
    }
    const auto i = state_.inquiries().find(shredding_->body.inquiry_id);
    ensure(i != inquiry_index::none);  // one is shredded at a time
    auto why_not = stopping_ ? std::string{"the gateway is stopping"} : why_not_shred(i);
    if (!why_not.empty()) {
        say(model::actions::drop_shred{});
        give_up_shred(error_code::conflict, std::move(why_not));
        return;
    }
    if (state_.inquiries().records_of(i) != shredding_->body.records) {
        // It lived on meanwhile. What was made ready is replaced by the next.
        if (shredding_->tries < tries_max) {
            prepare_shred(i);
            return;
        }
        say(model::actions::drop_shred{});
        give_up_shred(error_code::unavailable, "too much happens to it just now; try again later");
        return;
    }
    shredding_->body.sidecars = in.sidecars;
    record_shred(i);
}

void engine::record_shred(inquiry_index i) {
    unqueue(i);
    shredding_->recorded = append_forgetting(shredding_->body, shredding_->asked.asked_by);
    replaying{*this}.end_empty();
    say(model::actions::commit_shred{});
}

void engine::on(const model::inputs::shred_done&) {
    if (shredding_) {
        end_shred(
            model::answers::done{shredding_->recorded, {}, is_complete_when(shredding_->body)});
    }
}

}  // namespace iaq::engine
