#include "iaqctl/ask/understanding.hpp"

#include "iaqctl/ask/draft.hpp"
#include "iaqctl/paper.hpp"
#include "unit/ctl/shipped_form.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;
using ctl_test::shipped_form;

namespace {

constexpr std::time_t moment = 1'795'502'400;  // 2026-11-24 06:40:00 UTC, 00:40 in Chicago

const v1::FieldDescription& field(const std::string& name) {
    static const draft any{shipped_form()};
    const auto* const found = any.find(name);
    BOOST_REQUIRE_MESSAGE(found != nullptr, name);
    return *found;
}

understood typed(const std::string& name, std::string_view text) {
    return understand(shipped_form(), field(name), text, moment);
}

struct zone {
    zone() { set_zone("America/Chicago"); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_understanding, *boost::unit_test::fixture<zone>())

BOOST_AUTO_TEST_CASE(a_day_is_understood_as_people_write_it) {
    const std::vector<std::pair<std::string_view, std::string_view>> rows{
        {"1990-01-31", "1990-01-31"},
        {"01/31/1990", "1990-01-31"},
        {"1/31/1990", "1990-01-31"},
        {"1-2-1990", "1990-01-02"},
        {"01311990", "1990-01-31"},
        {"19900131", "1990-01-31"},
        {"12122012", "2012-12-12"},
        {"20101112", "2010-11-12"},
        // No day, or nobody can tell which century.
        {"01/31/90", ""},
        {"013190", ""},
        {"1990-02-30", ""},
        {"31/01/1990", ""},
        {"1990", ""},
        {"yesterday", ""},
        {"", ""},
        {"1990-01-31-1", ""},
        {"1790-01-31", ""},
    };
    for (const auto& [text, day] : rows) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(day_of(text).value_or("") == day); }
    }
}

BOOST_AUTO_TEST_CASE(a_time_is_understood_in_the_agencys_zone) {
    const std::vector<std::pair<std::string_view, std::string_view>> rows{
        {"now", "2026-11-24 00:40:00 -0600"},
        {"+15m", "2026-11-24 00:55:00 -0600"},
        {"+15", "2026-11-24 00:55:00 -0600"},
        {"+2h", "2026-11-24 02:40:00 -0600"},
        {"01:00", "2026-11-24 01:00:00 -0600"},
        {"0100", "2026-11-24 01:00:00 -0600"},
        // The nearest: at twenty to one in the night, 23:50 was yesterday.
        {"23:50", "2026-11-23 23:50:00 -0600"},
        {"2026-07-04 14:30", "2026-07-04 14:30:00 -0500"},
        {"7/4/2026 1430", "2026-07-04 14:30:00 -0500"},
        {"25:00", ""},
        {"12:60", ""},
        {"later", ""},
        {"+15d", ""},
        {"2026-07-04", ""},
        {"99999", ""},
    };
    for (const auto& [text, time] : rows) {
        BOOST_TEST_CONTEXT(text) {
            const auto is = moment_of(text, moment);
            google::protobuf::Timestamp at;
            at.set_seconds(is.value_or(0));
            BOOST_TEST((is ? local_time(at) : "") == time);
        }
    }
}

BOOST_AUTO_TEST_CASE(each_form_of_field_is_taken_or_says_what_would_do) {
    struct row {
        std::string field, text, value, fault;
    };
    const std::vector<row> rows{
        {"subject.last_name", "  Nuñez ", "Nuñez", ""},
        {"subject.date_of_birth", "1/31/1990", "1990-01-31", ""},
        {"subject.date_of_birth", "tuesday", "tuesday", "Year, month and day"},
        {"subject.sex", "female", "SEX_FEMALE", ""},
        {"subject.sex", "m", "SEX_MALE", ""},
        {"subject.place_of_birth", "germany", "GE", ""},
        {"subject.place_of_birth", "EM", "EM", "EM is not sent: see GE (Germany)."},
        {"subject.place_of_birth", "atlantis", "atlantis", "Nothing is called that"},
        {"subject.place_of_birth", "korea", "korea", "Several fit"},
        {"offense.ncic_code", "1399", "1399", ""},
        {"offense.ncic_code", "1357", "1357", ""},  // newer than our table: taken
        {"offense.ncic_code", "13999", "13999", "Nothing is called that"},
        {"in_custody", "Y", "true", ""},
        {"in_custody", "no", "false", ""},
        {"in_custody", "maybe", "maybe", "Say yes or no."},
        {"role", "charged", "SUBJECT_ROLE_CHARGED", ""},
        {"role", "victim", "SUBJECT_ROLE_VICTIM", "Victim: not asked about."},
        {"subject.alien_number", "1234567890", "1234567890", "At most 9 characters; these are 10."},
        {"confined_at", "soon", "soon", "A time such as 14:30"},
        {"role", "", "", ""},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.field << " '" << r.text << "'") {
            const auto is = typed(r.field, r.text);
            BOOST_TEST(is.value == r.value);
            BOOST_TEST(is.fault.empty() == r.fault.empty());
            BOOST_TEST(is.fault.find(r.fault) == 0U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_country_of_the_same_letters_is_seen_by_its_name) {
    BOOST_TEST(typed("subject.place_of_birth", "uk").words == "UK, UKRAINE");
    BOOST_TEST(typed("subject.place_of_birth", "united kingdom").words == "UN, UNITED KINGDOM");
}

BOOST_AUTO_TEST_CASE(every_field_of_the_form_finds_its_place_in_a_submission) {
    for (const auto& of : shipped_form().fields()) {
        BOOST_TEST_CONTEXT(of.name()) {
            std::string value = "text";
            const auto* const list = table_of(shipped_form(), of.code_table());
            switch (of.form()) {
                case v1::FIELD_FORM_TIME: value = "1795500000"; break;
                case v1::FIELD_FORM_FLAG: value = "true"; break;
                case v1::FIELD_FORM_CHOICE: value = list->entries(0).value(); break;
                default: break;
            }
            v1::SubmitInquiry request;
            BOOST_TEST(put_field(request, of.name(), value));
            BOOST_TEST(request.ByteSizeLong() > 0U);
        }
    }
    v1::SubmitInquiry request;
    for (const auto* const name : {"", "nobody", "subject", "subject.nobody", "role.x"}) {
        BOOST_TEST_CONTEXT(name) { BOOST_TEST(!put_field(request, name, "text")); }
    }
    BOOST_TEST(!put_field(request, "role", "SUBJECT_ROLE_BYSTANDER"));
}

BOOST_AUTO_TEST_SUITE_END()
