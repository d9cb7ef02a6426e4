#pragma once

#include "base/time.hpp"
#include "model/inquiry.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "policy/judge.hpp"
#include "tables/code_tables.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What a judgement needs: the order and tables as shipped, a profile, and a request without fault.
namespace iaq::tests {

/// Returns the text of a file of the source tree.
std::string source_file(std::string_view path);

/// `config/policy/so0801.toml`.
const model::order& shipped_order();
/// `config/profiles/mules.toml`.
const model::profile& shipped_profile();
/// `config/tables/`.
const tables::code_tables& shipped_tables();

/// A switch as domain.md 1.2 has it, with the parents' names carried in the remarks.
model::profile plain_profile();

/// An arrested person, presented for incarceration, everything said. Invented.
model::inquiry_request sound_request();

/// 2026-11-24 03:00 UTC.
utc_time a_moment();

/// All around a judgement but the request. Members may be changed before `judge`.
struct bench {
    model::order order = shipped_order();
    model::profile profile = plain_profile();
    std::vector<std::string> oris{"MO0110100", "MO0110101"};
    utc_time now = a_moment();
    bool may_supervise = false;
    std::optional<policy::earlier_role> same_person;
    bool same_incident_protected = false;
    std::vector<policy::earlier_ask> asked_before;
    bool line_is_out = false;

    [[nodiscard]] policy::verdict judge(const model::inquiry_request& request) const {
        return policy::judge(request, around());
    }
    [[nodiscard]] policy::circumstances around() const {
        return {order,         profile,     shipped_tables(),        oris,         now,
                may_supervise, same_person, same_incident_protected, asked_before, line_is_out};
    }
};

/// Returns every text a verdict holds: violations, notices, advisories, rules and the request.
std::vector<std::string> all_texts(const policy::verdict& said);

/// Returns true when one of the notices is the rule's.
bool has_notice(const std::vector<model::notice>& notices, std::string_view id);

/// Returns the text of the first notice whose short text is `short_text`; empty when none is.
std::string text_of(const std::vector<model::notice>& notices, std::string_view short_text);

}  // namespace iaq::tests
