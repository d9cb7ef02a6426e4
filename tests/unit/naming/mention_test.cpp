#include "naming/name_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;

namespace {

model::subject born(std::string last, std::string first, std::string date) {
    model::subject person;
    person.last_name = std::move(last);
    person.first_name = std::move(first);
    person.date_of_birth = std::move(date);
    return person;
}

using dates = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(naming_mention)

BOOST_AUTO_TEST_CASE(a_name_is_found_by_whole_words_whatever_its_accents_and_hyphens) {
    struct row {
        const char* last;
        const char* first;
        const char* text;
        bool found;
    };
    for (const row& row : {
             row{"Doe", "Jane", "NAM/DOE, JANE.DOB/19800201", true},
             row{"Doe", "Jane", "subject jane q doe is known", true},
             row{"Doe", "Jane", "JANE ROE", false},
             row{"Doe", "Jane", "DOERING, JANET", false},
             row{"Doe", "Jane", "JANE DOES NOT", false},
             row{"Peña", "José", "PENA, JOSE", true},
             row{"Pena", "Jose", "PEÑA, JOSÉ", true},
             row{"Garcia-Lopez", "Ana", "GARCIA LOPEZ, ANA", true},
             row{"Garcia Lopez", "Ana", "GARCIA-LOPEZ,ANA", true},
             row{"Garcia-Lopez", "Ana", "GARCIA, ANA LOPEZ", false},
             row{"O'Brien", "Pat", "OBRIEN PAT", true},
             row{"O’Brien", "Pat", "O'BRIEN PAT", true},
             row{"O'Brien", "Pat", "O BRIEN PAT", true},
             row{"Иванов", "Jane", "JANE", false},
             row{"", "", "ANYTHING", false},
             row{"Doe", "Jane", "", false},
             row{"Doe", "Jane", "DOE\xFFJANE", true},
         }) {
        BOOST_TEST_CONTEXT(row.last << " in " << row.text) {
            const auto found = naming::mentions(row.text, born(row.last, row.first, "1980-02-01"));
            BOOST_TEST(found.name == row.found);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_birth_date_is_found_in_every_form_the_field_writes) {
    const auto person = born("Doe", "Jane", "1980-02-01");
    for (const char* text : {"DOB/19800201", "DOB 1980-02-01", "02/01/1980", "02-01-1980",
                             "DOB:02011980", "02/01/80", "2/1/1980", "BORN 02/01/1980."}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(naming::mentions(text, person).birth); }
    }
    for (const char* text :
         {"19800202", "01/02/1980", "1980", "119800201", "198002011", "", "80"}) {
        BOOST_TEST_CONTEXT(text) { BOOST_TEST(!naming::mentions(text, person).birth); }
    }
}

BOOST_AUTO_TEST_CASE(each_date_is_listed_once_and_only_real_days_are) {
    BOOST_TEST(naming::dates_in("19900115 01/15/1990 1990-01-15") == dates{"1990-01-15"},
               boost::test_tools::per_element());
    BOOST_TEST(naming::dates_in("01/15/90") == (dates{"1990-01-15", "2090-01-15"}),
               boost::test_tools::per_element());
    BOOST_TEST(naming::dates_in("02/29/2000 02/29/2001") == dates{"2000-02-29"},
               boost::test_tools::per_element());
    BOOST_TEST(naming::dates_in("13/01/1990 01-15/1990 1/x2/2000 99999999 00000000").empty());
    BOOST_TEST(naming::dates_in("").empty());
}

BOOST_AUTO_TEST_SUITE_END()
