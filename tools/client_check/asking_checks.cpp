#include "client_check/checks.hpp"
#include "client_check/frames.hpp"

#include <fmt/format.h>

#include <array>

/// How a client asks: one key for one inquiry, the same again until there is an answer.
namespace iaq::client_check {
namespace {

using namespace std::chrono_literals;
using boost::outcome_v2::success;

constexpr auto quiet = 3s;  // in which a client that has its answer must not ask again
constexpr std::uint32_t retry_after_ms = 1500;

or_fault<void> same_again(const submission& first, const submission& again) {
    if (again.call.request.idempotency_key != first.call.request.idempotency_key) {
        return fault{
            "it asked again under another key, so that the person is asked about twice; "
            "keep the key until there is an answer"};
    }
    if (again.call.content != first.call.content) {
        return fault{
            "it asked again under the same key with other content, which iaqd answers "
            "CONFLICT; send the same inquiry unchanged"};
    }
    return success();
}

or_fault<void> asks(stage& with) {
    IAQ_TRY(const auto asked, with.await_submission());
    with.say(asked.session, accepted(asked.request_id, "check-1"));
    IAQ_TRY(with.await_subscription());
    return with.expect_no_submission(quiet);
}

or_fault<void> lost_before_the_answer(stage& with) {
    IAQ_TRY(const auto first, with.await_submission());
    with.hang_up();
    IAQ_TRY(const auto again, with.await_submission());
    IAQ_TRY(same_again(first, again));
    with.say(again.session, accepted(again.request_id, "check-1"));
    return with.expect_no_submission(quiet);
}

or_fault<void> lost_after_the_answer(stage& with) {
    IAQ_TRY(const auto first, with.await_submission());
    with.say(first.session, accepted(first.request_id, "check-1"));
    IAQ_TRY(with.await_subscription());
    with.hang_up();
    IAQ_TRY(with.await_subscription());
    return with.expect_no_submission(quiet);
}

or_fault<void> told_to_wait(stage& with, v1::ErrorCode code) {
    IAQ_TRY(const auto first, with.await_submission());
    auto before = first;
    for (int refusals = 0; refusals < 2; ++refusals) {
        const auto said_at = std::chrono::steady_clock::now();
        with.say(before.session, error(before.request_id, code, retry_after_ms));
        IAQ_TRY(auto again, with.await_submission());
        IAQ_TRY(same_again(first, again));
        if (again.at - said_at < std::chrono::milliseconds{retry_after_ms}) {
            return fault{
                fmt::format("it came again before retry_after_ms ({}) had passed; wait as "
                            "long as the answer says",
                            retry_after_ms)};
        }
        before = std::move(again);
    }
    with.say(before.session, accepted(before.request_id, "check-1"));
    return with.expect_no_submission(quiet);
}

or_fault<void> busy(stage& with) { return told_to_wait(with, v1::ERROR_CODE_BUSY); }
or_fault<void> unavailable(stage& with) { return told_to_wait(with, v1::ERROR_CODE_UNAVAILABLE); }

or_fault<void> refusal(stage& with) {
    IAQ_TRY(const auto asked, with.await_submission());
    with.say(asked.session, refused(asked.request_id));
    return with.expect_no_submission(quiet);
}

or_fault<void> conflict(stage& with) {
    IAQ_TRY(const auto asked, with.await_submission());
    with.say(asked.session, error(asked.request_id, v1::ERROR_CODE_CONFLICT, 0));
    return with.expect_no_submission(quiet);
}

// clang-format off
constexpr std::array checks{
    check{"asks", "submits one inquiry under a key of its own, and subscribes", asks},
    check{"lost before the answer", "asks again under the same key", lost_before_the_answer},
    check{"lost after the answer", "subscribes again, and does not ask again",
          lost_after_the_answer},
    check{"busy", "waits as long as it is told, and asks again under the same key", busy},
    check{"unavailable", "does the same", unavailable},
    check{"refused", "does not ask again what was refused", refusal},
    check{"conflict", "does not ask again under a key that is used", conflict},
};
// clang-format on

}  // namespace

std::span<const check> asking_checks() { return checks; }

}  // namespace iaq::client_check
