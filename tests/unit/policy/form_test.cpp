#include "policy/form.hpp"

#include "model/limits.hpp"
#include "support/order_builder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace iaq;
using tests::shipped_order;
using tests::shipped_profile;
using tests::shipped_tables;

namespace {

model::form shipped_form() {
    return policy::describe(shipped_order(), shipped_profile(), shipped_tables());
}

const model::form_field& field(const model::form& in, std::string_view name) {
    const auto found = std::ranges::find(in.fields, name, &model::form_field::name);
    BOOST_REQUIRE_MESSAGE(found != in.fields.end(), name);
    return *found;
}

const model::code_list& table(const model::form& in, std::string_view name) {
    const auto found = std::ranges::find(in.tables, name, &model::code_list::name);
    BOOST_REQUIRE_MESSAGE(found != in.tables.end(), name);
    return *found;
}

const model::code_entry& entry(const model::code_list& in, std::string_view code) {
    const auto found = std::ranges::find(in.entries, code, &model::code_entry::code);
    BOOST_REQUIRE_MESSAGE(found != in.entries.end(), code);
    return *found;
}

std::size_t place_of(const model::form& in, std::string_view name) {
    return static_cast<std::size_t>(&field(in, name) - in.fields.data());
}

struct expected {
    std::string_view name;
    bool required;
    std::uint32_t size_max;
    std::string_view rule, citation, code_table, fallback;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(policy_form)

BOOST_AUTO_TEST_CASE(each_field_has_what_order_profile_and_tables_say_of_it) {
    const auto form = shipped_form();
    // clang-format off
    const std::vector<expected> rows{
        {"role",                    true,  0,  "ROLE",    "SO0801 II.A.1",   "roles", ""},
        {"basis",                   true,  0,  "BASIS",   "SO0801 II.B.1, II.B.4", "bases", ""},
        {"subject.last_name",       true,  0,  "FIELDS",  "SO0801 II.B.2.a", "", ""},
        {"subject.first_name",      true,  0,  "FIELDS",  "SO0801 II.B.2.a", "", ""},
        {"subject.middle_name",     false, 0,  "FIELDS",  "SO0801 II.B.2.a", "", ""},
        {"subject.date_of_birth",   true,  10, "FIELDS",  "SO0801 II.B.2.b", "", ""},
        {"subject.sex",             true,  0,  "FIELDS",  "SO0801 II.B.2.c", "sexes", ""},
        {"subject.place_of_birth",  true,  2,  "FIELDS",  "SO0801 II.B.2.d", "places", ""},
        {"offense.ncic_code",       true,  4,  "FIELDS",  "SO0801 II.B.2.e", "offenses", "0399"},
        {"subject.mothers_maiden_name", false, 30, "PARENTS", "SO0801 II.B.2.f", "", ""},
        {"requester.officer_id",    true,  0,  "PEOPLE",  "SO0801 II.B.2",   "", ""},
        {"operator_id",             true,  0,  "PEOPLE",  "SO0801 II.B.3",   "", ""},
        {"purpose",                 false, 0,  "PROFILE", "MULES: fields of the IAQ", "purposes",
         "PURPOSE_CRIMINAL_JUSTICE"},
        {"phone",                   false, 20, "PROFILE", "MULES: fields of the IAQ", "",
         "8165550100"},
        {"reason",                  true,  75, "PROFILE", "MULES: fields of the IAQ", "reasons",
         "IMMIGRATION STATUS VERIFICATION"},
        {"attention",               false, 30, "PROFILE", "MULES: fields of the IAQ", "", ""},
        {"in_custody",              true,  0,  "PROFILE", "MULES: fields of the IAQ", "", ""},
        {"subject.alien_number",    false, 9,  "PROFILE", "MULES: fields of the IAQ", "", ""},
    };
    // clang-format on
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto& is = field(form, row.name);
            BOOST_TEST(is.required == row.required);
            BOOST_TEST(is.size_max == row.size_max);
            BOOST_TEST(is.rule == row.rule);
            BOOST_TEST(is.citation == row.citation);
            BOOST_TEST(is.code_table == row.code_table);
            BOOST_TEST(is.fallback == row.fallback);
            BOOST_TEST(!is.label.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_offense_code_is_filled_in_only_where_there_is_no_charge) {
    const auto form = shipped_form();
    BOOST_TEST(field(form, "offense.ncic_code").fallback_when ==
               "charge_status=CHARGE_STATUS_NONE");
    BOOST_TEST(field(form, "phone").fallback_when == "");
    auto order = shipped_order();
    order.default_offense_code.clear();
    const auto bare = policy::describe(order, shipped_profile(), shipped_tables());
    BOOST_TEST(field(bare, "offense.ncic_code").fallback_when == "");
}

BOOST_AUTO_TEST_CASE(role_and_ground_are_asked_before_who_the_person_is) {
    const auto form = shipped_form();
    BOOST_TEST(place_of(form, "role") == 0U);
    BOOST_TEST(place_of(form, "basis") < place_of(form, "subject.last_name"));
    // II.B.2 a to f, in the order's order.
    std::size_t before = 0;
    for (const auto name : {"subject.last_name", "subject.date_of_birth", "subject.sex",
                            "subject.place_of_birth", "offense.text", "offense.ncic_code",
                            "subject.mothers_maiden_name", "subject.fathers_last_name"}) {
        BOOST_TEST_CONTEXT(name) { BOOST_TEST(place_of(form, name) > before); }
        before = place_of(form, name);
    }
}

BOOST_AUTO_TEST_CASE(every_field_is_in_the_form_once_and_has_words_in_the_shipped_order) {
    const auto form = shipped_form();
    BOOST_TEST(form.fields.size() == model::asked_fields().size());
    for (const auto& asked : model::asked_fields()) {
        BOOST_TEST_CONTEXT(asked.name) {
            BOOST_TEST(std::ranges::count(form.fields, asked.name, &model::form_field::name) == 1);
            BOOST_TEST(!field(form, asked.name).help.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_order_without_a_form_still_gives_one) {
    auto order = shipped_order();
    order.form.clear();
    order.choices.clear();
    const auto form = policy::describe(order, shipped_profile(), shipped_tables());
    BOOST_TEST(form.fields.size() == model::asked_fields().size());
    BOOST_TEST(field(form, "subject.last_name").label == "last name");
    BOOST_TEST(field(form, "subject.last_name").citation == "SO0801 II.B.2 a-e");
    BOOST_TEST(entry(table(form, "roles"), "ARRESTEE").meaning == "ARRESTEE");
}

BOOST_AUTO_TEST_CASE(codes_come_from_the_tables_and_say_which_are_not_sent) {
    const auto form = shipped_form();
    const auto& places = table(form, "places");
    BOOST_TEST(entry(places, "MM").meaning == "MEXICO (STATE UNKNOWN)");
    BOOST_TEST(entry(places, "MM").usable);
    BOOST_TEST(entry(places, "MM").foreign);
    BOOST_TEST(entry(places, "JL").category == "mexico_state");
    BOOST_TEST(!entry(places, "MO").foreign);
    BOOST_TEST(!entry(places, "EM").usable);
    BOOST_TEST(entry(places, "EM").meaning == "see GE (Germany)");
    BOOST_TEST(std::ranges::is_sorted(places.entries, {}, &model::code_entry::code));
    BOOST_TEST(places.entries.size() ==
               shipped_tables().places().size() + shipped_tables().reference_places().size());
    BOOST_TEST(entry(table(form, "sexes"), "F").value == "SEX_FEMALE");
    BOOST_TEST(entry(table(form, "offenses"), "1399").meaning == "ASSAULT");
}

BOOST_AUTO_TEST_CASE(what_the_order_refuses_is_no_choice) {
    auto order = shipped_order();
    const auto usable = [&](std::string_view list, std::string_view code) {
        return entry(table(policy::describe(order, shipped_profile(), shipped_tables()), list),
                     code)
            .usable;
    };
    BOOST_TEST(usable("roles", "ARRESTEE"));
    BOOST_TEST(!usable("roles", "VICTIM"));
    BOOST_TEST(!usable("roles", "WITNESS"));
    BOOST_TEST(!usable("purposes", "F"));
    order.firearms_allowed = true;
    order.rules.at("ROLE").enabled = false;
    BOOST_TEST(usable("purposes", "F"));
    BOOST_TEST(usable("roles", "VICTIM"));
}

BOOST_AUTO_TEST_CASE(a_rule_out_of_force_requires_nothing_and_is_not_told) {
    auto order = shipped_order();
    order.rules.at("BASIS").enabled = false;
    const auto form = policy::describe(order, shipped_profile(), shipped_tables());
    BOOST_TEST(!field(form, "basis").required);
    BOOST_TEST(std::ranges::count(form.rules, "BASIS", &model::notice::id) == 0);
    BOOST_TEST(std::ranges::count(form.rules, "DETAIN", &model::notice::id) == 1);
}

BOOST_AUTO_TEST_CASE(what_may_raise_a_question_of_status_is_told_with_the_reason) {
    const auto form = shipped_form();
    BOOST_TEST(field(form, "reason").fallback_when == "basis=BASIS_PRESENTED_FOR_INCARCERATION");
    BOOST_TEST(table(form, "reasons").entries.size() == shipped_order().reasons.size());
    BOOST_TEST(!entry(table(form, "reasons"), "IDENTITY").meaning.empty());
    auto order = shipped_order();
    order.rules.at("EQUAL").enabled = false;
    const auto without = policy::describe(order, shipped_profile(), shipped_tables());
    BOOST_TEST(field(without, "reason").fallback_when == "");
    BOOST_TEST(!field(without, "reason").required);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_open_in_the_words_of_the_rules) {
    for (const auto& rule : shipped_form().rules) {
        BOOST_TEST_CONTEXT(rule.id) { BOOST_TEST(rule.text.find('{') == std::string::npos); }
    }
}

BOOST_AUTO_TEST_CASE(the_telephone_stands_in_the_rule_that_names_it) {
    const auto form = shipped_form();
    const auto hour = std::ranges::find(form.rules, "HOUR", &model::notice::id);
    BOOST_REQUIRE(hour != form.rules.end());
    BOOST_TEST(hour->text.find(shipped_profile().lesc_phone) != std::string::npos);
    BOOST_TEST(hour->text.find('{') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(tables_too_large_for_a_frame_are_cut_and_say_so) {
    std::string places = "code\tdescription\tcategory\tforeign\tmandatory_consular\n";
    std::string offences = "code\tdescription\n";
    for (int i = 0; i < 9000; ++i) {
        offences += std::to_string(10'000 + i).substr(1) + "\t" + std::string(900, 'X') + "\n";
    }
    places += "MM\tMEXICO\tcountry\tY\tY\n";
    const auto tables = tables::code_tables::parse({places, "code\thint\nEM\tsee GE\n", offences,
                                                    "code\tdescription\nF\tFEMALE\n",
                                                    "country\tcodes\tnote\nMexico\tMM\t\n", "d"});
    BOOST_REQUIRE(tables.has_value());
    const auto form = policy::describe(shipped_order(), shipped_profile(), tables.value());
    const auto& cut = table(form, "offenses");
    BOOST_TEST(cut.more);
    BOOST_TEST(!table(form, "places").more);
    std::size_t bytes = 0;
    for (const auto& e : cut.entries) {
        bytes += e.code.size() + e.meaning.size();
    }
    BOOST_TEST(bytes < model::limits::answer_bytes_max);
    BOOST_TEST(bytes > model::limits::answer_bytes_max / 2);
}

BOOST_AUTO_TEST_SUITE_END()
