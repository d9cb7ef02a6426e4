#include "policy/findings.hpp"

namespace iaq::policy {
namespace {

const model::order_rule* find_rule(const model::order& order, std::string_view id) {
    const auto found = order.rules.find(id);
    return found == order.rules.end() ? nullptr : &found->second;
}

void fill(std::string& text, std::string_view name, std::string_view value) {
    const auto brace = "{" + std::string{name} + "}";
    for (auto at = text.find(brace); at != std::string::npos;
         at = text.find(brace, at + value.size())) {
        text.replace(at, brace.size(), value);
    }
}

std::string filled(std::string text, fillings with) {
    for (const auto& [name, value] : with) {
        fill(text, name, value);
    }
    return text;
}

std::string key_of(std::string_view rule, std::string_view name) {
    return std::string{rule} + "." + std::string{name};
}

std::string citation_of(const model::order& order, std::string_view rule) {
    const auto* known = find_rule(order, rule);
    return known == nullptr ? order.name : known->citation;
}

}  // namespace

std::string say(const model::order& order, std::string_view key, fillings with) {
    const auto found = order.refusals.find(key);
    return found == order.refusals.end() ? std::string{key} : filled(found->second, with);
}

model::notice notice_of(const model::order& order, std::string_view rule, fillings with) {
    const auto* known = find_rule(order, rule);
    if (known == nullptr) {
        return {std::string{rule}, std::string{rule}, std::string{rule}, order.name};
    }
    auto text = known->sentence;
    if (!known->ours.empty()) {
        text += text.empty() ? "" : "\n";
        text += filled(known->ours, with);
    }
    return {known->id, known->short_text, text, known->citation};
}

bool is_enabled(const model::order& order, std::string_view rule) {
    const auto* known = find_rule(order, rule);
    return known == nullptr || known->enabled;
}

void findings::refuse(std::string_view name, std::string_view field, fillings with) {
    auto message = say(order_, key_of(rule_, name), with);
    fill(message, "field", field);
    violations.push_back(
        {std::string{rule_}, std::string{field}, message, citation_of(order_, rule_)});
}

void findings::advise(std::string_view name, fillings with) {
    const auto key = key_of(rule_, name);
    advisories.push_back({std::string{rule_}, say(order_, key + ".short", with),
                          say(order_, key, with), citation_of(order_, rule_)});
}

void findings::quote(std::string_view entry) { notices.push_back(notice_of(order_, entry)); }

}  // namespace iaq::policy
