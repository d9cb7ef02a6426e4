#pragma once

#include "model/answer.hpp"
#include "model/delivery.hpp"

#include <iaq/v1/intake.pb.h>

/// Answers and deliveries into a server frame.
namespace iaq::contract {

namespace pb = v1;

/// Sets the body of `to`, whatever it held.
void put_answer(pb::ServerFrame& to, const model::answers::answer& from);

/// Fills a fresh `to`.
void put_delivery(pb::Delivery& to, const model::delivery& from);

/// What is answered instead of an answer over `limits::answer_bytes_max`.
model::answers::error too_large();

}  // namespace iaq::contract
