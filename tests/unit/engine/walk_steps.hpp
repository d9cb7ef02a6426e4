#pragma once

#include "unit/engine/judged.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// What the walk does: every call that reads, and every other one that names an inquiry or message.
namespace iaq::testing {

struct step {
    std::string name;
    model::calls::call what;
    std::uint8_t needs = 0;  // any of these rights; 0: none
};

constexpr std::uint8_t bit(model::right r) { return static_cast<std::uint8_t>(r); }

/// What a call is about.
struct about {
    const model::inquiry_request& q;
    const std::string& id;
    const std::string& reference;
    sequence message;
    const std::string& event;  // the delivery that told of the message
};

class steps {
public:
    explicit steps(const about& of) : of_(of) {
        read();
        act();
        judge();
        report();
    }

    std::vector<step> all;

private:
    static constexpr auto reads = bit(model::right::read), audits = bit(model::right::audit),
                          decides = bit(model::right::operate), acts = bit(model::right::submit),
                          supervises = bit(model::right::supervise);

    void add(const char* name, model::calls::call what, std::uint8_t needs) {
        all.push_back({name, std::move(what), needs});
    }

    void read() {
        add("get by id", calls::get{of_.id, {}, {}, {}}, reads);
        add("get by key", calls::get{{}, of_.q.idempotency_key, {}, {}}, reads);
        add("get by reference", calls::get{{}, {}, of_.reference, {}}, reads);
        add("get by incident", calls::get{{}, {}, {}, of_.q.incident}, reads);
        add("print", calls::get{of_.id, {}, {}, {}, true}, reads);
        calls::list list;
        add("list all", list, reads);
        list.ori = of_.q.ori;
        add("list by ORI", list, reads);
        list = {};
        list.officer_id = of_.q.asked_by.officer_id;
        add("list by officer", list, reads);
        list = {};
        list.desk = of_.q.desk;
        add("list by desk", list, reads);
        list = {};
        list.incident = of_.q.incident;
        add("list by incident", list, reads);
        list = {};
        list.last_name = of_.q.person.last_name;
        list.reason = "complaint";
        add("list by person", list, audits);
        list.last_name = {};
        list.date_of_birth = of_.q.person.date_of_birth;
        add("list by birth date", list, audits);
    }

    void act() {
        namespace act = model::acts;
        const auto when = utc_time{1'800'000'000s};
        const auto does = [&](const char* name, act::act what) {
            add(name, calls::act{of_.id, std::move(what)}, acts);
        };
        does("note", act::note{"a remark"});
        does("ice contact", act::ice_contact{when, "agent 7", "wait", true, false});
        does("consular done", act::consular_done{when, "MM", "fax", false});
        does("contact ended", act::contact_ended{act::contact_outcome::released, when, ""});
        act::update changed;
        changed.in_custody = true;
        changed.reason = "booked";
        does("update", changed);
        add("transfer", calls::transfer{{of_.id}, "4321", "north", "end of shift", {}}, acts);
        add("accept", calls::transfer{{}, {}, {}, {}, "t-" + of_.id}, acts);
        add("key by hand", calls::manual{of_.q, of_.id, {when, "SJPD09", "no answer"}, {}}, acts);
        add("cancel", calls::cancel{of_.id, "entered twice"}, acts);
        for (const auto& named : {std::string{}, of_.id}) {
            add("seen", calls::seen{named, of_.event}, reads);
            act::disseminated passed{of_.event, sequence::none, "who", "MO0110300", "why", {}};
            add("disseminated", calls::disseminated{named, passed}, reads);
        }
    }

    void judge() {
        add("unmatched", calls::unmatched{}, decides);
        for (const auto what : {operation::resend, operation::fail}) {
            add("resolve", calls::operate{what, {}, "why", of_.id}, decides);
        }
        for (const auto as : {classification::unspecified, classification::answer}) {
            add("assign", judging(operation::assign, of_.message, as, of_.id), decides);
            add("withdraw", judging(operation::withdraw, of_.message, {}, of_.id), decides);
            add("withdraw without saying whose", judging(operation::withdraw, of_.message),
                decides);
        }
        add("classify", judging(operation::classify, of_.message, classification::other), decides);
        for (const auto what : {operation::legal_hold, operation::legal_release}) {
            add("legal hold", calls::operate{what, {}, "why", of_.id}, supervises);
        }
        add("shred", calls::shred{of_.id, "order", {}}, supervises);
        add("shred, second", calls::shred{of_.id, {}, "no such token", true}, supervises);
    }

    void report() {
        for (const auto kind : {model::report_kind::shift_log, model::report_kind::audit_pack,
                                model::report_kind::rights}) {
            calls::report report{kind, utc_time{}, {}, {}, {}, "review"};
            add("report", report, audits);
            report.ori = of_.q.ori;
            add("report by ORI", report, audits);
            report.ori = {};
            report.desk = of_.q.desk;
            add("report by desk", report, audits);
        }
        add("review", calls::review{utc_time{1s}, utc_time{2s}, of_.q.ori, "nothing"}, audits);
        calls::operate replay{operation::replay, {}, "why"};
        replay.consumer = "hidden";
        add("replay", replay, decides);
        replay.what = operation::replay_end;
        add("end of replay", replay, decides);
        add("status", calls::status{}, reads);
        add("ping", calls::ping{}, 0);
        add("hello", calls::hello{"walk", "1"}, 0);
        add("describe its own", calls::describe{}, acts | reads);
        add("alerts", calls::alerts{}, decides);
    }

    const about& of_;
};

/// Every call that reads, and every other one that names this inquiry or message.
inline std::vector<step> steps_about(const about& of) { return steps{of}.all; }

}  // namespace iaq::testing
