#include "engine/tell.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

namespace iaq::engine {

namespace acts = model::acts;
using model::inquiry_index;

policy::unseen reminder_in(const delivery::posted& p) {
    using model::records::clock_kind;
    if (!model::records::is_unseen(p.clock)) {
        return policy::unseen::no;
    }
    return p.clock == clock_kind::unseen_desk ? policy::unseen::told_to_desk
                                              : policy::unseen::told_to_supervisors;
}

policy::telling telling_of(const delivery::posted& p, const correlation::book& inquiries,
                           const agency_rules& of) {
    policy::telling told;
    told.kind = p.kind;
    told.receipt_came = p.receipt_came;
    told.contact_waits = p.contact_waits;
    told.line_is_out = p.line_is_out;
    told.released = p.released;
    told.clock = p.clock;
    told.reminds = reminder_in(p);
    told.retold = p.retold;
    if (p.owes_consulate) {
        told.consular =
            policy::consular_notice(inquiries.at(p.inquiry).asked.whole(), of.order, of.tables);
    }
    return told;
}

std::vector<model::notice> told_supervisors(const delivery::posted& p,
                                            const correlation::book& inquiries) {
    const auto& deeds = inquiries.deeds_of(p.inquiry);
    const auto deed = std::ranges::find(deeds, p.at.record, &correlation::deed::record);
    const auto& said = deed == deeds.end() ? inquiries.counsel_of(inquiries.at(p.inquiry))
                                           : inquiries.counsel_of(*deed);
    std::vector<model::notice> told;
    for (const auto* const some : {&said.advisories, &said.notices}) {
        std::ranges::copy_if(*some, std::back_inserter(told), [&](const model::notice& each) {
            return std::ranges::find(said.to_supervisors, each.id) != said.to_supervisors.end();
        });
    }
    return told;
}

const correlation::counsel& judgement_of(const correlation::book& inquiries, inquiry_index i) {
    for (const auto& d : inquiries.deeds_of(i) | std::views::reverse) {
        if (std::holds_alternative<acts::update>(d.what) ||
            std::holds_alternative<acts::contact_ended>(d.what)) {
            return inquiries.counsel_of(d);
        }
    }
    return inquiries.counsel_of(inquiries.at(i));
}

}  // namespace iaq::engine
