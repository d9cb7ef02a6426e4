#include "contract/frames.hpp"
#include "sim/violation.hpp"
#include "sim/world.hpp"

#include "model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// The clients, what they ask, what they make of the answers; and what breaks.
namespace iaq::sim {

using namespace std::chrono_literals;
namespace calls = model::calls;
namespace inputs = model::inputs;
namespace answers = model::answers;
using answers::error_code;

namespace {

const std::vector<std::string> oris{"MO0110100", "MO0110200"};
constexpr std::size_t console = 2;
constexpr std::size_t answers_remembered = 8;

/// Letters only: names on the wire hold no digits.
std::string in_letters(std::uint64_t number) {
    std::string letters;
    for (; number > 0; number /= 26) {
        letters += static_cast<char>('A' + number % 26);
    }
    return letters + "X";
}

bool holds_marker(const std::string& text) { return text.find(marker) != std::string::npos; }

}  // namespace

void world::connect(client& who) {
    who.session = model::session_id{++sessions_};
    who.subscribed = false;
    who.undrained = 0;
    who.last.reset();
    const auto place = rules_.principal_of(who.name);
    if (!place) {
        who.session = model::session_id::none;
        take(inputs::session_refused{"unix:" + who.name, "no principal"});
        return;
    }
    take(inputs::session_opened{who.session,
                                *place,
                                who.name,
                                "tester",
                                "unix:pid=1",
                                {},
                                "unix:/run/a.sock",
                                rules_version_});
}

void world::disconnect(client& who) {
    take(inputs::session_closed{who.session, "closed by the client"});
    who.session = model::session_id::none;
    who.subscribed = false;
}

void world::call(std::size_t by, calls::call what, const std::string& acting_user) {
    questions_[++calls_] = {by, what};
    if (const auto* const shred = std::get_if<calls::shred>(&what);
        shred != nullptr && !shred->token.empty()) {
        promised_.find(shred->inquiry_id)->unsure = true;  // until the answer comes
    }
    take(inputs::call_received{clients_[by].session, calls_, acting_user, std::move(what)});
}

void world::somebody_acts() {
    const auto by = chance_.draw(clients_.size());
    auto& who = clients_[by];
    if (who.session == model::session_id::none) {
        connect(who);
        return;
    }
    if (!who.subscribed && chance_.once_in(2)) {
        who.subscribed = true;
        // The board takes nothing and hears everything again each time.
        const bool goes_on = who.name != "uid:1002" && !who.last_text.empty() && chance_.once_in(3);
        call(by,
             calls::subscribe{who.consumer, goes_on ? std::optional{who.last_text} : std::nullopt});
        return;
    }
    if (who.undrained > 0 && chance_.once_in(2)) {
        take(inputs::session_drained{who.session, std::exchange(who.undrained, 0)});
    }
    const auto what = chance_.draw(100);
    if (what < 39) {
        submit(by);
    } else if (what < 45 && !promised_.none()) {
        act(by);
    } else if (what < 55) {
        submit_again(by);
    } else if (what < 63) {
        if (who.last && by < console) {
            if (!who.replayed_text.empty() && chance_.once_in(2)) {
                call(by, calls::take{who.consumer, who.replayed_text});
                return;
            }
            // Now and then an older place again, by a program that lost count.
            const bool goes_back = !who.older_text.empty() && chance_.once_in(3);
            call(by, calls::take{who.consumer, goes_back ? who.older_text : who.last_text});
            who.older_text = who.last_text;
        }
    } else if (what < 70 && !promised_.none()) {
        call(by, calls::cancel{chance_.any(promised_.order()), "mistake"});
    } else if (what < 74) {
        operate(by);
    } else if (what < 78) {
        chance_.once_in(6) ? replay_something(by) : judge_a_message(by);
    } else if (what < 83 && !promised_.none()) {
        shred_something(by);
    } else if (what < 88 && !promised_.none()) {
        call(by, calls::get{chance_.any(promised_.order()), {}, {}, {}});
    } else if (what < 91) {
        call(by, calls::list{});
    } else if (what < 94) {
        call(by, calls::status{});
    } else if (what < 97) {
        disconnect(who);
    } else {
        who.reads = !who.reads;
    }
}

model::inquiry_request world::invent(std::size_t by) {
    const auto number = ++people_;
    model::inquiry_request q;
    q.idempotency_key = fmt::format("key-{}", number);
    q.ori = by < console ? oris[by] : chance_.any(oris);
    q.asked_by = {fmt::format("officer-{}", number), "OFFICER, SOME"};
    q.operator_id = "OP1";
    q.desk = "north";
    q.incident = fmt::format("26-{}", chance_.draw(20));
    q.phone = "8165550100";
    q.reason = "BOOKING";
    q.person.last_name = std::string{marker} + in_letters(number);
    q.person.first_name = "PAT";
    q.person.date_of_birth = fmt::format("19{}-02-01", 50 + chance_.draw(40));
    q.person.said_sex = model::sex::female;
    q.person.place_of_birth = "MM";
    q.charge = {"TRAFFIC OFFENSE", "5499"};
    q.in_custody = true;
    q.role = model::subject_role::arrestee;
    q.ground = model::basis::presented_for_incarceration;
    q.evidence = model::identity_evidence::none;
    if (chance_.once_in(6)) {
        q.send_before = now_.utc + chance_.time(1s, 2h);
    }
    if (chance_.once_in(12)) {
        q.role = model::subject_role::victim;
    }
    vary_case(q);
    return q;
}

void world::submit(std::size_t by) {
    auto q = invent(by);
    submitted_[q.idempotency_key] = q;
    call(by, calls::submit{q, contract::content_bytes(q)}, "officer");
}

/// The answer was lost, or somebody pressed the button twice; or the key is used for another.
void world::submit_again(std::size_t by) {
    if (submitted_.empty()) {
        return;
    }
    auto it = submitted_.begin();
    std::advance(it, static_cast<std::ptrdiff_t>(chance_.draw(submitted_.size())));
    auto q = it->second;
    if (chance_.once_in(5)) {
        q.charge.text = "ANOTHER CHARGE";
    }
    call(by, calls::submit{q, contract::content_bytes(q)}, "officer");
}

void world::shred_something(std::size_t by) {
    call(by, calls::shred{chance_.any(promised_.order()), "order 26CR17", {}}, "ann");
}

void world::something_breaks() {
    std::vector<station_line*> lines;
    for (const auto& [id, each] : lines_) {
        lines.push_back(each.get());
    }
    auto& line = *chance_.any(lines);
    switch (chance_.draw(12)) {
        case 0:
        case 1:
        case 2: crash(); return;
        case 3: stop_cleanly(); return;
        case 4:
        case 5: line.cut(now_); return;
        case 6: line.say_garbage(now_); return;
        case 7: line.refuse_until(now_.mono + chance_.time(1s, 2h)); return;
        case 8: disk_.fail_sync(chance_.draw(4)); return;
        case 9: disk_.fill(!disk_.is_full()); return;
        case 10: {
            auto& who = clients_[chance_.draw(clients_.size())];
            if (who.session != model::session_id::none) {
                disconnect(who);
            }
            return;
        }
        default: {
            const auto second = journal::file_journal::open(journal_options(), *fold_, disk_.now());
            require(!second && second.error().what == journal::trouble::kind::locked,
                    "G11: a second daemon opened the journal");
            return;
        }
    }
}

void world::obey(model::actions::answer_client& a) {
    const auto question = questions_.extract(a.request_id);
    if (question.empty()) {
        return;  // its session is gone
    }
    auto& who = clients_[question.mapped().client];
    if (who.session == a.session) {
        answered(who, question.mapped(), a.body);
    }
}

void world::answered(client& who, const asked& question, const answers::answer& said) {
    if (const auto* const error = std::get_if<answers::error>(&said)) {
        heard_error(question, *error);
        return;  // of a shredding: it may be done all the same, by an earlier request
    }
    if (const auto* const taken_in = std::get_if<answers::accepted>(&said)) {
        const auto& q = std::get<calls::submit>(question.what).request;
        if (q.dry_run) {
            require(taken_in->dry_run && taken_in->inquiry_id.empty(), "a dry run left something");
            return;
        }
        const auto* const before = promised_.by_key(who.name, q.idempotency_key);
        const bool is_new = before == nullptr || before->id != taken_in->inquiry_id;
        require(before == nullptr || !is_new || before->shredded || before->unsure ||
                    before->at < engine_->known().first_kept() ||
                    now_.utc - before->accepted_at > nanoseconds{720h},
                "a key was bound to a second inquiry");
        seen_.accepted += is_new ? 1 : 0;
        promised_.accepted({taken_in->inquiry_id, taken_in->reference, q.idempotency_key, who.name,
                            q.ori, q.asked_by.officer_id, q.person.last_name, taken_in->at_sequence,
                            now_.utc});
        require(q.role != model::subject_role::victim, "a victim was inquired about");
        require(!holds_marker(taken_in->inquiry_id + taken_in->reference),
                "G8: an id holds personal data");
        return;
    }
    const auto* const done = std::get_if<answers::done>(&said);
    if (done == nullptr) {
        return;
    }
    promised_.rests_on(done->at_sequence);
    acted(question, *done);
    if (const auto* const taking = std::get_if<calls::take>(&question.what)) {
        if (taking->cursor == who.last_text && who.last) {
            promised_.taken(who.name, taking->consumer.empty() ? who.name : taking->consumer,
                            *who.last);
        }
    } else if (const auto* const cancel = std::get_if<calls::cancel>(&question.what)) {
        promised_.find(cancel->inquiry_id)->cancelled = true;
    } else if (const auto* const shred = std::get_if<calls::shred>(&question.what)) {
        if (shred->token.empty()) {
            if (chance_.once_in(2)) {
                call(console, calls::shred{shred->inquiry_id, {}, done->token}, "bob");
            }
        } else {
            ++seen_.shredded;
            promised_.find(shred->inquiry_id)->shredded = true;
            promised_.find(shred->inquiry_id)->unsure = false;
        }
    }
}

void world::heard_error(const asked& question, const answers::error& said) const {
    require(!holds_marker(said.message + said.field), "G8: an error repeats personal data");
    if (calm_ && std::holds_alternative<calls::submit>(question.what)) {
        require(said.code != error_code::busy && said.code != error_code::unavailable,
                "intake is closed on a quiet day: " + said.message);
    }
}

void world::obey(model::actions::close_session& a) {
    for (auto& each : clients_) {
        if (each.session == a.session) {
            take(inputs::session_closed{a.session, a.reason});
            each.session = model::session_id::none;
            each.subscribed = false;
        }
    }
}

void world::obey(model::actions::deliver& a) {
    const auto who = std::ranges::find(clients_, a.session, &client::session);
    if (who == clients_.end()) {
        return;
    }
    if (a.what.replayed) {
        require(events_[who->consumer].contains(a.what.event_id),
                "what a consumer never heard is said to it again");
        who->replayed_text = a.what.cursor_text;
        ++seen_.replayed;
    } else {
        require(!who->last || *who->last < a.what.at_cursor,
                "a delivery came again, or out of order");
        who->last = a.what.at_cursor;
        who->last_text = a.what.cursor_text;
    }
    require(++who->undrained <= model::limits::pushed_frames_max,
            "G7: more is pushed to a client than it takes up");
    clocks_told_.heard(a.what);
    readers_.heard(a.what);
    if (model::is_to_be_read(a.what.kind)) {
        answers_heard_.emplace_back(a.what.inquiry_id, a.what.event_id);
        if (answers_heard_.size() > answers_remembered) {
            answers_heard_.erase(answers_heard_.begin());
        }
    }
    promised_.check_delivery(a.what, whole_.settings.principals[who->principal].oris,
                             {judgements_.assigned(a.what.inquiry_id, a.what.reply),
                              judgements_.classified(a.what.reply)});
    judgements_.delivered(who->consumer, a.what);
    require(!holds_marker(a.what.event_id + a.what.cursor_text + a.what.condition),
            "G8: an id holds personal data");
    events_[who->consumer].insert(a.what.event_id);
    told_[who->consumer][a.what.inquiry_id].insert(a.what.kind);
    seen_.answered += a.what.kind == model::delivery_kind::answered ? 1 : 0;
    if (who->reads) {
        take(inputs::session_drained{who->session, std::exchange(who->undrained, 0)});
    }
}

}  // namespace iaq::sim
