#pragma once

#include "unit/evidence/hash_table.hpp"

#include <cstdint>
#include <string_view>

/// Public figures for consistency proofs, 6 good and 92 spoilt: testdata/consistency of
/// github.com/transparency-dev/merkle at commit 417fb0c3 (Apache License 2.0). Only their layout is
/// ours: a hash stands once, under a letter, and a name begins with its folder's number (9: the
/// folder `additional`).
namespace iaq::test {

struct consistency_row {
    std::string_view name;
    std::uint64_t from;
    std::uint64_t to;
    char root_from;  // letters stand for hashes of the table below
    std::string_view proof;
    char root_to;
    bool good;
};

// clang-format off
inline constexpr lettered_hash consistency_hashes[] = {
    {'a', "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="},
    {'b', "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="},
    {'c', "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="},
    {'d', "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="},
    {'e', "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="},
    {'f', "hqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="},
    {'g', "Twg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="},
    {'h', "e0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="},
    {'i', ""},
    {'j', "V3JvbmdSb290"},
    {'k', "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8="},
    {'l', "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o="},
    {'m', "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="},
    {'n', "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="},
    {'o', "HrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o="},
    {'p', "2oVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="},
    {'q', "w37kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="},
    {'r', "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="},
    {'s', "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ="},
    {'t', "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="},
    {'u', "rBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="},
    {'v', "3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw="},
    {'w', "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8="},
    {'x', "oIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8="},
    {'y', "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
    {'z', "ZG9uJ3QgY2FyZSAy"},
    {'A', "ZG9uJ3QgY2FyZSAx"},
};

inline constexpr consistency_row consistency_rows[] = {
    {"0/happy path", 1U, 1U, 'a', "", 'a', true},
    {"1/empty proof", 1U, 8U, 'a', "", 'b', false},
    {"1/happy path", 1U, 8U, 'a', "cde", 'b', true},
    {"1/modified proof@0 bit @4", 1U, 8U, 'a', "fde", 'b', false},
    {"1/modified proof@1 bit @4", 1U, 8U, 'a', "cge", 'b', false},
    {"1/modified proof@2 bit @4", 1U, 8U, 'a', "cdh", 'b', false},
    {"1/preceding garbage", 1U, 8U, 'a', "icde", 'b', false},
    {"1/preceding proof @0", 1U, 8U, 'a', "ccde", 'b', false},
    {"1/preceding root1", 1U, 8U, 'a', "acde", 'b', false},
    {"1/preceding root2", 1U, 8U, 'a', "bcde", 'b', false},
    {"1/size1 XOR @2", 3U, 8U, 'a', "cde", 'b', false},
    {"1/size1 plus @1", 2U, 8U, 'a', "cde", 'b', false},
    {"1/size1 sub @1", 0U, 8U, 'a', "cde", 'b', false},
    {"1/size2 div @2", 1U, 4U, 'a', "cde", 'b', false},
    {"1/size2 mul @2", 1U, 16U, 'a', "cde", 'b', false},
    {"1/swapped roots", 1U, 8U, 'b', "cde", 'a', false},
    {"1/trailing garbage", 1U, 8U, 'a', "cdei", 'b', false},
    {"1/trailing root1", 1U, 8U, 'a', "cdea", 'b', false},
    {"1/trailing root2", 1U, 8U, 'a', "cdeb", 'b', false},
    {"1/truncated proof", 1U, 8U, 'a', "cd", 'b', false},
    {"1/wrong root1", 1U, 8U, 'j', "cde", 'b', false},
    {"1/wrong root2", 1U, 8U, 'a', "cde", 'j', false},
    {"2/empty proof", 6U, 8U, 'k', "", 'b', false},
    {"2/happy path", 6U, 8U, 'k', "lmn", 'b', true},
    {"2/modified proof@0 bit @4", 6U, 8U, 'k', "omn", 'b', false},
    {"2/modified proof@1 bit @4", 6U, 8U, 'k', "lpn", 'b', false},
    {"2/modified proof@2 bit @4", 6U, 8U, 'k', "lmq", 'b', false},
    {"2/preceding garbage", 6U, 8U, 'k', "ilmn", 'b', false},
    {"2/preceding proof @0", 6U, 8U, 'k', "llmn", 'b', false},
    {"2/preceding root1", 6U, 8U, 'k', "klmn", 'b', false},
    {"2/preceding root2", 6U, 8U, 'k', "blmn", 'b', false},
    {"2/size1 XOR @2", 4U, 8U, 'k', "lmn", 'b', false},
    {"2/size1 plus @1", 7U, 8U, 'k', "lmn", 'b', false},
    {"2/size1 sub @1", 5U, 8U, 'k', "lmn", 'b', false},
    {"2/size2 div @2", 6U, 4U, 'k', "lmn", 'b', false},
    {"2/size2 mul @2", 6U, 16U, 'k', "lmn", 'b', false},
    {"2/swapped roots", 6U, 8U, 'b', "lmn", 'k', false},
    {"2/trailing garbage", 6U, 8U, 'k', "lmni", 'b', false},
    {"2/trailing root1", 6U, 8U, 'k', "lmnk", 'b', false},
    {"2/trailing root2", 6U, 8U, 'k', "lmnb", 'b', false},
    {"2/truncated proof", 6U, 8U, 'k', "lm", 'b', false},
    {"2/wrong root1", 6U, 8U, 'j', "lmn", 'b', false},
    {"2/wrong root2", 6U, 8U, 'k', "lmn", 'j', false},
    {"3/empty proof", 2U, 5U, 'r', "", 's', false},
    {"3/happy path", 2U, 5U, 'r', "dt", 's', true},
    {"3/modified proof@0 bit @4", 2U, 5U, 'r', "gt", 's', false},
    {"3/modified proof@1 bit @4", 2U, 5U, 'r', "du", 's', false},
    {"3/preceding garbage", 2U, 5U, 'r', "idt", 's', false},
    {"3/preceding proof @0", 2U, 5U, 'r', "ddt", 's', false},
    {"3/preceding root1", 2U, 5U, 'r', "rdt", 's', false},
    {"3/preceding root2", 2U, 5U, 'r', "sdt", 's', false},
    {"3/size1 XOR @2", 0U, 5U, 'r', "dt", 's', false},
    {"3/size1 plus @1", 3U, 5U, 'r', "dt", 's', false},
    {"3/size1 sub @1", 1U, 5U, 'r', "dt", 's', false},
    {"3/size2 div @2", 2U, 2U, 'r', "dt", 's', false},
    {"3/size2 mul @2", 2U, 10U, 'r', "dt", 's', false},
    {"3/swapped roots", 2U, 5U, 's', "dt", 'r', false},
    {"3/trailing garbage", 2U, 5U, 'r', "dti", 's', false},
    {"3/trailing root1", 2U, 5U, 'r', "dtr", 's', false},
    {"3/trailing root2", 2U, 5U, 'r', "dts", 's', false},
    {"3/truncated proof", 2U, 5U, 'r', "d", 's', false},
    {"3/wrong root1", 2U, 5U, 'j', "dt", 's', false},
    {"3/wrong root2", 2U, 5U, 'r', "dt", 'j', false},
    {"4/empty proof", 6U, 7U, 'k', "", 'v', false},
    {"4/happy path", 6U, 7U, 'k', "lwn", 'v', true},
    {"4/modified proof@0 bit @4", 6U, 7U, 'k', "own", 'v', false},
    {"4/modified proof@1 bit @4", 6U, 7U, 'k', "lxn", 'v', false},
    {"4/modified proof@2 bit @4", 6U, 7U, 'k', "lwq", 'v', false},
    {"4/preceding garbage", 6U, 7U, 'k', "ilwn", 'v', false},
    {"4/preceding proof @0", 6U, 7U, 'k', "llwn", 'v', false},
    {"4/preceding root1", 6U, 7U, 'k', "klwn", 'v', false},
    {"4/preceding root2", 6U, 7U, 'k', "vlwn", 'v', false},
    {"4/size1 XOR @2", 4U, 7U, 'k', "lwn", 'v', false},
    {"4/size1 plus @1", 7U, 7U, 'k', "lwn", 'v', false},
    {"4/size1 sub @1", 5U, 7U, 'k', "lwn", 'v', false},
    {"4/size2 div @2", 6U, 3U, 'k', "lwn", 'v', false},
    {"4/size2 mul @2", 6U, 14U, 'k', "lwn", 'v', false},
    {"4/swapped roots", 6U, 7U, 'v', "lwn", 'k', false},
    {"4/trailing garbage", 6U, 7U, 'k', "lwni", 'v', false},
    {"4/trailing root1", 6U, 7U, 'k', "lwnk", 'v', false},
    {"4/trailing root2", 6U, 7U, 'k', "lwnv", 'v', false},
    {"4/truncated proof", 6U, 7U, 'k', "lw", 'v', false},
    {"4/wrong root1", 6U, 7U, 'j', "lwn", 'v', false},
    {"4/wrong root2", 6U, 7U, 'k', "lwn", 'j', false},
    {"9/from the empty tree", 0U, 1U, 'y', "y", 'y', false},
    {"9/roots do not match and sizes are zero", 0U, 0U, 'y', "", 'z', false},
    {"9/roots do not not match and sizes are one", 1U, 1U, 'y', "", 'z', false},
    {"9/size1 is greater than size2 again", 2U, 1U, 'A', "", 'z', false},
    {"9/size1 is greater than size2", 1U, 0U, 'A', "", 'z', false},
    {"9/size1 is zero and does not equal size2", 0U, 1U, 'A', "", 'z', false},
    {"9/size1 is zero and size2 is not zero", 0U, 1U, 'y', "", 'z', false},
    {"9/sizes are equal (one) and proof is empty", 1U, 1U, 'z', "", 'z', true},
    {"9/sizes are equal (one) but roots are not", 1U, 1U, 'A', "", 'z', false},
    {"9/sizes are equal (zero) and proof is empty", 0U, 0U, 'A', "", 'A', false},
    {"9/sizes are equal (zero) but roots are not", 0U, 0U, 'A', "", 'z', false},
    {"9/sizes do not watch and proof is empty", 1U, 2U, 'A', "", 'z', false},
    {"9/sizes match but proof is not empty and sizes are one", 1U, 1U, 'y', "y", 'y', false},
    {"9/sizes match but proof is not empty and sizes are zero", 0U, 0U, 'y', "y", 'y', false},
};
// clang-format on

}  // namespace iaq::test
