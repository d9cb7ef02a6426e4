#include "support/gateway.hpp"

#include <boost/test/unit_test.hpp>

#include "contract/records.hpp"
#include "model/limits.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace iaq;
using testing::gateway;

namespace {

gateway fresh() {
    auto told = switch_sim::read_scene("switch on iaq : ack\n");
    BOOST_REQUIRE(told.has_value());
    return {testing::shipped_rules(model::payload_kind::ofml), std::move(told).value(),
            model::payload_kind::ofml};
}

std::string digest_of(std::uint64_t number) {
    auto text = std::to_string(number);
    text.resize(32, '.');
    return text;
}

/// Sidecars of segments 1 to `count`, each rewrapped since it was made.
model::inputs::sidecars_wrapped wrapped(std::uint64_t count, const std::string& by = "new") {
    model::inputs::sidecars_wrapped in{"old", by, {}};
    for (std::uint64_t n = 1; n <= count; ++n) {
        in.sidecars.push_back({model::sequence{n}, digest_of(n) + by, digest_of(n)});
    }
    return in;
}

std::vector<model::records::master_key_rotated> rotations(const gateway& g) {
    std::vector<model::records::master_key_rotated> found;
    for (const auto& bytes : g.journal.durable) {
        BOOST_TEST(bytes.size() <= model::limits::record_bytes_max);
        const auto entry = contract::decode(bytes);
        if (const auto* const body =
                std::get_if<model::records::master_key_rotated>(&entry.value().body)) {
            found.push_back(*body);
        }
    }
    return found;
}

std::size_t told(const gateway& g) {
    return static_cast<std::size_t>(std::ranges::count_if(g.log, [](const auto& action) {
        return std::holds_alternative<model::actions::tell_rotated>(action);
    }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_rotation)

BOOST_AUTO_TEST_CASE(sidecars_that_changed_are_recorded_once) {
    auto g = fresh();
    g.hear(wrapped(3));
    BOOST_REQUIRE(rotations(g).size() == 1U);
    const auto first = rotations(g).front();
    BOOST_TEST(first.old_key_id == "old");
    BOOST_TEST(first.new_key_id == "new");
    BOOST_TEST(first.sidecars.size() == 3U);
    BOOST_TEST(*g.deciding().known().sidecar_digest(model::sequence{2}) == digest_of(2) + "new");
    BOOST_TEST(told(g) == 1U);
    g.restart();
    g.hear(wrapped(3));
    BOOST_TEST(rotations(g).size() == 1U);
    BOOST_TEST(told(g) == 2U);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_CASE(sidecars_that_are_as_they_were_made_need_no_record) {
    auto g = fresh();
    auto in = wrapped(3);
    for (auto& each : in.sidecars) {
        each.sha256 = each.first_sha256;
    }
    g.hear(in);
    BOOST_TEST(rotations(g).empty());
    BOOST_TEST(told(g) == 1U);
}

BOOST_AUTO_TEST_CASE(a_process_that_died_before_the_record_leaves_it_to_the_next_start) {
    auto g = fresh();
    g.sync_at_once(false);
    g.hear(wrapped(3));
    BOOST_TEST(told(g) == 0U);  // not before the record is durable
    g.kill();
    g.sync_at_once(true);
    BOOST_TEST(rotations(g).empty());
    g.hear(wrapped(3));
    BOOST_TEST(rotations(g).size() == 1U);
    BOOST_TEST(told(g) == 1U);
}

BOOST_AUTO_TEST_CASE(only_what_changed_since_is_recorded_also_when_it_is_as_at_first_again) {
    auto g = fresh();
    g.hear(wrapped(3));
    auto back = wrapped(4, "newer");
    back.sidecars[0].sha256 = back.sidecars[0].first_sha256;  // wrapped by the very first key
    back.sidecars[1].sha256 = digest_of(2) + "new";           // as recorded
    g.hear(back);
    BOOST_REQUIRE(rotations(g).size() == 2U);
    BOOST_REQUIRE(rotations(g)[1].sidecars.size() == 3U);
    BOOST_TEST((rotations(g)[1].sidecars[0].segment == model::sequence{1}));
    BOOST_TEST((rotations(g)[1].sidecars[2].segment == model::sequence{4}));
}

BOOST_AUTO_TEST_CASE(g7_many_sidecars_take_several_records) {
    auto g = fresh();
    g.hear(wrapped(10'000));
    const auto made = rotations(g);
    BOOST_TEST(made.size() == 3U);
    std::size_t sum = 0;
    for (const auto& each : made) {
        sum += each.sidecars.size();
    }
    BOOST_TEST(sum == 10'000U);
    BOOST_TEST(g.deciding().known().digest() == g.replayed_digest());
}

BOOST_AUTO_TEST_SUITE_END()
