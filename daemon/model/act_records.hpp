#pragma once

#include "model/act.hpp"

#include <string>

/// The journal's records of what people did to an inquiry: who is in the envelope.
namespace iaq::model::records {

struct note_written {
    std::string inquiry_id;
    acts::note note;
    bool operator==(const note_written&) const = default;
};

struct ice_contacted {
    std::string inquiry_id;
    acts::ice_contact contact;
    bool operator==(const ice_contacted&) const = default;
};

struct consular_notified {
    std::string inquiry_id;
    acts::consular_done done;
    bool operator==(const consular_notified&) const = default;
};

struct inquiry_transferred {
    std::string inquiry_id;
    acts::transfer transfer;
    bool operator==(const inquiry_transferred&) const = default;
};

}  // namespace iaq::model::records
