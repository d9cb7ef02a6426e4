#pragma once

#include "engine/engine.hpp"
#include "engine/report_table.hpp"
#include "model/call.hpp"
#include "model/report.hpp"

#include <functional>
#include <string>
#include <vector>

/// What supervisors and auditors ask, made of the state as it is. Nothing outside the ORIs and
/// desks of who asks is in it, or counted.
namespace iaq::engine {

/// Serves one call `report`. Lifetime: within the call.
class reporting {
public:
    reporting(engine& in, const asking& a, const model::calls::report& call);

    void serve();

private:
    using entry = correlation::entry;

    [[nodiscard]] bool covers(const entry& e) const;
    [[nodiscard]] bool concerns(const std::string& ori, const std::string& principal) const;
    [[nodiscard]] bool is_asked_within(const entry& e) const {
        return from_ <= e.admitted_at && e.admitted_at < to_;
    }
    [[nodiscard]] bool is_within(utc_time at) const { return from_ <= at && at < to_; }
    void for_each(const std::function<void(model::inquiry_index, const entry&)>& visit) const;
    [[nodiscard]] report_table table(std::string name, std::string title,
                                     std::vector<std::string> columns) {
        return {room_, std::move(name), std::move(title), std::move(columns)};
    }
    void add(report_table made);

    // shift_log.cpp
    void make_shift_log();
    void add_open_at_start();
    void add_asked();
    void add_answered();
    void add_overdue();
    void add_withdrawn();
    void add_unmatched();
    void add_in_doubt();
    void add_holds();
    void add_next_clocks();

    // audit_pack.cpp
    void make_audit_pack();
    void count_by(
        std::string name, std::string title,
        const std::function<std::string(const model::inquiry_request&, const entry&)>& of);
    void count_exempt();
    void count_birthplaces();
    void count_reply_times();
    void list_without_answer();
    void count_refusals();
    void list_looks();
    void list_reviews();
    void tell_journal();

    // reporting.cpp
    void make_rights();

    engine& in_;
    const asking& a_;
    const model::calls::report& call_;
    const correlation::book& book_;
    std::vector<std::string> oris_;
    utc_time from_{}, to_{};
    std::vector<model::inquiry_index> covered_;  // asked before `to_`, of those ORIs and desks
    report_room room_;
    model::report made_;
};

}  // namespace iaq::engine
