#include "iaq_journal/verifier/finding.hpp"

#include "base/assert.hpp"

#include <utility>

namespace iaq::verifier {

std::string_view name_of(finding_kind kind) noexcept {
    switch (kind) {
        case finding_kind::missing_file: return "missing_file";
        case finding_kind::stray_file: return "stray_file";
        case finding_kind::unreadable_file: return "unreadable_file";
        case finding_kind::nonzero_in_next: return "nonzero_in_next";
        case finding_kind::empty_file: return "empty_file";
        case finding_kind::bad_header: return "bad_header";
        case finding_kind::wrong_journal: return "wrong_journal";
        case finding_kind::too_new: return "too_new";
        case finding_kind::epoch_went_back: return "epoch_went_back";
        case finding_kind::bad_length: return "bad_length";
        case finding_kind::record_too_large: return "record_too_large";
        case finding_kind::bad_checksum: return "bad_checksum";
        case finding_kind::number_out_of_order: return "number_out_of_order";
        case finding_kind::nonzero_after_end: return "nonzero_after_end";
        case finding_kind::torn_tail: return "torn_tail";
        case finding_kind::bad_record: return "bad_record";
        case finding_kind::records_missing: return "records_missing";
        case finding_kind::front_missing: return "front_missing";
        case finding_kind::bad_base: return "bad_base";
        case finding_kind::bad_sidecar: return "bad_sidecar";
        case finding_kind::sidecar_differs: return "sidecar_differs";
        case finding_kind::bad_vkey: return "bad_vkey";
        case finding_kind::vkey_differs: return "vkey_differs";
        case finding_kind::bad_checkpoint: return "bad_checkpoint";
        case finding_kind::bad_signature: return "bad_signature";
        case finding_kind::rolled_back: return "rolled_back";
        case finding_kind::forked: return "forked";
        case finding_kind::root_differs: return "root_differs";
        case finding_kind::leaf_differs: return "leaf_differs";
        case finding_kind::bundle_differs: return "bundle_differs";
        case finding_kind::tile_differs: return "tile_differs";
    }
    ensure(false);
    return {};
}

void docket::enter(finding found) {
    ++count_;
    if (findings_.size() < findings_max) {
        findings_.push_back(std::move(found));
    }
}

void docket::note(std::string text) {
    if (notes_.size() < notes_max) {
        notes_.push_back(std::move(text));
    } else {
        ++notes_left_out_;
    }
}

void docket::close(verdict& out) {
    if (notes_left_out_ > 0) {
        notes_.push_back(std::to_string(notes_left_out_) + " more notes are left out");
    }
    out.findings = std::move(findings_);
    out.findings_count = count_;
    out.notes = std::move(notes_);
}

}  // namespace iaq::verifier
