#pragma once

#include "base/result.hpp"
#include "model/record.hpp"

#include <iaq/v1/record.pb.h>

#include <string>

/// One record between model and protobuf, kind by kind.
namespace iaq::contract {

namespace pb = v1;

/// Writes envelope and body into a fresh `to`. The body of a `foreign` record is left out.
void put_record(pb::Record& to, const model::record& from);

/// Reads envelope and body; texts may be taken out of `from`. Errors: a sentence, when no body is
/// there or it lacks what it must say.
result<model::record, std::string> take_record(pb::Record& from);

/// Reads what stands around the body.
model::record take_envelope(const pb::Record& from);

}  // namespace iaq::contract
