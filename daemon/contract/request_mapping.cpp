#include "contract/values.hpp"

namespace iaq::contract {
namespace {

void put_subject(pb::Subject& to, const model::subject& from) {
    to.set_last_name(utf8(from.last_name));
    to.set_first_name(utf8(from.first_name));
    to.set_middle_name(utf8(from.middle_name));
    to.set_suffix(utf8(from.suffix));
    to.set_date_of_birth(utf8(from.date_of_birth));
    to.set_sex(to_proto<pb::Sex>(from.said_sex));
    to.set_place_of_birth(utf8(from.place_of_birth));
    to.set_nationality(utf8(from.nationality));
    to.set_mothers_maiden_name(utf8(from.mothers_maiden_name));
    to.set_fathers_last_name(utf8(from.fathers_last_name));
    to.set_alien_number(utf8(from.alien_number));
    to.set_fbi_number(utf8(from.fbi_number));
    to.set_state_id(utf8(from.state_id));
    to.set_operator_license(utf8(from.operator_license));
    to.set_remarks(utf8(from.remarks));
}

model::subject take_subject(const pb::Subject& from) {
    model::subject to;
    to.last_name = from.last_name();
    to.first_name = from.first_name();
    to.middle_name = from.middle_name();
    to.suffix = from.suffix();
    to.date_of_birth = from.date_of_birth();
    to.said_sex = to_model<model::sex>(from.sex());
    to.place_of_birth = from.place_of_birth();
    to.nationality = from.nationality();
    to.mothers_maiden_name = from.mothers_maiden_name();
    to.fathers_last_name = from.fathers_last_name();
    to.alien_number = from.alien_number();
    to.fbi_number = from.fbi_number();
    to.state_id = from.state_id();
    to.operator_license = from.operator_license();
    to.remarks = from.remarks();
    return to;
}

void put_people(pb::SubmitInquiry& to, const model::inquiry_request& from) {
    if (from.asked_by != model::requester{}) {
        to.mutable_requester()->set_officer_id(utf8(from.asked_by.officer_id));
        to.mutable_requester()->set_officer_name(utf8(from.asked_by.officer_name));
    }
    if (from.person != model::subject{}) {
        put_subject(*to.mutable_subject(), from.person);
    }
    if (from.charge != model::offense{}) {
        to.mutable_offense()->set_text(utf8(from.charge.text));
        to.mutable_offense()->set_ncic_code(utf8(from.charge.ncic_code));
    }
    if (from.document) {
        auto& document = *to.mutable_identity_document();
        document.set_issuer(utf8(from.document->issuer));
        document.set_kind(utf8(from.document->kind));
        document.set_valid_until(utf8(from.document->valid_until));
    }
}

void put_times(pb::SubmitInquiry& to, const model::inquiry_request& from) {
    if (from.confined_at) {
        put(*to.mutable_confined_at(), *from.confined_at);
    }
    if (from.send_before) {
        put(*to.mutable_send_before(), *from.send_before);
    }
    if (from.contact_expected_end) {
        put(*to.mutable_contact_expected_end(), *from.contact_expected_end);
    }
}

void put_grounds(pb::SubmitInquiry& to, const model::inquiry_request& from) {
    if (from.in_custody) {
        to.set_in_custody(*from.in_custody);
    }
    to.set_purpose(to_proto<pb::Purpose>(from.why));
    to.set_charge_status(to_proto<pb::ChargeStatus>(from.charged));
    to.set_role(to_proto<pb::SubjectRole>(from.role));
    to.set_also_victim_or_witness(from.also_victim_or_witness);
    to.set_basis(to_proto<pb::Basis>(from.ground));
    to.set_identity_evidence(to_proto<pb::IdentityEvidence>(from.evidence));
    to.set_register_only(from.register_only);
    to.set_dry_run(from.dry_run);
}

void take_texts(model::inquiry_request& to, const pb::SubmitInquiry& from) {
    to.idempotency_key = from.idempotency_key();
    to.ori = from.ori();
    to.asked_by = {from.requester().officer_id(), from.requester().officer_name()};
    to.operator_id = from.operator_id();
    to.desk = from.desk();
    to.incident = from.incident();
    to.phone = from.phone();
    to.attention = from.attention();
    to.reason = from.reason();
    to.person = take_subject(from.subject());
    to.charge = {from.offense().text(), from.offense().ncic_code()};
    if (from.has_identity_document()) {
        const auto& document = from.identity_document();
        to.document =
            model::identity_document{document.issuer(), document.kind(), document.valid_until()};
    }
    to.exemption_override_reason = from.exemption_override_reason();
    to.supervisor_reason = from.supervisor_reason();
    to.relates_to = from.relates_to();
}

void take_times(model::inquiry_request& to, const pb::SubmitInquiry& from) {
    if (from.has_confined_at()) {
        to.confined_at = take(from.confined_at());
    }
    if (from.has_send_before()) {
        to.send_before = take(from.send_before());
    }
    if (from.has_contact_expected_end()) {
        to.contact_expected_end = take(from.contact_expected_end());
    }
}

}  // namespace

void put(pb::SubmitInquiry& to, const model::inquiry_request& from) {
    to.set_idempotency_key(utf8(from.idempotency_key));
    to.set_ori(utf8(from.ori));
    to.set_operator_id(utf8(from.operator_id));
    to.set_desk(utf8(from.desk));
    to.set_incident(utf8(from.incident));
    to.set_phone(utf8(from.phone));
    to.set_attention(utf8(from.attention));
    to.set_reason(utf8(from.reason));
    to.set_exemption_override_reason(utf8(from.exemption_override_reason));
    to.set_supervisor_reason(utf8(from.supervisor_reason));
    to.set_relates_to(utf8(from.relates_to));
    put_people(to, from);
    put_times(to, from);
    put_grounds(to, from);
}

model::inquiry_request take(const pb::SubmitInquiry& from) {
    model::inquiry_request to;
    take_texts(to, from);
    take_times(to, from);
    if (from.has_in_custody()) {
        to.in_custody = from.in_custody();
    }
    to.why = to_model<model::purpose>(from.purpose());
    to.charged = to_model<model::charge_status>(from.charge_status());
    to.role = to_model<model::subject_role>(from.role());
    to.also_victim_or_witness = from.also_victim_or_witness();
    to.ground = to_model<model::basis>(from.basis());
    to.evidence = to_model<model::identity_evidence>(from.identity_evidence());
    to.register_only = from.register_only();
    to.dry_run = from.dry_run();
    return to;
}

}  // namespace iaq::contract
