#include "app/start.hpp"

#include "app/configuration.hpp"
#include "app/daemon.hpp"
#include "app/intake_tls.hpp"
#include "app/key_ring.hpp"
#include "app/line_tls.hpp"
#include "app/new_journal.hpp"
#include "app/recovery.hpp"
#include "app/shredded.hpp"
#include "base/text.hpp"
#include "host/clock.hpp"
#include "host/files.hpp"
#include "host/random.hpp"
#include "observe/log.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>

namespace iaq::app {

using observe::event;
using observe::plain;

namespace {

/// Why the start ends here, already said.
using ended = exit_code;

ended complain(event what, const std::string& text, exit_code code) {
    observe::say(what, {plain{text}});
    return code;
}

/// As many descriptors as the system lets us have: a client must not starve the journal of one.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// No core and no peeking: memory holds personal data (G8, house 6).
void close_the_shutters() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

result<engine::rules, ended> load(const std::string& path) {
    auto loaded = load_rules(path);
    if (!loaded) {
        for (const auto& complaint : loaded.error()) {
            observe::say(event::configuration_bad, {plain{complaint}});
        }
        return exit_code::configuration;
    }
    return std::move(loaded).value();
}

/// A date alone keeps no daemon down: that line stays down, or nobody new comes in there, and it is
/// said why, while the others work.
template <auto Load>
auto load_tls(const model::settings& settings)
    -> result<typename decltype(Load(settings, std::nullopt))::value_type, ended> {
    auto loaded = Load(settings, host::now().utc);
    if (loaded) {
        return std::move(loaded).value();
    }
    auto undated = Load(settings, std::nullopt);
    const auto what = undated ? event::certificate_out_of_date : event::configuration_bad;
    for (const auto& complaint : loaded.error()) {
        observe::say(what, {plain{complaint}});
    }
    if (!undated) {
        return exit_code::configuration;
    }
    return std::move(undated).value();
}

/// What `--check-config` looks at beyond the configuration's own files.
exit_code check_files(const model::settings& settings) {
    bool is_good = true;
    const auto check = [&](const auto& loaded) {
        if (!loaded) {
            is_good = false;
            for (const auto& complaint : loaded.error()) {
                observe::say(event::configuration_bad, {plain{complaint}});
            }
        }
    };
    check(load_line_profiles(settings, host::now().utc));
    check(load_intake_profile(settings, host::now().utc));
    if (!is_good) {
        return exit_code::configuration;
    }
    std::puts("configuration is good");
    return exit_code::good;
}

result<guards, ended> load_guards(const model::settings& settings) {
    auto ciphers = load_line_ciphers(settings);
    if (!ciphers) {
        return complain(event::start_failed, ciphers.error().text, exit_code::configuration);
    }
    IAQ_TRY(auto tls, load_tls<load_line_profiles>(settings));
    IAQ_TRY(auto intake, load_tls<load_intake_profile>(settings));
    return guards{std::move(ciphers).value(), std::move(tls), std::move(intake)};
}

result<void, ended> prepare(const std::string& state_dir) {
    for (const auto& folder :
         {state_dir, state_dir + "/keys", state_dir + "/journal", state_dir + "/snapshot"}) {
        const auto made = host::make_private_directory(folder);
        if (!made) {
            return complain(event::start_failed, made.error().text, exit_code::disk);
        }
    }
    // A start that was cut off may have made names here and keys that no crash shall take away from
    // under the records to come.
    for (const auto& folder : {state_dir, state_dir + "/keys"}) {
        if (const auto synced = host::sync_directory(folder); !synced) {
            return complain(event::start_failed, synced.error().text, exit_code::disk);
        }
    }
    if (host::is_open_to_others(state_dir)) {
        observe::say(event::state_dir_open, {plain{state_dir}});
    }
    return boost::outcome_v2::success();
}

/// Returns the key of the content digests. It is made for an empty journal only: another key would
/// turn every retry into a conflict and forget every refused victim.
result<std::string, ended> content_key(const std::string& state_dir, bool empty_journal) {
    const auto path = state_dir + "/keys/content.key";
    auto key = empty_journal ? host::read_or_make_key(path) : host::read_key(path);
    if (!key) {
        return complain(event::start_failed, key.error().text,
                        key.error().disk ? exit_code::disk : exit_code::configuration);
    }
    return std::move(key).value();
}

/// How the journal of these settings is opened. Lifetime: as long as `keys`.
journal::options journal_options(const model::settings& settings, const journal::keys& keys) {
    journal::options how;
    how.directory = settings.state_dir + "/journal";
    how.segment_bytes = settings.segment_bytes;
    how.with = &keys;
    how.scrub_period = settings.scrub_period;
    how.shown_head = settings.state_dir + "/shown";
    how.keep = {settings.state_dir + "/snapshot",
                IAQ_VERSION "/" + std::to_string(engine::state::form),
                {}};
    how.sidecars_told = sidecars_told;
    how.journal_id = text::to_hex(host::random_bytes(16));
    how.utc_ns = [] {
        return static_cast<std::uint64_t>(host::now().utc.time_since_epoch().count());
    };
    how.created_ns = how.utc_ns();
    return how;
}

/// Wraps the sidecars anew when a previous key is given, and returns what is to be recorded of it.
result<std::optional<model::inputs::sidecars_wrapped>, ended> rotate(const journal::keys& keys,
                                                                     journal::file_journal& store,
                                                                     const engine::state& known) {
    if (!keys.previous) {
        return std::optional<model::inputs::sidecars_wrapped>{};
    }
    auto done = store.rotate([&](model::sequence segment) { return known.sidecar_digest(segment); },
                             known.first_kept());
    if (!done) {
        const auto why = refusal_of(done.error());
        return complain(event::journal_refused, why.text, why.code);
    }
    return std::optional{model::inputs::sidecars_wrapped{text::to_hex(keys.previous->id()),
                                                         text::to_hex(keys.master->id()),
                                                         std::move(done).value()}};
}

}  // namespace

exit_code run(const options& asked) {
    close_the_shutters();
    raise_descriptor_limit();
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGHUP, SIG_IGN);  // until the loop listens for it
    auto rules = load(asked.config_path);
    if (!rules) {
        return rules.error();
    }
    const auto& settings = rules.value().settings;
    if (asked.check_only) {
        return check_files(settings);
    }
    const std::string environment = settings.test_environment ? "test" : "live";
    observe::say(event::daemon_starting, {plain{IAQ_VERSION}, plain{environment}});
    const auto prepared = prepare(settings.state_dir);
    if (!prepared) {
        return prepared.error();
    }
    const auto keys = load_keys(settings);
    if (!keys) {
        return complain(event::start_failed, keys.error().text,
                        keys.error().disk ? exit_code::disk : exit_code::configuration);
    }
    auto guarded = load_guards(settings);
    if (!guarded) {
        return guarded.error();
    }
    if (!settings.seals) {
        observe::say(event::journal_unsealed);
    }
    auto how = journal_options(settings, *keys.value());
    const auto anew = begin_anew(how, settings, asked.new_journal ? asked.reason : std::string{});
    if (!anew) {
        return complain(event::start_failed, anew.error().text, anew.error().code);
    }
    how.adopt_restored = asked.adopt_restored;
    auto opened = recover(how, environment, settings.state_dir);
    if (!opened) {
        return complain(event::journal_refused, opened.error().text, opened.error().code);
    }
    auto [store, known, given_up] = std::move(opened).value();
    auto wrapped = rotate(*keys.value(), *store, known);
    if (!wrapped) {
        return wrapped.error();
    }
    auto key = content_key(settings.state_dir, known.last() == model::sequence::none);
    if (!key) {
        return key.error();
    }
    engine::context given{std::move(rules).value(),
                          std::move(key).value(),
                          {store->recovered().journal_id, store->recovered().epoch},
                          IAQ_VERSION,
                          host::random_number};
    engine::told_at_start told;
    told.passed_over = std::move(given_up);
    if (asked.adopt_restored) {
        const auto& found = store->recovered();
        told.adopted = {found.epoch, found.last, model::sequence{found.lost_to}, asked.reason};
        observe::say(event::journal_adopted, {found.last, found.lost_to});
    }
    const auto made = daemon::make(std::move(given), std::move(known), std::move(store),
                                   std::move(told), std::move(guarded).value());
    if (wrapped.value()) {
        made->tell(*std::move(wrapped).value());
    }
    return made->run();
}

}  // namespace iaq::app
