#pragma once

#include "iaq_journal/verifier/finding.hpp"
#include "iaq_journal/verifier/folder.hpp"
#include "iaq_journal/verifier/signature.hpp"

#include <optional>
#include <string>

/// Judges a journal as a stranger would: by the files, the format page and a verifier key. Holds no
/// key of the journal and takes no lock; shares nothing with the daemon but SHA-256.
namespace iaq::verifier {

struct demand {
    std::string directory;                // `<state_dir>/journal`, or a copy
    std::string vkey;                     // from a source that the folder's owner cannot change
    std::optional<std::string> at_least;  // the text of a checkpoint seen earlier
    bool after_crash = false;             // what a crash may leave is no damage
};

/// Returns what is wrong with the journal, each wound once and with its place.
///
/// Never fails: what cannot be read is a finding. Holds one segment in memory.
/// A folder that is being written meanwhile may look damaged; verify a copy.
verdict verify(const demand& asked);

/// The same over any folder, with any judge of signatures.
verdict verify(const demand& asked, const folder& of, const signature_check& check);

}  // namespace iaq::verifier
