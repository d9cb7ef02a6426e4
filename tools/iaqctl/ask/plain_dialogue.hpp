#pragma once

#include "iaqctl/ask/draft.hpp"

#include <cstddef>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

/// The form as a conversation, one line after another: for a screen reader, a slow line, a script.
/// Nothing moves, nothing is coloured, nothing is said by place.
namespace iaq::ctl {

/// What a dialogue wants of its gateway.
enum class want : unsigned char {
    more,    // the next line, or key
    check,   // a dry run; its answer by `take_verdict`
    submit,  // the person said yes
    leave    // nothing is to be submitted
};

class plain_dialogue {
public:
    /// Lifetime: the draft outlives it.
    explicit plain_dialogue(draft& filled) : draft_(filled) {}

    /// Returns the greeting and the first question.
    std::string begin(std::time_t now);

    /// Takes a line that a person typed. What is said to it is in `take_words`.
    want on_line(std::string_view typed, std::time_t now);

    /// Takes the answer to a dry run: the page to confirm, or what is wrong.
    want take_verdict(const v1::ServerFrame& verdict, std::time_t now);

    /// Returns what is to be printed next, and forgets it.
    std::string take_words();

private:
    enum class stage : unsigned char { asking, further, confirming };

    want answer(std::string_view typed, std::time_t now);
    want keep();
    want take(const std::string& meant, std::time_t now);
    want answer_further(std::string_view typed);
    want answer_confirming(std::string_view typed, std::time_t now);
    want move_on();
    want back();
    void ask(std::vector<found_code> on_offer = {});
    void explain();
    [[nodiscard]] std::string picked(std::string_view typed) const;
    void show_page(std::time_t now);
    void go_to(std::string_view field);
    [[nodiscard]] const draft::field* current() const;
    [[nodiscard]] std::string question() const;

    draft& draft_;
    stage stage_ = stage::asking;
    std::string field_;  // that is being asked
    std::vector<found_code> on_offer_;
    bool with_further_ = false, correcting_ = false;
    v1::InquiryAccepted verdict_;
    std::string words_;
};

}  // namespace iaq::ctl
