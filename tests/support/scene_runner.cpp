#include "support/scene_runner.hpp"

#include "base/text.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <set>

namespace iaq::testing {

using model::delivery_kind;
using switch_sim::noted;
using switch_sim::step;

namespace {

bool is_for_operators(const model::delivery& d) { return d.to == model::addressee::operators; }

/// What a script may leave unsaid.
bool may_go_unsaid(const model::delivery& d) {
    return d.kind == delivery_kind::sent || d.kind == delivery_kind::switch_acknowledged ||
           d.kind == delivery_kind::lesc_received;
}

std::string by_hand_name(model::by_hand b) {
    static const std::array<std::string, 4> names{"UNSPECIFIED", "SAFE", "UNSAFE", "UNKNOWN"};
    return names.at(static_cast<std::size_t>(b));
}

std::string yes(bool b) { return b ? "true" : "false"; }

std::string line_name(const switch_sim::note& n) {
    switch (n.what) {
        case noted::connected: return "connect";
        case noted::heard: return text::to_upper(n.key) == "IAQ" ? "iaq" : n.key;
        case noted::heartbeat: return "heartbeat";
        case noted::delivered: return "ack";
        case noted::declined: return "nak";
        case noted::closed: return "closed";
        case noted::fault: return "fault";
        case noted::acknowledged:
        case noted::refused:
        case noted::sent: return {};
    }
    return {};
}

template <class Answer>
const Answer* answer_of(const gateway& g, std::uint64_t request) {
    const auto it = g.answers.find(request);
    return it == g.answers.end() ? nullptr : std::get_if<Answer>(&it->second);
}

}  // namespace

scene_runner::scene_runner(switch_sim::scene told, model::payload_kind payload)
    : told_(told), gateway_(shipped_rules(payload), std::move(told), payload) {}

std::vector<std::string> scene_runner::run() {
    gateway_.advance(0s);
    for (const auto& s : told_.script) {
        act(s);
    }
    if (gateway_.deciding().known().digest() != gateway_.replayed_digest()) {
        wrong_.emplace_back("at the end: the living state differs from the replayed one (G4)");
    }
    return wrong_;
}

void scene_runner::wrong(const step& s, const std::string& what) {
    wrong_.push_back("line " + std::to_string(s.line) + ": " + what);
}

std::string scene_runner::value(const step& s, const std::string& name) const {
    const auto it = s.values.find(name);
    return it == s.values.end() ? std::string{} : it->second;
}

void scene_runner::act(const step& s) {
    if (s.actor == "clock") {
        if (!killed_) {
            gateway_.advance(s.passes);
        } else {
            gateway_.wait_down(s.passes);
        }
    } else if (s.actor == "kill") {
        killed_ = true;
        gateway_.die();
    } else if (s.actor == "restart") {
        if (killed_) {
            gateway_.come_back();
        } else {
            gateway_.restart();
        }
        killed_ = false;
        // The consumer took nothing, so the backlog comes again from its beginning.
        said_to_client_ = said_to_operator_ = 0;
        gateway_.forget_first_life();
    } else if (s.actor == "client" || s.actor == "operator") {
        client_acts(s);
    } else if (s.actor == "switch") {
        switch_acts(s);
    } else {
        expect_of_gateway(s);
    }
}

void scene_runner::client_acts(const step& s) {
    const auto& a = asked_[value(s, "id")];
    if (s.verb == "submit") {
        submit(s);
    } else if (s.verb == "cancel") {
        gateway_.call(model::calls::cancel{a.inquiry_id, "scene"});
    } else if (s.verb == "hold" || s.verb == "release") {
        const auto what =
            s.verb == "hold" ? model::records::operation::hold : model::records::operation::release;
        gateway_.call(model::calls::operate{what, "one", "scene"});
    } else if (s.verb == "resend" || s.verb == "fail") {
        const auto what =
            s.verb == "fail" ? model::records::operation::fail : model::records::operation::resend;
        gateway_.call(model::calls::operate{what, {}, "scene", a.inquiry_id});
    } else {
        wrong(s, "the runner does not know this verb");
    }
}

void scene_runner::submit(const step& s) {
    const auto id = value(s, "id");
    auto q = good_request("scene-" + id);
    const auto name = value(s, "name");
    const auto comma = name.find(',');
    q.person.last_name = name.substr(0, comma);
    q.person.first_name = comma == std::string::npos ? "" : name.substr(comma + 1);
    q.person.date_of_birth = value(s, "dob");
    if (const auto officer = value(s, "officer"); !officer.empty()) {
        q.asked_by.officer_id = officer;
    }
    if (const auto desk = value(s, "desk"); !desk.empty()) {
        q.desk = desk;
    }
    if (const auto remarks = value(s, "remarks"); !remarks.empty()) {
        q.person.remarks = remarks;
    }
    const auto role = value(s, "role");
    if (role == "victim" || role == "witness") {
        q.role = role == "victim" ? model::subject_role::victim : model::subject_role::witness;
    }
    auto& a = asked_[id];
    a.request = gateway_.submit(q);
    if (const auto* const said = answer_of<model::answers::accepted>(gateway_, a.request)) {
        a.inquiry_id = said->inquiry_id;
        a.reference = said->reference;
    }
    unanswered_[a.request] = id;
}

void scene_runner::switch_acts(const step& s) {
    const auto it = asked_.find(value(s, "id"));
    const auto reference = it == asked_.end() ? std::string{} : it->second.reference;
    if (!s.said || !gateway_.order(*s.said, reference)) {
        wrong(s, "the switch cannot do this: there is no connection");
    }
}

void scene_runner::expect_of_gateway(const step& s) {
    if (s.target == "switch") {
        expect_on_line(s);
        return;
    }
    const bool to_operator = s.target == "operator";
    if (s.verb == "accepted" || s.verb == "refused") {
        expect_answer(s);
    } else if (s.verb == "nothing") {
        expect_nothing(s, to_operator);
    } else {
        expect_delivery(s, to_operator);
    }
}

void scene_runner::expect_answer(const step& s) {
    const auto id = value(s, "id");
    for (const auto& [request, of] : unanswered_) {
        if (!id.empty() && of != id) {
            continue;
        }
        const auto* const refused = answer_of<model::answers::refused>(gateway_, request);
        const bool accepted = answer_of<model::answers::accepted>(gateway_, request) != nullptr;
        const auto rule = value(s, "rule");
        const bool as_said =
            s.verb == "accepted"
                ? accepted
                : refused != nullptr &&
                      (rule.empty() ||
                       std::ranges::count(refused->violations, rule, &model::violation::rule));
        if (!as_said) {
            wrong(s, "the answer is another one");
        }
        unanswered_.erase(request);
        return;
    }
    wrong(s, "no submission waits for an answer");
}

bool scene_runner::fits(const model::delivery& d, const step& s) const {
    if (model::name_of(d.kind) != s.verb) {
        return false;
    }
    for (const auto& [name, wanted] : s.values) {
        if (name == "id") {
            const auto it = asked_.find(wanted);
            if (it == asked_.end() || it->second.inquiry_id != d.inquiry_id) {
                return false;
            }
        } else if (name == "text" || name == "text2") {
            if (d.text.find(wanted) == std::string::npos) {
                return false;
            }
        } else if (name == "candidate") {
            const auto it = asked_.find(wanted);
            if (it == asked_.end() ||
                std::ranges::count(d.match.candidates, it->second.inquiry_id) == 0) {
                return false;
            }
        } else {
            const std::map<std::string, std::string> is{
                {"late", yes(d.late)},
                {"possible_duplicate", yes(d.possible_duplicate)},
                {"number", d.header ? d.header->number : std::string{}},
                {"by_hand", by_hand_name(d.may_key_by_hand)},
                {"rule", std::string{model::name_of(d.match.rule)}},
                {"classification", std::string{model::name_of(d.classed)}},
                {"state", std::string{model::name_of(d.state)}},
                {"condition", d.condition}};
            const auto it = is.find(name);
            if (it == is.end() || text::to_upper(it->second) != text::to_upper(wanted)) {
                return false;
            }
        }
    }
    return true;
}

void scene_runner::expect_delivery(const step& s, bool to_operator) {
    auto& at = to_operator ? said_to_operator_ : said_to_client_;
    for (; at < gateway_.deliveries.size(); ++at) {
        const auto& d = gateway_.deliveries[at];
        if (is_for_operators(d) != to_operator) {
            continue;
        }
        if (fits(d, s)) {
            ++at;
            return;
        }
        if (!may_go_unsaid(d)) {
            wrong(s,
                  "expected " + s.verb + ", but " + std::string{model::name_of(d.kind)} + " came");
            return;
        }
    }
    wrong(s, "expected " + s.verb + ", but nothing more came");
}

void scene_runner::expect_nothing(const step& s, bool to_operator) {
    auto& at = to_operator ? said_to_operator_ : said_to_client_;
    for (; at < gateway_.deliveries.size(); ++at) {
        const auto& d = gateway_.deliveries[at];
        if (is_for_operators(d) == to_operator && !may_go_unsaid(d)) {
            wrong(s, "nothing was expected, but " + std::string{model::name_of(d.kind)} + " came");
            return;
        }
    }
}

bool scene_runner::fits(const switch_sim::note& n, const step& s) {
    if (line_name(n) != s.verb) {
        return false;
    }
    const auto it = asked_.find(value(s, "id"));
    if (it != asked_.end() && it->second.reference != n.reference) {
        return false;
    }
    const auto attempt = value(s, "attempt");
    if (!attempt.empty() && attempt != std::to_string(n.attempt)) {
        return false;
    }
    const bool same = !exchanges_.contains(n.reference) || exchanges_[n.reference] == n.exchange;
    exchanges_[n.reference] = n.exchange;
    return value(s, "exchange") != "same" || same;
}

void scene_runner::expect_on_line(const step& s) {
    const auto& notes = gateway_.notes;
    if (s.verb == "no-fault") {
        if (std::ranges::count(notes, noted::fault, &switch_sim::note::what) > 0) {
            wrong(s, "the switch saw the protocol broken: " +
                         std::ranges::find(notes, noted::fault, &switch_sim::note::what)->text);
        }
        return;
    }
    if (s.verb == "attempts") {
        const auto& heard = gateway_.lesc().heard();
        const auto it = heard.find(asked_[value(s, "id")].reference);
        const auto count = it == heard.end() ? 0U : it->second;
        if (std::to_string(count) != value(s, "count")) {
            wrong(s, "it was heard " + std::to_string(count) + " times");
        }
        return;
    }
    if (s.verb == "nothing") {
        for (; on_line_ < notes.size(); ++on_line_) {
            const auto name = line_name(notes[on_line_]);
            if (!name.empty() && name != "ack") {
                wrong(s, "nothing was expected on the line, but " + name + " came");
                return;
            }
        }
        return;
    }
    const auto count = value(s, "count").empty() ? 1 : std::stoi(value(s, "count"));
    for (int found = 0; on_line_ < notes.size(); ++on_line_) {
        if (fits(notes[on_line_], s) && ++found == count) {
            ++on_line_;
            return;
        }
    }
    wrong(s, "expected " + s.verb + " on the line");
}

}  // namespace iaq::testing
