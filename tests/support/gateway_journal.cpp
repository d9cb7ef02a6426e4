#include "support/gateway.hpp"

#include "app/access_lines.hpp"
#include "contract/records.hpp"
#include "ledger/sealed.hpp"
#include "seal/digest.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

/// What the gateway's journal in memory does of the real one: folds, shreds, drops.
namespace iaq::testing {

using model::sequence;

std::string bytes_of(const engine::state& known) {
    std::string bytes;
    {
        canonical out{[&](std::string_view piece) { bytes += piece; }};
        known.describe(out);
    }
    return bytes;
}

void gateway::fold_to(engine::state& known, sequence last) const {
    while (known.last() < last) {
        const auto number = next(known.last());
        const auto& bytes = journal.durable[number_of(number) - 1];
        if (const auto given_up = passed_over.find(number); given_up != passed_over.end()) {
            known.pass_over(number, given_up->second);
            continue;
        }
        if (journal.shredded.contains(number)) {
            const auto of = ledger::facts_of(bytes);
            const auto closed =
                known.apply_closed(number, of.kind, utc_time{nanoseconds{of.utc_ns}});
            BOOST_REQUIRE_MESSAGE(closed.has_value(), (closed ? "" : closed.error()));
            continue;
        }
        const auto entry = contract::decode(bytes);
        BOOST_REQUIRE_MESSAGE(entry.has_value(), "a record does not decode");
        const auto folded = known.apply(entry.value());
        BOOST_REQUIRE_MESSAGE(folded.has_value(), (folded ? "" : folded.error()));
    }
}

engine::state gateway::folded_from(const std::string& base) const {
    engine::state known;
    if (!base.empty()) {
        auto restored = engine::state::restore(base);
        BOOST_REQUIRE_MESSAGE(restored.has_value(), "a base does not come back from its bytes");
        known = std::move(*restored);
    }
    fold_to(known, sequence{journal.durable.size()});
    BOOST_REQUIRE(known.check_closed().has_value());
    BOOST_REQUIRE(known.check_announced().has_value());
    return known;
}

engine::state gateway::replayed() const { return folded_from(journal.base); }

std::string gateway::replayed_digest() const { return replayed().digest(); }

std::string gateway::digest_of_all() const { return folded_from({}).digest(); }

void gateway::obey(model::actions::prepare_shred& a) {
    journal.ready = a.records;
    if (!journal.answers_shred) {
        return;
    }
    inputs_.emplace_back(
        model::inputs::shred_prepared{{{sequence{1}, std::string(32, 's')}}, journal.refuses});
}

void gateway::obey(model::actions::commit_shred&) {
    journal.shredded.insert(journal.ready.begin(), journal.ready.end());
    inputs_.emplace_back(model::inputs::shred_done{});
}

void gateway::obey(model::actions::look_for_reads& a) {
    if (access_lines.size() < a.from) {
        inputs_.emplace_back(model::inputs::offline_reads{{}, false, true, access_lines.size()});
        return;
    }
    inputs_.emplace_back(app::lines_in(std::string_view{access_lines}.substr(a.from), a.from));
}

void gateway::answer_shred() {
    inputs_.emplace_back(
        model::inputs::shred_prepared{{{sequence{1}, std::string(32, 's')}}, journal.refuses});
    settle();
}

void gateway::close_segment(std::uint64_t bytes) {
    auto& there = journal.segments;
    const sequence open{journal.durable.size() + 1};
    if (open != there.open) {
        there.closed.push_back({there.open, bytes, now_.utc});
        there.open = open;
    }
    take(model::inputs::segments_changed{there});
}

void gateway::obey(model::actions::prepare_drop& a) {
    engine::state before;
    if (!journal.base.empty()) {
        before = engine::state::restore(journal.base).value();
    }
    fold_to(before, sequence{number_of(a.first_kept) - 1});
    before.begin_at(a.first_kept);
    journal.made_ready = {a.first_kept, bytes_of(before)};
    if (journal.answers_drop) {
        inputs_.emplace_back(
            model::inputs::drop_prepared{a.first_kept, seal::sha256(journal.made_ready->second)});
    }
}

void gateway::answer_drop() {
    const auto& [first_kept, base] = *journal.made_ready;
    take(model::inputs::drop_prepared{first_kept, seal::sha256(base)});
}

void gateway::obey(model::actions::commit_drop& a) {
    BOOST_REQUIRE(journal.made_ready && journal.made_ready->first == a.first_kept);
    if (!journal.removes) {
        return;
    }
    journal.base = std::exchange(journal.made_ready, {})->second;
    std::erase_if(journal.segments.closed,
                  [&](const auto& each) { return each.first < a.first_kept; });
    inputs_.emplace_back(model::inputs::segments_changed{journal.segments});
}

void gateway::obey(model::actions::abandon_drop& a) {
    BOOST_REQUIRE(journal.made_ready && journal.made_ready->first == a.first_kept);
    journal.made_ready.reset();
}

}  // namespace iaq::testing
