#include "iaqctl/watching/board.hpp"

#include "iaqctl/printing.hpp"
#include "iaqctl/words.hpp"

#include <algorithm>
#include <set>

namespace iaq::ctl {
namespace {

constexpr std::size_t news_max = 200;
constexpr std::time_t stays = 3600;  // how long what has come to an end is still shown

bool is_open_state(v1::InquiryState state) {
    return state == v1::INQUIRY_STATE_QUEUED || state == v1::INQUIRY_STATE_SENDING ||
           state == v1::INQUIRY_STATE_ACKNOWLEDGED || state == v1::INQUIRY_STATE_RECEIVED ||
           state == v1::INQUIRY_STATE_IN_DOUBT || state == v1::INQUIRY_STATE_REGISTERED;
}

/// Whether it ends the need that another kind told of.
bool is_about_the_case(v1::DeliveryKind kind) {
    return kind != v1::DELIVERY_KIND_ALERT && kind != v1::DELIVERY_KIND_ALERT_CLEARED &&
           kind != v1::DELIVERY_KIND_UNMATCHED;
}

}  // namespace

void board::on_delivery(const v1::Delivery& news) {
    news_.push_front(news);
    if (news_.size() > news_max) {
        news_.pop_back();
    }
}

void board::lost(std::time_t now, std::string why) {
    if (lost_since_ == 0) {
        lost_since_ = now;
    }
    why_lost_ = std::move(why);
}

void board::add_daemon_needs(std::vector<attention>& to) const {
    std::set<std::string> told;
    for (const auto& station : status_.stations()) {
        if (!station.up()) {
            to.push_back({"STATION DOWN",
                          {},
                          station.since().seconds(),
                          station.name() + ": " + std::to_string(station.queued()) +
                              " wait to be sent. Operator: the runbook, link_down."});
            told.insert("link_down");
        }
        if (station.held()) {
            to.push_back({"HELD",
                          {},
                          0,
                          station.name() + ": nothing leaves. " + station.hold_reason() +
                              " Operator: iaqctl release " + station.name()});
        }
    }
    for (const auto& condition : status_.standing_conditions()) {
        const bool said = std::ranges::any_of(
            told, [&](const auto& name) { return condition.starts_with(name); });
        if (!said && condition != "in_doubt" && condition != "unmatched") {
            to.push_back({"ALERT", {}, 0, condition + ". Operator: the runbook says what to do."});
        }
    }
    if (status_.intake_paused()) {
        to.push_back(
            {"INTAKE PAUSED", {}, 0, "New inquiries are turned away. They may be keyed by hand."});
    }
    if (status_.unmatched() > 0) {
        to.push_back({"UNMATCHED",
                      {},
                      0,
                      std::to_string(status_.unmatched()) +
                          " that no rule could place. Operator: iaqctl unmatched"});
    }
}

void board::add_inquiry_needs(std::vector<attention>& to, std::time_t now) const {
    std::set<std::string> told;
    for (const auto& news : news_) {
        if (news.inquiry_id().empty() || !is_about_the_case(news.kind()) ||
            !told.insert(news.inquiry_id()).second) {
            continue;  // only the newest word about an inquiry counts
        }
        const auto age = now - news.at().seconds();
        if (needs_a_person(news.kind()) && !aside_.contains(news.event_id()) &&
            (is_open_state(news.state()) || age < stays)) {
            to.push_back(
                {name_of(news.kind()), news.inquiry_id(), news.at().seconds(), news.next_step()});
        }
    }
    for (const auto& row : open_.rows()) {
        if (row.state() == v1::INQUIRY_STATE_IN_DOUBT && told.insert(row.inquiry_id()).second) {
            to.push_back({"IN_DOUBT", row.inquiry_id(), row.changed_at().seconds(),
                          "Operator: find out whether the switch has it, then iaqctl resolve."});
        }
    }
}

std::vector<attention> board::needs(std::time_t now) const {
    std::vector<attention> all;
    add_daemon_needs(all);
    add_inquiry_needs(all, now);
    return all;
}

void board::choose(int by) { mark_ = by < 0 ? mark_ - std::min<std::size_t>(mark_, 1) : mark_ + 1; }

std::string board::chosen(std::time_t now) const {
    const auto all = needs(now);
    if (mark_ < all.size()) {
        return all[mark_].inquiry_id;
    }
    const auto row = static_cast<int>(mark_ - all.size());
    return row < open_.rows_size() ? open_.rows(row).inquiry_id() : std::string{};
}

void board::put_aside(std::time_t now) {
    const auto id = chosen(now);
    if (id.empty() || mark_ >= needs(now).size()) {
        return;
    }
    for (const auto& news : news_) {
        if (news.inquiry_id() == id) {
            aside_.insert(news.event_id());
        }
    }
}

}  // namespace iaq::ctl
