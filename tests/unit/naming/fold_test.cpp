#include "naming/name_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace iaq;

namespace {

struct row {
    const char* written;
    const char* carried;  // null: refused
};

void check(const row& row, const std::optional<std::string>& folded) {
    BOOST_TEST_CONTEXT(row.written) {
        BOOST_TEST(folded.has_value() == (row.carried != nullptr));
        if (folded && row.carried != nullptr) {
            BOOST_TEST(*folded == row.carried);
        }
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(naming_fold)

BOOST_AUTO_TEST_CASE(letters_with_marks_become_plain_capitals) {
    for (const row& row : {
             row{"Peña", "PENA"},
             row{"PEÑA", "PENA"},
             row{"Pen\xCC\x83"
                 "a",
                 "PENA"},  // a combining tilde
             row{"Muñoz Núñez", "MUNOZ NUNEZ"},
             row{"Große", "GROSSE"},
             row{"STRAẞE", "STRASSE"},
             row{"Ægir Cæsar", "AEGIR CAESAR"},
             row{"Œuvre cœur", "OEUVRE COEUR"},
             row{"Øyvind Bjørn", "OYVIND BJORN"},
             row{"Łukasz Wałęsa", "LUKASZ WALESA"},
             row{"Þór Ðorđe", "THOR DORDE"},
             row{"Šarūnas Žižek Čapek", "SARUNAS ZIZEK CAPEK"},
             row{"Nguyễn Thị Hồng Đặng", "NGUYEN THI HONG DANG"},
             row{"İnönü Işık", "INONU ISIK"},
             row{"Əliyev", "ELIYEV"},
             row{"Ångström", "ANGSTROM"},
             row{"François Lefèvre", "FRANCOIS LEFEVRE"},
             row{"Ștefan Țepeș", "STEFAN TEPES"},
             row{"Ĳsbrand", "IJSBRAND"},
             row{"Ǆambo ǉubo", "DZAMBO LJUBO"},
         }) {
        check(row, naming::fold(row.written));
    }
}

BOOST_AUTO_TEST_CASE(typographic_marks_become_those_of_the_keyboard) {
    for (const row& row : {
             row{"O’Brien", "O'BRIEN"},
             row{"D‘Souza", "D'SOUZA"},
             row{"Hawaiʻi", "HAWAI'I"},
             row{"Garcia‐Lopez", "GARCIA-LOPEZ"},
             row{"Garcia‑Lopez", "GARCIA-LOPEZ"},
             row{"Garcia–Lopez", "GARCIA-LOPEZ"},
             row{"De\xC2\xA0La Cruz", "DE LA CRUZ"},
         }) {
        check(row, naming::fold(row.written));
    }
}

BOOST_AUTO_TEST_CASE(blanks_are_trimmed_and_collapsed) {
    check({"  de  la   Cruz ", "DE LA CRUZ"}, naming::fold("  de  la   Cruz "));
    check({"", ""}, naming::fold(""));
    check({"   ", ""}, naming::fold("   "));
}

BOOST_AUTO_TEST_CASE(what_the_table_lacks_is_refused) {
    for (const char* written : {
             "Jr.",
             "A/B",
             "DOE*",
             "DOE, JANE",
             "J0HN",
             "DOE&SONS",
             "DOE\tJANE",
             "DOE\r\nJANE",
             "Иванов",
             "Παππάς",
             "王",
             "محمد",
             "José🙂",
             "DOE\x7F",
             "DOE\"",
             "DOE`S",
             "DOE_X",
             "\xCC\x83"
             "A",      // a mark without its letter
             "A\xFF",  // not UTF-8
             "A\xC3",  // cut off
             "Zo\xE2\x80\x8B"
             "e",  // zero-width space
             "×",
             "÷",
         }) {
        check({written, nullptr}, naming::fold(written));
    }
}

BOOST_AUTO_TEST_CASE(only_a_change_beyond_the_case_is_told) {
    BOOST_TEST(!naming::folding_changes("de la Cruz"));
    BOOST_TEST(!naming::folding_changes(" O'Brien  "));
    BOOST_TEST(naming::folding_changes("Peña"));
    BOOST_TEST(naming::folding_changes("O’Brien"));
    BOOST_TEST(!naming::folding_changes("Иванов"));  // refused, so nothing is carried
}

BOOST_AUTO_TEST_CASE(free_text_is_one_line_without_delimiters) {
    for (const row& row : {
             row{"Ofc Núñez 123", "OFC NUNEZ 123"},
             row{"booked,\r\nDWI\tcase", "BOOKED, DWI CASE"},
             row{" two  blanks ", "TWO BLANKS"},
             row{"a-b (c) #4; 50% & <x>", "A-B (C) #4; 50% & <X>"},
             row{"“quoted”", "\"QUOTED\""},
             row{"", ""},
             row{"Sgt. Doe", nullptr},
             row{"w/out", nullptr},
             row{"*REF", nullptr},
             row{"wait…", nullptr},
             row{"bell\x07", nullptr},
             row{"текст", nullptr},
             row{"\xF0\x28\x8C\x28", nullptr},
         }) {
        check(row, naming::fold_text(row.written));
    }
}

BOOST_AUTO_TEST_SUITE_END()
