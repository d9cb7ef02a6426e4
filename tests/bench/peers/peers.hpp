#pragma once

#include "bench/accept_load.hpp"
#include "bench/contender.hpp"
#include "bench/gateway.hpp"

#include <memory>
#include <string>

/// Everyone the bench can measure. Each keeps its files in a folder of its own below `scratch`.
namespace iaq::bench {

/// Returns a loop of one 4-KiB write and one fdatasync, in a file filled with zeros before: the
/// time of one sync, whatever is asked to be in flight.
std::unique_ptr<contender> bare_sync(const std::string& scratch);

/// Returns SQLite in our own process: WAL, synchronous=FULL, a transaction of as many rows as are
/// in flight. No socket, no second process: its best.
std::unique_ptr<contender> sqlite(const std::string& scratch);

/// Returns PostgreSQL 15 over its Unix socket, synchronous_commit=on. 1 row a transaction: as many
/// connections as in flight, up to 16, beyond which it loses. Else: four connections.
std::unique_ptr<contender> postgresql(const std::string& scratch, int rows_per_transaction);

/// Returns Redis over its Unix socket, appendfsync=always, XADD. Depth 1: a connection for each in
/// flight. Else: fewer connections with so many in flight on each.
std::unique_ptr<contender> redis(const std::string& scratch, int depth);

/// Returns iaqd over its Unix socket, sealed and in the tree, its station's line down. `queued`
/// runs in bursts that stay below the bound on unsent inquiries, each on a fresh journal.
std::unique_ptr<contender> iaqd(const std::string& scratch, const product& built, outcome expected);

}  // namespace iaq::bench
