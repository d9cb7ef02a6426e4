#pragma once

#include "model/delivery.hpp"
#include "model/notice.hpp"
#include "model/order.hpp"
#include "model/profile.hpp"
#include "model/record.hpp"
#include "tables/code_tables.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What is said with a delivery or an error: the order's sentences, and what to do next. Which
/// clients hear of it is the engine's.
namespace iaq::policy {

/// An answer that nobody has confirmed to have read is told again (order: `seen_within`).
enum class unseen : std::uint8_t { no, told_to_desk, told_to_supervisors };

/// What decides the words of a delivery, as things stood when it was made: the same delivery says
/// the same for ever.
struct telling {
    model::delivery_kind kind = model::delivery_kind::unspecified;
    bool receipt_came = false;
    bool contact_waits = false;  // see life.hpp
    bool line_is_out = false;    // DELAYED: its station was held or down
    bool released = false;       // the contact ended so: nobody waits
    unseen reminds = unseen::no;
    model::records::clock_kind clock = model::records::clock_kind::unspecified;  // QUERY_DEADLINE
    std::optional<model::notice> consular{};  // ANSWERED, FOLLOW_UP: while the duty is open
};

/// Returns the notices a delivery must carry: DETAIN on every ANSWERED and FOLLOW_UP, with
/// CONSULAR while that duty is open; HOUR on OVERDUE; CONTACT on CONTACT_EXPIRED and, while the
/// contact waits, on whatever says that ICE cannot be reached in time; QUERY48 on QUERY_DEADLINE.
std::vector<model::notice> notices_for(const telling& told, const model::order& order,
                                       const model::profile& profile);

/// Returns the one plain sentence of what to do next.
std::string next_step(const telling& told, const model::order& order);

/// Returns what an error BUSY or UNAVAILABLE of this submission carries, and the answer to an
/// `ice_contact` that reached nobody: CONTACT's sentence for an enforcement contact without a
/// charge, nothing for anyone else. A victim's or witness's submission gets nothing.
std::vector<model::notice> notices_when_unreachable(const model::inquiry_request& asked,
                                                    const model::order& order);

/// Returns the notice of CONSULAR for somebody arrested, charged, committed or in custody who is a
/// foreign national or, where the order's switch says so, was born abroad; else nothing. It names
/// a country only where a footnote of the mandatory list does: nationality is personal, and
/// notices are not redacted.
std::optional<model::notice> consular_notice(const model::inquiry_request& request,
                                             const model::order& order,
                                             const tables::code_tables& tables);

}  // namespace iaq::policy
