#include "app/daemon.hpp"

#include "app/narrator.hpp"
#include "app/shredded.hpp"
#include "base/assert.hpp"
#include "contract/frames.hpp"
#include "contract/records.hpp"
#include "host/clock.hpp"
#include "host/random.hpp"
#include "intake/server.hpp"
#include "link/driver.hpp"
#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <unistd.h>

#include <csignal>
#include <deque>
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

/// Says why the journal ends the process, and returns with which code.
exit_code say_failed(const journal::trouble& failure) {
    const bool rotten = failure.what == journal::trouble::kind::damaged;
    observe::say(rotten ? event::journal_rotten : event::journal_failed, {plain{failure.text}});
    return rotten ? exit_code::journal_damaged : exit_code::disk;
}

class loop final : public daemon {
public:
    loop(engine::context given, engine::state known, std::unique_ptr<journal::file_journal> store,
         engine::told_at_start told, guards guarded)
        : tls_(std::move(guarded.lines)),
          settings_(given.in_force.settings),
          told_(std::move(told)),
          journal_(std::move(store)),
          engine_(std::move(given), std::move(known), host::now()),
          intake_(intake::server::make(
              io_, settings_, std::move(guarded.intake),
              {[this](model::inputs::input in) { take(std::move(in)); }, host::now})),
          signals_(io_, SIGTERM, SIGINT, SIGHUP),
          deadline_(io_),
          settling_(io_) {
        for (std::uint32_t i = 0; i < settings_.stations.size(); ++i) {
            drivers_.push_back(link::driver::make(
                io_, model::station_index{i}, settings_.stations[i],
                {[this](model::inputs::input in) { take(std::move(in)); }, host::mono_now,
                 [this] { return model::connection_id{++last_connection_}; },
                 [] { return static_cast<std::uint32_t>(host::random_number()); },
                 host::random_bytes, std::move(guarded.ciphers[i]), tls_[i].get()}));
        }
    }

    exit_code run() override;
    void tell(model::inputs::input in) override { take(std::move(in)); }

private:
    /// Queues an input; the loop runs at its own pace and no edge re-enters the engine.
    void take(model::inputs::input in);
    void add_backups(model::inputs::input& in) const;
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
    void obey(model::actions::stop& a);

    journal::listeners what_the_journal_tells();
    void await_signal();
    void settle(mono_time limit);
    link::driver& line(model::station_index i) { return *drivers_[static_cast<std::size_t>(i)]; }

    const line_profiles tls_;  // before the loop, whose connections refer to it
    asio::io_context io_{1};
    const model::settings settings_;
    const engine::told_at_start told_;
    std::unique_ptr<journal::file_journal> journal_;
    engine::engine engine_;
    std::unique_ptr<intake::server> intake_;
    std::vector<std::unique_ptr<link::driver>> drivers_;
    asio::signal_set signals_;
    asio::steady_timer deadline_, settling_;
    std::deque<model::inputs::input> queue_;
    bool running_queue_ = false, posted_ = false;
    std::uint64_t last_connection_ = 0;
    mono_time stop_limit_{};
};

/// Each comes on a thread of the journal's and becomes an input on the loop.
journal::listeners loop::what_the_journal_tells() {
    const auto post = [this](auto make) {
        return [this, make](auto... told) {
            asio::post(io_, [this, make, ... told = std::move(told)]() mutable {
                take(make(std::move(told)...));
            });
        };
    };
    namespace inputs = model::inputs;
    journal::listeners tell;
    tell.durable = post([](model::sequence upto) { return inputs::durable_up_to{upto}; });
    tell.failure = [](const journal::trouble& failure) {
        // G6: on the journal's own thread, before anything more can be said.
        ::_exit(static_cast<int>(say_failed(failure)));
    };
    tell.space_short = post([](bool is_short) { return inputs::space{is_short}; });
    tell.shred_prepared = post([](journal::shred_outcome outcome) {
        return inputs::shred_prepared{std::move(outcome.sidecars), std::move(outcome.refusal)};
    });
    tell.shred_done = post([] { return inputs::shred_done{}; });
    tell.segments_changed =
        post([](model::journal_segments now) { return inputs::segments_changed{std::move(now)}; });
    tell.drop_prepared = post([](model::sequence first_kept, std::string base_sha256) {
        return inputs::drop_prepared{first_kept, std::move(base_sha256)};
    });
    return tell;
}

exit_code loop::run() {
    journal_->start(what_the_journal_tells());
    const auto listening = intake_->listen({});
    if (!listening) {
        observe::say(event::start_failed, {plain{listening.error()}});
        return exit_code::other;
    }
    const auto last = engine_.known().last();
    const auto open = engine_.known().inquiries().open();
    obey(engine_.start(host::now(), journal_->recovered().torn_bytes, told_));
    for (const auto& driver : drivers_) {
        driver->start();
    }
    await_signal();
    observe::say(event::daemon_ready, {last, open, plain{settings_.intake_unix}});
    io_.run();
    const auto closed = journal_->close([this](canonical& out) { engine_.known().describe(out); });
    if (!closed) {
        return say_failed(closed.error());
    }
    observe::say(event::daemon_stopped, {engine_.known().last()});
    return exit_code::good;
}

/// Who asks to shred is told of the backups, which only this machine's folder knows.
void loop::add_backups(model::inputs::input& in) const {
    auto* const asked = std::get_if<model::inputs::call_received>(&in);
    auto* const shred = asked != nullptr ? std::get_if<model::calls::shred>(&asked->call) : nullptr;
    if (shred != nullptr) {
        shred->backups = backups_noted(settings_.state_dir);
    }
}

void loop::take(model::inputs::input in) {
    add_backups(in);
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
    journal_->append(a.entry.at_sequence, contract::encode(a.entry));
}

void loop::obey(model::actions::answer_client& a) {
    intake_->write(a.session, contract::write_answer(a.request_id, a.body), false);
}

void loop::obey(model::actions::deliver& a) {
    intake_->write(a.session, contract::write_delivery(a.what), true);
}

void loop::obey(model::actions::close_session& a) {
    intake_->close(a.session, std::move(a.reason));
}

void loop::obey(model::actions::send_frame& a) {
    line(a.station).send(a.token, std::move(a.bytes));
}

void loop::obey(model::actions::abandon_send& a) { line(a.station).abandon(a.token); }

void loop::obey(model::actions::acknowledge_frame& a) {
    line(a.station).acknowledge(a.connection, a.exchange);
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
    signals_.cancel();
    intake_->stop_accepting();
    intake_->close_all();
    for (const auto& driver : drivers_) {
        driver->stop();
    }
    io_.stop();
}

void loop::await_signal() {
    signals_.async_wait([this](error_code error, int number) {
        if (error) {
            return;
        }
        await_signal();
        if (number == SIGHUP) {
            observe::say(event::reload_unbuilt);
            return;
        }
        const bool now = number == SIGINT;
        stop_limit_ = host::mono_now() + (now ? nanoseconds{0} : drain_max);
        observe::say(event::daemon_stopping, {plain{now ? "INT" : "TERM"}});
        intake_->stop_accepting();
        take(model::inputs::shutdown_asked{now ? model::inputs::shutdown_kind::now
                                               : model::inputs::shutdown_kind::drain});
    });
}

}  // namespace

std::unique_ptr<daemon> daemon::make(engine::context given, engine::state known,
                                     std::unique_ptr<journal::file_journal> store,
                                     engine::told_at_start told, guards guarded) {
    return std::make_unique<loop>(std::move(given), std::move(known), std::move(store),
                                  std::move(told), std::move(guarded));
}

}  // namespace iaq::app
