#include "iaqctl/ask/plain_dialogue.hpp"

#include "base/text.hpp"
#include "iaqctl/ask/confirmation.hpp"
#include "iaqctl/paper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace iaq::ctl {
namespace {

constexpr auto keys_line =
    "Enter takes what stands in brackets. ? explains. < goes back. - leaves it empty.\n"
    "! leaves, and so does Ctrl-C: nothing is submitted before you say yes on the last page.\n";

constexpr auto confirm_line =
    "Type yes to submit. Type a field's name to change it. ! leaves, nothing is submitted.\n";

bool is_yes(std::string_view typed) { return text::to_upper(text::trim(typed)) == "YES"; }

const v1::CodeTable* choices_of(const draft& in, const draft::field& of) {
    return of.form() == v1::FIELD_FORM_CHOICE ? table_of(in.form(), of.code_table()) : nullptr;
}

/// Returns the n-th choice that may be said, or nullptr.
const v1::CodeEntry* nth_choice(const v1::CodeTable& table, std::string_view typed) {
    auto left = text::number(typed).value_or(0);
    for (const auto& entry : table.entries()) {
        if (entry.usable() && --left == 0) {
            return &entry;
        }
    }
    return nullptr;
}

/// The codes with which a text may begin, a line each.
std::string list_of(const v1::CodeTable& codes) {
    std::string lines;
    int number = 0;
    for (const auto& entry : codes.entries()) {
        ++number;
        lines += wrapped(fmt::format("{} {}: {}", number, entry.code(), entry.meaning()), 2);
    }
    return lines;
}

/// `1 gave two birth dates` as `IDENTITY gave two birth dates`.
std::string with_code(const v1::CodeTable& codes, std::string_view typed) {
    const auto blank = typed.find(' ');
    const auto* const chosen = nth_choice(codes, typed.substr(0, blank));
    return chosen == nullptr || blank == std::string_view::npos
               ? std::string{typed}
               : chosen->code() + std::string{typed.substr(blank)};
}

std::string name_of(const draft::field* field) { return field->name(); }

std::string further_question(std::span<const draft::field* const> fields) {
    std::string names;
    for (const auto* const field : fields) {
        names += (names.empty() ? "" : ", ") + field->label();
    }
    return "\n" + wrapped("Further fields, seldom needed: " + names + ".", 0) +
           "Enter goes on without them, more asks for them: ";
}

}  // namespace

std::string plain_dialogue::take_words() { return std::exchange(words_, {}); }

const draft::field* plain_dialogue::current() const { return draft_.find(field_); }

std::string plain_dialogue::begin(std::time_t) {
    const auto& form = draft_.form();
    words_ = wrapped(
        fmt::format("Immigration status inquiry (IAQ), {}, {}.", form.agency(), form.ori()), 0);
    words_ += keys_line;
    field_ = draft_.asked().front()->name();
    ask();
    return take_words();
}

std::string plain_dialogue::question() const {
    const auto* const of = current();
    auto line = clean(of->label());
    if (const auto* const table = choices_of(draft_, *of)) {
        int number = 0;
        for (const auto& entry : table->entries()) {
            if (entry.usable()) {
                ++number;
                line += fmt::format("{} {} {}", number == 1 ? ":" : ",", number,
                                    clean(entry.meaning()));
            }
        }
        line = wrapped(line + ".", 0) + clean(of->label());
    } else if (const auto* const codes = draft_.beginnings(*of)) {
        line = list_of(*codes) + clean(of->label()) + ", a number or its word, then your own words";
    } else if (of->form() == v1::FIELD_FORM_FLAG) {
        line += ", yes or no";
    }
    const auto taken = draft_.words(*of);
    if (!taken.empty()) {
        line += " [" + clean(taken) + "]";
    } else if (!of->required()) {
        line += " [none]";
    }
    return line + ": ";
}

/// Asks for the current field; what it may mean is listed before, so that the question comes last.
void plain_dialogue::ask(std::vector<found_code> on_offer) {
    on_offer_ = std::move(on_offer);
    words_ += "\n";
    int number = 0;
    for (const auto& found : on_offer_) {
        words_ +=
            line(fmt::format("  {} {}, {}", ++number, found.entry->code(), found.entry->meaning()));
    }
    words_ +=
        on_offer_.empty() ? question() : clean(current()->label()) + ", number or other words: ";
}

void plain_dialogue::explain() {
    const auto* const of = current();
    words_ += wrapped(of->help() + (of->citation().empty() ? "" : " (" + of->citation() + ")"), 2);
    if (of->name() == "contact_expected_end" && draft_.form().has_contact_default()) {
        words_ += fmt::format("  Empty: {} minutes from now.\n",
                              draft_.form().contact_default().seconds() / 60);
    }
    if (of->size_max() > 0) {
        words_ += fmt::format("  At most {} characters.\n", of->size_max());
    }
    words_ += of->required() ? "  It is required.\n" : "";
}

want plain_dialogue::on_line(std::string_view typed, std::time_t now) {
    if (text::trim(typed) == "!") {
        return want::leave;
    }
    switch (stage_) {
        case stage::asking: return answer(text::trim(typed), now);
        case stage::further: return answer_further(text::trim(typed));
        case stage::confirming: return answer_confirming(text::trim(typed), now);
    }
    return want::more;
}

/// Returns what was meant: a number stands for one of those on offer.
std::string plain_dialogue::picked(std::string_view typed) const {
    const auto place = static_cast<std::size_t>(text::number(typed).value_or(0));
    if (place >= 1 && place <= on_offer_.size()) {
        return on_offer_[place - 1].entry->code();
    }
    if (const auto* const codes = draft_.beginnings(*current())) {
        return with_code(*codes, typed);
    }
    const auto* const table = choices_of(draft_, *current());
    const auto* const chosen = table == nullptr ? nullptr : nth_choice(*table, typed);
    return chosen == nullptr ? std::string{typed} : chosen->code();
}

want plain_dialogue::answer(std::string_view typed, std::time_t now) {
    const auto& of = *current();
    if (typed == "<") {
        return back();
    }
    if (typed == "-") {
        draft_.leave_empty(of);
        return move_on();
    }
    if (typed == "?") {
        explain();
        ask();
        return want::more;
    }
    return typed.empty() ? keep() : take(picked(typed), now);
}

/// Enter alone: takes what stands in brackets.
want plain_dialogue::keep() {
    const auto& of = *current();
    if (draft_.is_missing(of) || !draft_.fault(of).empty()) {
        words_ +=
            wrapped(draft_.is_missing(of) ? "It is required (" + of.citation() + "). ? explains."
                                          : draft_.fault(of),
                    2);
        ask();
        return want::more;
    }
    if (draft_.said(of.name()).value.empty() && !draft_.is_filled_in(of)) {
        draft_.set(of.name(), draft_.value(of.name()));
    }
    return move_on();
}

want plain_dialogue::take(const std::string& meant, std::time_t now) {
    const auto what = draft_.type(*current(), meant, now);
    if (draft_.is_protected()) {
        words_ += why_protected(draft_.form());
        return want::leave;
    }
    if (!what.words.empty() && what.words != meant) {
        words_ += wrapped(what.words, 2);
    }
    words_ += wrapped(what.hint, 2) + wrapped(what.fault, 2);
    if (what.fault.empty()) {
        return move_on();
    }
    ask(what.candidates);
    return want::more;
}

want plain_dialogue::move_on() {
    if (std::exchange(correcting_, false)) {
        return want::check;
    }
    const auto fields = draft_.asked();
    auto next = std::ranges::find(fields, field_, name_of);
    next = next == fields.end() ? fields.begin() : next + 1;
    if (next == fields.end()) {
        return want::check;
    }
    if ((*next)->further() && !with_further_) {
        stage_ = stage::further;
        words_ += further_question({next, fields.end()});
        return want::more;
    }
    field_ = (*next)->name();
    ask();
    return want::more;
}

want plain_dialogue::back() {
    const auto fields = draft_.asked();
    const auto here = std::ranges::find(fields, field_, name_of);
    if (here != fields.begin() && here != fields.end()) {
        field_ = (*(here - 1))->name();
    }
    ask();
    return want::more;
}

want plain_dialogue::answer_further(std::string_view typed) {
    stage_ = stage::asking;
    if (typed == "<") {
        ask();
        return want::more;
    }
    if (typed.empty()) {
        return want::check;
    }
    with_further_ = true;
    return move_on();
}

void plain_dialogue::go_to(std::string_view field) {
    stage_ = stage::asking;
    field_ = field;
    ask();
}

want plain_dialogue::take_verdict(const v1::ServerFrame& verdict, std::time_t now) {
    if (verdict.has_refused()) {
        draft_.take_faults(verdict.refused());
        words_ += "\nThe gateway would refuse it:\n" + what_is_wrong(draft_);
        for (const auto* const of : draft_.asked()) {
            if (!draft_.fault(*of).empty()) {
                correcting_ = true;
                go_to(of->name());
                return want::more;
            }
        }
        show_page(now);
        return want::more;
    }
    verdict_ = verdict.accepted();
    show_page(now);
    return want::more;
}

void plain_dialogue::show_page(std::time_t now) {
    stage_ = stage::confirming;
    words_ += "\nPlease confirm. " + what_becomes_of_it(verdict_) + what_is_asked(draft_, now) +
              what_the_rules_say(verdict_) + "\n" + confirm_line + "Submit? ";
}

want plain_dialogue::answer_confirming(std::string_view typed, std::time_t now) {
    if (is_yes(typed)) {
        return want::submit;
    }
    if (typed == "<") {
        correcting_ = true;
        go_to(draft_.asked().front()->name());
        return want::more;
    }
    const auto wanted = text::to_upper(typed);
    for (const auto* const of : draft_.asked()) {
        if (!wanted.empty() && text::to_upper(of->label()).starts_with(wanted)) {
            correcting_ = true;
            go_to(of->name());
            return want::more;
        }
    }
    if (typed == "?") {
        show_page(now);
        return want::more;
    }
    words_ += std::string{"No field is called that. "} + confirm_line + "Submit? ";
    return want::more;
}

}  // namespace iaq::ctl
