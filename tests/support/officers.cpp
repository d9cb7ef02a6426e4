#include "support/officers.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace iaq::testing {

std::size_t told_to_client::count(v1::DeliveryKind kind) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        events, [&](const auto& event) { return event.second.kind() == kind; }));
}

void history::asked(int number, const v1::ClientFrame& frame) {
    const auto& q = frame.submit();
    auto& a = by_key[q.idempotency_key()];
    a.number = number;
    a.key = q.idempotency_key();
    a.officer = q.requester().officer_id();
    a.last_name = q.subject().last_name();
}

void history::answered(const std::string& key, const v1::ServerFrame& answer) {
    BOOST_REQUIRE_MESSAGE(answer.has_accepted(), answer.ShortDebugString());
    auto& a = by_key.at(key);
    if (!a.inquiry_id.empty()) {
        BOOST_TEST(a.inquiry_id == answer.accepted().inquiry_id());
        BOOST_TEST(a.reference == answer.accepted().reference());
    }
    a.inquiry_id = answer.accepted().inquiry_id();
    a.reference = answer.accepted().reference();
}

void history::delivered(const v1::Delivery& d) {
    if (d.inquiry_id().empty()) {
        return;
    }
    auto& events = by_inquiry[d.inquiry_id()].events;
    const auto [it, fresh] = events.emplace(d.event_id(), d);
    if (!fresh) {
        // At least once: a repeat after a reconnect is the very same event.
        BOOST_TEST(it->second.kind() == d.kind());
        BOOST_TEST(it->second.text() == d.text());
    }
}

std::size_t history::accepted() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(by_key, [](const auto& a) { return !a.second.inquiry_id.empty(); }));
}

void history::check_addressees() const {
    std::map<std::string, const asked_by_client*> by_id;
    for (const auto& [key, a] : by_key) {
        if (!a.inquiry_id.empty()) {
            by_id[a.inquiry_id] = &a;
        }
    }
    for (const auto& [id, told] : by_inquiry) {
        const auto it = by_id.find(id);
        BOOST_REQUIRE_MESSAGE(it != by_id.end(), "a delivery for an inquiry nobody asked: " << id);
        for (const auto& [event, d] : told.events) {
            BOOST_TEST(d.officer_id() == it->second->officer);
            BOOST_TEST(d.reference() == it->second->reference);
            if (d.kind() == v1::DELIVERY_KIND_ANSWERED) {
                BOOST_TEST(d.text().find(it->second->last_name + ",") != std::string::npos);
            }
        }
    }
}

void history::check_references(const std::vector<std::string>& switch_notes) const {
    std::set<std::string> ours;
    for (const auto& [key, a] : by_key) {
        if (!a.reference.empty()) {
            BOOST_TEST(ours.insert(a.reference).second);
        }
    }
    std::set<std::string> heard;
    for (const auto& line : switch_notes) {
        if (json_value(line, "what") == "heard") {
            heard.insert(json_value(line, "reference"));
        }
    }
    for (const auto& reference : heard) {
        BOOST_TEST(ours.contains(reference), "the switch heard a reference of no inquiry");
    }
}

}  // namespace iaq::testing
