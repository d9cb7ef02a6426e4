#pragma once

#include "correlation/book.hpp"
#include "model/ids.hpp"
#include "model/inquiry.hpp"
#include "policy/life.hpp"

/// An inquiry's life as policy looks at it, told from the book.
namespace iaq::engine {

policy::life life_of(const correlation::book& inquiries, model::inquiry_index i);

/// Returns of the request what says who waits: role, charge and custody, as they stand.
model::inquiry_request standing_of(const correlation::entry& e);

/// True while the order's sentence on release is due when ICE cannot be reached in time.
bool contact_waits(const correlation::book& inquiries, model::inquiry_index i);
/// True while CONSULAR's duty is open.
bool owes_consulate(const correlation::book& inquiries, model::inquiry_index i);
/// True once the contact is over and the person is with nobody here: let go, or with ICE.
bool has_let_go(const correlation::entry& e);

}  // namespace iaq::engine
