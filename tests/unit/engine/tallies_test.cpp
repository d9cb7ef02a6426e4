#include "engine/tallies.hpp"
#include "engine/reviews.hpp"

#include "model/limits.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace iaq;
using engine::tallies;

namespace {

template <class T>
T through_bytes(const T& from) {
    std::string bytes;
    {
        canonical out{[&](std::string_view piece) { bytes += piece; }};
        from.describe(out);
    }
    canonical_reader in{bytes};
    T read;
    BOOST_REQUIRE(read.restore(in));
    BOOST_REQUIRE(in.is_done());
    return read;
}

using spans = std::vector<std::pair<utc_time, utc_time>>;

engine::reviews reviewed(const spans& done, const std::string& ori) {
    engine::reviews all;
    for (const auto& [from, to] : done) {
        model::records::review_signed body;
        body.from = from;
        body.to = to;
        body.oris = {ori};
        all.sign({}, body);
    }
    return all;
}

utc_time midnight(int number) { return utc_time{std::chrono::hours{24 * number}}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(engine_tallies)

BOOST_AUTO_TEST_CASE(hours_begin_where_the_clock_says_also_before_1970) {
    BOOST_TEST(tallies::hour_of(utc_time{3599s}) == 0);
    BOOST_TEST(tallies::hour_of(utc_time{3600s}) == 1);
    BOOST_TEST(tallies::hour_of(utc_time{-1ns}) == -1);
}

BOOST_AUTO_TEST_CASE(g7_the_oldest_hours_go_and_it_is_known_from_when_all_are_there) {
    tallies some;
    const auto rows = model::limits::look_rows_max;
    for (std::size_t i = 0; i < rows; ++i) {
        some.looked({i < 10 ? 5 : 6, "ORI", "p", std::to_string(i), "get"}, 1);
    }
    BOOST_TEST(some.looks().rows.size() == rows);
    some.looked({7, "ORI", "p", "new", "get"}, 3);
    BOOST_TEST(some.looks().rows.size() == rows - 10 + 1);
    BOOST_TEST(some.looks().whole_from == 6);
    some.looked({5, "ORI", "p", "late", "get"}, 1);  // of an hour that is gone
    BOOST_TEST(some.looks().rows.size() == rows - 10 + 1);
    const auto read = through_bytes(some);
    BOOST_TEST((read.looks().rows == some.looks().rows));
    BOOST_TEST(read.looks().whole_from == 6);
}

BOOST_AUTO_TEST_CASE(gaps_between_reviews_are_found) {
    struct row {
        const char* name;
        spans done, gaps;
    };
    const std::vector<row> rows{
        {"none", {}, {{midnight(0), midnight(7)}}},
        {"all", {{midnight(-1), midnight(8)}}, {}},
        {"the middle",
         {{midnight(2), midnight(3)}},
         {{midnight(0), midnight(2)}, {midnight(3), midnight(7)}}},
        {"overlapping",
         {{midnight(1), midnight(4)}, {midnight(0), midnight(2)}, {midnight(2), midnight(3)}},
         {{midnight(4), midnight(7)}}},
        {"elsewhere", {{midnight(9), midnight(10)}}, {{midnight(0), midnight(7)}}},
    };
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            const auto all = through_bytes(reviewed(row.done, "A"));
            BOOST_TEST((engine::unreviewed(all, "A", midnight(0), midnight(7)) == row.gaps));
            BOOST_TEST((engine::unreviewed(all, "B", midnight(0), midnight(7)) ==
                        spans{{midnight(0), midnight(7)}}));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
