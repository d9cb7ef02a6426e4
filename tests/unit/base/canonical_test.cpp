#include "base/canonical.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <limits>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

using namespace iaq;

namespace {

enum class colour : std::uint8_t { none, red = 200 };

std::string written(const std::function<void(canonical&)>& write) {
    std::string bytes;
    {
        canonical out{[&](std::string_view piece) { bytes += piece; }};
        write(out);
    }
    return bytes;
}

std::string number_bytes(std::uint64_t value) {
    return written([&](canonical& out) { out.number(value); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(base_canonical)

BOOST_AUTO_TEST_CASE(every_number_comes_back_and_takes_no_more_bytes_than_it_needs) {
    for (unsigned bit = 0; bit < 64; ++bit) {
        for (const auto value : {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1,
                                 std::numeric_limits<std::uint64_t>::max() - bit}) {
            BOOST_TEST_CONTEXT(value) {
                const auto bytes = number_bytes(value);
                std::uint64_t back = 0;
                canonical_reader in{bytes};
                in.number(back);
                BOOST_TEST(in.is_done());
                BOOST_TEST(back == value);
            }
        }
    }
    BOOST_TEST(number_bytes(127).size() == 1U);
    BOOST_TEST(number_bytes(128).size() == 2U);
    BOOST_TEST(number_bytes(std::numeric_limits<std::uint64_t>::max()).size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_number_has_one_form_only) {
    constexpr std::array<std::string_view, 4> others{
        std::string_view{"\x80\x00", 2},                                      // zero, drawn out
        std::string_view{"\x81\x80\x00", 3},                                  // one, drawn out
        std::string_view{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02", 10},     // above 64 bits
        std::string_view{"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\x00", 11}  // an eleventh byte
    };
    for (const auto bytes : others) {
        std::uint64_t value = 7;
        canonical_reader in{bytes};
        in.number(value);
        BOOST_TEST(!in.is_good());
        BOOST_TEST(value == 0U);
    }
}

BOOST_AUTO_TEST_CASE(values_of_every_kind_come_back) {
    const std::vector<std::string> texts{"", "word", std::string(40'000, 'z')};
    const std::optional<utc_time> some = utc_time{nanoseconds{-5}};
    const std::optional<utc_time> none;
    const auto bytes = written([&](canonical& out) {
        out.list(texts, [&](const std::string& each) { out.text(each); });
        out.maybe(some, [&](utc_time at) { out.time(at); });
        out.maybe(none, [&](utc_time at) { out.time(at); });
        out.flag(true).name(colour::red);
    });
    canonical_reader in{bytes};
    std::vector<std::string> back;
    std::optional<utc_time> first;
    std::optional<utc_time> second{utc_time{}};
    bool flag = false;
    auto painted = colour::none;
    in.list(back, [&](std::string& each) { in.text(each); });
    in.maybe(first, [&](utc_time& at) { in.time(at); });
    in.maybe(second, [&](utc_time& at) { in.time(at); });
    in.flag(flag).name(painted);
    BOOST_TEST(in.is_done());
    BOOST_TEST((back == texts));
    BOOST_TEST((first == some && !second && flag && painted == colour::red));
}

BOOST_AUTO_TEST_CASE(a_number_too_large_for_its_place_is_refused) {
    std::uint8_t small = 1;
    auto painted = colour::red;
    bool flag = true;
    const auto bytes = number_bytes(256);
    BOOST_TEST(!canonical_reader{bytes}.number(small).is_good());
    BOOST_TEST(!canonical_reader{bytes}.name(painted).is_good());
    BOOST_TEST(!canonical_reader{"\x02"}.flag(flag).is_good());
    BOOST_TEST(!flag);
}

BOOST_AUTO_TEST_CASE(nothing_is_read_beyond_the_end_and_no_list_is_longer_than_its_bytes) {
    const auto bytes = written([](canonical& out) { out.text("words"); });
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        std::string text = "before";
        canonical_reader in{std::string_view{bytes}.substr(0, cut)};
        in.text(text);
        BOOST_TEST(!in.is_good());
        BOOST_TEST(text.empty());
    }
    std::vector<std::string> list;
    const auto many = number_bytes(1'000'000'000);
    canonical_reader in{many};
    in.list(list, [&](std::string& each) { in.text(each); });
    BOOST_TEST(!in.is_good());
    BOOST_TEST(list.empty());
}

BOOST_AUTO_TEST_CASE(one_of_several_kinds_comes_back_as_that_kind_and_no_other_number_is_one) {
    using several = std::variant<std::uint32_t, std::string>;
    const auto shape = [](auto& io) {
        return [&io](auto& what) {
            if constexpr (std::is_same_v<
                              std::remove_const_t<std::remove_reference_t<decltype(what)>>,
                              std::string>) {
                io.text(what);
            } else {
                io.number(what);
            }
        };
    };
    for (const several& value : {several{7U}, several{std::string{"seven"}}, several{0U}}) {
        const auto bytes = written([&](canonical& out) { out.one_of(value, shape(out)); });
        several back{99U};
        canonical_reader in{bytes};
        in.one_of(back, shape(in));
        BOOST_TEST(in.is_done());
        BOOST_TEST((back == value));
    }
    several back;
    canonical_reader in{std::string_view{"\x02\x00", 2}};
    in.one_of(back, shape(in));
    BOOST_TEST(!in.is_good());
}

BOOST_AUTO_TEST_SUITE_END()
