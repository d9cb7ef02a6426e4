#include "base/text.hpp"
#include "contract/records.hpp"
#include "contract/scan.hpp"
#include "contract/serial.hpp"
#include "model/names.hpp"
#include "unit/contract/filled.hpp"

#include <iaq/v1/record.pb.h>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
namespace records = model::records;

namespace {

/// Calls `visit` with each kind of body and a record of that kind, full of values.
template <class Visit>
void each_kind(Visit visit) {
    const auto& of = *v1::Record::descriptor();
    for (int i = 0; i < of.field_count(); ++i) {
        const auto& field = *of.field(i);
        if (field.real_containing_oneof() != nullptr) {
            v1::Record full;
            test::fill(full, &field);
            if (contract::step_of(field) != 0) {
                full.GetReflection()->MutableMessage(&full, &field);
            }
            visit(field, full);
        }
    }
}

model::record a_record(records::body body) {
    model::record to;
    to.at_sequence = model::sequence{41};
    to.at = {utc_time{1'764'000'000'123'456'789ns}, mono_time{77}};
    to.station = "stjoe";
    to.principal = "uid:1000";
    to.acting_user = "jones";
    to.source = "unix:pid=4";
    to.body = std::move(body);
    return to;
}

/// True when encoding and decoding gives all of `entry` back.
bool comes_back(const model::record& entry) {
    const auto back = contract::decode(contract::encode(entry));
    return back && back.value().at_sequence == entry.at_sequence &&
           back.value().at.utc == entry.at.utc && back.value().at.mono == entry.at.mono &&
           back.value().station == entry.station && back.value().principal == entry.principal &&
           back.value().acting_user == entry.acting_user && back.value().source == entry.source &&
           back.value().target == entry.target && back.value().duration == entry.duration &&
           back.value().bytes_in == entry.bytes_in && back.value().bytes_out == entry.bytes_out &&
           back.value().ended == entry.ended && back.value().body == entry.body;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_record_round_trip)

BOOST_AUTO_TEST_CASE(every_kind_of_this_build_comes_back_with_every_field) {
    std::size_t kinds = 0;
    each_kind([&](const auto& field, const v1::Record& full) {
        if (contract::step_of(field) != 0) {
            return;
        }
        BOOST_TEST_CONTEXT(field.name()) {
            ++kinds;
            const auto bytes = contract::serial(full);
            const auto read = contract::decode(bytes);
            BOOST_TEST_REQUIRE(read.has_value());
            BOOST_TEST(model::kind_of(read.value().body) == field.name());
            BOOST_TEST(text::to_hex(contract::encode(read.value())) == text::to_hex(bytes));
            BOOST_TEST(comes_back(read.value()));
        }
    });
    BOOST_TEST(kinds == std::variant_size_v<records::body> - 1);  // all but foreign
}

BOOST_AUTO_TEST_CASE(every_kind_of_this_build_comes_back_with_no_field_set) {
    BOOST_TEST(comes_back(a_record(records::started{})));
    BOOST_TEST(comes_back(a_record(records::admitted{})));
    BOOST_TEST(comes_back(a_record(records::send_acknowledged{})));
    BOOST_TEST(comes_back(a_record(records::reply_heard{})));
    BOOST_TEST(comes_back(a_record(records::matched{})));
    BOOST_TEST(comes_back(a_record(records::clock_fired{})));
    BOOST_TEST(comes_back(a_record(records::delivery_taken{})));
    BOOST_TEST(comes_back(a_record(records::link_down{})));
    BOOST_TEST(comes_back(a_record(records::session_opened{})));
    BOOST_TEST(comes_back(a_record(records::session_refused{})));
    BOOST_TEST(comes_back(model::record{}));
}

BOOST_AUTO_TEST_CASE(what_was_not_said_stays_apart_from_what_was_denied) {
    records::admitted asked;
    BOOST_TEST(comes_back(a_record(asked)));
    asked.request.in_custody = false;
    asked.request.document = model::identity_document{};
    asked.request.send_before = utc_time{};
    BOOST_TEST(comes_back(a_record(asked)));
}

BOOST_AUTO_TEST_CASE(bytes_of_the_switch_come_back_whatever_they_are) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    records::reply_heard heard;
    heard.bytes = all;
    heard.payload = model::payload_kind::nlets_text;
    BOOST_TEST(comes_back(a_record(heard)));
    records::send_begun begun;
    begun.bytes = all;
    BOOST_TEST(comes_back(a_record(begun)));
    records::send_refused refused;
    refused.text = all;
    BOOST_TEST(comes_back(a_record(refused)));
}

BOOST_AUTO_TEST_CASE(a_text_that_is_not_utf8_is_mended_so_that_the_record_can_be_read_again) {
    records::link_down down;
    down.cause = "closed by \xE9";
    const auto back = contract::decode(contract::encode(a_record(down)));
    BOOST_TEST_REQUIRE(back.has_value());
    BOOST_TEST(std::get<records::link_down>(back.value().body).cause == "closed by \xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(times_far_from_now_come_back_to_the_nanosecond) {
    using limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t ns : {limits::min(), limits::min() + 1, std::int64_t{-1'000'000'001},
                                  std::int64_t{-1'000'000'000}, std::int64_t{-1}, std::int64_t{1},
                                  std::int64_t{999'999'999}, limits::max()}) {
        BOOST_TEST_CONTEXT(ns) {
            records::clock_fired fired;
            fired.due = utc_time{nanoseconds{ns}};
            auto entry = a_record(fired);
            entry.at = {utc_time{nanoseconds{ns}}, mono_time{ns}};
            BOOST_TEST(comes_back(entry));
        }
    }
}

BOOST_AUTO_TEST_CASE(kinds_of_later_steps_come_back_by_their_number) {
    std::size_t kinds = 0;
    each_kind([&](const auto& field, const v1::Record& full) {
        if (contract::step_of(field) == 0) {
            return;
        }
        BOOST_TEST_CONTEXT(field.name()) {
            ++kinds;
            const auto read = contract::decode(contract::serial(full));
            BOOST_TEST_REQUIRE(read.has_value());
            const auto& other = std::get<records::foreign>(read.value().body);
            BOOST_TEST(other.tag == static_cast<std::uint32_t>(field.number()));
            BOOST_TEST(read.value().principal == full.principal());
            BOOST_TEST(comes_back(read.value()));
        }
    });
    BOOST_TEST(kinds > 0U);
    BOOST_TEST(comes_back(a_record(records::foreign{300})));
}

BOOST_AUTO_TEST_SUITE_END()
