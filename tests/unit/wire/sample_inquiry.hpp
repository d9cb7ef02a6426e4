#pragma once

#include "base/assert.hpp"
#include "wire/payload.hpp"

#include <string>

/// An invented inquiry and a profile like that of a Missouri agency, for the tests of this room.
namespace iaq::test {

inline model::inquiry_request sample_request() {
    model::inquiry_request request;
    request.ori = "MO0000000";
    request.operator_id = "op-12";
    request.attention = "Ofc J Doe 123";
    request.phone = "(816) 555-0100";
    request.why = model::purpose::criminal_justice;
    request.reason = "booking";
    request.person.last_name = "García";
    request.person.first_name = "Juan";
    request.person.middle_name = "Carlos";
    request.person.date_of_birth = "1990-01-15";
    request.person.said_sex = model::sex::male;
    request.person.place_of_birth = "MM";
    request.charge.ncic_code = "5404";
    request.in_custody = true;
    return request;
}

inline model::profile sample_profile() {
    model::profile profile;
    profile.query_key = "IAQ";
    profile.destination = "AX";
    profile.reference_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    profile.fields = {
        {"purpose", "PUR", 1, true, false},
        {"attention", "ATN", 30, true, false},
        {"phone", "PHN", 20, true, false},
        {"name", "NAM", 30, true, false},
        {"date_of_birth", "DOB", 8, true, false},
        {"sex", "SEX", 1, true, false},
        {"place_of_birth", "POB", 2, true, false},
        {"in_custody", "CUS", 1, true, false},
        {"offense_code", "OFF", 4, true, false},
        {"reason", "", 30, false, true},
        {"alien_number", "ARN", 9, false, false},
        {"fbi_number", "FBI", 9, false, false},
        {"state_id", "SID", 10, false, false},
        {"operator_license", "OLN", 20, false, false},
        {"mothers_maiden_name", "", 30, false, true},
        {"fathers_last_name", "", 30, false, true},
        {"remarks", "REM", 100, false, false},
    };
    return profile;
}

/// A request, a profile and the rest of what an IAQ is written from.
struct sample {
    model::inquiry_request request = sample_request();
    model::profile profile = sample_profile();
    std::string device = "SJPD01";
    std::string reference = "A1B2C3D4E5";
    utc_time now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h + 4min + 5s;

    /// Writes it, and holds that `check` says of it what writing it does.
    [[nodiscard]] result<std::string, wire::flaw> write(model::payload_kind payload) const {
        const wire::outgoing inquiry{request, profile, device, reference, now};
        auto written = wire::format(payload, inquiry);
        const auto checked = wire::check(payload, inquiry);
        ensure(written.has_value() == checked.has_value());
        if (!written) {
            ensure(written.error().field == checked.error().field);
            ensure(written.error().reason == checked.error().reason);
        }
        return written;
    }
    [[nodiscard]] std::string ofml() const { return write(model::payload_kind::ofml).value(); }
    [[nodiscard]] std::string nlets() const {
        return write(model::payload_kind::nlets_text).value();
    }
    /// The field that stands in the way of writing; empty when none does.
    [[nodiscard]] std::string flawed(model::payload_kind payload) const {
        const auto written = write(payload);
        return written ? std::string{} : written.error().field;
    }
};

}  // namespace iaq::test
