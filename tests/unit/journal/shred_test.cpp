#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

using model::sequence;

/// A sealed journal on a disk that can be made to fail at the sidecar beside the one in force.
struct site {
    scratch folder;
    std::unique_ptr<journal::keys> keys = some_keys();
    std::atomic<int> error{0};
    std::optional<call> fails;
    probed_disk disk{[this](call made, const std::string& path) {
        return error != 0 && fails == made && path.ends_with(".key.new")
                   ? system_error(error)
                   : boost::system::error_code{};
    }};
    std::unique_ptr<journal::file_journal> journal;

    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t durable = 0;
    std::optional<journal::shred_outcome> outcome;
    std::optional<journal::trouble> failure;
    bool done = false;

    site() = default;
    site(const site&) = delete;
    site& operator=(const site&) = delete;
    ~site() { journal.reset(); }  // its threads speak to the rest

    void open() {
        auto how = folder.options();
        how.with = keys.get();
        auto opened = journal::file_journal::open(how, ignore, disk);
        BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
        journal = std::move(opened).value();
        journal->start(
            {.durable = [this](sequence upto) { say([&] { durable = number_of(upto); }); },
             .failure = [this](journal::trouble why) { say([&] { failure = std::move(why); }); },
             .shred_prepared =
                 [this](journal::shred_outcome made) { say([&] { outcome = std::move(made); }); },
             .shred_done = [this] { say([&] { done = true; }); }});
    }
    template <class Change>
    void say(Change change) {
        const std::lock_guard lock{mutex};
        change();
        changed.notify_all();
    }
    template <class Until>
    void wait(Until until) {
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return failure || until(); });
    }
    void append(const std::string& record) {
        const auto number = durable + 1;
        journal->append(sequence{number}, record);
        wait([&] { return durable >= number; });
    }
    const journal::shred_outcome& prepare(std::vector<sequence> records) {
        outcome.reset();
        journal->prepare_shred(std::move(records));
        wait([&] { return outcome.has_value(); });
        BOOST_REQUIRE(outcome);
        return *outcome;
    }
    /// Waits until the next segment stands ready: the reserve is prepared behind it.
    void wait_prepared() const {
        const auto reserve = folder.journal() / "segment" / "reserve";
        for (int looks = 0; !fs::exists(reserve) && looks < 4000; ++looks) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        BOOST_REQUIRE(fs::exists(reserve));
    }
    [[nodiscard]] std::vector<std::string> aside() const {
        std::vector<std::string> found;
        for (const auto& each : fs::directory_iterator{folder.journal() / "segment"}) {
            if (each.path().string().ends_with(".new")) {
                found.push_back(each.path().filename());
            }
        }
        return found;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_shred)

BOOST_AUTO_TEST_CASE(g10_no_key_that_remains_opens_what_was_shredded_and_the_rest_opens) {
    site s;
    s.open();
    for (const auto* const word : {"one", "two", "three", "four"}) {
        s.append(word);
    }
    const auto made = s.prepare({sequence{2}, sequence{4}});
    BOOST_REQUIRE_EQUAL(made.refusal, "");
    BOOST_REQUIRE_EQUAL(made.sidecars.size(), 1U);
    BOOST_TEST((made.sidecars.front().segment == sequence{1}));
    BOOST_TEST(s.aside().size() == 1U);
    s.journal->commit_shred();
    s.wait([&] { return s.done; });
    BOOST_TEST(s.aside().empty());
    s.append("five");  // in a segment of its own
    BOOST_REQUIRE(s.journal->close());
    BOOST_TEST(s.folder.segments().size() == 2U);
    std::vector<std::uint64_t> closed;
    std::vector<std::string> open;
    const auto read = journal::file_journal::read_only_scan(
        s.folder.journal(),
        [&](sequence, std::string_view bytes) -> result<void, std::string> {
            open.emplace_back(bytes);
            return boost::outcome_v2::success();
        },
        {s.keys.get(), [&](const journal::closed_record& r) -> result<void, std::string> {
             closed.push_back(number_of(r.number));
             return boost::outcome_v2::success();
         }});
    BOOST_REQUIRE_MESSAGE(read, (read ? "" : read.error().text));
    BOOST_TEST((closed == std::vector<std::uint64_t>{2, 4}));
    BOOST_TEST((open == std::vector<std::string>{"one", "three", "five"}));
    BOOST_TEST(read.value().segments.front().sidecar == made.sidecars.front().sha256);
}

BOOST_AUTO_TEST_CASE(what_is_dropped_changes_nothing) {
    site s;
    s.open();
    s.append("one");
    s.append("two");
    BOOST_REQUIRE_EQUAL(s.prepare({sequence{1}}).refusal, "");
    s.journal->drop_shred();
    s.append("three");
    BOOST_TEST(s.aside().empty());
    BOOST_REQUIRE(s.journal->close());
    s.journal.reset();
    auto how = s.folder.options();
    how.with = s.keys.get();
    BOOST_TEST(reopen(how).records.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_segment_without_keys_is_refused_and_the_journal_goes_on) {
    site s;
    write_journal(s.folder.options(), {"of step 1", "unsealed"});
    s.open();
    s.durable = 2;
    s.append("sealed");
    BOOST_TEST(s.prepare({sequence{2}, sequence{3}}).refusal.find("is not sealed") !=
               std::string::npos);
    const auto sidecar = s.folder.journal() / "segment" / "00000000000000000003.key";
    fs::rename(sidecar, sidecar.string() + ".kept");
    BOOST_TEST(s.prepare({sequence{3}}).refusal.find("is missing") != std::string::npos);
    write_file(sidecar, "no sidecar");
    BOOST_TEST(s.prepare({sequence{3}}).refusal.find("is damaged") != std::string::npos);
    BOOST_TEST(s.aside().empty());
    s.append("goes on");
    BOOST_TEST(!s.failure);
}

BOOST_AUTO_TEST_CASE(a_full_disk_refuses_and_a_failing_one_ends_it) {
    for (const auto what : {call::create, call::write, call::sync}) {
        for (const int error : {ENOSPC, EIO}) {
            BOOST_TEST_CONTEXT(name_of(what) << ", error " << error) {
                site s;
                s.open();
                s.append("one");
                s.wait_prepared();
                s.fails = what;
                s.error = error;
                s.journal->prepare_shred({sequence{1}});
                s.wait([&] { return s.outcome.has_value(); });
                BOOST_TEST(s.failure.has_value() == (error == EIO));
                if (error == ENOSPC) {
                    BOOST_REQUIRE(s.outcome.has_value());
                    BOOST_TEST(!s.outcome->refusal.empty());
                    BOOST_TEST(s.aside().empty());
                    s.error = 0;
                    s.append("two");
                    BOOST_TEST(s.prepare({sequence{1}}).refusal.empty());
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
