#include "iaqctl/watching/live.hpp"

#include "iaqctl/printing.hpp"
#include "iaqctl/reading.hpp"
#include "iaqctl/screen/terminal.hpp"
#include "iaqctl/story.hpp"
#include "iaqctl/watching/board.hpp"
#include "iaqctl/words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <optional>
#include <utility>

namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto redraw_time = 1s;
constexpr auto status_time = 5s;
constexpr auto list_time = 30s;  // reading is recorded: not oftener than is of use
constexpr auto list_after_news = 2s;
constexpr auto reconnect_wait = 3s;
constexpr std::uint32_t backlog = 50;
constexpr std::uint32_t rows_wanted = 200;

std::time_t wall() { return std::time(nullptr); }

bool is_arrow(key_kind kind) {
    return kind == key_kind::up || kind == key_kind::down || kind == key_kind::page_up ||
           kind == key_kind::page_down;
}

class live_watch {
public:
    live_watch(const surroundings& around, bool bell) : around_(around), bell_(bell) {}

    exit_code run() {
        while (!stop_.asked() && !screen_.ended() && !over_) {
            refresh();
            draw();
            const int socket = gateway_ ? gateway_->descriptor() : -1;
            if (const auto pressed = screen_.next(redraw_time, socket)) {
                on_key(*pressed);
            }
            hear();
        }
        return exit_code::done;
    }

private:
    void lose(std::string why) {
        gateway_.reset();
        board_.lost(wall(), std::move(why));
        next_try_ = steady_clock::now() + reconnect_wait;
    }

    /// Makes a call; a trouble loses the connection.
    std::optional<v1::ServerFrame> ask(const v1::ClientFrame& frame) {
        auto answer = gateway_->call(frame, answer_due());
        if (!answer) {
            lose(answer.error().text);
            return std::nullopt;
        }
        return std::move(answer).value();
    }

    void connect() {
        auto opened = open(around_);
        if (!opened) {
            lose(opened.error().text);
            return;
        }
        gateway_.emplace(std::move(opened).value());
        auto welcome = greet(*gateway_);
        if (!welcome || !welcome.value().has_welcome()) {
            lose(welcome ? say(welcome.value().error()) : welcome.error().text);
            return;
        }
        board_.on_welcome(welcome.value().welcome());
        v1::ClientFrame subscribe;
        subscribe.mutable_subscribe()->set_consumer("iaqctl-watch");
        if (heard_to_.empty()) {
            subscribe.mutable_subscribe()->set_newest(backlog);
        } else {
            subscribe.mutable_subscribe()->set_from(heard_to_);
        }
        const auto answer = ask(subscribe);
        if (answer && answer->has_error()) {
            heard_to_.clear();  // another journal, or a restored one: its news begin anew
            lose(say(answer->error()));
        } else if (answer) {
            board_.connected();
            status_due_ = list_due_ = steady_clock::now();
        }
    }

    void refresh() {
        const auto now = steady_clock::now();
        if (!gateway_ && now >= next_try_) {
            connect();
        }
        if (gateway_ && now >= status_due_) {
            status_due_ = now + status_time;
            v1::ClientFrame frame;
            frame.mutable_status();
            if (const auto answer = ask(frame); answer && answer->has_status()) {
                board_.on_status(answer->status());
            }
        }
        if (gateway_ && now >= list_due_) {
            list_due_ = now + list_time;
            v1::ClientFrame frame;
            frame.mutable_list()->set_open_only(true);
            frame.mutable_list()->set_limit(rows_wanted);
            if (const auto answer = ask(frame); answer && answer->has_inquiries()) {
                board_.on_open(answer->inquiries());
            }
        }
    }

    void hear() {
        while (gateway_) {
            const auto frame = gateway_->receive(steady_clock::now());
            if (!frame) {
                if (frame.error().what != client::trouble::kind::timed_out) {
                    lose(frame.error().text);
                }
                return;
            }
            if (frame.value().has_caught_up()) {
                caught_up_ = true;
            } else if (frame.value().has_delivery()) {
                const auto& news = frame.value().delivery();
                heard_to_ = news.cursor();
                board_.on_delivery(news);
                list_due_ = std::min(list_due_, steady_clock::now() + list_after_news);
                if (bell_ && caught_up_ && needs_a_person(news.kind())) {
                    std::fputs("\a", stdout);
                    std::fflush(stdout);
                }
            }
        }
    }

    void explain_chosen() {
        const auto id = board_.chosen(wall());
        if (id.empty() || !gateway_) {
            return;
        }
        v1::ClientFrame frame;
        frame.mutable_get()->set_inquiry_id(id);
        if (const auto answer = ask(frame)) {
            explained_ = answer->inquiry();
            show(answer->has_inquiry() ? story(explained_, audience::dispatcher, wall())
                                       : say(answer->error()));
        }
    }

    void show(const std::string& text) {
        page_.clear();
        for (const auto each : text::split(text, '\n')) {
            page_.emplace_back(each);
        }
        scrolled_ = 0;
    }

    /// What stands on the page was read: said of each message that nobody has confirmed.
    void confirm_reading() {
        std::string troubles;
        for (const auto& reply : unread_in(explained_)) {
            const auto answer = gateway_ ? ask(seen_call(explained_, reply)) : std::nullopt;
            if (!answer) {
                troubles = "Not confirmed: the gateway is gone. Try again once it is connected.\n";
                break;
            }
            troubles += answer->has_error() ? say(answer->error()) : std::string{};
        }
        page_.clear();
        if (troubles.empty()) {
            board_.put_aside(wall());
        } else {
            show(troubles);
        }
        explained_.Clear();
    }

    void on_key(const key& pressed) {
        const auto letter = pressed.kind == key_kind::character ? pressed.text : std::string{};
        if (!page_.empty()) {
            if (letter == "s" && !unread_in(explained_).empty()) {
                confirm_reading();
                return;
            }
            const auto before = scrolled_;
            scroll(pressed.kind, scrolled_, page_.size());
            if (before == scrolled_ && !is_arrow(pressed.kind)) {
                page_.clear();
            }
            return;
        }
        over_ = letter == "q" || letter == "Q" || pressed.kind == key_kind::end_of_file;
        if (pressed.kind == key_kind::up || pressed.kind == key_kind::down) {
            board_.choose(pressed.kind == key_kind::down ? 1 : -1);
        } else if (pressed.kind == key_kind::enter) {
            explain_chosen();
        } else if (letter == "x") {
            board_.put_aside(wall());
        }
    }

    void draw() {
        const auto size = full_screen::size();
        if (page_.empty()) {
            screen_.show(board_.draw(size, wall()));
            return;
        }
        picture page;
        const auto lines = refolded(page_, size.columns);
        const auto rows = size.rows - 1;
        scrolled_ = std::min(scrolled_, lines.size() - std::min(lines.size(), rows));
        for (std::size_t i = scrolled_; i < std::min(lines.size(), scrolled_ + rows); ++i) {
            page.add(lines[i]);
        }
        page.lines.resize(rows);
        page.add(std::string{unread_in(explained_).empty() ? "" : "s: I have read it.  "} +
                     "Up, Down, Page Up, Page Down scroll.  Any other key goes back.",
                 looks::heading);
        screen_.show(page);
    }

    const surroundings& around_;
    const bool bell_;
    const interrupts stop_;
    full_screen screen_;
    board board_;
    std::optional<client::connection> gateway_;
    std::string heard_to_;
    bool caught_up_ = false, over_ = false;
    steady_clock::time_point next_try_{}, status_due_{}, list_due_{};
    std::vector<std::string> page_;  // an inquiry explained; empty: the board is shown
    v1::Inquiry explained_;          // that one
    std::size_t scrolled_ = 0;
};

}  // namespace

exit_code watch_live(const surroundings& around, bool bell) {
    return live_watch{around, bell}.run();
}

}  // namespace iaq::ctl
