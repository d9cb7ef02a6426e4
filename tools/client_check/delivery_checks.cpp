#include "client_check/checks.hpp"
#include "client_check/frames.hpp"

#include <array>
#include <string>

/// How a client takes what is delivered: all of it, once, whatever it does not know.
namespace iaq::client_check {
namespace {

using boost::outcome_v2::success;

constexpr std::uint64_t backlog_deliveries = 1000;
constexpr std::size_t large_text_bytes = 1024UL * 1024;
constexpr int unknown_kind = 99;
constexpr int unknown_field = 9999;
constexpr std::string_view inquiry = "check-1";

/// Lets the client ask and listen.
or_fault<void> begin(stage& with) {
    IAQ_TRY(const auto asked, with.await_submission());
    with.say(asked.session, accepted(asked.request_id, inquiry));
    return with.await_subscription();
}

or_fault<void> takes(stage& with) {
    IAQ_TRY(begin(with));
    std::uint64_t place = 0;
    for (const auto kind : {v1::DELIVERY_KIND_SENT, v1::DELIVERY_KIND_SWITCH_ACKNOWLEDGED,
                            v1::DELIVERY_KIND_LESC_RECEIVED, v1::DELIVERY_KIND_ANSWERED}) {
        IAQ_TRY(with.deliver(delivery(++place, kind, inquiry)));
    }
    IAQ_TRY(with.push(caught_up(cursor_of(place))));
    return with.await_taken(place);
}

or_fault<void> repeat(stage& with) {
    IAQ_TRY(begin(with));
    IAQ_TRY(with.deliver(delivery(1, v1::DELIVERY_KIND_ANSWERED, inquiry)));
    IAQ_TRY(with.await_taken(1));
    with.hang_up();
    IAQ_TRY(with.await_subscription());
    IAQ_TRY(with.deliver(delivery(1, v1::DELIVERY_KIND_ANSWERED, inquiry)));
    IAQ_TRY(with.deliver(delivery(2, v1::DELIVERY_KIND_FOLLOW_UP, inquiry)));
    return with.await_taken(2);
}

or_fault<void> backlog(stage& with) {
    IAQ_TRY(begin(with));
    for (std::uint64_t place = 1; place <= backlog_deliveries; ++place) {
        IAQ_TRY(with.deliver(delivery(place, v1::DELIVERY_KIND_FOLLOW_UP, inquiry)));
    }
    IAQ_TRY(with.push(caught_up(cursor_of(backlog_deliveries))));
    return with.await_taken(backlog_deliveries);
}

or_fault<void> late_answer(stage& with) {
    IAQ_TRY(begin(with));
    IAQ_TRY(with.deliver(delivery(1, v1::DELIVERY_KIND_OVERDUE, inquiry)));
    IAQ_TRY(with.await_taken(1));
    auto late = delivery(2, v1::DELIVERY_KIND_ANSWERED, inquiry);
    late.mutable_delivery()->set_late(true);
    IAQ_TRY(with.deliver(late));
    return with.await_taken(2);
}

or_fault<void> withdrawn(stage& with) {
    IAQ_TRY(begin(with));
    IAQ_TRY(with.deliver(delivery(1, v1::DELIVERY_KIND_ANSWERED, inquiry)));
    IAQ_TRY(with.await_taken(1));
    IAQ_TRY(with.deliver(delivery(2, v1::DELIVERY_KIND_WITHDRAWN, inquiry)));
    return with.await_taken(2);
}

or_fault<void> pieces(stage& with) {
    IAQ_TRY(begin(with));
    IAQ_TRY(with.deliver(delivery(1, v1::DELIVERY_KIND_SENT, inquiry), 1));
    IAQ_TRY(with.await_taken(1));
    IAQ_TRY(with.deliver(delivery(2, v1::DELIVERY_KIND_SWITCH_ACKNOWLEDGED, inquiry)));
    IAQ_TRY(with.deliver(delivery(3, v1::DELIVERY_KIND_ANSWERED, inquiry)));
    return with.await_taken(3);
}

/// A gateway of a later version may say what this one does not know.
or_fault<void> newer_gateway(stage& with) {
    IAQ_TRY(begin(with));
    auto strange = delivery(1, static_cast<v1::DeliveryKind>(unknown_kind), inquiry);
    strange.mutable_delivery()
        ->GetReflection()
        ->MutableUnknownFields(strange.mutable_delivery())
        ->AddVarint(unknown_field, 1);
    IAQ_TRY(with.deliver(strange));
    IAQ_TRY(with.deliver(delivery(2, v1::DELIVERY_KIND_ANSWERED, inquiry)));
    return with.await_taken(2);
}

or_fault<void> large_answer(stage& with) {
    IAQ_TRY(begin(with));
    auto large = delivery(1, v1::DELIVERY_KIND_ANSWERED, inquiry);
    large.mutable_delivery()->set_text(std::string(large_text_bytes, 'X'));
    IAQ_TRY(with.deliver(large));
    return with.await_taken(1);
}

// clang-format off
constexpr std::array checks{
    check{"takes", "takes what was delivered, by the cursors it was given", takes},
    check{"repeat", "takes a delivery that comes again, and stores it once", repeat},
    check{"backlog", "takes a backlog of 1000 deliveries", backlog},
    check{"late answer", "takes an answer that comes after OVERDUE", late_answer},
    check{"withdrawn", "takes it when an answer is withdrawn", withdrawn},
    check{"pieces", "reads frames byte by byte, and two at once", pieces},
    check{"newer gateway", "passes over kinds and fields it does not know", newer_gateway},
    check{"large answer", "takes an answer of 1 MiB", large_answer},
};
// clang-format on

}  // namespace

std::span<const check> delivery_checks() { return checks; }

}  // namespace iaq::client_check
