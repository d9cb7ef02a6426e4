#pragma once

#include "model/notice.hpp"
#include "model/order.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What one rule found, said in the order's words. No text of the client ever gets in here.
namespace iaq::policy {

/// Fills `{name}` in our texts: names and what stands for them, never a client's value.
using fillings = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Returns the order's text for `key` ("FIELDS.missing") with its braces filled; the key itself
/// when the file has none, so that a thin file of another agency still refuses, if tersely.
std::string say(const model::order& order, std::string_view key, fillings with = {});

/// Returns the rule's notice: the order's sentence verbatim, below it a line of ours.
model::notice notice_of(const model::order& order, std::string_view rule, fillings with = {});

/// True unless the order's file switches the rule off.
bool is_enabled(const model::order& order, std::string_view rule);

/// The findings of one rule. Lifetime: `order` lives as long as this.
class findings {
public:
    findings(std::string_view rule, const model::order& order) : rule_(rule), order_(order) {}

    /// Adds a violation: the text of `RULE.name`, with `{field}` filled by `field`.
    void refuse(std::string_view name, std::string_view field, fillings with = {});
    /// Adds an advisory: `RULE.name` and its `.short`.
    void advise(std::string_view name, fillings with = {});
    /// Adds the notice of `entry`, a table of the order's file: the rule's own or one beside it.
    void quote(std::string_view entry);

    [[nodiscard]] std::string_view rule() const { return rule_; }
    [[nodiscard]] bool is_silent() const {
        return violations.empty() && advisories.empty() && notices.empty();
    }

    std::vector<model::violation> violations;
    std::vector<model::notice> advisories, notices;

private:
    std::string_view rule_;
    const model::order& order_;
};

}  // namespace iaq::policy
