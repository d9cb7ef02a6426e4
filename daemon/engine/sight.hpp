#pragma once

#include "correlation/book.hpp"
#include "delivery/mailbox.hpp"
#include "model/delivery.hpp"
#include "model/settings.hpp"

#include <algorithm>
#include <string>
#include <string_view>

/// What a principal may see of what is not its own as a whole.
namespace iaq::engine {

inline bool is_own(const model::principal_settings& who, std::string_view ori) {
    return std::ranges::find(who.oris, ori) != who.oris.end();
}

inline bool is_of_desk(const model::principal_settings& who, std::string_view desk) {
    return who.desks.empty() || std::ranges::find(who.desks, desk) != who.desks.end();
}

/// True when one of the station's ORIs is the principal's; what is of no station concerns all.
inline bool concerns(const model::station_settings* station, const model::principal_settings& who) {
    return station == nullptr ||
           std::ranges::any_of(station->oris, [&](const auto& ori) { return is_own(who, ori); });
}

/// False for a delivery that tells of a reply as its inquiry's, or as something, that it is not any
/// more: whoever has not heard it yet does not hear it.
inline bool is_said(const delivery::posted& what, const correlation::book& book) {
    if (what.inquiry == model::inquiry_index::none || what.reply == model::sequence::none ||
        what.kind == model::delivery_kind::withdrawn) {
        return true;
    }
    return std::ranges::any_of(book.at(what.inquiry).replies, [&](const auto& placed) {
        return placed.record == what.reply && placed.kind == what.kind && !placed.taken_back;
    });
}

/// Leaves the candidates that are of the principal's ORIs.
inline void keep_own(model::match_evidence& evidence, const correlation::book& book,
                     const model::principal_settings& who) {
    std::erase_if(evidence.candidates, [&](const std::string& inquiry_id) {
        const auto i = book.find(inquiry_id);
        return i == model::inquiry_index::none || !is_own(who, book.at(i).asked.ori());
    });
}

}  // namespace iaq::engine
