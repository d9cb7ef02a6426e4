#pragma once

#include <google/protobuf/arena.h>

#include <array>
#include <cstddef>

/// Where a protobuf message lives that is only passed through.
namespace iaq::contract {

/// Room for one message with all its parts: taken from the stack as far as that goes, and given
/// back as a whole instead of part by part.
template <class Message>
class scratch {
public:
    scratch() : arena_(first_.data(), first_.size()) {}
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;

    /// Lifetime: as the scratch.
    Message& message() { return message_; }

private:
    alignas(std::max_align_t) std::array<char, 8192> first_;
    google::protobuf::Arena arena_;
    Message& message_ = *google::protobuf::Arena::CreateMessage<Message>(&arena_);
};

}  // namespace iaq::contract
