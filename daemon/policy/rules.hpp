#pragma once

#include "policy/findings.hpp"
#include "policy/judge.hpp"

/// The rules of policy.md that this step builds, one pure function each.
namespace iaq::policy {

/// What a rule looks at. Lifetime: the references live as long as the judgement.
struct matter {
    const model::inquiry_request& asked;    // as the client sent it
    const model::inquiry_request& request;  // with the agency's defaults
    const circumstances& around;
    bool exempt = false;  // EXEMPT applies: less is needed, nothing is sent
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
/// II.B.5: booking goes on.
findings rule_booking(const matter& m);

/// True when ROLE protects the person: nothing but ROLE is said, nothing of the person is kept.
bool is_protected(const model::inquiry_request& request, const model::order& order);

/// True when the order asks for no query: presented for incarceration, and a valid document or
/// personal knowledge, and no reason was given to send it all the same.
bool is_exempt(const model::inquiry_request& request, const circumstances& around);

}  // namespace iaq::policy
