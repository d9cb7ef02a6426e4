#include "app/new_journal.hpp"

#include "app/record_fold.hpp"
#include "app/set_aside.hpp"
#include "contract/records.hpp"
#include "engine/adoption.hpp"
#include "host/clock.hpp"
#include "observe/log.hpp"

#include <unistd.h>

namespace iaq::app {

using boost::outcome_v2::success;
using observe::event;
using observe::plain;

namespace {

template <class T>
result<T, refusal> or_refusal(result<T, journal::trouble> got) {
    if (!got) {
        return refusal_of(got.error());
    }
    if constexpr (std::is_void_v<T>) {
        return success();
    } else {
        return std::move(got).value();
    }
}

std::string environment_of(const model::settings& settings) {
    return settings.test_environment ? "test" : "live";
}

/// Only what an ordinary start calls damaged may be set aside.
result<void, refusal> require_damage(const journal::options& how, const model::settings& settings) {
    const auto opened = recover(how, environment_of(settings), settings.state_dir);
    if (opened) {
        return refusal{exit_code::usage,
                       "the journal is sound: nothing is set aside; start without --new-journal"};
    }
    if (opened.error().code != exit_code::journal_damaged) {
        return opened.error();
    }
    observe::say(event::journal_refused, {plain{opened.error().text}});
    return success();
}

/// The records of a damaged journal that quarantine others, as far as it is good.
passed_over quarantines_in(const std::string& directory, const journal::keys* with) {
    passed_over named;
    static_cast<void>(journal::file_journal::read_good_prefix(
        directory,
        [&](model::sequence, std::string_view bytes) { return note_quarantine(bytes, named); },
        {with, {}}));
    return named;
}

/// Returns what the fold made of the damaged journal before it came to a halt at anything.
engine::salvage save(const std::string& directory, const std::string& environment,
                     const journal::keys* with) {
    passed_over over;
    for (;;) {
        engine::salvage saved;
        record_fold fold{environment,
                         over,
                         {[&](const model::record& entry) { return saved.take(entry); },
                          [&](model::sequence number, const std::string& inquiry_id) {
                              saved.pass_over(number, inquiry_id);
                          }}};
        static_cast<void>(journal::file_journal::read_good_prefix(
            directory,
            [&](model::sequence number, std::string_view bytes) {
                return fold.take(number, bytes);
            },
            {.with = with, .visit_closed = {}, .begin_at = [&](auto first_kept, auto base) {
                 saved.begin_at(first_kept, base);
                 return true;
             }}));
        if (!fold.halted() || !widen(over, quarantines_in(directory, with))) {
            return saved;
        }
    }
}

/// Writes the new journal's first records. Durability: complete when it returns.
result<void, refusal> write_beginning(const journal::options& how, const model::settings& settings,
                                      const engine::salvage& saved, const set_aside& old) {
    const auto refuse_records = [](model::sequence, std::string_view) -> result<void, std::string> {
        return std::string{"the new journal holds records already"};
    };
    IAQ_TRY(const auto store, or_refusal(journal::file_journal::open(how, refuse_records)));
    engine::beginning begin;
    begin.started.version = IAQ_VERSION;
    begin.started.journal_id = store->recovered().journal_id;
    begin.started.environment = environment_of(settings);
    begin.started.epoch = store->recovered().epoch;
    begin.started.state_digest = engine::state{}.digest();
    begin.folder = old.folder();
    begin.reason = old.reason();
    for (const auto& station : settings.stations) {
        begin.stations.push_back(station.name);
    }
    begin.now = host::now();
    store->start({.durable = [](model::sequence) {},
                  .failure =
                      [](const journal::trouble& failure) {
                          // G6. The next start finds the work unfinished and goes on with it.
                          observe::say(event::journal_failed, {plain{failure.text}});
                          ::_exit(static_cast<int>(exit_code::disk));
                      }});
    for (const auto& entry : engine::first_records(saved, begin)) {
        store->append(entry.at_sequence, contract::encode(entry));
    }
    return or_refusal(store->close());
}

}  // namespace

result<void, refusal> begin_anew(const journal::options& how, const model::settings& settings,
                                 const std::string& reason) {
    IAQ_TRY(auto old, or_refusal(set_aside::unfinished(settings.state_dir)));
    if (!old && reason.empty()) {
        return success();
    }
    if (!old) {
        IAQ_TRY(require_damage(how, settings));
        IAQ_TRY(old, or_refusal(set_aside::begin(settings.state_dir, host::now().utc, reason)));
    }
    IAQ_TRY(or_refusal(old->move(host::now().utc)));
    const auto saved = save(old->directory(), environment_of(settings), how.with);
    IAQ_TRY(write_beginning(how, settings, saved, *old));
    IAQ_TRY(or_refusal(old->finish()));
    observe::say(event::journal_set_aside,
                 {saved.known().last(), plain{old->folder()}, saved.open_inquiries().size()});
    return success();
}

}  // namespace iaq::app
