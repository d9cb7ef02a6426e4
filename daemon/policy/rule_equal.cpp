#include "policy/request_text.hpp"
#include "policy/rules.hpp"

#include "base/text.hpp"
#include "naming/name_line.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace iaq::policy {
namespace {

/// The words of a text as the wire would carry it: runs of letters, upper case.
std::vector<std::string> words_of(std::string_view text) {
    const auto folded = naming::fold_text(text).value_or(text::to_upper(text));
    std::vector<std::string> words(1);
    for (const char c : folded) {
        if (text::is_letter(c)) {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

/// True when every word is one that the order's file calls no reason alone, or a place's: they say
/// how somebody looks or speaks, or where he was born, and nothing else.
bool tell_nothing(std::span<const std::string> words, const circumstances& c) {
    std::set<std::string, std::less<>> known{c.order.not_alone.begin(), c.order.not_alone.end()};
    for (const auto& [code, place] : c.tables.places()) {
        for (auto& word : words_of(place.description)) {
            known.insert(std::move(word));
        }
    }
    return std::ranges::all_of(
        words, [&](const auto& word) { return word.size() < 2 || known.contains(word); });
}

/// "IDENTITY (no identification), RECORD (...)": what a reason may begin with.
std::string reasons_in_words(const model::order& order) {
    std::string list;
    for (const auto& reason : order.reasons) {
        list += (list.empty() ? "" : ", ") + reason.code + " (" + reason.meaning + ")";
    }
    return list;
}

/// Returns the name of the refusal, or nothing when the reason is one.
std::string_view flaw_of(const std::string& reason, const circumstances& c) {
    if (is_blank(reason)) {
        return "missing";
    }
    const auto words = words_of(reason);
    if (words.empty() || std::ranges::find(c.order.reasons, words.front(),
                                           &model::order_reason::code) == c.order.reasons.end()) {
        return "not_listed";
    }
    const auto own = std::span{words}.subspan(1);
    const auto count = std::ranges::count_if(own, [](const auto& word) { return word.size() > 1; });
    if (count < c.order.reason_words_min) {
        return "words";
    }
    return count > 0 && tell_nothing(own, c) ? "alone" : "";
}

}  // namespace

bool needs_reason(const model::inquiry_request& request, const model::order& order) {
    return request.ground == model::basis::status_in_question && is_enabled(order, "EQUAL");
}

findings rule_equal(const matter& m) {
    findings said{"EQUAL", m.around.order};
    if (m.request.ground != model::basis::status_in_question) {
        return said;
    }
    if (const auto flaw = flaw_of(m.asked.reason, m.around); !flaw.empty()) {
        const auto& order = m.around.order;
        said.refuse(
            flaw, "reason",
            {{"list", reasons_in_words(order)}, {"words", std::to_string(order.reason_words_min)}});
        said.quote("EQUAL");
    }
    return said;
}

}  // namespace iaq::policy
