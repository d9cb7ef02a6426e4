#!/usr/bin/env python3
"""Puts one deliberate bug after the other into the gateway and asks iaq_sim to find it.

    tests/sim/mutate.py [--seeds N] [--steps M] [NAME ...]

Works in a git worktree of its own under build/mutants, with what is committed. For each bug it
prints how many seeds it took. Ends with 1 when one was not found, or could not be put in.
"""

import argparse
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREE = ROOT / "build" / "mutants"

# name, file, what stands there, what the bug puts in its place
BUGS = [
    ("an acknowledgement to the switch before the sync", "daemon/engine/hearing.cpp",
     "say(model::actions::acknowledge_frame{", "out_.push_back(model::actions::acknowledge_frame{"),
    ("an answer before the sync", "daemon/engine/calls.cpp",
     "say(model::actions::answer_client{a.in", "out_.push_back(model::actions::answer_client{a.in"),
    ("a send before the sync", "daemon/engine/outbox.hpp",
     "upper_bound(held_, durable, {}", "upper_bound(held_, next(durable), {}"),
    ("a failed sync is passed over", "daemon/journal/writer.cpp",
     "        IAQ_TRY(segment_.file.append(frames_));\n",
     "        static_cast<void>(segment_.file.append(frames_).has_value());\n"),
    ("a batch is written and not synced", "daemon/journal/segment_file.cpp",
     "    IAQ_TRY(told(file_->sync_data(), unwritable, \"sync\", path_));\n    end_ +=",
     "    end_ +="),
    ("a reference is used again", "daemon/engine/submission.cpp",
     "            const char c = alphabet[in_.given_.random() % alphabet.size()];\n"
     "            if (!reference.empty() || c != '0') {\n"
     "                reference += c;\n"
     "            }\n"
     "        }\n"
     "        // TXT is the mark that ends a native header: no switch shall find it inside "
     "our token.\n"
     "        const bool misleads = reference.find(\"TXT\") != std::string::npos;\n"
     "        if (!misleads && !in_.state_.inquiries().is_used(reference)) {",
     "            const char c = alphabet[in_.given_.random() % 2];\n"
     "            if (!reference.empty() || c != '0') {\n"
     "                reference += c;\n"
     "            }\n"
     "        }\n"
     "        // TXT is the mark that ends a native header: no switch shall find it inside "
     "our token.\n"
     "        const bool misleads = reference.find(\"TXT\") != std::string::npos;\n"
     "        if (!misleads) {"),
    ("a resend without a record", "daemon/engine/sending.cpp",
     "    if (unresolved && may_resend && !at_limit) {\n        begin_send(station, i);\n",
     "    if (unresolved && may_resend && !at_limit) {\n"
     "        say(model::actions::send_frame{in.station, in.token, e.sent_bytes});\n"),
    ("a lost resend", "daemon/engine/sending.cpp",
     "    if (unresolved && may_resend && !at_limit) {\n        begin_send(station, i);\n",
     "    if (unresolved && may_resend && !at_limit) {\n"),
    ("what was refused for now is forgotten", "daemon/engine/sending.cpp",
     "            enqueue(i);\n        }\n    }\n    pump(station);",
     "        }\n    }\n    pump(station);"),
    ("a resend after the limit", "daemon/engine/sending.cpp",
     "return e.attempts - e.ordered_after >= rules_of(i).profile.retry.attempts_max;",
     "return e.attempts - e.ordered_after > 1000;"),
    ("the profile's rule sends again without end", "daemon/engine/resending.cpp",
     "e.resends >= retry.resend_not_forwarded", "e.resends >= 100"),
    ("what a person has sent again is forgotten", "daemon/engine/resending.cpp",
     "        in_.enqueue(i);\n", ""),
    ("a paused station sends on", "daemon/engine/breaker.cpp",
     "return !next_trial_ || (in_flight == 0 && *next_trial_ <= now);",
     "return in_flight < 99 && now != mono_time{};"),
    ("a paused station is never tried again", "daemon/engine/breaker.cpp",
     "(in_flight == 0 && *next_trial_ <= now)", "(in_flight == 99 && *next_trial_ <= now)"),
    ("a gap in the switch's count is not told", "daemon/engine/send_counts.cpp",
     "        missing_.push_back({*says.gap});\n", "        says.gap.reset();\n"),
    ("a late message leaves the count behind", "daemon/engine/send_counts.cpp",
     "        says.complete = awaited && !awaits_any();\n",
     "        says.complete = awaited && !awaits_any();\n        last_ = count;\n"),
    ("nobody hears that one is given up", "daemon/engine/fold.cpp",
     "        post(r, delivery_kind::failed, addressee::everyone, index);\n", ""),
    ("what the switch does not forward is sent again too late", "daemon/engine/sending.cpp",
     "!waits && !has_expired(i) && !l.holds(i)", "!waits && !l.holds(i)"),
    ("an expired inquiry still leaves", "daemon/engine/sending.cpp",
     "e.expires_at <= std::max(driven(), now_.utc)", "e.expires_at == utc_time::max()"),
    ("what was in flight at a start is not taken up", "daemon/engine/engine.cpp",
     "        l.unresolved.push_back(i);\n", ""),
    ("a join that loses a byte", "daemon/framing/foxtalk.cpp",
     "    found->second += f.payload;\n", "    found->second += f.payload.substr(1);\n"),
    ("pieces are joined whatever their exchange", "daemon/framing/foxtalk.cpp",
     "const auto found = open_.find(f.exchange);", "const auto found = open_.begin();"),
    ("a repeat on the line is a new message", "daemon/dialogue/heard_memory.cpp",
     "return m.number == number && m.bytes == bytes &&",
     "return m.number == number && m.bytes.empty() &&"),
    ("blocks of two messages are joined", "daemon/framing/dmpp_joiner.cpp",
     "const bool belongs = open_ && open_->validation == b.validation;",
     "const bool belongs = open_.has_value();"),
    ("a block is acknowledged when it is heard", "daemon/dialogue/dmpp_heard.cpp",
     "    } else if (taken.acknowledges) {\n"
     "        say_bare(function::acknowledge, validation, status::good);\n"
     "    } else if (taken.heard) {",
     "    } else if (taken.acknowledges || taken.heard) {\n"
     "        say_bare(function::acknowledge, validation, status::good);\n"
     "    }\n    if (taken.heard) {"),
    ("a full window sends all the same", "daemon/engine/sending.cpp",
     "l.in_flight.size() < settings.window", "l.in_flight.size() <= settings.window"),
    ("the line gives up when it is refused", "daemon/dialogue/reconnect_schedule.cpp",
     "a.not_before = now + varied(a);", "a.not_before = now + varied(a) * 100000;"),
    ("deadlines are not armed again after a start", "daemon/clocks/agenda.cpp",
     "        deadlines_.insert(deadlines_.end(), d);\n", ""),
    ("the clock of the answer is never armed", "daemon/engine/fold.cpp",
     "        arm(index, clock_kind::overdue, body.overdue_at);\n", ""),
    ("a cursor is skipped", "daemon/delivery/mailbox.cpp",
     "return static_cast<std::size_t>(it - stream_.begin());\n}\n\ncursor mailbox::last",
     "const std::size_t skipped = it != stream_.end() ? 1 : 0;\n"
     "    return static_cast<std::size_t>(it - stream_.begin()) + skipped;\n}\n\n"
     "cursor mailbox::last"),
    ("everybody may see everything", "daemon/delivery/mailbox.cpp",
     "    const bool operates = who.principal.may(right::operate);\n    if (where.every_operator)",
     "    const bool operates = true;\n    if (what.inquiry != model::inquiry_index::none) {\n"
     "        return true;\n    }\n    if (where.every_operator)"),
    ("idempotency keys are not remembered", "daemon/correlation/lookup.cpp",
     "    if (!e.asked.idempotency_key().empty()) {", "    if (e.inquiry_id.empty()) {"),
    ("a message of nobody's goes to the oldest", "daemon/correlation/match.cpp",
     "    return {};\n}\n\nbool is_trusted",
     "    return inquiries.size() > 0 ? clue{inquiries.all().front(), match_rule::reference}\n"
     "                                : clue{};\n}\n\nbool is_trusted"),
    ("a snapshot loses how often an inquiry was sent", "daemon/correlation/shape.hpp",
     "number(e.attempts)", "number(e.unanswered)"),
    ("keys of a shredded inquiry stay", "daemon/journal/shredder.cpp",
     "        IAQ_TRY(take_from_aside(disk_, layout_.sidecar(segment)));\n",
     "        IAQ_TRY(told(disk_.remove(layout_.sidecar(segment) + std::string{aside_ending}),\n"
     "                     trouble::kind::unwritable, \"remove\", layout_.root));\n"),
    ("retention drops open work", "daemon/engine/dropping.cpp",
     "const bool must_stay = correlation::is_awaited(e.state) || has_legal_hold(e.inquiry_id) ||",
     "const bool must_stay = has_legal_hold(e.inquiry_id) ||"),
    ("retention keeps deliveries of what it dropped", "daemon/engine/dropping.cpp",
     "    mail_.forget_before(first_kept, first);\n", ""),
    ("segments go before their record", "daemon/journal/dropper.cpp",
     "    return digest.finish();\n",
     "    IAQ_TRY(drop(first_kept));\n    return digest.finish();\n"),
    ("what people did is not in a snapshot", "daemon/correlation/book_bytes.cpp",
     "        deeds_.insert_or_assign(inquiry, std::move(deeds));\n", ""),
    ("an act is kept twice", "daemon/correlation/deeds.cpp",
     "r.principal, r.acting_user, std::move(what), told});\n",
     "r.principal, r.acting_user, what, told});\n"
     "    deeds.push_back(deeds.back());\n"),
    ("an officer waits for somebody released", "daemon/engine/acts_fold.cpp",
     "what.to = is_told ? what.to : without_officer(what.to);", "static_cast<void>(is_told);"),
    ("an answer about somebody released is not late", "daemon/engine/fold.cpp",
     "extra.late = e.overdue_told || is_over(e);", "extra.late = e.overdue_told;"),
    ("what has not left of somebody released leaves", "daemon/engine/changing.cpp",
     "        comes_to.state = inquiry_state::cancelled;\n", ""),
    ("the clock of a contact runs on when it has ended", "daemon/engine/fold.cpp",
     "    untend(moved);\n", ""),
    ("clocks of policy are never armed", "daemon/engine/acts_fold.cpp",
     "            arm(i, kind, due);\n", ""),
    ("a snapshot forgets which clocks have fired", "daemon/correlation/policy_clocks.hpp",
     "            io.flag(fired);\n", "            bool none = fired && false;\n"
     "            io.flag(none);\n"),
    ("the 48 hours are told to everyone", "daemon/engine/fold.cpp",
     "addressee::desk_and_supervisors, index,", "addressee::everyone, index,"),
    ("an update that completes loses its reference", "daemon/correlation/judgements.cpp",
     "        list_names(*e, i);\n", ""),
    ("a torn tail is not cut", "daemon/journal/tidying.cpp",
     "    if (tail.end != tail.size) {", "    if (tail.end > tail.size) {"),
    ("a clock set back takes time back", "daemon/engine/fold.cpp",
     "last_at_ = std::max(last_at_, entry.at.utc);", "last_at_ = entry.at.utc;"),
    ("what waited on a line that ends is forgotten", "daemon/engine/reloading.cpp",
     "    for (const auto i : waiting) {\n        enqueue(i);\n    }\n", ""),
    ("nobody decides about what was on its way to a station that is gone",
     "daemon/engine/reloading.cpp",
     "if (e.state == inquiry_state::sending) {", "if (e.state == inquiry_state::queued) {"),
    ("what was on its way to a station that is gone goes to another", "daemon/engine/reloading.cpp",
     "if (e.state == inquiry_state::sending && !same) {",
     "if (e.state == inquiry_state::queued && !same) {"),
    ("who asks during a reload is never answered", "daemon/engine/reloading.cpp",
     "model::answers::done{state_.last(), {}, words}}});\n    }\n    begin_reload();\n",
     "model::answers::done{state_.last(), {}, words}}});\n    }\n"),
    ("who lost its principal stays", "daemon/engine/reloading.cpp",
     "        if (found && (reads || !s.stream)) {",
     "        if (!found || reads || !s.stream) {"),
    ("whoever has read it is reminded", "daemon/correlation/reading.cpp",
     "            placed.seen_at = r.at.utc;\n", "            static_cast<void>(placed);\n"),
    ("no supervisor hears of an answer that nobody has read", "daemon/engine/acts_fold.cpp",
     "            arm(i, clock_kind::unseen_supervisor, placed.unseen.supervisor, "
     "placed.record);\n", ""),
]


def run(words, **more):
    return subprocess.run(words, check=False, capture_output=True, text=True, **more)


def prepare():
    head = run(["git", "-C", ROOT, "rev-parse", "HEAD"]).stdout.strip()
    if not TREE.exists():
        run(["git", "-C", ROOT, "worktree", "add", "--detach", TREE, head])
    run(["git", "-C", TREE, "checkout", "--force", "--detach", head])
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if run(["which", "ccache"]).stdout else []
    run(["cmake", "--preset", "release", *launcher], cwd=TREE)
    return build()


def build():
    made = run(["cmake", "--build", "--preset", "release", "--target", "iaq_sim"], cwd=TREE)
    return "" if made.returncode == 0 else made.stdout[-2000:]


def find(seeds, steps):
    """Returns how many seeds it took and what was broken; None when nothing was."""
    sim = TREE / "build" / "release" / "bin" / "iaq_sim"
    for seed in range(1, seeds + 1):
        try:
            lived = run([sim, "--seed", str(seed), "--steps", str(steps)], timeout=60)
        except subprocess.TimeoutExpired:
            return seed, "it does not end"
        if lived.returncode != 0:
            lines = [*lived.stderr.splitlines(), *lived.stdout.splitlines()[1:]]
            return seed, lines[0] if lines else f"ends with {lived.returncode}"
    return None


def main():
    line = argparse.ArgumentParser()
    line.add_argument("--seeds", type=int, default=300)
    line.add_argument("--steps", type=int, default=1000)
    line.add_argument("--check", action="store_true", help="only: does each one still fit?")
    line.add_argument("names", nargs="*")
    how = line.parse_args()
    if how.check:
        odd = [bug[0] for bug in BUGS if (ROOT / bug[1]).read_text().count(bug[2]) != 1]
        sys.exit("these do not fit any more: " + ", ".join(odd) if odd else 0)
    if wrong := prepare():
        sys.exit(f"the gateway does not build:\n{wrong}")
    if broken := find(10, how.steps):
        sys.exit(f"without a bug seed {broken[0]} breaks: {broken[1]}")
    missed = []
    for name, file, stands, bug in BUGS:
        if how.names and not any(part in name for part in how.names):
            continue
        path = TREE / file
        text = path.read_text()
        if text.count(stands) == 0:
            missed.append(name)
            print(f"NOT PUT IN  {name}: {file} has changed", flush=True)
            continue
        path.write_text(text.replace(stands, bug, 1))
        wrong = build()
        found = None if wrong else find(how.seeds, how.steps)
        path.write_text(text)
        os.utime(path)
        if wrong:
            missed.append(name)
            print(f"NOT BUILT   {name}\n{wrong}", flush=True)
        elif found is None:
            missed.append(name)
            print(f"NOT FOUND   {name}: {how.seeds} seeds", flush=True)
        else:
            print(f"found by {found[0]:4}  {name}: {found[1][:150]}", flush=True)
    print(f"{len(BUGS)} bugs, {len(missed)} not found")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
