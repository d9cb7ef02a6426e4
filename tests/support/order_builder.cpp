#include "support/order_builder.hpp"

#include "settings/settings.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

namespace iaq::tests {
namespace {

template <class Result>
auto or_complain(Result parsed) {
    if (!parsed) {
        for (const auto& complaint : parsed.error()) {
            std::cerr << complaint.said() << '\n';
        }
    }
    return std::move(parsed).value();
}

void add_notices(std::vector<std::string>& all, const std::vector<model::notice>& notices) {
    for (const auto& n : notices) {
        all.insert(all.end(), {n.id, n.short_text, n.text, n.citation});
    }
}

void add_request(std::vector<std::string>& all, const model::inquiry_request& r) {
    const auto& p = r.person;
    all.insert(all.end(), {r.idempotency_key, r.ori, r.asked_by.officer_id, r.asked_by.officer_name,
                           r.operator_id, r.desk, r.incident, r.phone, r.attention, r.reason,
                           r.charge.text, r.charge.ncic_code, r.exemption_override_reason,
                           r.supervisor_reason, r.relates_to});
    all.insert(all.end(),
               {p.last_name, p.first_name, p.middle_name, p.suffix, p.date_of_birth,
                p.place_of_birth, p.nationality, p.mothers_maiden_name, p.fathers_last_name,
                p.alien_number, p.fbi_number, p.state_id, p.operator_license, p.remarks});
    if (r.document) {
        all.insert(all.end(), {r.document->issuer, r.document->kind, r.document->valid_until});
    }
}

model::profile_field sent(std::string name, std::string tag, std::uint32_t size, bool required) {
    return {std::move(name), std::move(tag), size, required, false};
}

}  // namespace

std::string source_file(std::string_view path) {
    std::ifstream file{std::string{IAQ_SOURCE_DIR "/"} + std::string{path}, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

const model::order& shipped_order() {
    static const auto order =
        or_complain(settings::parse_order(source_file("config/policy/so0801.toml"), "so0801.toml"));
    return order;
}

const model::profile& shipped_profile() {
    static const auto profile = or_complain(
        settings::parse_profile(source_file("config/profiles/mules.toml"), "mules.toml"));
    return profile;
}

const tables::code_tables& shipped_tables() {
    static const auto all = [] {
        const auto places = source_file("config/tables/places.tsv");
        const auto reference_places = source_file("config/tables/reference_places.tsv");
        const auto offences = source_file("config/tables/offences.tsv");
        const auto sexes = source_file("config/tables/sexes.tsv");
        const auto consular = source_file("config/tables/consular.tsv");
        return tables::code_tables::parse(
                   {places, reference_places, offences, sexes, consular, "digest"})
            .value();
    }();
    return all;
}

model::profile plain_profile() {
    model::profile p;
    p.name = "plain";
    p.query_key = "IAQ";
    p.answer_key = "IAR";
    p.destination = "AX";
    p.answer_oris = {"VTICE0900"};
    p.status_oris = {"NL0000000"};
    p.reference_alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    p.fields = {sent("purpose", "PUR", 1, true),
                sent("attention", "ATN", 30, true),
                sent("reason", "REA", 60, true),
                sent("phone", "PHN", 20, true),
                sent("name", "NAM", 30, true),
                sent("date_of_birth", "DOB", 8, true),
                sent("sex", "SEX", 1, true),
                sent("place_of_birth", "POB", 2, true),
                sent("in_custody", "CUS", 1, true),
                sent("offense_code", "OFF", 4, true),
                sent("alien_number", "ARN", 9, false),
                sent("fbi_number", "FBI", 9, false),
                sent("state_id", "SID", 10, false),
                sent("operator_license", "OLN", 20, false),
                {"mothers_maiden_name", "", 30, false, true},
                {"fathers_last_name", "", 30, false, true},
                sent("remarks", "REM", 120, false)};
    return p;
}

model::inquiry_request sound_request() {
    model::inquiry_request r;
    r.idempotency_key = "k-1";
    r.ori = "MO0110100";
    r.asked_by = {"SJ0417", "J Testperson"};
    r.operator_id = "OPS07";
    r.desk = "north";
    r.incident = "26-001234";
    r.phone = "(816) 555-0199";
    r.attention = "OFC J TESTPERSON";
    r.why = model::purpose::criminal_justice;
    r.reason = "BOOKING";
    r.person.last_name = "Quispenahui";
    r.person.first_name = "Zebulon";
    r.person.middle_name = "Wendel";
    r.person.date_of_birth = "1990-01-15";
    r.person.said_sex = model::sex::male;
    r.person.place_of_birth = "MM";
    r.person.nationality = "MM";
    r.person.mothers_maiden_name = "Xochimilca";
    r.person.fathers_last_name = "Vultejo";
    r.charge = {"Driving while intoxicated", "5404"};
    r.in_custody = true;
    r.role = model::subject_role::arrestee;
    r.ground = model::basis::presented_for_incarceration;
    r.evidence = model::identity_evidence::none;
    return r;
}

utc_time a_moment() { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 3h; }

std::vector<std::string> all_texts(const policy::verdict& said) {
    std::vector<std::string> all = said.rules;
    for (const auto& v : said.violations) {
        all.insert(all.end(), {v.rule, v.field, v.message, v.citation});
    }
    add_notices(all, said.advisories);
    add_notices(all, said.notices);
    add_request(all, said.request);
    return all;
}

bool has_notice(const std::vector<model::notice>& notices, std::string_view id) {
    return std::ranges::find(notices, id, &model::notice::id) != notices.end();
}

std::string text_of(const std::vector<model::notice>& notices, std::string_view short_text) {
    const auto found = std::ranges::find(notices, short_text, &model::notice::short_text);
    return found == notices.end() ? std::string{} : found->text;
}

}  // namespace iaq::tests
