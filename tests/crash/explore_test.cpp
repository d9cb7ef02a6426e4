#include "crash/explorer.hpp"
#include "crash/quiet_voice.hpp"
#include "crash/workloads.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <variant>

using namespace iaq;
using namespace iaq::crash;
namespace operations = iaq::testing::operations;

namespace {

std::uint64_t wanted(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::size_t states_wanted() { return wanted("IAQ_CRASH_STATES", 20'000); }

/// Says first what a failure is replayed with. The two threads of a journal may take turns in
/// another way then; IAQ_CRASH_KEEP keeps the disk itself.
std::uint64_t said_seed() {
    const auto seed = wanted("IAQ_CRASH_SEED", std::random_device{}());
    BOOST_TEST_MESSAGE("IAQ_CRASH_SEED=" << seed);
    return seed;
}

/// Explores one history after another until `states` disks were looked at, each the shorter part.
class campaign {
public:
    explicit campaign(std::size_t states)
        : seed_(said_seed()), random_(seed_), explorer_(random_()), states_(states) {}
    ~campaign() { BOOST_TEST_MESSAGE(explorer_.states() << " disks explored"); }
    campaign(const campaign&) = delete;
    campaign& operator=(const campaign&) = delete;

    [[nodiscard]] bool goes_on() const { return explorer_.states() < states_; }
    std::mt19937_64& random() { return random_; }
    explorer& exploring() { return explorer_; }
    const usage& next_usage() { return usages()[round_++ % usages().size()]; }

    void require(const result<void, breach>& kept, std::string_view doing) const {
        BOOST_REQUIRE_MESSAGE(kept, "IAQ_CRASH_SEED=" << seed_ << ", " << doing << ": "
                                                      << (kept ? "" : kept.error().text));
    }
    /// Returns how many disks of one history to look at: so many that each usage comes up twice.
    [[nodiscard]] std::size_t share() const { return std::max<std::size_t>(states_ / 10, 100); }

private:
    std::uint64_t seed_;
    std::mt19937_64 random_;
    explorer explorer_;
    std::size_t states_;
    std::size_t round_ = 0;
};

history lived(campaign& run, const usage& how, history past) {
    run.require(live_all(past, lives_of(how, run.random())), how.name);
    return past;
}

/// Fails the nth sync, of a file or a directory, and no other.
struct failing_sync {
    std::size_t nth;
    std::atomic<std::size_t> syncs{0};

    boost::system::error_code operator()(const operation& asked) {
        const bool sync = std::holds_alternative<operations::synced>(asked) ||
                          std::holds_alternative<operations::directory_synced>(asked);
        return sync && ++syncs == nth
                   ? boost::system::error_code{EIO, boost::system::system_category()}
                   : boost::system::error_code{};
    }
};

/// Returns where in the log the sync failed, or its end.
std::size_t failure_in(const std::vector<operation>& log) {
    std::size_t at = 0;
    for (; at < log.size(); ++at) {
        const auto* const file = std::get_if<operations::synced>(&log[at]);
        const auto* const directory = std::get_if<operations::directory_synced>(&log[at]);
        if ((file != nullptr && file->failed) || (directory != nullptr && directory->failed)) {
            break;
        }
    }
    return at;
}

/// True when nothing but zeros was written to the file that was being synced: a segment to come,
/// beside which the batch on its way may still end well.
bool is_of_zeros(const std::vector<operation>& log, std::size_t failure) {
    const auto* const failed = std::get_if<operations::synced>(&log[failure]);
    return failed != nullptr && std::none_of(log.begin(), log.begin() + failure, [&](auto& made) {
               const auto* const write = std::get_if<operations::written>(&made);
               return write != nullptr && write->file == failed->file &&
                      write->bytes.find_first_not_of('\0') != std::string::npos;
           });
}

/// Counts what was told durable behind the failure, in the same life.
std::size_t told_after(const std::vector<operation>& log, std::size_t failure) {
    std::size_t told = 0;
    for (auto at = failure; at < log.size(); ++at) {
        const auto* const mark = std::get_if<operations::marked>(&log[at]);
        if (mark != nullptr && mark->word == "opened") {
            break;
        }
        told += mark != nullptr && mark->word == "durable" ? 1U : 0U;
    }
    return told;
}

template <class Operation>
history without(const history& past) {
    history other{past.start, past.before, {}};
    for (const auto& made : past.log) {
        if (!std::holds_alternative<Operation>(made)) {
            other.log.push_back(made);
        }
    }
    return other;
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(quiet_voice);

BOOST_AUTO_TEST_SUITE(crash_explore)

BOOST_AUTO_TEST_CASE(g1_whenever_the_power_goes_every_durable_record_is_there_and_no_other) {
    campaign run{states_wanted() / 2};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        const auto past = lived(run, how, {empty_disk(), {}, {}});
        run.require(run.exploring().explore(past, run.share()), how.name);
    }
}

BOOST_AUTO_TEST_CASE(g1_the_power_may_go_again_and_again_while_the_journal_recovers) {
    campaign run{states_wanted() / 4};
    history past{empty_disk(), {}, {}};
    for (std::size_t generation = 1; run.goes_on(); ++generation) {
        const auto& how = run.next_usage();
        past = lived(run, how, std::move(past));
        run.require(run.exploring().explore(past, run.share() / 4), how.name);
        // Journals grow from cut to cut, and so does the time that each disk takes.
        past = generation % 8 == 0 ? history{empty_disk(), {}, {}}
                                   : run.exploring().after_some_cut(past);
    }
}

BOOST_AUTO_TEST_CASE(g6_whichever_sync_fails_no_more_is_told_and_what_was_told_is_there) {
    campaign run{states_wanted() / 4};
    while (run.goes_on()) {
        const auto& how = run.next_usage();
        const auto lives = lives_of(how, run.random());
        bool reached = true;
        for (std::size_t nth = 1; reached && run.goes_on(); ++nth) {
            history past{empty_disk(), {}, {}};
            failing_sync fails{nth};
            run.require(live_all(past, lives, std::ref(fails)), how.name);
            const auto failure = failure_in(past.log);
            reached = failure < past.log.size();
            if (reached) {
                BOOST_TEST(told_after(past.log, failure) <=
                           (is_of_zeros(past.log, failure) ? 1U : 0U));
            }
            run.require(run.exploring().explore(past, run.share() / 16, failure), how.name);
        }
    }
}

// The explorer itself: what it must find, or it would find nothing.
BOOST_AUTO_TEST_CASE(a_journal_that_left_out_its_syncs_would_be_caught) {
    campaign run{0};
    const auto past = lived(run, usages().front(), {empty_disk(), {}, {}});
    run.require(run.exploring().explore(past, 500), "with its syncs");
    const auto files = run.exploring().explore(without<operations::synced>(past), 500);
    BOOST_REQUIRE(!files);
    BOOST_TEST(files.error().text.find("records are left of") != std::string::npos);
    const auto names = run.exploring().explore(without<operations::directory_synced>(past), 500);
    BOOST_REQUIRE(!names);
    BOOST_TEST(names.error().text.find("records are left of") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
