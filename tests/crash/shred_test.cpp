#include "base/text.hpp"
#include "crash/every_cut.hpp"
#include "crash/quiet_voice.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "support/memory_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
using testing::disk_image;
using testing::memory_disk;

namespace {

using boost::outcome_v2::success;
using model::sequence;
using model::records::wrapped_sidecar;

constexpr std::string_view shred_mark = "shredded ";

std::unique_ptr<journal::keys> some_keys() {
    auto made = std::make_unique<journal::keys>();
    made->master.emplace(std::string(seal::key::size, 'M'));
    made->seals = true;
    made->signing.emplace(seal::signing_key::generate(seal::signature_kind::ed25519));
    made->log_name = "crash.example";
    made->random = [drawn = 0](std::size_t count) mutable {
        return std::string(count, static_cast<char>(++drawn));
    };
    return made;
}

/// The test's own record of a shredding: `shredded <segment>=<hex>,...`.
std::string told(const std::vector<wrapped_sidecar>& sidecars) {
    std::string record{shred_mark};
    for (const auto& each : sidecars) {
        record += std::to_string(number_of(each.segment)) + "=" + text::to_hex(each.sha256) + ",";
    }
    return record;
}

result<std::vector<wrapped_sidecar>, std::string> told_by(std::string_view record) {
    std::vector<wrapped_sidecar> sidecars;
    if (!record.starts_with(shred_mark)) {
        return sidecars;
    }
    for (const auto each : text::split(record.substr(shred_mark.size()), ',')) {
        const auto parts = text::split(each, '=');
        if (parts.size() == 2) {
            sidecars.push_back(
                {sequence{static_cast<std::uint64_t>(text::number(parts[0]).value())},
                 text::from_hex(parts[1]).value()});
        }
    }
    return sidecars;
}

/// A journal as its user meets it at a start.
struct start {
    std::unique_ptr<journal::file_journal> journal;
    std::string refused;
    std::map<std::uint64_t, std::string> open;
    std::set<std::uint64_t> closed;
    std::map<sequence, std::string> sidecars;  // as recorded
};

start begin(memory_disk& on, const journal::keys& with) {
    start at;
    journal::options how;
    how.directory = "/state/journal";
    how.segment_bytes = 64UL * 1024;
    how.journal_id = "000102030405060708090a0b0c0d0e0f";
    how.created_ns = 1'800'000'000'000'000'000;
    how.with = &with;
    how.shown_head = "/state/shown";
    how.visit_closed = [&](const journal::closed_record& r) -> result<void, std::string> {
        at.closed.insert(number_of(r.number));
        return success();
    };
    how.sidecars_told = told_by;
    how.recorded_sidecar = [&](sequence segment) -> const std::string* {
        const auto it = at.sidecars.find(segment);
        return it == at.sidecars.end() ? nullptr : &it->second;
    };
    auto opened = journal::file_journal::open(
        how,
        [&](sequence n, std::string_view bytes) -> result<void, std::string> {
            at.open[number_of(n)] = bytes;
            const auto told_of = told_by(bytes);
            for (const auto& each : told_of.value()) {
                at.sidecars[each.segment] = each.sha256;
            }
            return success();
        },
        on);
    if (opened) {
        at.journal = std::move(opened).value();
    } else {
        at.refused = opened.error().text;
    }
    return at;
}

/// Waits for what the journal's thread says.
class ear {
public:
    void attach(journal::file_journal& to) {
        to.start({.durable = [this](sequence upto) { say([&] { durable = upto; }); },
                  .failure = [this](const journal::trouble&) { say([&] { failed = true; }); },
                  .shred_prepared =
                      [this](journal::shred_outcome made) { say([&] { outcome = made; }); },
                  .shred_done = [this] { say([&] { done = true; }); }});
    }
    template <class Until>
    void wait(Until until) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return failed || until(); });
    }
    sequence durable = sequence::none;
    std::optional<journal::shred_outcome> outcome;
    bool done = false, failed = false;

private:
    template <class Change>
    void say(Change change) {
        const std::lock_guard lock{mutex_};
        change();
        changed_.notify_all();
    }
    std::mutex mutex_;
    std::condition_variable changed_;
};

disk_image empty_state() { return {.directories = {"/", "/state"}, .files = {}}; }

const std::vector<sequence> shredded{sequence{2}, sequence{3}, sequence{5}};
constexpr std::uint64_t recorded_at = 7;

/// Six records over three segments, of which one in each is shredded, then the record that says so.
void shred_some(memory_disk& on, const journal::keys& with) {
    auto life = begin(on, with);
    BOOST_REQUIRE_MESSAGE(life.journal, life.refused);
    ear hears;
    hears.attach(*life.journal);
    const auto append = [&](std::uint64_t n, std::string bytes) {
        life.journal->append(sequence{n}, std::move(bytes));
        hears.wait([&] { return number_of(hears.durable) >= n; });
    };
    for (std::uint64_t n = 1; n < recorded_at; ++n) {
        append(n, std::to_string(n) + std::string(25'000, 'r'));
    }
    life.journal->prepare_shred(shredded);
    hears.wait([&] { return hears.outcome.has_value(); });
    if (hears.failed) {
        return;
    }
    BOOST_REQUIRE_EQUAL(hears.outcome->refusal, "");
    append(recorded_at, told(hears.outcome->sidecars));
    life.journal->commit_shred();
    hears.wait([&] { return hears.done; });
    if (!hears.failed) {
        append(recorded_at + 1, "after");
        static_cast<void>(life.journal->close().has_value());
    }
}

/// What must hold at a start after a power cut. Returns whether the shredding had been recorded.
bool check_start(const disk_image& left, const journal::keys& with) {
    memory_disk disk{left};
    const auto at = begin(disk, with);
    BOOST_REQUIRE_MESSAGE(at.journal, at.refused);
    const bool is_recorded = at.open.contains(recorded_at);
    for (const auto number : shredded) {
        if (at.open.contains(recorded_at)) {
            BOOST_TEST(at.closed.contains(number_of(number)));
        }
    }
    BOOST_TEST(at.closed.size() == (is_recorded ? shredded.size() : 0U));
    for (const auto& [path, bytes] : disk.seen().files) {
        BOOST_TEST(!path.ends_with(".key.new"), path);
    }
    return is_recorded;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_shred)

BOOST_AUTO_TEST_CASE(g10_a_power_cut_at_any_step_leaves_all_of_it_open_or_none) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    memory_disk disk{empty_state()};
    shred_some(disk, *keys);
    std::size_t recorded = 0;
    const auto states = after_every_cut(empty_state(), disk.log(), "/state/journal/segment",
                                        [&](const disk_image& left, const std::string& which) {
                                            BOOST_TEST_CONTEXT(which) {
                                                recorded += check_start(left, *keys) ? 1U : 0U;
                                            }
                                        });
    BOOST_TEST_MESSAGE(states << " disks, the shredding recorded on " << recorded);
    BOOST_TEST(recorded > 0U);
    BOOST_TEST(recorded < states);
}

BOOST_AUTO_TEST_CASE(g10_an_older_sidecar_put_back_is_refused_by_name) {
    const quiet_voice quiet;
    const auto keys = some_keys();
    memory_disk disk{empty_state()};
    shred_some(disk, *keys);
    const auto now = disk.seen();
    const std::string path = "/state/journal/segment/00000000000000000001.key";
    // The first sidecar as it was: the same journal before anything was shredded.
    memory_disk before{empty_state()};
    const auto again = some_keys();
    auto younger = begin(before, *again);
    BOOST_REQUIRE(younger.journal);
    auto swapped = now;
    swapped.files[path] = before.seen().files.at(path);
    BOOST_REQUIRE(swapped.files[path] != now.files.at(path));
    memory_disk put_back{swapped};
    const auto at = begin(put_back, *keys);
    BOOST_REQUIRE(!at.journal);
    BOOST_TEST(at.refused.find("00000000000000000001.key") != std::string::npos);
    BOOST_TEST(at.refused.find("an older one was put back") != std::string::npos);
    for (const auto& [name, bytes] : swapped.files) {
        if (name.ends_with(".key") || name.ends_with(".seg")) {
            BOOST_TEST((put_back.seen().files.at(name) == bytes), name);
        }
    }
    swapped.files.erase(path);
    memory_disk gone{swapped};
    BOOST_TEST(begin(gone, *keys).refused.find("00000000000000000001.key") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
