#include "contract/call_mapping.hpp"

#include "contract/act_mapping.hpp"
#include "contract/frames.hpp"
#include "contract/scan.hpp"
#include "contract/values.hpp"
#include "model/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace iaq::contract {
namespace {

namespace calls = model::calls;
namespace limits = model::limits;
using calls::call;

constexpr auto consumer_sentence = "must be at most 32 characters; shorten it";

bool is_key(const std::string& text) {
    return !text.empty() && text.size() <= limits::idempotency_key_max;
}

/// Counts characters of UTF-8 text: the bytes that begin one.
bool is_consumer(const std::string& text) {
    const auto characters = std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return static_cast<std::size_t>(characters) <= limits::consumer_name_max;
}

call call_of(const pb::SubmitInquiry& from) {
    if (!is_key(from.idempotency_key())) {
        return malformed_at("submit.idempotency_key", key_sentence);
    }
    calls::submit to{take(from), {}};
    to.content = content_bytes(to.request);
    return to;
}

call call_of(const pb::GetInquiry& from) {
    calls::get to;
    switch (from.by_case()) {
        case pb::GetInquiry::kInquiryId: to.inquiry_id = from.inquiry_id(); break;
        case pb::GetInquiry::kIdempotencyKey: to.idempotency_key = from.idempotency_key(); break;
        case pb::GetInquiry::kReference: to.reference = from.reference(); break;
        case pb::GetInquiry::kIncident: to.incident = from.incident(); break;
        case pb::GetInquiry::BY_NOT_SET: break;
    }
    if (from.has_idempotency_key() && !is_key(from.idempotency_key())) {
        return malformed_at("get.idempotency_key", key_sentence);
    }
    if (to.inquiry_id.empty() && to.idempotency_key.empty() && to.reference.empty() &&
        to.incident.empty()) {
        return malformed_at(
            "get.by", "names no inquiry; give inquiry_id, idempotency_key, reference or incident");
    }
    to.printed = from.printed();
    return to;
}

/// What a search by person cannot do without.
std::optional<calls::malformed> lacking_in(const pb::ListInquiries& from) {
    const bool by_person = !from.last_name().empty() || !from.date_of_birth().empty();
    if (!by_person && !from.first_name().empty()) {
        return malformed_at("list.first_name", "is alone; add last_name or date_of_birth");
    }
    if (by_person && from.reason().empty()) {
        return malformed_at("list.reason", "is absent; say why by person, for the journal");
    }
    if (!by_person && !from.reason().empty()) {
        return malformed_at("list.reason", "has no person beside it; leave it out");
    }
    return std::nullopt;
}

call call_of(const pb::ListInquiries& from) {
    if (auto lacking = lacking_in(from)) {
        return *std::move(lacking);
    }
    calls::list to;
    for (const auto state : from.states()) {
        if (state == pb::INQUIRY_STATE_UNSPECIFIED) {
            return malformed_at("list.states", "holds an unset state; leave it out");
        }
        to.states.push_back(to_model<model::inquiry_state>(static_cast<pb::InquiryState>(state)));
    }
    if (from.limit() > limits::list_rows_max) {
        return malformed_at("list.limit", "must be at most 1000; ask for less, or leave it out");
    }
    to.officer_id = from.officer_id();
    to.desk = from.desk();
    to.ori = from.ori();
    to.incident = from.incident();
    to.operator_id = from.operator_id();
    to.limit = from.limit();
    to.open_only = from.open_only();
    to.transfer_pending = from.transfer_pending();
    to.last_name = from.last_name();
    to.first_name = from.first_name();
    to.date_of_birth = from.date_of_birth();
    to.reason = from.reason();
    if (from.has_from()) {
        to.from = take(from.from());
    }
    if (from.has_to()) {
        to.to = take(from.to());
    }
    if (from.has_older_than()) {
        to.older_than = take(from.older_than());
    }
    if (to.from && to.to && *to.from > *to.to) {
        return malformed_at("list.from", "is later than list.to; exchange them");
    }
    return to;
}

call call_of(const pb::CancelInquiry& from) {
    if (from.inquiry_id().empty()) {
        return malformed_at("cancel.inquiry_id", "is absent; say which inquiry");
    }
    return calls::cancel{from.inquiry_id(), from.reason()};
}

call call_of(const pb::Subscribe& from) {
    if (!is_consumer(from.consumer())) {
        return malformed_at("subscribe.consumer", consumer_sentence);
    }
    calls::subscribe to{from.consumer(), std::nullopt};
    if (!from.from().empty()) {
        to.from = from.from();
    }
    if (from.has_newest()) {
        if (to.from) {
            return malformed_at("subscribe.newest", "stands beside a cursor; give one of them");
        }
        if (from.newest() > limits::newest_deliveries_max) {
            return malformed_at("subscribe.newest", "must be at most 1000; begin with fewer");
        }
        to.newest = from.newest();
    }
    return to;
}

call call_of(const pb::TakeDeliveries& from) {
    if (!is_consumer(from.consumer())) {
        return malformed_at("take.consumer", consumer_sentence);
    }
    if (from.cursor().empty()) {
        return malformed_at("take.cursor",
                            "is absent; give the cursor of the last delivery stored");
    }
    return calls::take{from.consumer(), from.cursor()};
}

/// What the operation cannot do without.
std::optional<calls::malformed> lacking_in(const pb::Operate& from) {
    using enum pb::Operation;
    const auto what = from.operation();
    const bool of_station = what == OPERATION_HOLD || what == OPERATION_RELEASE;
    const bool of_reply =
        what == OPERATION_ASSIGN || what == OPERATION_WITHDRAW || what == OPERATION_CLASSIFY;
    if (of_station && from.station().empty()) {
        return malformed_at("operate.station", "is absent; name the station");
    }
    if (of_reply && from.reply() == 0) {
        return malformed_at("operate.reply", "is absent; give the number of the message");
    }
    const bool of_consumer = what == OPERATION_REPLAY || what == OPERATION_REPLAY_END;
    if (of_consumer && from.consumer().empty()) {
        return malformed_at("operate.consumer", "is absent; say whose deliveries");
    }
    if (!from.from().empty() && from.has_since()) {
        return malformed_at("operate.since", "stands beside operate.from; give one of them");
    }
    const bool of_inquiry = !of_station && !of_consumer && (!of_reply || what == OPERATION_ASSIGN);
    if (of_inquiry && from.inquiry_id().empty()) {
        return malformed_at("operate.inquiry_id", "is absent; say which inquiry");
    }
    const auto classed = from.classification();
    const bool is_said = classed == pb::CLASSIFICATION_RECEIPT ||
                         classed == pb::CLASSIFICATION_ANSWER ||
                         classed == pb::CLASSIFICATION_OTHER;
    if (!is_said && (what == OPERATION_CLASSIFY || classed != pb::CLASSIFICATION_UNSPECIFIED)) {
        return malformed_at("operate.classification", "must be RECEIPT, ANSWER or OTHER");
    }
    return std::nullopt;
}

call call_of(const pb::Operate& from) {
    const auto* const name = pb::Operation_descriptor()->FindValueByNumber(from.operation());
    if (from.operation() == pb::OPERATION_UNSPECIFIED || name == nullptr) {
        return malformed_at("operate.operation", "is unset; say what is to be done");
    }
    if (step_of(*name) != 0) {
        return calls::unbuilt{"operate: " + name->name(), step_of(*name)};
    }
    if (auto lacking = lacking_in(from)) {
        return *std::move(lacking);
    }
    if (from.reason().empty()) {
        return malformed_at("operate.reason", "is absent; say why, for the journal");
    }
    calls::operate to{to_model<model::records::operation>(from.operation()),
                      from.station(),
                      from.reason(),
                      from.inquiry_id(),
                      model::sequence{from.reply()},
                      to_model<model::classification>(from.classification()),
                      from.consumer(),
                      from.principal(),
                      from.from()};
    if (from.has_since()) {
        to.since = take(from.since());
    }
    return to;
}

call call_of(const pb::ListUnmatched& from) {
    if (from.limit() > limits::list_rows_max) {
        return malformed_at("unmatched.limit",
                            "must be at most 1000; ask for less, or leave it out");
    }
    return calls::unmatched{from.station(), from.limit(), model::sequence{from.before()}};
}

call call_of(const pb::GetReport& from) {
    calls::report to;
    to.kind = to_model<model::report_kind>(from.kind());
    if (from.kind() == pb::REPORT_KIND_UNSPECIFIED) {
        return malformed_at("report.kind", "is unset; say which report");
    }
    if (from.has_from()) {
        to.from = take(from.from());
    }
    if (from.has_to()) {
        to.to = take(from.to());
    }
    if (!to.from && from.kind() != pb::REPORT_KIND_RIGHTS) {
        return malformed_at("report.from", "is absent; say from when");
    }
    if (to.from && to.to && *to.from > *to.to) {
        return malformed_at("report.from", "is later than report.to; exchange them");
    }
    to.ori = from.ori();
    to.desk = from.desk();
    to.reason = from.reason();
    return to;
}

call call_of(const pb::SignReview& from) {
    if (!from.has_from() || !from.has_to()) {
        return malformed_at(from.has_from() ? "review.to" : "review.from",
                            "is absent; say which span was reviewed");
    }
    if (from.findings().empty()) {
        return malformed_at("review.findings", "is absent; say what was found");
    }
    return calls::review{take(from.from()), take(from.to()), from.ori(), from.findings()};
}

call call_of(const pb::Shred& from) {
    if (from.inquiry_id().empty()) {
        return malformed_at("shred.inquiry_id", "is absent; say which inquiry");
    }
    if (from.reason().empty() && from.request_token().empty()) {
        return malformed_at("shred.reason", "is absent; say why, for the journal");
    }
    return calls::shred{from.inquiry_id(), from.reason(), from.request_token(),
                        from.backups_destroyed(), from.master_key_rotated()};
}

/// A call that is declared but not served: its field says in which step it will be.
call later_call(const pb::ClientFrame& from) {
    const auto* const body =
        pb::ClientFrame::descriptor()->FindFieldByNumber(static_cast<int>(from.body_case()));
    if (body == nullptr) {
        return malformed_at("body", "is absent; put one call into the frame");
    }
    return calls::unbuilt{body->name(), step_of(*body)};
}

}  // namespace

calls::malformed malformed_at(std::string field, std::string_view what) {
    const std::string_view name = field.empty() ? std::string_view{"the frame"} : field;
    auto sentence = fmt::format("{} {}", name, what);
    return {std::move(field), std::move(sentence)};
}

call take_call(const pb::ClientFrame& from) {
    switch (static_cast<int>(from.body_case())) {
        case pb::ClientFrame::kHello:
            return calls::hello{from.hello().program(), from.hello().version()};
        case pb::ClientFrame::kSubmit: return call_of(from.submit());
        case pb::ClientFrame::kGet: return call_of(from.get());
        case pb::ClientFrame::kList: return call_of(from.list());
        case pb::ClientFrame::kCancel: return call_of(from.cancel());
        case pb::ClientFrame::kSubscribe: return call_of(from.subscribe());
        case pb::ClientFrame::kTake: return call_of(from.take());
        case pb::ClientFrame::kOperate: return call_of(from.operate());
        case pb::ClientFrame::kShred: return call_of(from.shred());
        case pb::ClientFrame::kIceContact: return call_of(from.ice_contact());
        case pb::ClientFrame::kConsularDone: return call_of(from.consular_done());
        case pb::ClientFrame::kTransfer: return call_of(from.transfer());
        case pb::ClientFrame::kContactEnded: return call_of(from.contact_ended());
        case pb::ClientFrame::kUpdate: return call_of(from.update());
        case pb::ClientFrame::kRecordManual: return call_of(from.record_manual());
        case pb::ClientFrame::kNote: return call_of(from.note());
        case pb::ClientFrame::kSeen: return call_of(from.seen());
        case pb::ClientFrame::kDisseminated: return call_of(from.disseminated());
        case pb::ClientFrame::kStatus: return calls::status{};
        case pb::ClientFrame::kAlerts: return calls::alerts{};
        case pb::ClientFrame::kReload: return calls::reload{from.reload().reason()};
        case pb::ClientFrame::kUnmatched: return call_of(from.unmatched());
        case pb::ClientFrame::kReport: return call_of(from.report());
        case pb::ClientFrame::kReview: return call_of(from.review());
        case pb::ClientFrame::kDescribe: return calls::describe{from.describe().ori()};
        case pb::ClientFrame::kPing: return calls::ping{};
        default: return later_call(from);
    }
}

}  // namespace iaq::contract
