#pragma once

#include "correlation/book.hpp"
#include "delivery/mailbox.hpp"
#include "engine/rules.hpp"
#include "model/ids.hpp"
#include "model/notice.hpp"
#include "policy/telling.hpp"

#include <vector>

/// What decides the words of a delivery, and those of the rules.
namespace iaq::engine {

/// Returns it for the posted delivery, as things stood when it was posted. `of`: the rules of the
/// inquiry's agency; not looked at for a delivery without one.
policy::telling telling_of(const delivery::posted& p, const correlation::book& inquiries,
                           const agency_rules& of);

/// Returns whether the delivery tells of its reply again, because nobody has confirmed to have read
/// it.
policy::unseen reminder_in(const delivery::posted& p);

/// Returns what a REVIEW tells: what was said when it was admitted, or judged anew, and supervisors
/// are told of.
std::vector<model::notice> told_supervisors(const delivery::posted& p,
                                            const correlation::book& inquiries);

/// Returns what the rules said last: when it was admitted, or when it was judged anew.
/// Lifetime: as the book.
const correlation::counsel& judgement_of(const correlation::book& inquiries,
                                         model::inquiry_index i);

}  // namespace iaq::engine
