#include "tables/regions.hpp"

#include <array>

namespace iaq::tables {
namespace {

struct region {
    std::string_view name, codes;
};

// NCIC codes (config/tables/places.tsv) by region, after the regions of the United Nations (M49).
// The parts of a state are with it: Puerto Rico with the United States, the Azores with Europe;
// the Marshall Islands, Micronesia and Palau, which are states of their own, with Oceania.
// clang-format off
constexpr std::array regions{
    region{"United States and its territories",
     "AK AL AM AR AZ BK CA CO CT DC DE FL GA GM HI HO IA ID IL IN JI JR KI KS KY LA "
     "MA MD ME MI MK MN MO MS MT MW NB NC ND NH NJ NM NV NY OH OK OR PA PL PR RI SC "
     "SD TN TX US UT VA VI VL VT WA WI WK WV WY"},
    region{"Mexico",
     "AG BA BJ CE CH CI CL CU DF DO GR GU HL JL MC MM MR MX NA NL OA PB QR QU SI SL "
     "SO TA TB TL VC YU ZA"},
    region{"Central America and the Caribbean",
     "AE AI AJ BB BD BH CC CP CR DM DR EL GJ GP GT HD HT JM LU NU NX PM RR TR TS TT "
     "VB VV WN ZB"},
    region{"South America",
     "AT BV BZ CB CQ EU FA FG GS GY PU PV UY VZ ZC"},
    region{"Canada",
     "AB BC CD MB NF NK NS NT ON PE PQ SN XN YT"},
    region{"Europe",
     "AA AD AQ AU BG BP BU BW BY CS DK EN ES EZ FD FN FO GC GE GF HU IB IC IE IM IT "
     "JE JN KC KV LD LF LH LI LO LT LX MJ MY NE NI NW PO PT RA RF RG RU SH SP SQ SS "
     "SV SZ UK UN VY WL XA XB YG ZD ZI"},
    region{"Africa",
     "AN AO BF BI BO BT CF CM CV CW DG DH DN EK EO ER ET EY GB GG GI GK GO HS IY JU "
     "KE LB LE LY MF ML MP MQ MU NG NN PG RB RE RH RS RW SA SE SF SG SJ SM SU SW TM "
     "TO TP TU TZ UG UM UV YO ZF ZM ZO ZR"},
    region{"Asia",
     "AF AP AV BE BL BN BR BX CJ CY GD GZ HK II IO IQ IR IS JA JO KN KO KT KU KZ LN "
     "LS MG MV MZ NP OC OI OM PF PI PK QA RC RV RY SB SR SY TC TE TH TJ TW TY UR UZ "
     "WB"},
    region{"Oceania",
     "AH AS BS CG DD DI DJ FJ FP FS HN HR IU KB KH MH NO NQ NR NZ OF PC PD TD TF TG "
     "TK TQ TV WF WS"},
    region{"elsewhere, or not listed",
     "BM BQ DB FR GN HE PS YY"},
};
// clang-format on

}  // namespace

std::vector<std::string> region_names() {
    std::vector<std::string> names;
    for (const auto& each : regions) {
        names.emplace_back(each.name);
    }
    return names;
}

std::size_t region_of(std::string_view code) {
    for (std::size_t i = 0; i + 1 < regions.size(); ++i) {
        const auto at = regions[i].codes.find(code);
        if (code.size() == 2 && at != std::string_view::npos && at % 3 == 0) {
            return i;
        }
    }
    return regions.size() - 1;
}

}  // namespace iaq::tables
