#include "ledger/wound.hpp"

namespace iaq::ledger {

std::string_view name_of(wound_kind kind) noexcept {
    switch (kind) {
        case wound_kind::bad_length: return "bad_length";
        case wound_kind::bad_checksum: return "bad_checksum";
        case wound_kind::number_out_of_order: return "number_out_of_order";
        case wound_kind::torn_tail: return "torn_tail";
        case wound_kind::nonzero_after_end: return "nonzero_after_end";
        case wound_kind::empty_file: return "empty_file";
        case wound_kind::bad_header: return "bad_header";
        case wound_kind::record_too_large: return "record_too_large";
        case wound_kind::wrong_journal: return "wrong_journal";
        case wound_kind::too_new: return "too_new";
        case wound_kind::forged_record: return "forged_record";
    }
    return "";
}

}  // namespace iaq::ledger
