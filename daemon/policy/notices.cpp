#include "policy/findings.hpp"
#include "policy/judge.hpp"

#include "model/names.hpp"

namespace iaq::policy {
namespace {

/// HOUR: the order's hour has passed; the LESC telephone step, and whether the receipt came.
model::notice hour(const model::order& order, const model::profile& profile, bool receipt_came) {
    auto notice = notice_of(order, "HOUR", {{"lesc_phone", profile.lesc_phone}});
    notice.text += "\n" + say(order, receipt_came ? "HOUR.receipt_came" : "HOUR.no_receipt");
    return notice;
}

}  // namespace

std::vector<model::notice> notices_for(model::delivery_kind kind, const model::order& order,
                                       const model::profile& profile, bool receipt_came) {
    using enum model::delivery_kind;
    std::vector<model::notice> said;
    if ((kind == answered || kind == follow_up) && is_enabled(order, "DETAIN")) {
        said.push_back(notice_of(order, "DETAIN"));
    }
    if (kind == overdue && is_enabled(order, "HOUR")) {
        said.push_back(hour(order, profile, receipt_came));
    }
    return said;
}

std::string next_step(model::delivery_kind kind, const model::order& order) {
    return next_step(model::name_of(kind), order);
}

std::string next_step(std::string_view named, const model::order& order) {
    const auto found = order.next_steps.find(named);
    return found == order.next_steps.end() ? std::string{} : found->second;
}

}  // namespace iaq::policy
