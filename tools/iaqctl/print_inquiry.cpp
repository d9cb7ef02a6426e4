#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/report/text_table.hpp"
#include "iaqctl/words.hpp"

#include <fmt/format.h>

#include <ctime>

namespace iaq::ctl {
namespace {

std::string row(std::string_view name, std::string_view value) {
    if (value.empty()) {
        return {};
    }
    constexpr std::size_t indent = 21;
    return wrapped(value, indent).replace(0, indent, fmt::format("  {:<18} ", name));
}

std::string full_name(const v1::Subject& s) {
    auto name = s.last_name() + ", " + s.first_name();
    for (const auto* const part : {&s.middle_name(), &s.suffix()}) {
        name += part->empty() ? "" : " " + *part;
    }
    return name;
}

std::string head(const v1::Inquiry& i) {
    return fmt::format("{}  {}\n", strong(clean(i.inquiry_id())), name_of(i.state()));
}

std::string what_was_asked(const v1::Inquiry& i) {
    const auto& q = i.request();
    std::string out;
    out += row("about", full_name(q.subject()));
    out += row("born", q.subject().date_of_birth() + " in " + q.subject().place_of_birth());
    out += row("role", short_name(v1::SubjectRole_Name(q.role()), "SUBJECT_ROLE_"));
    out += row("basis", short_name(v1::Basis_Name(q.basis()), "BASIS_"));
    out += row("offense", q.offense().ncic_code() + " " + q.offense().text());
    out += row("asked by", q.requester().officer_id() + " " + q.requester().officer_name());
    out += row("operator", q.operator_id());
    out += row("desk", q.desk());
    out += row("incident", q.incident());
    out += row("ORI", q.ori());
    out += row("station", i.station());
    out += row("reference", i.reference());
    out += row("through",
               i.acting_user().empty() ? i.principal() : i.principal() + " for " + i.acting_user());
    out += row("admitted", local_time(i.admitted_at()));
    return out;
}

std::string replies(const v1::Inquiry& i) {
    std::string out;
    for (const auto& reply : i.replies()) {
        out += "\n" +
               line(fmt::format(
                   "  {}  {} from {}: {}, matched by {}", local_time(reply.at()),
                   reply.header().key(), reply.header().origin(),
                   short_name(v1::Classification_Name(reply.classification()), "CLASSIFICATION_"),
                   short_name(v1::MatchRule_Name(reply.match().rule()), "MATCH_RULE_")));
        const auto read = read_words(reply);
        out += line(fmt::format("  message {}{}{}", reply.sequence(),
                                read.empty() ? "" : "  read: ", read));
        out += wrapped(reply.text(), 4);
    }
    return out;
}

}  // namespace

std::string say(const v1::Inquiry& i) {
    auto out = head(i) + what_was_asked(i);
    out += row("next", i.next_step());
    out += row("by hand", i.by_hand() == v1::BY_HAND_UNSPECIFIED
                              ? std::string{}
                              : short_name(v1::ByHand_Name(i.by_hand()), "BY_HAND_"));
    out += replies(i) + acts_of(i);
    for (const auto& other : i.other_inquiry_ids()) {
        out += line("  also of this incident: " + other);
    }
    return out;
}

std::string say(const v1::InquiryList& list) {
    table_text table{{"inquiry", "is", "accepted", "officer", "desk", "incident", "next"}, {}};
    const auto now = std::time(nullptr);
    for (const auto& r : list.rows()) {
        const auto next = r.has_next_clock() ? what_is_due(r.next_clock().clock()) + " " +
                                                   short_time(r.next_clock().due(), now)
                                             : std::string{};
        table.rows.push_back({r.inquiry_id(), where_it_is(r.state()), local_time(r.admitted_at()),
                              r.officer_id(), r.desk(), r.incident(), next});
    }
    auto out = table.rows.empty() ? "No inquiry fits.\n" : as_lines(table, columns);
    return list.more() ? out + "There are more; narrow the filter.\n" : out;
}

}  // namespace iaq::ctl
