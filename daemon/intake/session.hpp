#pragma once

#include "base/time.hpp"
#include "intake/meter.hpp"
#include "intake/stream.hpp"
#include "model/answer.hpp"
#include "model/ids.hpp"
#include "model/input.hpp"

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iaq::intake {

/// One client that is known: its frames in, ours out, and how long it may take for either. The same
/// over every kind of stream; kept alive by its own pending reads and writes.
class session final : public stream_user, public std::enable_shared_from_this<session> {
public:
    struct surroundings {
        std::function<void(model::inputs::input)> tell;
        std::function<mono_time()> clock;
        std::function<void(model::inputs::session_closed)> gone;  // called once
        std::function<void(model::session_id)> waits;  // reads on when `resume` is called
        std::function<void()> eased;                   // who waits may read on
        std::function<void()> over;                    // the meter is: somebody has to go
        meter& metered;
    };
    struct client {
        model::session_id id = model::session_id::none;
        std::string principal;   // URI or "uid:N"
        nanoseconds idle{};      // without a call, then it is closed; zero: never
        bool networked = false;  // not of this machine
    };
    /// Lifetime: `around.metered` outlives the session.
    session(std::unique_ptr<stream> line, client who, surroundings around);
    ~session() override;
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    void start() { read_on(); }
    /// `pushed`: of the stream of deliveries, in whose order it stays. Answers overtake it.
    void write(std::string frame, bool pushed);
    /// Reads no more, writes what is queued, then closes.
    void close_after_writing(std::string cause);
    /// The same, and says why to the client first, and in the log.
    void dismiss(model::answers::error_code code, std::string text, const std::string& cause);
    void close_now(const std::string& cause);
    /// The same, and says so in the log.
    void cut(const std::string& cause);
    /// Reads on, where it waited for the meter.
    void resume();
    /// Closes what has taken too long. Called now and then.
    void look_at_the_time(instant now);

    /// True once it ends as soon as what waits for the client has been written.
    [[nodiscard]] bool closes() const { return closing_; }
    [[nodiscard]] bool is_writing() const { return open_ && !is_quiet(); }
    [[nodiscard]] std::size_t queued_bytes() const { return queued_bytes_; }
    [[nodiscard]] const client& who() const { return who_; }
    [[nodiscard]] const stream& line() const { return *line_; }
    void stand_idle_for(nanoseconds idle) { who_.idle = idle; }

private:
    enum class kind : std::uint8_t { answer, pushed, last_word };
    struct outgoing {
        std::string frame;
        kind is;
    };

    void heard(std::string_view bytes) override;
    void taken(bool all) override;
    void broken(const std::string& cause) override { close_now(cause); }

    [[nodiscard]] bool is_behind() const;
    [[nodiscard]] bool is_quiet() const {
        return leaving_.empty() && answers_.empty() && pushed_.empty();
    }
    [[nodiscard]] bool holds_part() const { return !inbox_.empty() || line_->holds_part(); }
    void read_on();
    void take_frames();
    void serve(std::string_view bytes);
    void queue(outgoing next);
    void write_on();
    void choose_leaving();
    void written();
    void add(const load& more) { around_.metered.add(own_, more); }
    void drop(const load& less) { around_.metered.drop(own_, less); }

    std::unique_ptr<stream> line_;
    client who_;
    surroundings around_;
    load& own_;  // of its principal
    std::string inbox_;
    std::deque<std::size_t> in_flight_;      // bytes of each call read and not yet answered
    std::deque<outgoing> answers_, pushed_;  // that wait; behind the latter the last word
    std::vector<outgoing> leaving_;          // that are being written
    std::size_t queued_bytes_ = 0;
    std::uint64_t bytes_in_ = 0, bytes_out_ = 0;  // of the session, as the client sees them
    bool open_ = true, reading_ = false, closing_ = false, waits_ = false;
    bool follows_ = false;  // deliveries were pushed to it
    std::string why_closing_;
    mono_time called_, taken_up_;
    std::size_t on_its_way_ = 0;           // when last looked at
    std::optional<mono_time> part_since_;  // something has begun that is not whole
};

}  // namespace iaq::intake
