#include "iaq_journal/judging.hpp"

#include "iaq_journal/contents.hpp"
#include "iaq_journal/verifier/report.hpp"
#include "iaq_journal/verifier/verify.hpp"

#include <cstdio>
#include <optional>

namespace iaq::journal_tool {
exit_code judge(const judging& asked) {
    verifier::demand demand{asked.directory, asked.vkey, std::nullopt, asked.after_crash};
    if (asked.vkey.starts_with('@')) {
        const auto key = contents_of(asked.vkey.substr(1));
        if (!key) {
            return unreadable(asked.vkey.substr(1) + ": cannot be read");
        }
        demand.vkey = *key;
    }
    if (!asked.at_least.empty()) {
        demand.at_least = contents_of(asked.at_least);
        if (!demand.at_least) {
            return unreadable(asked.at_least + ": cannot be read");
        }
    }
    const auto verdict = verifier::verify(demand);
    for (const auto& line : verifier::report(verdict)) {
        std::puts(line.c_str());
    }
    const auto said = printed();
    return said == exit_code::good && verdict.findings_count != 0 ? exit_code::damaged : said;
}

}  // namespace iaq::journal_tool
