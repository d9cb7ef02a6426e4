#pragma once

#include "base/result.hpp"
#include "model/call.hpp"
#include "model/input.hpp"

#include <iaq/v1/intake.pb.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// A gateway that plays one scene with the client under check, told step by step. Its door is the
/// daemon's own, so that what the daemon refuses is refused here.
namespace iaq::client_check {

/// What the client did that it must not do, or did not do: one sentence, and what would do.
struct fault {
    std::string text;
};
template <class T>
using or_fault = result<T, fault>;

/// A submission that waits for its answer.
struct submission {
    model::session_id session = model::session_id::none;
    std::uint64_t request_id = 0;
    model::calls::submit call;
    std::chrono::steady_clock::time_point at;
};

class stage {
public:
    struct options {
        std::vector<std::string> command;
        std::string socket;
        std::chrono::milliseconds patience{30'000};
        bool tells_stored = false;  // it prints `stored EVENT_ID` for each it has stored
    };

    /// Opens the door and starts the client. Errors: throws when either cannot be done.
    explicit stage(const options& how);
    stage(const stage&) = delete;
    stage& operator=(const stage&) = delete;
    ~stage();

    /// Waits for the next submission, which nothing has answered yet.
    or_fault<submission> await_submission();
    /// Waits until the client listens for deliveries on a connection that stands.
    or_fault<void> await_subscription();
    /// Waits until it has taken the delivery at this place, and stored all up to it once each.
    or_fault<void> await_taken(std::uint64_t place);
    /// Errors: it submits within this time.
    or_fault<void> expect_no_submission(std::chrono::milliseconds within);

    void say(model::session_id to, std::string bytes);
    /// Pushes to the subscribed connection, in pieces of this size when it is not 0; as iaqd does,
    /// only so far ahead of what the client takes up. Errors: it takes nothing up.
    or_fault<void> push(const std::string& bytes, std::size_t piece = 0);
    /// Pushes the delivery at this place: it may be taken from now on.
    or_fault<void> deliver(const v1::ServerFrame& frame, std::size_t piece = 0);
    /// Closes every connection.
    void hang_up();

    [[nodiscard]] std::chrono::milliseconds patience() const { return options_.patience; }

private:
    void take(model::inputs::input in);
    void take(const model::inputs::call_received& in);
    void serve(const model::inputs::call_received& in, const model::calls::take& call);
    void read_output();
    void note_line(std::string_view line);
    /// Runs until `is_so`. Returns false when it was not so in time; a fault met meanwhile.
    template <class Condition>
    or_fault<bool> run_until(Condition is_so, std::chrono::milliseconds within);

    struct world;  // the loop, the door, the client

    options options_;
    std::unique_ptr<world> world_;
    std::string printed_;
    std::set<model::session_id> open_;
    std::optional<model::session_id> subscribed_;
    std::deque<submission> submissions_;
    std::uint64_t delivered_ = 0, taken_ = 0;  // places
    std::size_t outstanding_ = 0;              // pushed, not yet written out
    std::multiset<std::string> stored_;
    std::optional<fault> fault_;
};

}  // namespace iaq::client_check
