#pragma once

#include "bench/closed_loop.hpp"

#include <memory>

/// What the load client says to iaqd: submissions about invented people, each another person.
namespace iaq::bench {

/// What becomes of a submission that the order admits.
enum class outcome {
    queued,  // the usual one: it waits for the switch. The daemon keeps 10,000 of them at most
    exempt,  // known to the officer (SO0801 II.B.1): recorded, sealed, not sent
};

/// Returns a talk of submissions; `connection` keeps its keys apart from other connections'. An
/// answer counts only when it is an acceptance with the outcome expected, and in its turn.
std::unique_ptr<conversation> submissions(outcome expected, int connection);

}  // namespace iaq::bench
