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

bool has_text(const model::order& order, std::string_view key) {
    return order.refusals.find(key) != order.refusals.end();
}

model::notice sentence_of(const model::order& order, std::string_view rule) {
    const auto* known = find_rule(order, rule);
    return known == nullptr
               ? model::notice{std::string{rule}, std::string{rule}, std::string{rule}, order.name}
               : model::notice{known->id, known->short_text, known->sentence, known->citation};
}

model::notice notice_of(const model::order& order, std::string_view rule, fillings with) {
    auto notice = sentence_of(order, rule);
    if (const auto* known = find_rule(order, rule); known != nullptr && !known->ours.empty()) {
        add_line(notice, filled(known->ours, with));
    }
    return notice;
}

model::notice notice_of_case(const model::order& order, std::string_view rule,
                             std::string_view name, fillings with) {
    auto notice = notice_of(order, rule, with);
    const auto key = key_of(rule, name);
    add_line(notice, say(order, key, with));
    if (has_text(order, key + ".short")) {
        notice.short_text = say(order, key + ".short", with);
    }
    return notice;
}

void add_line(model::notice& to, std::string_view line) {
    to.text += to.text.empty() ? "" : "\n";
    to.text += line;
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

void findings::advise_quoting(fillings with) {
    advisories.push_back(notice_of(order_, rule_, with));
}

}  // namespace iaq::policy
