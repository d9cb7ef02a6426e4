#pragma once

#include "model/notice.hpp"
#include "model/order.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What one rule found, said in the order's words. No text of the client ever gets in here, but for
/// who asked before (ALREADY_ASKED).
namespace iaq::policy {

/// Fills `{name}` in our texts: names and what stands for them, never a client's value.
using fillings = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Returns the order's text for `key` ("FIELDS.missing") with its braces filled; the key itself
/// when the file has none, so that a thin file of another agency still refuses, if tersely.
std::string say(const model::order& order, std::string_view key, fillings with = {});
/// True when the file has this text.
bool has_text(const model::order& order, std::string_view key);

/// Returns the order's sentence alone.
model::notice sentence_of(const model::order& order, std::string_view rule);
/// Returns the rule's notice: the order's sentence verbatim, below it a line of ours.
model::notice notice_of(const model::order& order, std::string_view rule, fillings with = {});
/// The same, with the line of a case below, and its short text where the file has one.
model::notice notice_of_case(const model::order& order, std::string_view rule,
                             std::string_view name, fillings with = {});
/// Adds a line of ours below a notice.
void add_line(model::notice& to, std::string_view line);

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
    /// Adds a notice that is made already.
    void quote(model::notice made) { notices.push_back(std::move(made)); }
    /// Adds the rule's own sentence as an advisory.
    void advise_quoting(fillings with = {});
    /// Supervisors are to be told the last advisory.
    void tell_supervisors() { to_supervisors.push_back(advisories.back()); }

    [[nodiscard]] std::string_view rule() const { return rule_; }
    [[nodiscard]] bool is_silent() const {
        return violations.empty() && advisories.empty() && notices.empty();
    }

    std::vector<model::violation> violations;
    std::vector<model::notice> advisories, notices, to_supervisors;

private:
    std::string_view rule_;
    const model::order& order_;
};

}  // namespace iaq::policy
