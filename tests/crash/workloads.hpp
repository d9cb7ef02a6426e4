#pragma once

#include "crash/explorer.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

/// What journals are asked to do in the tests of this folder.
namespace iaq::crash {

/// A kind of use; the numbers are bounds within which chance decides.
struct usage {
    std::string_view name;
    std::size_t lives;
    std::size_t batches;  // a life
    std::size_t records;  // a batch
    std::size_t record_bytes;
    bool segment_bytes_change;  // from life to life
};

/// Every way a journal is used that the explorer knows.
const std::vector<usage>& usages();

/// Returns lives of this usage, the same for the same `random`.
std::vector<life> lives_of(const usage& how, std::mt19937_64& random);

/// Lives them one after the other on what `past` begins with, and puts the log into it.
///
/// Errors: as `live`.
result<void, breach> live_all(history& past, const std::vector<life>& lives,
                              memory_disk::judge fails = {});

}  // namespace iaq::crash
