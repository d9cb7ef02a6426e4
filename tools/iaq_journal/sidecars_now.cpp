#include "iaq_journal/sidecars_now.hpp"

#include "journal/layout.hpp"
#include "journal/replay.hpp"
#include "journal/segment_seal.hpp"
#include "journal/shredder.hpp"
#include "journal/whole_file.hpp"
#include "seal/digest.hpp"

namespace iaq::journal_tool {

using journal::trouble;

namespace {

trouble changing() {
    return {trouble::kind::unreadable,
            "an inquiry was shredded or the keys were changed while the journal was copied: run it "
            "again, or start iaqd once if it was killed"};
}

}  // namespace

result<sidecars_now, trouble> read_sidecars(const std::string& directory) {
    const auto disk = journal::make_posix_disk();
    const journal::layout where{directory};
    IAQ_TRY(const auto aside, journal::sidecars_aside(*disk, where));
    if (!aside.empty()) {
        return changing();
    }
    IAQ_TRY(const auto names, journal::segment_names(*disk, where));
    sidecars_now found;
    for (const auto& name : names) {
        IAQ_TRY(const auto bytes,
                journal::read_whole_file(*disk, where.sidecar(*journal::first_in(name)),
                                         journal::sidecar_bytes_max));
        found[name] = bytes ? seal::sha256(*bytes) : std::string{};
    }
    return found;
}

result<void, trouble> check_unchanged(const std::string& directory, const sidecars_now& before) {
    IAQ_TRY(const auto now, read_sidecars(directory));
    for (const auto& [name, digest] : before) {
        const auto it = now.find(name);
        if (it != now.end() && it->second != digest) {
            return changing();
        }
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::journal_tool
