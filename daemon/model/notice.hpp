#pragma once

#include <string>
#include <vector>

/// What we say with a decision: sentences of the order and of ours, and the rules that spoke.
namespace iaq::model {

/// A sentence the order demands, or ours. `text` begins with the order's words verbatim when it
/// quotes; anything of ours stands on a line of its own.
struct notice {
    std::string id;          // rule id, e.g. DETAIN
    std::string short_text;  // at most 60 characters
    std::string text;
    std::string citation;  // e.g. "SO0801 II.B.4"
    friend bool operator==(const notice&, const notice&) = default;
};

/// One rule that refuses, or one fault of one field. Never repeats what the client sent.
struct violation {
    std::string rule;
    std::string field;  // dotted field name of SubmitInquiry, or empty
    std::string message;
    std::string citation;
    friend bool operator==(const violation&, const violation&) = default;
};

}  // namespace iaq::model
