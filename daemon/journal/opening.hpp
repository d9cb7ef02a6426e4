#pragma once

#include "journal/disk.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "journal/notary.hpp"
#include "journal/writer.hpp"

#include <memory>

/// All that comes before a journal is written: the lock, the fold, what a crash left settled, and a
/// new segment.
namespace iaq::journal {

/// A journal ready to be written.
struct opened {
    options how;  // with keys
    std::unique_ptr<file> lock;
    open_segment segment;
    bool has_reserve = false;
    std::unique_ptr<notary> witness;  // null: nobody keeps the tree
    found recovered;
};

/// Keys that open and seal nothing.
const keys& no_keys();

/// Does what `file_journal::open` says. Lifetime: `on` outlives what it returns.
result<opened, trouble> open_for_writing(disk& on, const options& how, folding& into);

}  // namespace iaq::journal
