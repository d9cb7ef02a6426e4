#include "correlation/phase.hpp"
#include "engine/confirming.hpp"
#include "engine/placing.hpp"
#include "engine/replaying.hpp"
#include "model/names.hpp"
#include "wire/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

/// What operators decide about one message: whose it is, whose it is not, what it is.
namespace iaq::engine {

using model::classification;
using model::delivery_kind;
using model::inquiry_index;
using model::inquiry_state;
using model::sequence;
using model::answers::error_code;

namespace {

bool is_error_or_status(classification classed) {
    return classed == classification::error || classed == classification::status;
}

const correlation::placed_reply& placed_in(const correlation::entry& e, sequence reply) {
    return *std::ranges::find_if(e.replies, [&](const auto& placed) {
        return placed.record == reply && !placed.taken_back;
    });
}

/// True when an answer, or a receipt, came by another reply than this one.
bool has_another(const correlation::entry& e, sequence reply, classification classed) {
    return std::ranges::any_of(e.replies, [&](const auto& placed) {
        return placed.record != reply && !placed.taken_back && placed.classed == classed;
    });
}

std::string stands_now(const correlation::entry& e) {
    return fmt::format("The inquiry is {}.", model::name_of(e.state));
}

}  // namespace

void placing::refuse(const asking& a, std::string why, std::string field) {
    in_.fail(a, error_code::conflict, std::move(why), std::move(field));
}

correlation::reading placing::read_as(classification said_to_be, const model::heard& said,
                                      inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    if (said_to_be == classification::unspecified) {
        return correlation::read_as(in_.rules_of(i).profile, said, e);
    }
    const auto told = retold({}, said_to_be, i);
    return {told.kind, told.classed};
}

correlation::placed_reply placing::retold(const correlation::placed_reply& was,
                                          classification said_to_be, inquiry_index i) const {
    const auto& e = in_.state_.inquiries().at(i);
    const bool first = !has_another(e, was.record, said_to_be);
    auto told = was;
    told.classed = said_to_be;
    told.kind = delivery_kind::follow_up;
    if (first && said_to_be == classification::answer) {
        told.kind = delivery_kind::answered;
    } else if (first && said_to_be == classification::receipt) {
        told.kind = delivery_kind::lesc_received;
    }
    return told;
}

const correlation::reply* placing::find_visible(const asking& a, sequence record) {
    const auto* const reply = in_.state_.inquiries().find_reply(record);
    if (reply == nullptr || !may_see(a, *reply)) {
        in_.fail(a, error_code::not_found, "no such message for an ORI of yours", "reply");
        return nullptr;
    }
    return reply;
}

const correlation::reply* placing::find_placed(const asking& a, const model::calls::operate& call) {
    const auto* const reply = find_visible(a, call.reply);
    if (reply == nullptr) {
        return nullptr;
    }
    if (reply->inquiry == inquiry_index::none) {
        refuse(a, "the message is with no inquiry: assign it first", "reply");
        return nullptr;
    }
    const auto& with = in_.state_.inquiries().at(reply->inquiry).inquiry_id;
    if (!call.inquiry_id.empty() && call.inquiry_id != with) {
        refuse(a, fmt::format("the message is with inquiry {}", with), "inquiry_id");
        return nullptr;
    }
    return reply;
}

void placing::assign(const asking& a, const model::calls::operate& call) {
    const auto* const reply = find_visible(a, call.reply);
    const auto i = reply == nullptr ? inquiry_index::none : in_.find_own(a, call.inquiry_id);
    if (i == inquiry_index::none) {
        return;
    }
    const auto& book = in_.state_.inquiries();
    const auto& e = book.at(i);
    if (reply->inquiry != inquiry_index::none) {
        refuse(a,
               fmt::format("the message belongs to inquiry {} already; withdraw it there first, if "
                           "that is wrong",
                           book.at(reply->inquiry).inquiry_id),
               "reply");
        return;
    }
    const auto said = wire::parse(reply->payload, reply->bytes);
    if (auto why = why_not(*reply, said, i); !why.empty()) {
        refuse(a, std::move(why), "inquiry_id");
        return;
    }
    const auto read = read_as(classification::unspecified, said, i);
    if (is_error_or_status(read.classed) && call.classed != classification::unspecified) {
        refuse(a, "an error or status of the switch is what it is", "classification");
        return;
    }
    const auto [kind, classed] = read_as(call.classed, said, i);
    if (!correlation::next(e.state, correlation::event_of(kind, classed))) {
        refuse(a, fmt::format("the inquiry is {}: no message moves it", model::name_of(e.state)),
               "inquiry_id");
        return;
    }
    const bool repeated =
        in_.heard_before(i, {0, reply->record, reply->bytes, said}, sequence::none);
    const auto overdue = e.overdue_at == utc_time{}
                             ? in_.driven() + in_.rules_of(i).profile.clocks.overdue_after
                             : utc_time{};
    const auto told = repeated ? delivery_kind::follow_up : kind;
    const auto at = in_.append(
        model::records::assigned{e.inquiry_id, reply->record, classed, told, call.reason, repeated,
                                 overdue, unseen_from(in_.driven(), told, in_.rules_of(i).order)},
        a.who, reply->station);
    in_.answer(a, model::answers::done{at,
                                       {},
                                       fmt::format("Delivered as {}, {}. {}", model::name_of(told),
                                                   model::name_of(classed), stands_now(e))});
}

void placing::withdraw(const asking& a, const model::calls::operate& call) {
    const auto* const reply = find_placed(a, call);
    if (reply == nullptr) {
        return;
    }
    const auto i = reply->inquiry;
    const auto& book = in_.state_.inquiries();
    const auto& e = book.at(i);
    const auto station = reply->station;
    const auto left =
        in_.state_.is_quarantined(e.inquiry_id) ? e.state : book.without(i, call.reply);
    const auto at = in_.append(
        model::records::withdrawn{e.inquiry_id, call.reply, left, call.reason}, a.who, station);
    in_.append(loosened(book, *book.find_reply(call.reply), e.inquiry_id), a.who, station);
    follow_line(i);
    replaying{in_}.end_empty();
    in_.answer(a, model::answers::done{
                      at,
                      {},
                      fmt::format("Whoever took it is told to disregard it; the message waits "
                                  "under unmatched again. {}",
                                  stands_now(e))});
}

void placing::classify(const asking& a, const model::calls::operate& call) {
    const auto* const reply = find_placed(a, call);
    if (reply == nullptr) {
        return;
    }
    const auto i = reply->inquiry;
    const auto& e = in_.state_.inquiries().at(i);
    if (in_.state_.is_quarantined(e.inquiry_id)) {
        refuse(a, "a record of it is in quarantine, and nothing moves it any more", "reply");
        return;
    }
    const auto& was = placed_in(e, call.reply);
    if (is_error_or_status(was.classed)) {
        refuse(a, "an error or status of the switch is what it is", "reply");
        return;
    }
    if (was.classed == call.classed) {
        in_.answer(a, model::answers::done{{}, {}, "It is classified so already."});
        return;
    }
    const auto told = retold(was, call.classed, i);
    model::records::classified word{e.inquiry_id, call.reply, told.classed, told.kind, call.reason};
    if (told.kind != was.kind) {
        word.unseen = unseen_from(in_.driven(), told.kind, in_.rules_of(i).order);
    }
    const auto at = in_.append(std::move(word), a.who, reply->station);
    follow_line(i);
    replaying{in_}.end_empty();
    in_.answer(
        a, model::answers::done{at,
                                {},
                                fmt::format("Delivered as {}, {}. {}", model::name_of(told.kind),
                                            model::name_of(told.classed), stands_now(e))});
}

void placing::follow_line(inquiry_index i) {
    if (in_.state_.inquiries().at(i).state != inquiry_state::queued) {
        in_.unqueue(i);
    }
}

model::records::unmatched loosened(const correlation::book& inquiries,
                                   const correlation::reply& reply, std::string_view taken_from) {
    const auto said = wire::parse(reply.payload, reply.bytes);
    model::records::unmatched verdict;
    verdict.reply = reply.record;
    verdict.classed = is_error_or_status(reply.classed) ? reply.classed : classification::other;
    verdict.evidence.rule = model::match_rule::withdrawn;
    for (const auto i : correlation::proposals(inquiries, said)) {
        const auto& e = inquiries.at(i);
        if (e.inquiry_id != taken_from) {
            verdict.evidence.candidates.push_back(e.inquiry_id);
        }
    }
    return verdict;
}

std::vector<sequence> left_loose(const correlation::book& inquiries) {
    std::vector<sequence> loose;
    inquiries.look_back([&](const correlation::reply& reply) {
        const bool taken_back = reply.evidence.rule == model::match_rule::withdrawn;
        if (taken_back && !reply.unmatched && reply.inquiry == inquiry_index::none) {
            loose.push_back(reply.record);
        }
        return true;
    });
    return loose;
}

}  // namespace iaq::engine
