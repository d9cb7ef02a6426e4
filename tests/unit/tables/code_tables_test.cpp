#include "tables/code_tables.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace iaq;
using tables::code_tables;

std::string text_of(const std::string& name) {
    const std::ifstream in{std::string{IAQ_SOURCE_DIR} + "/config/tables/" + name,
                           std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const code_tables& shipped() {
    static const code_tables read = [] {
        const auto places = text_of("places.tsv"), references = text_of("reference_places.tsv"),
                   offences = text_of("offences.tsv"), sexes = text_of("sexes.tsv"),
                   consular = text_of("consular.tsv");
        auto parsed = code_tables::parse({places, references, offences, sexes, consular, "ab12"});
        BOOST_REQUIRE_MESSAGE(parsed.has_value(),
                              (parsed ? std::string{} : parsed.error().front().text));
        return parsed.value();
    }();
    return read;
}

std::string described(std::string_view code) {
    const auto* const found = shipped().find_place(code);
    return found == nullptr ? "none" : found->description;
}

/// Small sound tables; a test changes one of them.
struct small {
    std::string places =
        "code\tdescription\tcategory\tforeign\tmandatory_consular\n"
        "MO\tMISSOURI\tus_state\tN\tN\n"
        "PO\tPOLAND\tcountry\tY\tY\n";
    std::string references = "code\thint\nCN\tsee RC\n";
    std::string offences = "code\tdescription\n0399\tIMMIGRATION\n";
    std::string sexes = "code\tdescription\nM\tMALE\n";
    std::string consular = "country\tcodes\tnote\nPoland\tPO\t\n";

    [[nodiscard]] std::vector<std::string> complaints() const {
        const auto read =
            code_tables::parse({places, references, offences, sexes, consular, "ab12"});
        std::vector<std::string> said;
        if (!read) {
            for (const auto& one : read.error()) {
                said.push_back(one.text);
            }
        }
        return said;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tables_code_tables)

BOOST_AUTO_TEST_CASE(ncic_places_are_not_iso_codes) {
    BOOST_TEST(described("UK") == "UKRAINE");
    BOOST_TEST(described("UN") == "UNITED KINGDOM");
    BOOST_TEST(described("MM") == "MEXICO (STATE UNKNOWN)");
    BOOST_TEST(described("CD") == "CANADA (PROVINCE NOT LISTED)");
    BOOST_TEST(described("NB") == "NEBRASKA");
    BOOST_TEST(described("NE") == "NETHERLANDS");
    BOOST_TEST(described("GE") == "GERMANY");
    BOOST_TEST(described("SA") == "SIERRA LEONE");
    BOOST_TEST(described("RU") == "ROMANIA");
    BOOST_TEST(described("mo") == "none");
    BOOST_TEST(described("") == "none");
}

BOOST_AUTO_TEST_CASE(reference_codes_are_not_sent_and_say_where_to_look) {
    BOOST_TEST(shipped().find_place("CN") == nullptr);
    BOOST_REQUIRE(shipped().find_reference_place("CN") != nullptr);
    BOOST_TEST(*shipped().find_reference_place("CN") ==
               "see RC (People's Republic of China) or TW (Taiwan)");
    BOOST_TEST(shipped().find_place("HC") == nullptr);
    BOOST_TEST(*shipped().find_reference_place("HC") == "see BP (Bosnia and Herzegovina)");
    BOOST_TEST(shipped().find_place("XX") == nullptr);
    BOOST_TEST(shipped().find_reference_place("XX")->find("III records only") != std::string::npos);
    BOOST_TEST(shipped().find_reference_place("MO") == nullptr);
}

BOOST_AUTO_TEST_CASE(every_code_a_hint_names_is_a_place_to_send) {
    for (const auto* const code :
         {"AC", "AW", "AY", "CK", "CN", "CX", "CZ", "DL", "DU", "EM", "GL", "GW", "HA",
          "HC", "KA", "KR", "ST", "SX", "TI", "UA", "VM", "VN", "VS", "WG", "XX", "YE"}) {
        BOOST_TEST_CONTEXT(code) {
            const auto* const hint = shipped().find_reference_place(code);
            BOOST_REQUIRE(hint != nullptr);
            std::istringstream words{*hint};
            std::string word;
            int named = 0;
            while (words >> word) {
                if (word.size() == 2 && word[0] >= 'A' && word[0] <= 'Z' && word[1] <= 'Z') {
                    BOOST_TEST(shipped().find_place(word) != nullptr, word);
                    ++named;
                }
            }
            BOOST_TEST(named >= 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(us_states_and_possessions_are_not_foreign_and_free_associated_states_are) {
    const std::set<std::string> foreign_territories{"MH", "CG"};
    int territories = 0;
    int states = 0;
    for (const auto& [code, place] : shipped().places()) {
        BOOST_TEST_CONTEXT(code) {
            if (place.category == "us_state") {
                BOOST_TEST(!place.foreign);
                ++states;
            } else if (place.category == "us_territory") {
                BOOST_TEST(place.foreign == foreign_territories.contains(code));
                ++territories;
            } else {
                BOOST_TEST(place.foreign == (code != "US"));
            }
        }
    }
    BOOST_TEST(states == 51);
    BOOST_TEST(territories == 16);
    for (const auto* const code : {"FS", "PD", "MH"}) {
        BOOST_TEST(shipped().find_place(code)->foreign, code);
    }
    for (const auto* const code : {"PR", "GM", "VI", "AM", "MK", "DC"}) {
        BOOST_TEST(!shipped().find_place(code)->foreign, code);
    }
}

BOOST_AUTO_TEST_CASE(only_a_state_or_the_district_is_a_us_state) {
    for (const auto* const code : {"MO", "DC", "NB", "GA"}) {
        BOOST_TEST(shipped().is_us_state(code), code);
    }
    for (const auto* const code : {"PR", "US", "GD", "NE", "CD", "CN", "XX", ""}) {
        BOOST_TEST(!shipped().is_us_state(code), code);
    }
}

BOOST_AUTO_TEST_CASE(mandatory_notification_follows_the_state_department_list) {
    for (const auto* const code : {"PO", "RC", "HK", "OC", "UN", "EN", "JM", "UK", "PI"}) {
        BOOST_TEST(shipped().find_place(code)->mandatory_consular, code);
    }
    for (const auto* const code : {"TW", "MM", "CD", "GE", "MO", "YY"}) {
        BOOST_TEST(!shipped().find_place(code)->mandatory_consular, code);
    }
}

BOOST_AUTO_TEST_CASE(the_lists_footnotes_are_found_by_each_code_of_their_country) {
    for (const std::string_view code : {"RC", "OC", "HK", "PO", "UN", "EN", "BM", "VB", "TR"}) {
        BOOST_TEST_CONTEXT(code) {
            const auto* const note = shipped().find_consular_note(code);
            BOOST_REQUIRE(note != nullptr);
            BOOST_TEST(!note->empty());
        }
    }
    for (const std::string_view code : {"PI", "TW", "MM", "XX", ""}) {
        BOOST_TEST(shipped().find_consular_note(code) == nullptr);
    }
}

BOOST_AUTO_TEST_CASE(offences_and_sexes_are_found_by_their_code_alone) {
    BOOST_REQUIRE(shipped().find_offence("0399") != nullptr);
    BOOST_TEST(*shipped().find_offence("0399") == "IMMIGRATION");
    BOOST_TEST(shipped().find_offence("5404") != nullptr);
    BOOST_TEST(shipped().find_offence("4003") == nullptr);
    BOOST_TEST(shipped().find_offence("399") == nullptr);
    for (const auto* const code : {"F", "M", "U"}) {
        BOOST_TEST(shipped().has_sex(code), code);
    }
    BOOST_TEST(!shipped().has_sex("X"));
    BOOST_TEST(!shipped().has_sex("m"));
    BOOST_TEST(shipped().digest() == "ab12");
}

BOOST_AUTO_TEST_CASE(small_sound_tables_give_no_complaint) {
    BOOST_TEST(small{}.complaints().empty());
}

BOOST_AUTO_TEST_CASE(each_wrong_row_is_told_with_its_file_and_line) {
    using text = std::string small::*;
    const struct {
        std::string_view name;
        text table;
        std::string added, complaint;
    } rows[] = {
        {"small letters", &small::places, "mo\tX\tcountry\tN\tN\n",
         "places.tsv:4: code must be two letters A-Z"},
        {"no description", &small::places, "AA\t\tcountry\tN\tN\n",
         "places.tsv:4: description is empty"},
        {"a category of ours", &small::places, "AA\tX\tplanet\tN\tN\n",
         "places.tsv:4: category must be one of country, canada_province, us_state, us_territory, "
         "mexico_state"},
        {"a flag in words", &small::places, "AA\tX\tcountry\tno\tN\n",
         "places.tsv:4: foreign and mandatory_consular must be Y or N"},
        {"a code twice", &small::places, "MO\tX\tcountry\tN\tN\n",
         "places.tsv:4: code MO stands here twice"},
        {"a column short", &small::places, "AA\tX\tcountry\tN\n",
         "places.tsv:4: 4 columns, must be 5: code description category foreign "
         "mandatory_consular"},
        {"an empty line", &small::places, "\n",
         "places.tsv:4: 1 columns, must be 5: code description category foreign "
         "mandatory_consular"},
        {"a letter with a mark", &small::places, "AA\t\xC3\x91\tcountry\tN\tN\n",
         "places.tsv:4: a row holds printable ASCII, at most 1000 bytes"},
        {"mandatory and not listed", &small::places, "AA\tX\tcountry\tY\tY\n",
         "consular.tsv:1: code AA is mandatory_consular in places.tsv and not listed here"},
        {"a reference that is a place", &small::references, "MO\tsee PO\n",
         "reference_places.tsv:3: code MO is in places.tsv as well"},
        {"a reference without hint", &small::references, "ZZ\t\n",
         "reference_places.tsv:3: hint is empty: say where to look instead"},
        {"an offence of three digits", &small::offences, "399\tX\n",
         "offences.tsv:3: a row is a code of four digits and a description"},
        {"an offence twice", &small::offences, "0399\tX\n",
         "offences.tsv:3: code 0399 stands here twice"},
        {"a sex of two letters", &small::sexes, "MM\tX\n",
         "sexes.tsv:3: a row is one letter A-Z and a description"},
        {"a consular code nobody knows", &small::consular, "Nowhere\tZZ\t\n",
         "consular.tsv:3: code ZZ is not in places.tsv"},
        {"a consular code not marked", &small::consular, "Missouri\tMO\t\n",
         "consular.tsv:3: code MO is not mandatory_consular in places.tsv"},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            small changed;
            changed.*row.table += row.added;
            BOOST_TEST(changed.complaints() == std::vector<std::string>{row.complaint},
                       boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_header_or_an_empty_table_is_told) {
    small changed;
    changed.sexes = "";
    changed.offences = "code\tdescription\n";
    const std::vector<std::string> expected{
        "offences.tsv:1: holds no row",
        "sexes.tsv:1: the first line must name the columns, tab-separated: code description"};
    BOOST_TEST(changed.complaints() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(line_ends_of_another_system_are_taken) {
    small changed;
    changed.sexes = "code\tdescription\r\nM\tMALE\r\n";
    BOOST_TEST(changed.complaints().empty());
}

BOOST_AUTO_TEST_SUITE_END()
