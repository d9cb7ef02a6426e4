#include "contract/values.hpp"
#include "model/answer.hpp"

#include <iaq/v1/intake.pb.h>
#include <iaq/v1/record.pb.h>

/// Proves that the contract and the model count their enums alike, so that a cast is a mapping.
namespace iaq::contract {
namespace {

template <class Model, class Proto>
constexpr bool same(Model model, Proto proto) {
    return static_cast<int>(model) == static_cast<int>(proto);
}

using model::records::clock_kind;
using model::records::operation;

static_assert(same(model::purpose::criminal_justice, pb::PURPOSE_CRIMINAL_JUSTICE));
static_assert(same(model::purpose::firearms, pb::Purpose_MAX));
static_assert(same(model::sex::female, pb::SEX_FEMALE));
static_assert(same(model::sex::unknown, pb::Sex_MAX));
static_assert(same(model::charge_status::city_or_state, pb::CHARGE_STATUS_CITY_OR_STATE));
static_assert(same(model::charge_status::federal_warrant, pb::ChargeStatus_MAX));
static_assert(same(model::subject_role::arrestee, pb::SUBJECT_ROLE_ARRESTEE));
static_assert(same(model::subject_role::enforcement_contact, pb::SUBJECT_ROLE_ENFORCEMENT_CONTACT));
static_assert(same(model::subject_role::witness, pb::SubjectRole_MAX));
static_assert(same(model::basis::status_in_question, pb::Basis_MAX));
static_assert(same(model::identity_evidence::government_id, pb::IDENTITY_EVIDENCE_GOVERNMENT_ID));
static_assert(same(model::identity_evidence::personal_knowledge, pb::IdentityEvidence_MAX));
static_assert(same(model::classification::unclassified, pb::CLASSIFICATION_UNCLASSIFIED));
static_assert(same(model::classification::other, pb::Classification_MAX));
static_assert(same(model::match_rule::origin, pb::MATCH_RULE_ORIGIN));
static_assert(same(model::match_rule::withdrawn, pb::MatchRule_MAX));
static_assert(same(model::by_hand::unsafe, pb::BY_HAND_UNSAFE));
static_assert(same(model::by_hand::unknown, pb::ByHand_MAX));
static_assert(same(model::addressee::operators, pb::ADDRESSEE_OPERATORS));
static_assert(same(model::addressee::everyone, pb::ADDRESSEE_EVERYONE));
static_assert(same(model::addressee::supervisors, pb::ADDRESSEE_SUPERVISORS));
static_assert(same(model::addressee::desk_and_operators, pb::Addressee_MAX));
static_assert(same(model::inquiry_state::manual, pb::InquiryState_MAX));
static_assert(same(model::delivery_kind::alert_cleared, pb::DELIVERY_KIND_ALERT_CLEARED));
static_assert(same(model::delivery_kind::manual, pb::DeliveryKind_MAX));
static_assert(same(model::acts::contact_outcome::released, pb::CONTACT_OUTCOME_RELEASED));
static_assert(same(model::acts::contact_outcome::other, pb::ContactOutcome_MAX));
static_assert(same(model::outcome::done, pb::OUTCOME_DONE));
static_assert(same(model::outcome::failed, pb::Outcome_MAX));
static_assert(same(clock_kind::overdue, pb::CLOCK_KIND_OVERDUE));
static_assert(same(clock_kind::query_47h, pb::CLOCK_KIND_QUERY_47H));
static_assert(same(clock_kind::unseen_supervisor, pb::ClockKind_MAX));
static_assert(same(operation::hold, pb::OPERATION_HOLD));
static_assert(same(operation::release, pb::OPERATION_RELEASE));
static_assert(same(operation::resend, pb::OPERATION_RESEND));
static_assert(same(operation::fail, pb::OPERATION_FAIL));
static_assert(same(operation::assign, pb::OPERATION_ASSIGN));
static_assert(same(operation::withdraw, pb::OPERATION_WITHDRAW));
static_assert(same(operation::classify, pb::OPERATION_CLASSIFY));
static_assert(same(operation::replay, pb::OPERATION_REPLAY));
static_assert(same(operation::legal_hold, pb::OPERATION_LEGAL_HOLD));
static_assert(same(model::severity::critical, pb::AlertSeverity_MAX));
static_assert(same(operation::legal_release, pb::OPERATION_LEGAL_RELEASE));
static_assert(same(operation::replay_end, pb::Operation_MAX));
static_assert(same(model::report_kind::rights, pb::ReportKind_MAX));
static_assert(same(model::answers::error_code::busy, pb::ERROR_CODE_BUSY));
static_assert(same(model::answers::error_code::unsupported, pb::ErrorCode_MAX));

}  // namespace
}  // namespace iaq::contract
