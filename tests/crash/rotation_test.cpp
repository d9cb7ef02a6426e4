#include "crash/legal_disks.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "seal/digest.hpp"
#include "support/memory_disk.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cerrno>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::crash;
using testing::memory_disk;

namespace {

constexpr int segments = 4;
constexpr effort spent{200, 60};

std::unique_ptr<journal::keys> keys_of(char master, char previous = 0) {
    static const auto pem = seal::signing_key::generate(seal::signature_kind::ed25519).to_pem();
    auto made = std::make_unique<journal::keys>();
    made->master.emplace(std::string(seal::key::size, master));
    if (previous != 0) {
        made->previous.emplace(std::string(seal::key::size, previous));
    }
    made->seals = true;
    made->signing.emplace(seal::signing_key::from_pem(pem).value());
    made->log_name = "crash.example";
    made->random = [drawn = static_cast<int>(master)](std::size_t count) mutable {
        return std::string(count, static_cast<char>(++drawn));
    };
    return made;
}

/// What one start found.
struct opened {
    std::unique_ptr<journal::file_journal> journal;
    std::vector<std::string> records;  // those that opened
};

result<opened, journal::trouble> open(memory_disk& on, const journal::keys& with) {
    journal::options how;
    how.directory = "/state/journal";
    how.segment_bytes = 64UL * 1024;
    how.journal_id = "000102030405060708090a0b0c0d0e0f";
    how.created_ns = 1'800'000'000'000'000'000;
    how.with = &with;
    how.visit_closed = [](const journal::closed_record&) -> result<void, std::string> {
        return boost::outcome_v2::success();
    };
    opened got;
    const auto visit = [&](model::sequence, std::string_view record) -> result<void, std::string> {
        got.records.emplace_back(record);
        return boost::outcome_v2::success();
    };
    IAQ_TRY(got.journal, journal::file_journal::open(how, visit, on));
    return got;
}

std::string key_path(std::uint64_t first) {
    return "/state/journal/segment/0000000000000000000" + std::to_string(first) + ".key";
}

/// A journal under 'A', two records a segment, of which the first in segment 3 was shredded.
struct before_rotation {
    testing::disk_image disk{{"/", "/state"}, {}};
    std::map<model::sequence, std::string> recorded;

    before_rotation() {
        const auto keys = keys_of('A');
        for (int life = 0; life < segments; ++life) {
            memory_disk on{disk};
            auto got = open(on, *keys);
            BOOST_REQUIRE_MESSAGE(got, (got ? "" : got.error().text));
            auto last = got.value().journal->recovered().last;
            for (const auto* const word : {"one", "two"}) {
                last = model::next(last);
                got.value().journal->append(last, word);
            }
            BOOST_REQUIRE(got.value().journal->close());
            disk = on.seen();
        }
        auto& sidecar = disk.files.at(key_path(3));
        auto whole = seal::decode_sidecar(sidecar, *keys->master).value();
        const seal::key_tree tree{std::move(whole.cover)};
        whole.cover = tree.punctured(std::array{0U});
        sidecar = seal::encode_sidecar(whole, *keys->master);
        recorded[model::sequence{3}] = seal::sha256(sidecar);
    }

    [[nodiscard]] journal::recorded_sidecar source() const {
        return [this](model::sequence segment) {
            const auto found = recorded.find(segment);
            return found == recorded.end() ? nullptr : &found->second;
        };
    }
};

void check_rotated(memory_disk& on, const before_rotation& past, const journal::keys& both) {
    auto again = open(on, both);
    BOOST_REQUIRE_MESSAGE(again, (again ? "" : again.error().text));
    BOOST_REQUIRE_EQUAL(again.value().records.size(), 2U * segments - 1);
    const auto done = again.value().journal->rotate(past.source(), model::sequence{1});
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().text));
    again.value().journal.reset();
    const auto left = on.seen();
    for (const auto& each : done.value()) {
        const auto& bytes = left.files.at(key_path(model::number_of(each.segment)));
        BOOST_REQUIRE(seal::inspect_sidecar(bytes)->master_key_id == both.master->id());
    }
    memory_disk later{left};
    const auto fresh = keys_of('B');
    auto alone = open(later, *fresh);
    BOOST_REQUIRE_MESSAGE(alone, (alone ? "" : alone.error().text));
    BOOST_REQUIRE_EQUAL(alone.value().records.size(), 2U * segments - 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash_rotation)

BOOST_AUTO_TEST_CASE(g10_a_power_cut_at_any_step_of_a_rotation_leaves_what_both_keys_start_from) {
    const before_rotation past;
    const auto both = keys_of('B', 'A');
    std::vector<operation> log;
    {
        memory_disk on{past.disk};
        auto got = open(on, *both);
        BOOST_REQUIRE_MESSAGE(got, (got ? "" : got.error().text));
        BOOST_REQUIRE(got.value().journal->rotate(past.source(), model::sequence{1}));
        log = on.log();
    }
    std::mt19937_64 random{20'271'124};
    unsettled_disk disk{past.disk};
    std::size_t states = 0;
    for (std::size_t step = 0; step <= log.size(); ++step) {
        for (const auto& chosen : outcomes_to_try(disk, spent, random)) {
            BOOST_TEST_CONTEXT("cut before operation " << step) {
                memory_disk on{disk.after_cut(chosen)};
                check_rotated(on, past, *both);
            }
            ++states;
        }
        if (step < log.size()) {
            disk.apply(log[step]);
        }
    }
    BOOST_TEST_MESSAGE(log.size() << " operations, " << states << " disks");
    BOOST_TEST(states > log.size());
}

BOOST_AUTO_TEST_CASE(each_call_of_a_rotation_may_fail_and_the_next_start_goes_on) {
    const before_rotation past;
    const auto both = keys_of('B', 'A');
    for (std::size_t nth = 0;; ++nth) {
        std::size_t calls = 0;
        bool rotating = false;
        memory_disk on{
            past.disk, [&](const operation&) {
                const bool fails = rotating && calls++ == nth;
                return fails ? boost::system::error_code{EIO, boost::system::system_category()}
                             : boost::system::error_code{};
            }};
        auto got = open(on, *both);
        BOOST_REQUIRE_MESSAGE(got, (got ? "" : got.error().text));
        rotating = true;
        const auto done = got.value().journal->rotate(past.source(), model::sequence{1});
        rotating = false;
        got.value().journal.reset();
        if (done) {
            BOOST_TEST(nth >= 4U * segments);  // create, write, sync, rename of each
            break;
        }
        BOOST_TEST((done.error().what == journal::trouble::kind::unwritable));
        memory_disk again{on.seen()};
        BOOST_TEST_CONTEXT("call " << nth << " failed") { check_rotated(again, past, *both); }
    }
}

BOOST_AUTO_TEST_SUITE_END()
