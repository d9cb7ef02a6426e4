#pragma once

#include "base/canonical.hpp"
#include "base/time.hpp"
#include "model/ids.hpp"
#include "model/record.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace iaq::engine {

/// Who has reviewed the records of which span (AU-6). Part of the state; the newest ones are kept.
class reviews {
public:
    struct review {
        model::sequence record = model::sequence::none;
        utc_time at{}, from{}, to{};
        std::string principal, user, findings;
        std::vector<std::string> oris;
    };

    void sign(const model::record& r, const model::records::review_signed& body);
    [[nodiscard]] const std::deque<review>& all() const { return signed_; }

    void describe(canonical& out) const;
    /// Reads what `describe` wrote. Errors: false, and it is of no use.
    [[nodiscard]] bool restore(canonical_reader& in);

private:
    std::deque<review> signed_;  // in the order of their records
};

/// Returns the parts of the span that no review of this ORI covers, in order.
std::vector<std::pair<utc_time, utc_time>> unreviewed(const reviews& done, const std::string& ori,
                                                      utc_time from, utc_time to);

}  // namespace iaq::engine
