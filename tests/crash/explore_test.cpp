#include "crash/campaign.hpp"
#include "crash/quiet_voice.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
namespace operations = iaq::testing::operations;

namespace {

/// Returns the history as if one operation had never been asked for.
history without(const history& past, std::size_t index) {
    auto other = past;
    other.log.erase(other.log.begin() + static_cast<std::ptrdiff_t>(index));
    return other;
}

/// Returns the history of a new journal that tells five batches durable.
history five_batches(const campaign& run) {
    auto past = from_nothing();
    const life one{
        .batches = {{"one"}, {"two"}, {"three", "four"}, {std::string(700, '5')}, {"6"}}};
    run.require(live_all(past, {one}), "five batches");
    return past;
}

bool is_told_durable(const operation& made) {
    const auto* const mark = std::get_if<operations::marked>(&made);
    return mark != nullptr && mark->word == "durable";
}

/// Returns where the file was synced to which the last bytes other than zeros before `at` went: the
/// segment. Another thread may have made calls of its own since.
std::size_t sync_of_records(const std::vector<operation>& log, std::size_t at) {
    while (at-- > 0) {
        const auto* const write = std::get_if<operations::written>(&log[at]);
        if (write != nullptr && write->bytes.find_first_not_of('\0') != std::string::npos) {
            break;
        }
    }
    const auto file = std::get<operations::written>(log[at]).file;
    for (;; ++at) {
        const auto* const synced = std::get_if<operations::synced>(&log[at]);
        if (synced != nullptr && synced->file == file) {
            return at;
        }
    }
}

/// Returns what the explorer finds when this operation is left out, or nothing.
std::string found_without(campaign& run, const history& past, std::size_t index) {
    const auto kept = run.exploring().explore(without(past, index), 500, index);
    return kept ? std::string{} : kept.error().text;
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(quiet_voice);

BOOST_AUTO_TEST_SUITE(crash_explore)

BOOST_AUTO_TEST_CASE(g1_whenever_the_power_goes_every_durable_record_is_there_and_no_other) {
    campaign run{states_wanted() / 2};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        const auto past = run.lived(how, from_nothing());
        run.require(run.exploring().explore(past, run.share(10)), how.name);
    }
}

BOOST_AUTO_TEST_CASE(g1_the_power_may_go_again_and_again_while_the_journal_recovers) {
    campaign run{states_wanted() / 8};
    auto past = from_nothing();
    for (std::size_t generation = 1; run.goes_on(); ++generation) {
        const auto& how = run.next_usage();
        past = run.lived(how, std::move(past));
        run.require(run.exploring().explore(past, run.share(40)), how.name);
        // Journals grow from cut to cut, and so does the time that each disk takes.
        past = generation % 8 == 0 ? from_nothing() : run.exploring().after_some_cut(past);
    }
}

// The explorer itself: what it must find, or it would find nothing.
BOOST_AUTO_TEST_CASE(a_journal_that_left_out_a_sync_of_records_would_be_caught) {
    campaign run{0};
    const auto past = five_batches(run);
    run.require(run.exploring().explore(past, 500), "with its syncs");
    std::size_t left_out = 0;
    for (std::size_t at = 1; at < past.log.size(); ++at) {
        if (is_told_durable(past.log[at])) {
            const auto found = found_without(run, past, sync_of_records(past.log, at));
            BOOST_TEST(found.find("records are left of") != std::string::npos);
            ++left_out;
        }
    }
    BOOST_TEST(left_out >= 5U);
}

BOOST_AUTO_TEST_CASE(a_journal_that_left_out_a_sync_of_names_would_be_caught) {
    campaign run{0};
    const auto past = five_batches(run);
    std::size_t caught = 0;
    for (std::size_t at = 0; !std::holds_alternative<operations::marked>(past.log[at]); ++at) {
        if (std::holds_alternative<operations::directory_synced>(past.log[at])) {
            caught += found_without(run, past, at).empty() ? 0U : 1U;
        }
    }
    // That of the journal's own name, and of the first segment's; the folder's within it is covered
    // by the sync of the verifier key's name as well.
    BOOST_TEST(caught >= 2U);
}

BOOST_AUTO_TEST_SUITE_END()
