#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What the switch said, as the wire room reads it. Total: any bytes give a `heard`.
namespace iaq::model {

enum class payload_kind : std::uint8_t { ofml, nlets_text };

/// The fields found around the body. Empty when absent; texts are as they came.
struct heard_header {
    std::string key;          // message key: IAR, AM, ER, SM, ...
    std::string origin;       // originating ORI
    std::string destination;  // destination ORI
    std::string device;       // DAC of the routing header
    std::string reference;    // our reference as echoed: OFML REF (else ID), or the routing header
    std::string user;
    std::string control;        // Nlets control field, without its `*`
    std::string received_time;  // "05:35 01/08/2004", as printed
    std::string sent_time;
    std::string receive_count, send_count;  // as printed
    std::string number;                     // of an ER or SM, two digits: "01"
    friend bool operator==(const heard_header&, const heard_header&) = default;
};

struct heard {
    heard_header header;
    std::string text;        // the switch's own words, whole, as UTF-8 (product.md, Delivery.text)
    std::string echoed_key;  // an ER's or a status's echo of our own header, when it holds one:
    std::string echoed_reference;
    std::vector<std::string> trailer;  // the switch's own trailer lines ("MRI ... IN: ...")
    std::vector<std::string> flaws;    // what was odd about the form, in words, without content
    friend bool operator==(const heard&, const heard&) = default;
};

}  // namespace iaq::model
