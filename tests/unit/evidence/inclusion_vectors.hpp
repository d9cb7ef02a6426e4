#pragma once

#include "unit/evidence/hash_table.hpp"

#include <cstdint>
#include <string_view>

/// Public figures for inclusion proofs, 6 good and 92 spoilt: testdata/inclusion of
/// github.com/transparency-dev/merkle at commit 417fb0c3 (Apache License 2.0). Only their layout is
/// ours: a hash stands once, under a letter, and a name begins with its folder's number (9: the
/// folder `additional`).
namespace iaq::test {

struct inclusion_row {
    std::string_view name;
    std::uint64_t index;
    std::uint64_t size;
    char leaf;  // letters stand for hashes of the table below
    std::string_view proof;
    char root;
    bool good;
};

// clang-format off
inline constexpr lettered_hash inclusion_hashes[] = {
    {'a', "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="},
    {'b', "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
    {'c', ""},
    {'d', "q6yroAAAAAAAAAAAAAAAAAAAAAAAAAAAAGAGHgASNFY="},
    {'e', "V3JvbmdMZWFm"},
    {'f', "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="},
    {'g', "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="},
    {'h', "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="},
    {'i', "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="},
    {'j', "nqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="},
    {'k', "Vwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="},
    {'l', "Y0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="},
    {'m', "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="},
    {'n', "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="},
    {'o', "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="},
    {'p', "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg="},
    {'q', "tBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="},
    {'r', "woVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="},
    {'s', "237kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="},
    {'t', "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="},
    {'u', "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c="},
    {'v', "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc="},
    {'w', "8sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="},
    {'x', "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ="},
    {'y', "ZjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="},
    {'z', "DTrtAjFI/9KiWfvQzcf7PPl1ZYdg03dbgq9vkKrMLfw="},
};

inline constexpr inclusion_row inclusion_rows[] = {
    {"0/empty root", 0U, 1U, 'a', "", 'b', false},
    {"0/happy path", 0U, 1U, 'a', "", 'a', true},
    {"0/leafIdx XOR @2", 2U, 1U, 'a', "", 'a', false},
    {"0/leafIdx plus @1", 1U, 1U, 'a', "", 'a', false},
    {"0/leafIdx sub @1", 18446744073709551615U, 1U, 'a', "", 'a', false},
    {"0/preceding garbage", 0U, 1U, 'a', "c", 'a', false},
    {"0/preceding root", 0U, 1U, 'a', "a", 'a', false},
    {"0/random root", 0U, 1U, 'a', "", 'd', false},
    {"0/trailing garbage", 0U, 1U, 'a', "c", 'a', false},
    {"0/trailing root", 0U, 1U, 'a', "a", 'a', false},
    {"0/treeSize div @2", 0U, 0U, 'a', "", 'a', false},
    {"0/treeSize mul @2", 0U, 2U, 'a', "", 'a', false},
    {"0/wrong leaf", 0U, 1U, 'e', "", 'a', false},
    {"1/empty root", 0U, 8U, 'a', "fgh", 'b', false},
    {"1/happy path", 0U, 8U, 'a', "fgh", 'i', true},
    {"1/inserted component", 0U, 8U, 'a', "fdgh", 'i', false},
    {"1/leafIdx XOR @2", 2U, 8U, 'a', "fgh", 'i', false},
    {"1/leafIdx plus @1", 1U, 8U, 'a', "fgh", 'i', false},
    {"1/leafIdx sub @1", 18446744073709551615U, 8U, 'a', "fgh", 'i', false},
    {"1/modified proof[0] bit @3", 0U, 8U, 'a', "jgh", 'i', false},
    {"1/modified proof[1] bit @3", 0U, 8U, 'a', "fkh", 'i', false},
    {"1/modified proof[2] bit @3", 0U, 8U, 'a', "fgl", 'i', false},
    {"1/preceding garbage", 0U, 8U, 'a', "cfgh", 'i', false},
    {"1/preceding root", 0U, 8U, 'a', "ifgh", 'i', false},
    {"1/random root", 0U, 8U, 'a', "fgh", 'd', false},
    {"1/removed component", 0U, 8U, 'a', "fg", 'i', false},
    {"1/trailing garbage", 0U, 8U, 'a', "fghc", 'i', false},
    {"1/trailing root", 0U, 8U, 'a', "fghi", 'i', false},
    {"1/treeSize div @2", 0U, 4U, 'a', "fgh", 'i', false},
    {"1/treeSize mul @2", 0U, 16U, 'a', "fgh", 'i', false},
    {"1/wrong leaf", 0U, 8U, 'e', "fgh", 'i', false},
    {"2/empty root", 5U, 8U, 'p', "mno", 'b', false},
    {"2/happy path", 5U, 8U, 'p', "mno", 'i', true},
    {"2/inserted component", 5U, 8U, 'p', "mdno", 'i', false},
    {"2/leafIdx XOR @2", 7U, 8U, 'p', "mno", 'i', false},
    {"2/leafIdx plus @1", 6U, 8U, 'p', "mno", 'i', false},
    {"2/leafIdx sub @1", 4U, 8U, 'p', "mno", 'i', false},
    {"2/modified proof[0] bit @3", 5U, 8U, 'p', "qno", 'i', false},
    {"2/modified proof[1] bit @3", 5U, 8U, 'p', "mro", 'i', false},
    {"2/modified proof[2] bit @3", 5U, 8U, 'p', "mns", 'i', false},
    {"2/preceding garbage", 5U, 8U, 'p', "cmno", 'i', false},
    {"2/preceding root", 5U, 8U, 'p', "imno", 'i', false},
    {"2/random root", 5U, 8U, 'p', "mno", 'd', false},
    {"2/removed component", 5U, 8U, 'p', "mn", 'i', false},
    {"2/trailing garbage", 5U, 8U, 'p', "mnoc", 'i', false},
    {"2/trailing root", 5U, 8U, 'p', "mnoi", 'i', false},
    {"2/treeSize div @2", 5U, 4U, 'p', "mno", 'i', false},
    {"2/treeSize mul @2", 5U, 16U, 'p', "mno", 'i', false},
    {"2/wrong leaf", 5U, 8U, 'e', "mno", 'i', false},
    {"3/empty root", 2U, 3U, 'u', "t", 'b', false},
    {"3/happy path", 2U, 3U, 'u', "t", 'v', true},
    {"3/leafIdx XOR @2", 0U, 3U, 'u', "t", 'v', false},
    {"3/leafIdx plus @1", 3U, 3U, 'u', "t", 'v', false},
    {"3/leafIdx sub @1", 1U, 3U, 'u', "t", 'v', false},
    {"3/modified proof[0] bit @3", 2U, 3U, 'u', "w", 'v', false},
    {"3/preceding garbage", 2U, 3U, 'u', "ct", 'v', false},
    {"3/preceding root", 2U, 3U, 'u', "vt", 'v', false},
    {"3/random root", 2U, 3U, 'u', "t", 'd', false},
    {"3/removed component", 2U, 3U, 'u', "", 'v', false},
    {"3/trailing garbage", 2U, 3U, 'u', "tc", 'v', false},
    {"3/trailing root", 2U, 3U, 'u', "tv", 'v', false},
    {"3/treeSize div @2", 2U, 1U, 'u', "t", 'v', false},
    {"3/treeSize mul @2", 2U, 6U, 'u', "t", 'v', false},
    {"3/wrong leaf", 2U, 3U, 'e', "t", 'v', false},
    {"4/empty root", 1U, 5U, 'f', "agm", 'b', false},
    {"4/happy path", 1U, 5U, 'f', "agm", 'x', true},
    {"4/inserted component", 1U, 5U, 'f', "adgm", 'x', false},
    {"4/leafIdx XOR @2", 3U, 5U, 'f', "agm", 'x', false},
    {"4/leafIdx plus @1", 2U, 5U, 'f', "agm", 'x', false},
    {"4/leafIdx sub @1", 0U, 5U, 'f', "agm", 'x', false},
    {"4/modified proof[0] bit @3", 1U, 5U, 'f', "ygm", 'x', false},
    {"4/modified proof[1] bit @3", 1U, 5U, 'f', "akm", 'x', false},
    {"4/modified proof[2] bit @3", 1U, 5U, 'f', "agq", 'x', false},
    {"4/preceding garbage", 1U, 5U, 'f', "cagm", 'x', false},
    {"4/preceding root", 1U, 5U, 'f', "xagm", 'x', false},
    {"4/random root", 1U, 5U, 'f', "agm", 'd', false},
    {"4/removed component", 1U, 5U, 'f', "ag", 'x', false},
    {"4/trailing garbage", 1U, 5U, 'f', "agmc", 'x', false},
    {"4/trailing root", 1U, 5U, 'f', "agmx", 'x', false},
    {"4/treeSize div @2", 1U, 2U, 'f', "agm", 'x', false},
    {"4/treeSize mul @2", 1U, 10U, 'f', "agm", 'x', false},
    {"4/wrong leaf", 1U, 5U, 'e', "agm", 'x', false},
    {"9/empty root and random leaf", 0U, 0U, 'd', "", 'b', false},
    {"9/empty root", 0U, 0U, 'c', "", 'b', false},
    {"9/random leaf", 0U, 0U, 'd', "", 'c', false},
    {"9/empty root and random leaf", 0U, 1U, 'd', "", 'b', false},
    {"9/empty root", 0U, 1U, 'c', "", 'b', false},
    {"9/random leaf", 0U, 1U, 'd', "", 'c', false},
    {"9/empty root and random leaf", 1U, 0U, 'd', "", 'b', false},
    {"9/empty root", 1U, 0U, 'c', "", 'b', false},
    {"9/random leaf", 1U, 0U, 'd', "", 'c', false},
    {"9/empty root and random leaf", 2U, 1U, 'd', "", 'b', false},
    {"9/empty root", 2U, 1U, 'c', "", 'b', false},
    {"9/random leaf", 2U, 1U, 'd', "", 'c', false},
    {"single-entry/empty leaf", 0U, 1U, 'c', "", 'z', false},
    {"single-entry/empty root and leaf", 0U, 1U, 'c', "", 'c', false},
    {"single-entry/empty root", 0U, 1U, 'z', "", 'c', false},
    {"single-entry/matching root and leaf", 0U, 1U, 'z', "", 'z', true},
};
// clang-format on

}  // namespace iaq::test
