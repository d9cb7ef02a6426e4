#include "intake/server.hpp"

#include "contract/frames.hpp"
#include "intake/door.hpp"
#include "intake/list_watch.hpp"
#include "intake/meter.hpp"
#include "intake/refusals.hpp"
#include "intake/session.hpp"
#include "model/answer.hpp"
#include "observe/log.hpp"
#include "tls/server_profile.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace iaq::intake {

namespace asio = boost::asio;
namespace inputs = model::inputs;
using observe::event;
using observe::plain;

namespace {

constexpr auto look_every = std::chrono::milliseconds{250};

std::string name_of(const model::principal_settings& one) {
    return one.uid ? "uid:" + std::to_string(*one.uid) : one.uri;
}

class both_doors final : public server {
public:
    both_doors(asio::io_context& loop, const model::settings& settings,
               std::shared_ptr<const tls::server_profile> profile, surroundings around);

    result<void, std::string> listen(const inherited_sockets& inherited) override;
    void adopt(const model::settings& now_in_force,
               std::shared_ptr<const tls::server_profile> profile) override;
    void write(model::session_id id, std::string frame, bool pushed) override;
    void close(model::session_id id, std::string cause) override;
    void stop_accepting() override;
    [[nodiscard]] bool is_writing() const override;
    void close_all() override;
    [[nodiscard]] std::string network_place() const override {
        return tls_ ? tls_->place() : std::string{};
    }

private:
    using principals = std::vector<model::principal_settings>;

    [[nodiscard]] principals::const_iterator find(const std::string& name) const;
    [[nodiscard]] nanoseconds idle_of(const model::principal_settings& one, bool networked) const;
    [[nodiscard]] std::shared_ptr<session> alive(model::session_id id) const;
    [[nodiscard]] std::vector<std::shared_ptr<session>> all() const;

    void arrived(arrival who);
    void turn_away(arrival who, model::answers::error_code code, const std::string& why);
    void refused(const std::string& peer, const std::string& cause, const std::string& certificate);
    void forget(inputs::session_closed how);
    void resume_waiting();
    void close_one_behind();
    void look_at_the_time();

    asio::io_context& loop_;
    surroundings around_;
    principals principals_;
    nanoseconds idle_;
    std::shared_ptr<const tls::server_profile> profile_;
    list_watch lists_;
    std::unique_ptr<door> unix_, tls_;  // the latter may be none
    asio::steady_timer watch_;
    meter meter_;
    refusals refusals_;
    std::unordered_map<std::uint64_t, std::shared_ptr<session>> sessions_;
    std::vector<model::session_id> waiting_;  // to read on
    std::uint64_t last_id_ = 0;
};

both_doors::both_doors(asio::io_context& loop, const model::settings& settings,
                       std::shared_ptr<const tls::server_profile> profile, surroundings around)
    : loop_(loop),
      around_(std::move(around)),
      principals_(settings.principals),
      idle_(settings.idle_timeout),
      profile_(std::move(profile)),
      unix_(make_unix_door(loop, settings.intake_unix,
                           [this](arrival who) { arrived(std::move(who)); })),
      watch_(loop) {
    if (settings.intake_tls.is_on()) {
        tls_ = make_tls_door(loop, settings.intake_tls.address,
                             {[this](arrival who) { arrived(std::move(who)); },
                              [this](const auto& peer, const auto& cause, const auto& certificate) {
                                  refused(peer, cause, certificate);
                              },
                              around_.clock, [this] { return profile_; }});
    }
}

result<void, std::string> both_doors::listen(const inherited_sockets& inherited) {
    IAQ_TRY(unix_->listen(inherited.local));
    if (tls_) {
        IAQ_TRY(tls_->listen(inherited.network));
        const bool old = profile_ != nullptr && profile_->takes_1_2();
        observe::say(event::intake_networked, {plain{tls_->place()}, plain{old ? "1.2" : "1.3"}});
    }
    look_at_the_time();
    return boost::outcome_v2::success();
}

both_doors::principals::const_iterator both_doors::find(const std::string& name) const {
    return std::ranges::find_if(principals_, [&](const auto& p) { return name_of(p) == name; });
}

/// SC-10 is about sessions over a network, and exempts devices of dispatch.
nanoseconds both_doors::idle_of(const model::principal_settings& one, bool networked) const {
    return networked && !one.dispatch ? idle_ : nanoseconds{0};
}

void both_doors::arrived(arrival who) {
    if (who.judged_by != nullptr && who.judged_by != profile_) {
        // It began to come in before a reload.
        if (const auto why = who.line->why_no_longer(profile_.get(), around_.clock().utc);
            !why.empty()) {
            refused(who.peer, why, {});
            return;
        }
    }
    const auto known = find(who.principal);
    if (known == principals_.end()) {
        // Only a Unix user comes so far without being one.
        refused(who.peer, "this Unix user is no principal of this gateway", {});
        turn_away(std::move(who), model::answers::error_code::unauthenticated,
                  "this Unix user is no principal of this gateway");
        return;
    }
    auto& its = meter_.of(who.principal);
    const bool networked = !who.tls.empty();
    if (meter_.has_no_room(its, networked)) {
        refused(who.peer, "too many connections", {});
        turn_away(std::move(who), model::answers::error_code::busy,
                  "too many connections; try again later");
        return;
    }
    const model::session_id id{++last_id_};
    const auto idle = idle_of(*known, networked);
    const auto created = std::make_shared<session>(
        std::move(who.line), session::client{id, who.principal, idle, networked},
        session::surroundings{around_.tell, [this] { return around_.clock().mono; },
                              [this](auto how) { forget(std::move(how)); },
                              [this](auto waits) { waiting_.push_back(waits); },
                              [this] { resume_waiting(); }, [this] { close_one_behind(); },
                              meter_});
    sessions_.emplace(static_cast<std::uint64_t>(id), created);
    around_.tell(
        inputs::session_opened{.session = id,
                               .principal = static_cast<std::size_t>(known - principals_.begin()),
                               .principal_name = std::move(who.principal),
                               .default_user = std::move(who.default_user),
                               .source = std::move(who.source),
                               .tls = std::move(who.tls),
                               .target = std::move(who.target)});
    created->start();
}

void both_doors::turn_away(arrival who, model::answers::error_code code, const std::string& why) {
    model::answers::error refusal;
    refusal.code = code;
    refusal.message = why;
    refusal.retry_after_ms = code == model::answers::error_code::busy ? 5000 : 0;
    who.line->part(contract::write_answer(0, refusal));
}

void both_doors::refused(const std::string& peer, const std::string& cause,
                         const std::string& certificate) {
    auto told = refusals_.note(peer, cause, around_.clock().mono);
    if (!told) {
        return;
    }
    if (!certificate.empty()) {
        told->cause += ", certificate SHA-256 " + certificate;
    }
    around_.tell(*std::move(told));
}

void both_doors::adopt(const model::settings& now_in_force,
                       std::shared_ptr<const tls::server_profile> profile) {
    principals_ = now_in_force.principals;
    idle_ = now_in_force.idle_timeout;
    profile_ = std::move(profile);
    lists_ = {};
    const auto now = around_.clock();
    for (const auto& each : all()) {
        const auto known = find(each->who().principal);
        const auto why = known == principals_.end()
                             ? std::string{"its principal is gone"}
                             : each->line().why_no_longer(profile_.get(), now.utc);
        if (!why.empty()) {
            each->cut("after a reload: " + why);
        } else {
            each->stand_idle_for(idle_of(*known, each->who().networked));
        }
    }
}

void both_doors::forget(inputs::session_closed how) {
    sessions_.erase(static_cast<std::uint64_t>(how.session));
    std::erase(waiting_, how.session);
    around_.tell(std::move(how));
}

std::shared_ptr<session> both_doors::alive(model::session_id id) const {
    const auto it = sessions_.find(static_cast<std::uint64_t>(id));
    return it == sessions_.end() ? nullptr : it->second;
}

/// Holds each while it may close and leave the table.
std::vector<std::shared_ptr<session>> both_doors::all() const {
    std::vector<std::shared_ptr<session>> found;
    found.reserve(sessions_.size());
    for (const auto& [id, each] : sessions_) {
        found.push_back(each);
    }
    return found;
}

void both_doors::write(model::session_id id, std::string frame, bool pushed) {
    if (const auto to = alive(id)) {
        to->write(std::move(frame), pushed);
    }
}

void both_doors::close(model::session_id id, std::string cause) {
    if (const auto which = alive(id)) {
        which->close_after_writing(std::move(cause));
    }
}

void both_doors::resume_waiting() {
    for (const auto id : std::exchange(waiting_, {})) {
        if (const auto each = alive(id)) {
            each->resume();
        }
    }
}

/// Of the principal that holds too much, or of all when only the sum is too much.
void both_doors::close_one_behind() {
    std::shared_ptr<session> last;
    for (const auto& each : all()) {
        const bool counts = meter_.is_over(meter_.of(each->who().principal));
        if (counts && (last == nullptr || each->queued_bytes() > last->queued_bytes())) {
            last = each;
        }
    }
    if (last != nullptr) {
        last->cut("too much waits for it, and for others");
    }
}

void both_doors::look_at_the_time() {
    const auto now = around_.clock();
    if (tls_) {
        tls_->look_at_the_time(now.mono);
    }
    for (const auto& each : all()) {
        each->look_at_the_time(now);
    }
    resume_waiting();
    for (auto& sum : refusals_.take_due(now.mono)) {
        around_.tell(std::move(sum));
    }
    lists_.look(profile_.get(), now.utc);
    watch_.expires_after(look_every);
    watch_.async_wait([this](boost::system::error_code cancelled) {
        if (!cancelled) {
            look_at_the_time();
        }
    });
}

void both_doors::stop_accepting() {
    unix_->stop();
    if (tls_) {
        tls_->stop();
    }
}

bool both_doors::is_writing() const {
    return std::ranges::any_of(sessions_, [](const auto& s) { return s.second->is_writing(); });
}

void both_doors::close_all() {
    watch_.cancel();
    for (const auto& open : all()) {
        open->close_now("the gateway stops");
    }
}

}  // namespace

std::unique_ptr<server> server::make(asio::io_context& loop, const model::settings& settings,
                                     std::shared_ptr<const tls::server_profile> profile,
                                     surroundings around) {
    return std::make_unique<both_doors>(loop, settings, std::move(profile), std::move(around));
}

}  // namespace iaq::intake
