#include "engine/engine.hpp"

#include <utility>

namespace iaq::engine {

namespace {

/// Some 200 KiB of record: far from the largest, and a journal of years takes few of them.
constexpr std::size_t sidecars_per_record = 4096;

}  // namespace

/// What is recorded is the difference between the files and the journal: a process that died
/// between wrapping and recording leaves it to the next start, and a start that finds none adds no
/// record.
void engine::on(const model::inputs::sidecars_wrapped& in) {
    model::records::master_key_rotated body{in.old_key_id, in.new_key_id, {}};
    for (const auto& each : in.sidecars) {
        const auto* const recorded = state_.sidecar_digest(each.segment);
        if (each.sha256 == (recorded != nullptr ? *recorded : each.first_sha256)) {
            continue;
        }
        body.sidecars.push_back({each.segment, each.sha256});
        if (body.sidecars.size() == sidecars_per_record) {
            append(std::exchange(body, {in.old_key_id, in.new_key_id, {}}));
        }
    }
    if (!body.sidecars.empty()) {
        append(std::move(body));
    }
    say(model::actions::tell_rotated{in.new_key_id, in.sidecars.size()});
}

}  // namespace iaq::engine
