#include "app/recovery.hpp"

#include "app/fold_failures.hpp"
#include "app/record_fold.hpp"
#include "app/state_fold.hpp"

#include <fmt/format.h>

namespace iaq::app {

namespace {

exit_code code_of(journal::trouble::kind kind) {
    switch (kind) {
        case journal::trouble::kind::damaged: return exit_code::journal_damaged;
        case journal::trouble::kind::locked: return exit_code::fenced;
        case journal::trouble::kind::unreadable: return exit_code::other;
        case journal::trouble::kind::unwritable: return exit_code::disk;
        case journal::trouble::kind::too_new: return exit_code::configuration;
        case journal::trouble::kind::refused: return exit_code::journal_damaged;
        case journal::trouble::kind::wrong_key: return exit_code::configuration;
    }
    return exit_code::other;
}

template <class T>
result<T, refusal> or_refusal(result<T, journal::trouble> got) {
    if (!got) {
        return refusal_of(got.error());
    }
    if constexpr (std::is_void_v<T>) {
        return boost::outcome_v2::success();
    } else {
        return std::move(got).value();
    }
}

struct quarantines {
    std::string journal_id;
    passed_over named;
};

/// Reads every record that quarantines another: it stands somewhere behind the one it names.
result<quarantines, journal::trouble> read_quarantines(const journal::options& of) {
    quarantines found;
    const auto leave_closed = [](const journal::closed_record&) -> result<void, std::string> {
        return boost::outcome_v2::success();
    };
    IAQ_TRY(const auto seen, journal::file_journal::read_only_scan(
                                 of.directory,
                                 [&](model::sequence, std::string_view bytes) {
                                     return note_quarantine(bytes, found.named);
                                 },
                                 {of.with, leave_closed, journal::unfinished_tail::accepted}));
    found.journal_id = seen.journal_id;
    return found;
}

/// The starts of one journal up to the one that succeeds.
class attempt {
public:
    attempt(const journal::options& how, const std::string& environment,
            const std::string& state_dir)
        : how_(how), environment_(environment), failures_(state_dir) {}

    /// Folds once. Returns whether the state is whole; if not, another fold passes over more.
    result<bool, refusal> fold(recovered& into) {
        state_fold fold{environment_, over_};
        auto how = how_;
        how.keep.fold = [environment = environment_, over = over_] {
            return std::make_unique<state_fold>(environment, over);
        };
        auto opened = journal::file_journal::open(how, fold);
        if (opened) {
            into.store = std::move(opened).value();
            into.known = fold.release();
            if (into.given_up.empty()) {
                IAQ_TRY(or_refusal(failures_.forget()));
            }
            return true;
        }
        auto why = refusal_of(opened.error());
        if (!fold.halted() || opened.error().what != journal::trouble::kind::refused) {
            return why;
        }
        IAQ_TRY(pass_over(*fold.halted(), std::move(why), into));
        return false;
    }

private:
    result<void, refusal> pass_over(const halt& at, refusal why, recovered& into) {
        if (at.foreign_environment || at.newer) {
            why.code = exit_code::configuration;
            return why;
        }
        IAQ_TRY(const auto found, or_refusal(read_quarantines(how_)));
        if (widen(over_, found.named)) {
            return boost::outcome_v2::success();
        }
        IAQ_TRY(const auto times, or_refusal(failures_.count(found.journal_id, at.at)));
        if (times < fold_failures::passed_over_at) {
            why.text += fmt::format(
                "; start {} of {} at which it fails: the last of them passes "
                "over it and leaves its inquiry in doubt",
                times, fold_failures::passed_over_at);
            return why;
        }
        over_.emplace(at.at, at.inquiry_id);
        into.given_up.push_back({at.at, at.inquiry_id, at.error});
        return boost::outcome_v2::success();
    }

    const journal::options& how_;
    const std::string& environment_;
    fold_failures failures_;
    passed_over over_;
};

}  // namespace

refusal refusal_of(const journal::trouble& why) { return {code_of(why.what), why.text}; }

result<recovered, refusal> recover(const journal::options& how, const std::string& environment,
                                   const std::string& state_dir) {
    attempt start{how, environment, state_dir};
    recovered into;
    for (;;) {
        IAQ_TRY(const bool whole, start.fold(into));
        if (whole) {
            return into;
        }
    }
}

}  // namespace iaq::app
