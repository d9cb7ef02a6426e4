#include "engine/reporting.hpp"

#include "engine/looking.hpp"
#include "engine/sight.hpp"
#include "model/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace iaq::engine {

using model::right;
using model::answers::error_code;

void engine::serve(const asking& a, const model::calls::report& call) {
    reporting{*this, a, call}.serve();
}

/// Signs off a review: of what lies behind, for ORIs of its own.
void engine::serve(const asking& a, const model::calls::review& call) {
    if (!a.principal.may(right::audit)) {
        forbid(a, {}, "this principal has no right to audit");
        return;
    }
    if (!call.ori.empty() && !is_own(a.principal, call.ori)) {
        fail(a, error_code::not_found, "no such ORI of yours", "ori");
        return;
    }
    if (call.from >= call.to || call.to > now_.utc) {
        fail(a, error_code::invalid, "the span must begin before it ends, and end by now", "to");
        return;
    }
    if (call.findings.empty()) {
        fail(a, error_code::invalid, "say what was found; it is journaled", "findings");
        return;
    }
    const auto at = append(
        model::records::review_signed{call.from, call.to, call.ori, call.findings,
                                      call.ori.empty() ? a.principal.oris : std::vector{call.ori},
                                      durable_},
        a.who);
    answer(a, model::answers::done{at});
}

reporting::reporting(engine& in, const asking& a, const model::calls::report& call)
    : in_(in),
      a_(a),
      call_(call),
      book_(in.state_.inquiries()),
      oris_(call.ori.empty() ? a.principal.oris : std::vector{call.ori}),
      from_(call.from.value_or(utc_time{})),
      to_(call.to.value_or(in.now_.utc)) {}

void reporting::serve() {
    if (!a_.principal.may(right::audit)) {
        in_.forbid(a_, {}, "this principal has no right to audit");
        return;
    }
    if (!call_.ori.empty() && !is_own(a_.principal, call_.ori)) {
        in_.fail(a_, error_code::not_found, "no such ORI of yours", "ori");
        return;
    }
    if (!call_.desk.empty() && !is_of_desk(a_.principal, call_.desk)) {
        in_.fail(a_, error_code::not_found, "no such desk of yours", "desk");
        return;
    }
    in_.note_read(a_, {"report", filter_of(call_), call_.ori, call_.reason});
    for (const auto i : book_.all()) {
        if (covers(book_.at(i)) && book_.at(i).admitted_at < to_) {
            covered_.push_back(i);
        }
    }
    made_.kind = call_.kind;
    if (call_.kind != model::report_kind::rights) {
        made_.from = from_;
        made_.to = to_;
    }
    made_.oris = oris_;
    made_.desk = call_.desk;
    made_.principal = a_.who.principal;
    made_.acting_user = a_.who.user;
    made_.environment = in_.given_.in_force.settings.test_environment ? "test" : "live";
    made_.time_zone =
        in_.rules_of_ori(oris_.empty() ? std::string{} : oris_.front()).settings.time_zone;
    made_.journal_id = in_.given_.cursors.journal_id;
    made_.made_at = in_.now_.utc;
    made_.at_sequence = in_.state_.last();
    for (const auto& agency : in_.given_.in_force.agencies) {
        const auto& of = agency.settings.oris;
        if (std::ranges::any_of(of, [&](const auto& ori) {
                return std::ranges::find(oris_, ori) != oris_.end();
            })) {
            made_.agencies.push_back(agency.settings.name);
        }
    }
    switch (call_.kind) {
        case model::report_kind::shift_log: make_shift_log(); break;
        case model::report_kind::audit_pack: make_audit_pack(); break;
        case model::report_kind::rights: make_rights(); break;
        case model::report_kind::unspecified:
            in_.fail(a_, error_code::invalid, "say which report", "kind");
            return;
    }
    in_.answer(a_, std::move(made_));
}

bool reporting::covers(const entry& e) const {
    const auto& q = e.asked;
    return e.shredded == model::sequence::none &&
           std::ranges::find(oris_, q.ori()) != oris_.end() && is_of_desk(a_.principal, q.desk()) &&
           (call_.desk.empty() || q.desk() == call_.desk);
}

void reporting::for_each(
    const std::function<void(model::inquiry_index, const entry&)>& visit) const {
    for (const auto i : covered_) {
        visit(i, book_.at(i));
    }
}

void reporting::add(report_table made) { made_.sections.push_back(made.take()); }

/// Who may do what, of those who share an ORI with who asks.
void reporting::make_rights() {
    auto rows = table("rights", "Who may do what",
                      {"principal", "rights", "ORIs", "desks", "names the human itself"});
    for (const auto& p : in_.given_.in_force.settings.principals) {
        std::vector<std::string> shared;
        std::ranges::copy_if(p.oris, std::back_inserter(shared), [&](const auto& ori) {
            return std::ranges::find(oris_, ori) != oris_.end();
        });
        if (shared.empty()) {
            continue;
        }
        std::vector<std::string_view> rights;
        for (const auto r :
             {right::submit, right::read, right::operate, right::supervise, right::audit}) {
            if (p.may(r)) {
                rights.push_back(model::name_of(r));
            }
        }
        rows.add({p.uri.empty() ? fmt::format("uid:{}", p.uid.value_or(0)) : p.uri,
                  fmt::format("{}", fmt::join(rights, " ")),
                  fmt::format("{}", fmt::join(shared, " ")),
                  p.desks.empty() ? "all" : fmt::format("{}", fmt::join(p.desks, " ")),
                  p.asserts_users ? "yes" : "no"});
    }
    rows.note("As the configuration in force says. Only ORIs of who asks are shown.");
    add(std::move(rows));
}

}  // namespace iaq::engine
