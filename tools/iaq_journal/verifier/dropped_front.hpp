#pragma once

#include "iaq_journal/verifier/inventory.hpp"

#include <cstdint>
#include <string>

/// The front of a journal that retention has dropped: a record says so, a base of the state stands
/// where the segments stood, and the leaves are kept.
namespace iaq::verifier {

struct front_terms {
    std::uint64_t begin;      // the first record that is still there; 1: nothing was dropped
    std::uint64_t last_drop;  // the newest record that tells of a retention; 0 for none
    bool leaves_stand;        // those of the dropped records are all there
    std::string journal_id;   // 16 bytes
    bool after_crash;         // a retention may have been on its way
};

/// Enters what is wrong with the front and its bases, or notes which records were dropped.
///
/// Of a base a stranger can read only what it belongs to; whether the rest is the state is for
/// those who hold the key.
void check_front(const front_terms& terms, inventory& files, docket& on);

}  // namespace iaq::verifier
