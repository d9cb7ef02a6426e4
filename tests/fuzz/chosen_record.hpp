#pragma once

#include "fuzz/choices.hpp"
#include "model/record.hpp"

/// Journal records as a fuzzer chooses them.
namespace iaq::fuzz {

/// Returns a record of any kind that this build writes. Inquiries, references, stations and earlier
/// records are chosen among few, so that records meet.
model::record chosen_record(choices& from, model::sequence number);

}  // namespace iaq::fuzz
