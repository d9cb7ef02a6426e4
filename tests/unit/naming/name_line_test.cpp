#include "naming/name_line.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace iaq;

namespace {

model::subject named(std::string last, std::string first, std::string middle = {},
                     std::string suffix = {}) {
    model::subject person;
    person.last_name = std::move(last);
    person.first_name = std::move(first);
    person.middle_name = std::move(middle);
    person.suffix = std::move(suffix);
    return person;
}

using parts = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(naming_name_line)

BOOST_AUTO_TEST_CASE(a_name_that_fits_is_written_whole) {
    const auto line = naming::compose(named("García", "Juan", "Carlos", "Jr"), 30, true).value();
    BOOST_TEST(line.text == "GARCIA, JUAN CARLOS JR");
    BOOST_TEST(line.cut.empty());
}

BOOST_AUTO_TEST_CASE(the_blank_behind_the_comma_is_the_profiles_choice) {
    BOOST_TEST(naming::compose(named("Doe", "Jane"), 30, false).value().text == "DOE,JANE");
    BOOST_TEST(naming::compose(named("Doe", "Jane"), 30, true).value().text == "DOE, JANE");
}

BOOST_AUTO_TEST_CASE(parts_are_cut_in_the_stated_order) {
    struct row {
        std::size_t size;
        const char* text;
        parts cut;
    };
    const auto person = named("MONTGOMERY", "ALEXANDER", "BARTHOLOMEW", "III");
    for (const row& row : {
             row{37, "MONTGOMERY, ALEXANDER BARTHOLOMEW III", {}},
             row{36, "MONTGOMERY, ALEXANDER BARTHOLOMEW", {"suffix"}},
             row{33, "MONTGOMERY, ALEXANDER BARTHOLOMEW", {"suffix"}},
             row{32, "MONTGOMERY, ALEXANDER", {"suffix", "middle_name"}},
             row{21, "MONTGOMERY, ALEXANDER", {"suffix", "middle_name"}},
             row{20, "MONTGOMERY, ALEXANDE", {"suffix", "middle_name", "first_name"}},
             row{13, "MONTGOMERY, A", {"suffix", "middle_name", "first_name"}},
             row{12, "MONTGOMER, A", {"suffix", "middle_name", "first_name", "last_name"}},
             row{4, "M, A", {"suffix", "middle_name", "first_name", "last_name"}},
         }) {
        BOOST_TEST_CONTEXT(row.size) {
            const auto line = naming::compose(person, row.size, true).value();
            BOOST_TEST(line.text == row.text);
            BOOST_TEST(line.cut == row.cut, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_cut_leaves_no_dangling_blank_or_hyphen) {
    const auto line = naming::compose(named("CRUZ", "MARIA DEL CARMEN"), 16, true).value();
    BOOST_TEST(line.text == "CRUZ, MARIA DEL");
    BOOST_TEST(line.cut == parts{"first_name"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_size_is_ever_exceeded) {
    const auto person = named("GARCIA-LOPEZ", "JUAN CARLOS", "DE LA", "JR");
    for (std::size_t size = 1; size <= 40; ++size) {
        for (const bool blank : {false, true}) {
            const auto line = naming::compose(person, size, blank);
            BOOST_TEST(line.has_value());
            BOOST_TEST(line->text.size() <= size);
            BOOST_TEST(!line->text.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_part_that_cannot_be_folded_gives_no_line) {
    BOOST_TEST(!naming::compose(named("Doe", "Jane", "Q."), 30, true));
    BOOST_TEST(!naming::compose(named("Иванов", "Jane"), 30, true));
    BOOST_TEST(!naming::compose(named("", "Jane"), 30, true));
    BOOST_TEST(!naming::compose(named("Doe", "Jane"), 0, true));
    BOOST_TEST(naming::compose(named("Doe", ""), 30, true).value().text == "DOE");
}

BOOST_AUTO_TEST_SUITE_END()
