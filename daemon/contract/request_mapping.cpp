#include "contract/values.hpp"

namespace iaq::contract {

void put(pb::Subject& to, const model::subject& from) {
    put(to, &pb::Subject::mutable_last_name, from.last_name);
    put(to, &pb::Subject::mutable_first_name, from.first_name);
    put(to, &pb::Subject::mutable_middle_name, from.middle_name);
    put(to, &pb::Subject::mutable_suffix, from.suffix);
    put(to, &pb::Subject::mutable_date_of_birth, from.date_of_birth);
    to.set_sex(to_proto<pb::Sex>(from.said_sex));
    put(to, &pb::Subject::mutable_place_of_birth, from.place_of_birth);
    put(to, &pb::Subject::mutable_nationality, from.nationality);
    put(to, &pb::Subject::mutable_mothers_maiden_name, from.mothers_maiden_name);
    put(to, &pb::Subject::mutable_fathers_last_name, from.fathers_last_name);
    put(to, &pb::Subject::mutable_alien_number, from.alien_number);
    put(to, &pb::Subject::mutable_fbi_number, from.fbi_number);
    put(to, &pb::Subject::mutable_state_id, from.state_id);
    put(to, &pb::Subject::mutable_operator_license, from.operator_license);
    put(to, &pb::Subject::mutable_remarks, from.remarks);
}

model::subject take(const pb::Subject& from) {
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

void put(pb::Offense& to, const model::offense& from) {
    put(to, &pb::Offense::mutable_text, from.text);
    put(to, &pb::Offense::mutable_ncic_code, from.ncic_code);
}

model::offense take(const pb::Offense& from) { return {from.text(), from.ncic_code()}; }

void put(pb::IdentityDocument& to, const model::identity_document& from) {
    put(to, &pb::IdentityDocument::mutable_issuer, from.issuer);
    put(to, &pb::IdentityDocument::mutable_kind, from.kind);
    put(to, &pb::IdentityDocument::mutable_valid_until, from.valid_until);
}

model::identity_document take(const pb::IdentityDocument& from) {
    return {from.issuer(), from.kind(), from.valid_until()};
}

namespace {

void put_people(pb::SubmitInquiry& to, const model::inquiry_request& from) {
    if (from.asked_by != model::requester{}) {
        auto& requester = *to.mutable_requester();
        put(requester, &pb::Requester::mutable_officer_id, from.asked_by.officer_id);
        put(requester, &pb::Requester::mutable_officer_name, from.asked_by.officer_name);
    }
    if (from.person != model::subject{}) {
        put(*to.mutable_subject(), from.person);
    }
    if (from.charge != model::offense{}) {
        put(*to.mutable_offense(), from.charge);
    }
    if (from.document) {
        put(*to.mutable_identity_document(), *from.document);
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
    to.person = take(from.subject());
    to.charge = take(from.offense());
    if (from.has_identity_document()) {
        to.document = take(from.identity_document());
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
    put(to, &pb::SubmitInquiry::mutable_idempotency_key, from.idempotency_key);
    put(to, &pb::SubmitInquiry::mutable_ori, from.ori);
    put(to, &pb::SubmitInquiry::mutable_operator_id, from.operator_id);
    put(to, &pb::SubmitInquiry::mutable_desk, from.desk);
    put(to, &pb::SubmitInquiry::mutable_incident, from.incident);
    put(to, &pb::SubmitInquiry::mutable_phone, from.phone);
    put(to, &pb::SubmitInquiry::mutable_attention, from.attention);
    put(to, &pb::SubmitInquiry::mutable_reason, from.reason);
    put(to, &pb::SubmitInquiry::mutable_exemption_override_reason, from.exemption_override_reason);
    put(to, &pb::SubmitInquiry::mutable_supervisor_reason, from.supervisor_reason);
    put(to, &pb::SubmitInquiry::mutable_relates_to, from.relates_to);
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
