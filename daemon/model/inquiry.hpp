#pragma once

#include "base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

/// The inquiry as a client asks it: `SubmitInquiry` of the contract, field by field.
/// Personal data live here. Nothing in this file may reach a log, a metric or an id.
namespace iaq::model {

enum class purpose : std::uint8_t { unspecified, criminal_justice, firearms };
enum class sex : std::uint8_t { unspecified, female, male, unknown };
enum class charge_status : std::uint8_t { unspecified, none, city_or_state, federal_warrant };
enum class subject_role : std::uint8_t {
    unspecified,
    arrestee,
    charged,
    committed,
    enforcement_contact,
    victim,
    witness
};
enum class basis : std::uint8_t { unspecified, presented_for_incarceration, status_in_question };
enum class identity_evidence : std::uint8_t {
    unspecified,
    none,
    government_id,
    personal_knowledge
};

/// States of an inquiry, product.md section 4. `sending` means that a byte may have left.
enum class inquiry_state : std::uint8_t {
    unspecified,
    queued,
    sending,
    acknowledged,
    received,
    answered,
    exempt,
    registered,
    cancelled,
    expired,
    rejected,
    in_doubt,
    failed,
    manual
};

/// Who is asked about. Texts are as the client gave them, before folding.
struct subject {
    std::string last_name, first_name, middle_name, suffix;
    std::string date_of_birth;  // YYYY-MM-DD
    sex said_sex = sex::unspecified;
    std::string place_of_birth;  // NCIC code, two letters
    std::string nationality;     // NCIC code, two letters
    std::string mothers_maiden_name, fathers_last_name;
    std::string alien_number, fbi_number, state_id, operator_license;
    std::string remarks;
    friend bool operator==(const subject&, const subject&) = default;
};

struct requester {
    std::string officer_id, officer_name;
    friend bool operator==(const requester&, const requester&) = default;
};

struct offense {
    std::string text;
    std::string ncic_code;  // four digits
    friend bool operator==(const offense&, const offense&) = default;
};

struct identity_document {
    std::string issuer;  // FEDERAL or a two-letter state code
    std::string kind;
    std::string valid_until;  // YYYY-MM-DD
    friend bool operator==(const identity_document&, const identity_document&) = default;
};

struct inquiry_request {
    std::string idempotency_key;
    std::string ori;
    requester asked_by;
    std::string operator_id, desk, incident, phone, attention;
    purpose why = purpose::unspecified;
    std::string reason;
    subject person;
    offense charge;
    std::optional<bool> in_custody;
    std::optional<utc_time> confined_at;
    charge_status charged = charge_status::unspecified;
    subject_role role = subject_role::unspecified;
    bool also_victim_or_witness = false;
    basis ground = basis::unspecified;
    identity_evidence evidence = identity_evidence::unspecified;
    std::optional<identity_document> document;
    std::string exemption_override_reason;
    std::string supervisor_reason;
    std::optional<utc_time> send_before;
    std::optional<utc_time> contact_expected_end;
    std::string relates_to;
    bool register_only = false;
    bool dry_run = false;
    friend bool operator==(const inquiry_request&, const inquiry_request&) = default;
};

}  // namespace iaq::model
