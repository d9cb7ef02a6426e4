#include "unit/wire/sample_inquiry.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <random>

using namespace iaq;
using test::sample;

namespace {

constexpr unsigned seed = 20261124;
constexpr int rounds = 20'000;

using fields = std::map<std::string, std::string>;

/// Mostly ordinary text, now and then a character that would break a payload.
class random_values {
public:
    std::string text(std::size_t length_max) {
        static constexpr std::array<std::string_view, 24> pieces{
            "A", "b", "Z",  "9", " ", "-", "'", "ñ",  "Ł",  "É",  ",",   "&",
            "<", ">", "\"", ";", ".", "/", "*", "\n", "\r", "\t", "]]>", "TXT"};
        std::string out;
        const auto length = below(length_max + 1);
        const bool odd = below(3) == 0;
        for (std::size_t i = 0; i < length; ++i) {
            out += pieces[below(odd ? pieces.size() : 16)];
        }
        return out;
    }
    std::string name() {
        static constexpr std::array<std::string_view, 9> pieces{"A", "e", "R", " ", "-",
                                                                "'", "ü", "Ñ", "."};
        std::string out = "N";
        const auto length = below(20);
        const bool odd = below(10) == 0;
        for (std::size_t i = 0; i < length; ++i) {
            out += pieces[below(odd ? pieces.size() : pieces.size() - 1)];
        }
        return out;
    }
    std::size_t below(std::size_t bound) { return engine_() % bound; }

private:
    std::mt19937 engine_{seed};
};

sample random_sample(random_values& values) {
    sample s;
    auto& r = s.request;
    r.attention = values.text(20) + "X";
    r.reason = values.text(20);
    r.person.last_name = values.name();
    r.person.first_name = values.name();
    r.person.middle_name = values.below(2) == 0 ? "" : values.name();
    r.person.remarks = values.text(40);
    r.person.operator_license = values.text(8);
    r.person.mothers_maiden_name = values.below(2) == 0 ? "" : values.name();
    r.operator_id = values.text(12);
    return s;
}

/// Reads a payload of ours as a plain reader of Nlets would: periods end fields.
fields read_nlets_fields(const std::string& payload) {
    fields found;
    const auto body = payload.find("TXT\r\n");
    for (const auto part : text::split(std::string_view{payload}.substr(body + 5), '.')) {
        const auto slash = part.find('/');
        BOOST_TEST(slash != std::string_view::npos);
        BOOST_TEST(part.find('/', slash + 1) == std::string_view::npos);
        const bool is_new = found.emplace(part.substr(0, slash), part.substr(slash + 1)).second;
        BOOST_TEST(is_new);
    }
    return found;
}

std::string unescape(std::string value) {
    static constexpr std::array<std::pair<std::string_view, char>, 3> names{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
    for (const auto& [name, c] : names) {
        for (auto at = value.find(name); at != std::string::npos; at = value.find(name, at + 1)) {
            value.replace(at, name.size(), 1, c);
        }
    }
    return value;
}

/// Reads a payload of ours by hand: angle brackets bound elements, in TRN none is nested.
fields read_ofml_fields(const std::string& payload) {
    fields found;
    auto at = payload.find("<TRN>") + 5;
    while (!payload.substr(at).starts_with("</TRN></OFML>")) {
        const auto open_end = payload.find('>', at);
        const auto tag = payload.substr(at + 1, open_end - at - 1);
        const auto close = payload.find('<', open_end);
        BOOST_TEST_REQUIRE(payload.substr(close, tag.size() + 3) == "</" + tag + ">");
        found.emplace(tag, unescape(payload.substr(open_end + 1, close - open_end - 1)));
        at = close + tag.size() + 3;
    }
    return found;
}

bool is_expected_tag(const std::string& tag) {
    static const std::array<std::string_view, 11> tags{"PUR", "ATN", "PHN", "NAM", "DOB", "SEX",
                                                       "POB", "CUS", "OFF", "OLN", "REM"};
    return std::ranges::find(tags, tag) != tags.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wire_delimiter)

BOOST_AUTO_TEST_CASE(no_value_carries_a_delimiter_onto_the_wire) {
    BOOST_TEST_MESSAGE("seed " << seed);
    random_values values;
    int written = 0;
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto s = random_sample(values);
        const auto native = s.write(model::payload_kind::nlets_text);
        const auto ofml = s.write(model::payload_kind::ofml);
        BOOST_TEST_REQUIRE(native.has_value() == ofml.has_value());
        if (!native) {
            ++refused;
            BOOST_TEST_REQUIRE(native.error().field == ofml.error().field);
            continue;
        }
        ++written;
        const auto found = read_nlets_fields(native.value());
        const bool same = found == read_ofml_fields(ofml.value());
        BOOST_TEST_REQUIRE(same, "round " << round);
        BOOST_TEST_REQUIRE(std::ranges::all_of(
            found, [](const auto& f) { return is_expected_tag(f.first) && !f.second.empty(); }));
        BOOST_TEST_REQUIRE(found.at("PUR") == "C");
        BOOST_TEST_REQUIRE(found.at("DOB") == "19900115");
        BOOST_TEST_REQUIRE(found.at("NAM").size() <= 30U);
        BOOST_TEST_REQUIRE(std::ranges::count(native.value(), '\n') == 1);
        BOOST_TEST_REQUIRE(std::ranges::count(ofml.value(), '\n') == 0);
    }
    // Both outcomes must be common, or the property says nothing.
    BOOST_TEST(written > rounds / 20);
    BOOST_TEST(refused > rounds / 20);
}

BOOST_AUTO_TEST_CASE(our_own_payload_read_back_names_its_reference) {
    random_values values;
    for (int round = 0; round < 500; ++round) {
        auto s = random_sample(values);
        for (const auto payload : {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
            const auto bytes = s.write(payload);
            if (bytes) {
                const auto heard = wire::parse(payload, bytes.value());
                BOOST_TEST_REQUIRE(heard.header.reference == s.reference);
                BOOST_TEST_REQUIRE(heard.header.key == "IAQ");
                BOOST_TEST_REQUIRE(heard.header.origin == s.request.ori);
                BOOST_TEST_REQUIRE(heard.header.destination == "AX");
                BOOST_TEST_REQUIRE(heard.header.device == s.device);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
