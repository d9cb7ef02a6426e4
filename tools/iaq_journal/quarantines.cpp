#include "iaq_journal/quarantines.hpp"

#include "contract/records.hpp"

namespace iaq::journal_tool {

namespace {

result<void, std::string> leave_closed(const journal::closed_record&) {
    return boost::outcome_v2::success();
}

}  // namespace

result<passed_over, journal::trouble> read_quarantines(const source& from,
                                                       const journal::keys* with) {
    passed_over named;
    IAQ_TRY(journal::file_journal::read_only_scan(
        from.directory,
        [&](model::sequence, std::string_view bytes) -> result<void, std::string> {
            IAQ_TRY(const auto found, contract::quarantine_in(bytes));
            if (found) {
                named.emplace(found->number, found->inquiry_id);
            }
            return boost::outcome_v2::success();
        },
        {with, leave_closed, journal::unfinished_tail::accepted}));
    return named;
}

}  // namespace iaq::journal_tool
