#include "app/daemon.hpp"

#include "app/access_lines.hpp"
#include "app/board.hpp"
#include "app/from_journal.hpp"
#include "app/heartbeat.hpp"
#include "app/narrator.hpp"
#include "app/pages.hpp"
#include "app/read_anew.hpp"
#include "app/shredded.hpp"
#include "base/assert.hpp"
#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "host/clock.hpp"
#include "host/machine.hpp"
#include "host/random.hpp"
#include "intake/server.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace iaq::app {

namespace asio = boost::asio;
using boost::system::error_code;
using observe::event;
using observe::plain;

namespace {

constexpr auto last_writes_max = std::chrono::seconds{2};
constexpr std::size_t inputs_at_once = 64;
constexpr nanoseconds drain_max = 10s;
constexpr auto last_writes_poll = std::chrono::milliseconds{10};

class loop final : public daemon {
public:
    loop(engine::context given, engine::state known, std::unique_ptr<journal::file_journal> store,
         engine::told_at_start told, edges given_edges, const host::service_manager& manager)
        : settings_(given.in_force.settings),
          told_(std::move(told)),
          journal_(std::move(store)),
          engine_(std::move(given), std::move(known), host::now()),
          sockets_(given_edges.sockets),
          intake_(intake::server::make(
              io_, settings_, given_edges.guarded.intake,
              {[this](model::inputs::input in) { take(std::move(in)); }, host::now})),
          network_(std::move(given_edges.guarded.intake)),
          ciphers_(cipher_digests(settings_)),
          lines_(io_, settings_, std::move(given_edges.guarded.lines),
                 [this](model::inputs::input in) { take(std::move(in)); }),
          signals_(io_, SIGTERM, SIGINT, SIGHUP),
          deadline_(io_),
          settling_(io_),
          pulse_(heartbeat::make(io_, manager, organs_of_the_pulse())),
          board_(io_, settings_, engine_, *pulse_) {}

    exit_code run() override;
    void tell(model::inputs::input in) override { take(std::move(in)); }

private:
    /// Queues an input; the loop runs at its own pace and no edge re-enters the engine.
    void take(model::inputs::input in);
    void add_what_the_machine_knows(model::inputs::input& in) const;
    void run_queue();
    void obey(model::actions::list actions);

    void obey(model::actions::append_record& a);
    void obey(model::actions::answer_client& a);
    void obey(model::actions::deliver& a);
    void obey(model::actions::close_session& a);
    void obey(model::actions::send_frame& a);
    void obey(model::actions::abandon_send& a);
    void obey(model::actions::acknowledge_frame& a);
    void obey(model::actions::arm_deadline& a);
    void obey(model::actions::tell_rotated& a);
    void obey(model::actions::prepare_shred& a) { journal_->prepare_shred(std::move(a.records)); }
    void obey(model::actions::commit_shred&) { journal_->commit_shred(); }
    void obey(model::actions::drop_shred&) { journal_->drop_shred(); }
    void obey(model::actions::prepare_drop& a) { journal_->prepare_drop(a.first_kept); }
    void obey(model::actions::commit_drop& a) {
        observe::say(event::front_dropped, {a.first_kept});
        journal_->commit_drop(a.first_kept);
    }
    void obey(model::actions::abandon_drop& a) { journal_->abandon_drop(a.first_kept); }
    void obey(model::actions::read_rules& a);
    void obey(model::actions::put_in_force& a);
    void obey(model::actions::look_for_reads& a) {
        take(read_access_lines(settings_.state_dir, a.from));
    }
    void obey(model::actions::stop& a);

    heartbeat::organs organs_of_the_pulse();
    [[nodiscard]] std::optional<utc_time> certified_until(const std::string& station) const;
    void tell_certificates();
    void await_signal();
    void settle(mono_time limit);

    asio::io_context io_{1};
    model::settings settings_;
    const engine::told_at_start told_;
    std::unique_ptr<journal::file_journal> journal_;
    engine::engine engine_;
    const intake::inherited_sockets sockets_;
    std::unique_ptr<intake::server> intake_;
    std::shared_ptr<const tls::server_profile> network_;  // of the intake; none: not over TLS
    std::map<std::string, std::string> ciphers_;          // digests of the stations' keys
    lines lines_;
    std::optional<read_set> laid_out_;  // with the engine: what of it is the edges'
    asio::signal_set signals_;
    asio::steady_timer deadline_, settling_;
    std::unique_ptr<heartbeat> pulse_;
    board board_;
    std::deque<model::inputs::input> queue_;
    std::uint64_t rules_version_ = 0;  // of the set that the intake knows principals by
    bool running_queue_ = false, posted_ = false;
    mono_time stop_limit_{};
};

heartbeat::organs loop::organs_of_the_pulse() {
    return {
        [this] { journal_->probe(); },
        [this] { return status_words(engine_.measure(host::now()), pulse_->journal_silence()); },
        [this](model::inputs::input in) { take(std::move(in)); }, host::mono_now,
        host::ask_clock_health};
}

exit_code loop::run() {
    journal_->start(ears_for_journal(
        io_, [this](model::inputs::input in) { take(std::move(in)); },
        [this] { pulse_->journal_answered(); }));
    const auto listening = intake_->listen(sockets_);
    if (!listening) {
        observe::say(event::start_failed, {plain{listening.error()}});
        return exit_code::other;
    }
    const auto last = engine_.known().last();
    const auto open = engine_.known().inquiries().open();
    obey(engine_.start(host::now(), journal_->recovered().torn_bytes, told_));
    lines_.start();
    tell_certificates();
    await_signal();
    board_.start();
    pulse_->start();
    pulse_->say_ready();
    observe::say(event::daemon_ready, {last, open, plain{settings_.intake_unix}});
    io_.run();
    const auto closed = journal_->close([this](canonical& out) { engine_.known().describe(out); });
    if (!closed) {
        return say_failed(closed.error());
    }
    observe::say(event::daemon_stopped, {engine_.known().last()});
    return exit_code::good;
}

/// Who asks to shred is told of the backups, and who asks how it stands whether a restart is due:
/// only this machine's files know.
void loop::add_what_the_machine_knows(model::inputs::input& in) const {
    auto* const asked = std::get_if<model::inputs::call_received>(&in);
    if (asked == nullptr) {
        return;
    }
    if (auto* const shred = std::get_if<model::calls::shred>(&asked->call)) {
        shred->backups = backups_noted(settings_.state_dir);
    } else if (auto* const status = std::get_if<model::calls::status>(&asked->call)) {
        status->replaced_files = host::replaced_files();
    }
}

void loop::take(model::inputs::input in) {
    add_what_the_machine_knows(in);
    if (auto* const opened = std::get_if<model::inputs::session_opened>(&in)) {
        opened->rules = rules_version_;
    }
    board_.count().came(in, host::mono_now());
    queue_.push_back(std::move(in));
    if (!posted_ && !running_queue_) {
        posted_ = true;
        asio::post(io_, [this] { run_queue(); });
    }
}

void loop::run_queue() {
    posted_ = false;
    running_queue_ = true;
    for (std::size_t taken = 0; taken < inputs_at_once && !queue_.empty(); ++taken) {
        obey(engine_.step(queue_.front(), host::now()));
        queue_.pop_front();
    }
    running_queue_ = false;
    if (!queue_.empty()) {
        // Let the sockets and the journal have a word before the rest.
        posted_ = true;
        asio::post(io_, [this] { run_queue(); });
    }
}

void loop::obey(model::actions::list actions) {
    for (auto& action : actions) {
        std::visit([&](auto& a) { obey(a); }, action);
    }
}

void loop::obey(model::actions::append_record& a) {
    narrate(a.entry);
    board_.count().appended(a.entry);
    journal_->append(a.entry.at_sequence, contract::encode(a.entry));
}

void loop::obey(model::actions::answer_client& a) {
    board_.count().answered(a, host::mono_now());
    // That the backlog is out is said behind it; every other answer may overtake deliveries.
    const bool in_stream = std::holds_alternative<model::answers::caught_up>(a.body);
    intake_->write(a.session, contract::write_answer(a.request_id, a.body), in_stream);
}

void loop::obey(model::actions::deliver& a) {
    board_.count().delivered(a, host::now().utc);
    intake_->write(a.session, contract::write_delivery(a.what), true);
}

void loop::obey(model::actions::close_session& a) {
    intake_->close(a.session, std::move(a.reason));
}

void loop::obey(model::actions::send_frame& a) {
    if (auto* const line = lines_.find(a.station)) {
        line->send(a.token, std::move(a.bytes));
    }
}

void loop::obey(model::actions::abandon_send& a) {
    if (auto* const line = lines_.find(a.station)) {
        line->abandon(a.token);
    }
}

void loop::obey(model::actions::acknowledge_frame& a) {
    if (auto* const line = lines_.find(a.station)) {
        line->acknowledge(a.connection, a.exchange);
    }
}

void loop::obey(model::actions::arm_deadline& a) {
    const auto wait = a.at - host::mono_now();
    deadline_.expires_after(std::max(wait, nanoseconds{0}));
    deadline_.async_wait([this](error_code cancelled) {
        if (!cancelled) {
            take(model::inputs::deadline_reached{});
        }
    });
}

void loop::obey(model::actions::tell_rotated& a) {
    observe::say(event::master_key_rotated, {plain{a.new_key_id}, a.sidecars});
}

void loop::obey(model::actions::read_rules&) {
    pulse_->say_reloading();
    const auto now = host::now().utc;
    auto read = read_anew(settings_, ciphers_, [this, now](const auto& station) {
        // What is over already may stay so: it must not keep the other files out.
        const auto until = certified_until(station);
        return until && *until <= now ? std::nullopt : std::optional{now};
    });
    if (!read) {
        for (const auto& complaint : read.error()) {
            observe::say(event::reload_refused, {plain{complaint}});
        }
        board_.count().reloaded(false);
        take(model::inputs::rules_refused{std::move(read).error()});
        pulse_->say_ready();
        return;
    }
    laid_out_ = std::move(read).value();
    laid_out_->settings = laid_out_->rules.wanted.settings;
    engine_.lay_out(std::move(laid_out_->rules));
    take(model::inputs::rules_changed{});
}

void loop::obey(model::actions::put_in_force& a) {
    settings_ = std::move(laid_out_->settings);
    ciphers_ = std::move(laid_out_->ciphers);
    network_ = std::move(laid_out_->guarded.intake);
    ++rules_version_;
    lines_.adopt(a, settings_, std::move(laid_out_->guarded.lines));
    intake_->adopt(settings_, network_);
    laid_out_.reset();
    tell_certificates();
    board_.count().reloaded(true);
    observe::say(event::reload_done, {plain{a.words}});
    pulse_->say_ready();
}

/// Until when the certificates of the station's line are of use, or with an empty name the way in.
std::optional<utc_time> loop::certified_until(const std::string& station) const {
    if (!station.empty()) {
        return lines_.certified_until(station);
    }
    return network_ == nullptr ? std::nullopt : std::optional{network_->until()};
}

void loop::tell_certificates() {
    take(model::inputs::certificates_told{{}, certified_until({})});
    for (const auto& station : settings_.stations) {
        take(model::inputs::certificates_told{station.name, certified_until(station.name)});
    }
}

void loop::obey(model::actions::stop&) {
    settle(std::min(stop_limit_, host::mono_now() + last_writes_max));
}

/// Lets the last answers leave, then ends the loop.
void loop::settle(mono_time limit) {
    if (intake_->is_writing() && host::mono_now() - limit < nanoseconds{0}) {
        settling_.expires_after(last_writes_poll);
        settling_.async_wait([this, limit](error_code cancelled) {
            if (!cancelled) {
                settle(limit);
            }
        });
        return;
    }
    deadline_.cancel();
    pulse_->stop();
    board_.stop();
    signals_.cancel();
    intake_->stop_accepting();
    intake_->close_all();
    lines_.stop();
    io_.stop();
}

void loop::await_signal() {
    signals_.async_wait([this](error_code error, int number) {
        if (error) {
            return;
        }
        await_signal();
        if (number == SIGHUP) {
            take(model::inputs::reload_asked{"SIGHUP"});
            return;
        }
        const bool now = number == SIGINT;
        stop_limit_ = host::mono_now() + (now ? nanoseconds{0} : drain_max);
        observe::say(event::daemon_stopping, {plain{now ? "INT" : "TERM"}});
        pulse_->say_stopping();
        intake_->stop_accepting();
        take(model::inputs::shutdown_asked{now ? model::inputs::shutdown_kind::now
                                               : model::inputs::shutdown_kind::drain});
    });
}

}  // namespace

std::unique_ptr<daemon> daemon::make(engine::context given, engine::state known,
                                     std::unique_ptr<journal::file_journal> store,
                                     engine::told_at_start told, edges given_edges,
                                     const host::service_manager& manager) {
    return std::make_unique<loop>(std::move(given), std::move(known), std::move(store),
                                  std::move(told), std::move(given_edges), manager);
}

}  // namespace iaq::app
