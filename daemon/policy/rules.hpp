#pragma once

#include "policy/findings.hpp"
#include "policy/judge.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The rules of policy.md, one pure function each. DETAIN and HOUR go with deliveries
/// (telling.cpp), RIGHTS is the engine's.
namespace iaq::policy {

/// What is being judged: a submission that is to be sent (or is exempt), one that is only to be
/// registered, or a change to an inquiry that was admitted before.
enum class stage : std::uint8_t { submission, registration, change };

/// What a rule looks at. Lifetime: the references live as long as the judgement.
struct matter {
    const model::inquiry_request& asked;    // as the client sent it
    const model::inquiry_request& request;  // with the agency's defaults
    const circumstances& around;
    const life& so_far;
    stage at = stage::submission;
    bool exempt = false;  // EXEMPT applies: less is needed, nothing is sent
    /// False where the order asks for nothing more yet: what is there must be sound all the same.
    [[nodiscard]] bool needs_all() const { return at == stage::submission && !exempt; }
};

/// II.A.1: the role is said; a victim or witness is not made the subject of an inquiry.
findings rule_role(const matter& m);
/// II.B.2 a-e: present, well formed, in their tables.
findings rule_fields(const matter& m);
/// II.B.2 f: asked for if possible.
findings rule_parents(const matter& m);
/// II.B.2, II.B.3: who asks and who operates.
findings rule_people(const matter& m);
/// What the switch wants, can carry, and got from the agency's defaults.
findings rule_profile(const matter& m);
/// II.B.1, II.B.4: the ground, and that the role does not contradict it.
findings rule_basis(const matter& m);
/// II.B.1: the exemption, or why evidence that was offered is none.
findings rule_exempt(const matter& m);
/// II.A.1: a question of status rests on a reason of the agency's list, and words.
findings rule_equal(const matter& m);
/// II.B.5: no authority over presence or illegal entry as such; supervisors are told.
findings rule_no_authority(const matter& m);
/// II.B.5: the time of the contact, and the sentence when the line is out.
findings rule_contact(const matter& m);
/// II.B.5, II.B.4.c: no other charge, so ICE is to be telephoned.
findings rule_call_ice(const matter& m);
/// II.B.5: booking goes on.
findings rule_booking(const matter& m);
/// II.B.6: the consulate.
findings rule_consular(const matter& m);
/// RSMo 544.472: what `register_only` needs.
findings rule_registration(const matter& m);
/// RSMo 544.472: the 48 hours.
findings rule_query48(const matter& m);
/// The same person asked about before.
findings rule_already_asked(const matter& m);

/// True when ROLE protects the person: nothing but ROLE is said, nothing of the person is kept.
bool is_protected(const model::inquiry_request& request, const model::order& order);

/// True when the order asks for no query: presented for incarceration, and a valid document or
/// personal knowledge, and no reason was given to send it all the same.
bool is_exempt(const model::inquiry_request& request, const circumstances& around);

/// True when a rule other than PROFILE says what a missing reason lacks.
bool needs_reason(const model::inquiry_request& request, const model::order& order);

/// True when the rule CALL_ICE is due: a contact or an arrest without any charge.
bool is_without_charge(const model::inquiry_request& request);

/// When the contact ends (II.B.5): as said, else by the order's default; nothing when it has no
/// clock. `admitted_at`: from when the default counts.
std::optional<utc_time> contact_end(const model::inquiry_request& request,
                                    const model::order& order, utc_time admitted_at);

/// The clocks of CONTACT and QUERY48 that are to stand for it in the state it is to have, without
/// those that fired.
std::vector<due_clock> clocks_for(const matter& m, model::inquiry_state state);

/// True when the document shown verifies the status (the order's list) at this time.
bool verifies_status(const model::inquiry_request& request, const circumstances& around);

/// True when the date, if there is one, is not past: the order says when the day ends.
bool is_valid_on(day until, const circumstances& around);

/// True when CONSULAR's duty is open for it: foreign, or of a nationality nobody has said yet.
bool opens_consular_duty(const model::inquiry_request& request, const model::order& order,
                         const tables::code_tables& tables);

/// Returns "2 h 10 min", "15 min": whole minutes, and days from three on.
std::string in_words(nanoseconds length);

}  // namespace iaq::policy
