#include "journal/read_ahead.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using namespace iaq;
using journal::read_ahead;
using model::sequence;

BOOST_AUTO_TEST_SUITE(journal_read_ahead)

BOOST_AUTO_TEST_CASE(records_come_whole_in_order_and_all) {
    constexpr std::uint64_t count = 20'000;
    const auto text_of = [](std::uint64_t n) {
        return std::string(n % 200, 't') + std::to_string(n);
    };
    read_ahead between;
    std::uint64_t refused = 0;  // looked at when the thread has ended
    std::thread reading{[&] {
        for (std::uint64_t n = 1; n <= count; ++n) {
            const bool wanted = n % 7 == 0 ? between.put_closed({sequence{n}, 48, 5})
                                           : between.put(sequence{n}, text_of(n));
            refused += wanted ? 0 : 1;
        }
        between.end();
    }};
    std::uint64_t seen = 0;
    while (const auto* const batch = between.next()) {
        for (const auto& item : batch->items) {
            ++seen;
            BOOST_REQUIRE(model::number_of(item.of.number) == seen);
            BOOST_REQUIRE(item.is_open == (seen % 7 != 0));
            if (item.is_open) {
                BOOST_REQUIRE(batch->bytes.substr(item.at, item.size) == text_of(seen));
            } else {
                BOOST_REQUIRE(item.of.kind == 48U);
            }
        }
    }
    reading.join();
    BOOST_TEST(seen == count);
    BOOST_TEST(refused == 0U);
}

BOOST_AUTO_TEST_CASE(a_reader_ends_when_the_folder_gives_up) {
    read_ahead between;
    std::uint64_t put = 0;
    std::thread reading{[&] {
        while (between.put(sequence{++put}, std::string(1000, 't'))) {
        }
        between.end();
    }};
    BOOST_TEST((between.next() != nullptr));
    between.give_up();
    reading.join();
    BOOST_TEST(put > 1U);
}

BOOST_AUTO_TEST_CASE(of_no_records_there_is_no_batch) {
    read_ahead between;
    between.end();
    BOOST_TEST((between.next() == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
