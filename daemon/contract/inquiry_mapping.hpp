#pragma once

#include "model/answer.hpp"

#include <iaq/v1/intake.pb.h>

/// An inquiry as clients see it, whole or as a row.
namespace iaq::contract {

namespace pb = v1;

/// Both fill a fresh `to`.
void put(pb::Inquiry& to, const model::answers::inquiry& from);
void put(pb::InquiryRow& to, const model::answers::inquiry_row& from);

}  // namespace iaq::contract
