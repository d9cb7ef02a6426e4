#pragma once

#include "correlation/book.hpp"
#include "model/delivery.hpp"
#include "model/heard.hpp"
#include "model/profile.hpp"

#include <string>
#include <vector>

/// Which inquiry a message of the switch belongs to, and what it is. Never by order, never by
/// socket, never a guess (product.md section 4, match order).
namespace iaq::correlation {

/// One message as heard. References are in the comparable form of the wire room.
/// Lifetime: the reference lives as long as the call.
struct arrival {
    const model::heard& said;
    std::string reference;  // as echoed in the header
    std::string control;    // the Nlets control field
    std::string echoed;     // from an ER's or SM's echo of our own header
};

/// The verdict on an arrival: an inquiry and how it is to be delivered, or `none` and why.
struct placement {
    model::inquiry_index inquiry = model::inquiry_index::none;
    model::match_evidence evidence;
    model::classification classed = model::classification::unspecified;
    model::delivery_kind kind = model::delivery_kind::unmatched;
};

/// As what a message counts with the inquiry it belongs to.
struct reading {
    model::delivery_kind kind = model::delivery_kind::unspecified;
    model::classification classed = model::classification::unspecified;
};

/// Returns how the message reads as one about this inquiry: the receipt rule, and in doubt an
/// answer (product.md section 4).
reading read_as(const model::profile& profile, const model::heard& said, const entry& about);

/// Returns the open inquiries that name and birth date in the text propose, of the ORI that the
/// message is addressed to; at most 32. Never more than a proposal.
std::vector<model::inquiry_index> proposals(const book& inquiries, const model::heard& said);

/// Returns the inquiry whose token the arrival carries, or `none`: whose profile judges it.
model::inquiry_index trace(const book& inquiries, const arrival& heard);

/// Places the arrival, judged by that inquiry's profile, else by the station's. Pure.
placement place(const book& inquiries, const model::profile& profile, const arrival& heard);

}  // namespace iaq::correlation
