#pragma once

#include "support/site.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

/// What the clients of a site know, for a checker that looks at the whole history.
namespace iaq::testing {

/// One inquiry as its client knows it.
struct asked_by_client {
    int number = 0;
    std::string key, officer, last_name;
    std::string inquiry_id, reference;  // once accepted
};

/// Everything delivered for one inquiry, by event id; a repeat of an event is seen as such.
struct told_to_client {
    std::map<std::string, v1::Delivery> events;
    [[nodiscard]] std::size_t count(v1::DeliveryKind kind) const;
};

class history {
public:
    std::map<std::string, asked_by_client> by_key;
    std::map<std::string, told_to_client> by_inquiry;

    void asked(int number, const v1::ClientFrame& frame);
    /// Notes the answer to the submission of `key`; checks that a repeat says the same.
    void answered(const std::string& key, const v1::ServerFrame& answer);
    void delivered(const v1::Delivery& d);

    [[nodiscard]] std::size_t accepted() const;
    /// Checks each delivery: it names the officer who asked, and an answer the person asked about.
    void check_addressees() const;
    /// Checks against the switch: every reference it heard is one inquiry's, none has two.
    void check_references(const std::vector<std::string>& switch_notes) const;
};

}  // namespace iaq::testing
