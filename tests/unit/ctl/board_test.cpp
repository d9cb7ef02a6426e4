#include "iaqctl/watching/board.hpp"

#include "iaqctl/paper.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::ctl;

namespace {

constexpr std::time_t moment = 1'795'502'400;
constexpr picture_size size{100, 30};

v1::Delivery news(const std::string& inquiry, v1::DeliveryKind kind, v1::InquiryState state,
                  std::time_t ago = 60) {
    static int events = 0;
    v1::Delivery d;
    d.set_event_id("e" + std::to_string(++events));
    d.set_inquiry_id(inquiry);
    d.set_kind(kind);
    d.set_state(state);
    d.set_officer_id("1234");
    d.mutable_at()->set_seconds(moment - ago);
    d.set_next_step("Desk: telephone the LESC.");
    return d;
}

v1::InquiryList rows(const std::vector<std::pair<std::string, v1::InquiryState>>& all) {
    v1::InquiryList list;
    for (const auto& [id, state] : all) {
        auto& row = *list.add_rows();
        row.set_inquiry_id(id);
        row.set_state(state);
        row.mutable_admitted_at()->set_seconds(moment - 720);
        row.mutable_next_clock()->set_clock(v1::CLOCK_KIND_OVERDUE);
        row.mutable_next_clock()->mutable_due()->set_seconds(moment + 2880);
    }
    return list;
}

v1::Status status(bool up) {
    v1::Status s;
    auto& station = *s.add_stations();
    station.set_name("stjoe");
    station.set_up(up);
    station.mutable_since()->set_seconds(moment - 3600);
    return s;
}

std::string needs_of(const board& b) {
    std::string all;
    for (const auto& each : b.needs(moment)) {
        all += each.what + " " + each.inquiry_id + ";";
    }
    return all;
}

bool sees(const board& b, std::string_view words) {
    return as_text(b.draw(size, moment)).find(words) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ctl_board)

BOOST_AUTO_TEST_CASE(only_the_newest_word_about_an_inquiry_needs_a_person) {
    struct row {
        std::string name;
        std::vector<v1::Delivery> told;
        std::string needs;
    };
    const std::vector<row> table{
        {"on its way", {news("a", v1::DELIVERY_KIND_SENT, v1::INQUIRY_STATE_SENDING)}, ""},
        {"overdue",
         {news("a", v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED)},
         "OVERDUE a;"},
        {"overdue, then answered",
         {news("a", v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED),
          news("a", v1::DELIVERY_KIND_ANSWERED, v1::INQUIRY_STATE_ANSWERED)},
         "ANSWERED a;"},
        {"answered two hours ago",
         {news("a", v1::DELIVERY_KIND_ANSWERED, v1::INQUIRY_STATE_ANSWERED, 7200)},
         ""},
        {"overdue since two hours",
         {news("a", v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED, 7200)},
         "OVERDUE a;"},
        {"no receipt, then the receipt",
         {news("a", v1::DELIVERY_KIND_NO_RECEIPT, v1::INQUIRY_STATE_ACKNOWLEDGED),
          news("a", v1::DELIVERY_KIND_LESC_RECEIVED, v1::INQUIRY_STATE_RECEIVED)},
         ""},
        {"in doubt, then resolved by sending",
         {news("a", v1::DELIVERY_KIND_IN_DOUBT, v1::INQUIRY_STATE_IN_DOUBT),
          news("a", v1::DELIVERY_KIND_SENT, v1::INQUIRY_STATE_SENDING)},
         ""},
        {"the contact has run out",
         {news("a", v1::DELIVERY_KIND_CONTACT_EXPIRED, v1::INQUIRY_STATE_RECEIVED)},
         "CONTACT_EXPIRED a;"},
    };
    for (const auto& r : table) {
        BOOST_TEST_CONTEXT(r.name) {
            board b;
            for (const auto& d : r.told) {
                b.on_delivery(d);
            }
            BOOST_TEST(needs_of(b) == r.needs);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_in_doubt_is_shown_even_when_the_news_of_it_is_long_gone) {
    board b;
    b.on_open(rows({{"a", v1::INQUIRY_STATE_IN_DOUBT}, {"b", v1::INQUIRY_STATE_QUEUED}}));
    BOOST_TEST(needs_of(b) == "IN_DOUBT a;");
}

BOOST_AUTO_TEST_CASE(the_daemons_own_needs_come_first) {
    board b;
    auto s = status(false);
    s.set_unmatched(2);
    s.add_standing_conditions("link_down stjoe");
    s.add_standing_conditions("space");
    b.on_status(s);
    b.on_delivery(news("a", v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED));
    BOOST_TEST(needs_of(b) == "STATION DOWN ;ALERT ;UNMATCHED ;OVERDUE a;");
    BOOST_TEST(sees(b, "NEEDS A PERSON: 4"));
    board quiet;
    quiet.on_status(status(true));
    BOOST_TEST(sees(quiet, "Nothing needs a person now."));
}

BOOST_AUTO_TEST_CASE(an_open_inquiry_shows_where_it_is_its_age_and_its_next_clock) {
    set_zone("America/Chicago");
    board b;
    b.on_open(rows({{"3f9a01-1042", v1::INQUIRY_STATE_RECEIVED}}));
    BOOST_TEST(sees(b, "3f9a01-1042"));
    BOOST_TEST(sees(b, "with the LESC"));
    BOOST_TEST(sees(b, "0:12"));
    BOOST_TEST(sees(b, "answer due 01:28, in 0:48"));
}

BOOST_AUTO_TEST_CASE(a_lost_gateway_is_said_and_what_is_shown_is_called_old) {
    board b;
    b.on_status(status(true));
    b.lost(moment - 120, "connection refused");
    b.lost(moment - 60, "connection refused");
    BOOST_TEST(sees(b, "NOT CONNECTED for 0:02. What stands below is old."));
    b.connected();
    BOOST_TEST(!sees(b, "NOT CONNECTED"));
}

BOOST_AUTO_TEST_CASE(a_test_gateway_says_so_on_every_page) {
    board b;
    v1::Welcome w;
    w.set_environment("test");
    b.on_welcome(w);
    BOOST_TEST(sees(b, "TEST, not live"));
    w.set_environment("live");
    b.on_welcome(w);
    BOOST_TEST(!sees(b, "TEST"));
}

BOOST_AUTO_TEST_CASE(an_answer_looks_like_any_other_news) {
    board b;
    b.on_delivery(news("a", v1::DELIVERY_KIND_SENT, v1::INQUIRY_STATE_SENDING));
    b.on_delivery(news("a", v1::DELIVERY_KIND_ANSWERED, v1::INQUIRY_STATE_ANSWERED));
    const auto page = b.draw(size, moment);
    for (const auto& line : page.lines) {
        const bool of_the_answer = line.text.find("the LESC answered") != std::string::npos;
        BOOST_TEST((!of_the_answer || line.as == looks::plain));
    }
    BOOST_TEST(paint(page, size, true).find("\033[3") == std::string::npos);  // no colour at all
}

BOOST_AUTO_TEST_CASE(the_mark_goes_through_needs_and_inquiries_and_puts_aside) {
    board b;
    b.on_delivery(news("a", v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED));
    b.on_open(rows({{"b", v1::INQUIRY_STATE_QUEUED}}));
    BOOST_TEST(b.chosen(moment) == "a");
    b.choose(1);
    BOOST_TEST(b.chosen(moment) == "b");
    b.choose(-1);
    b.put_aside(moment);
    BOOST_TEST(needs_of(b) == "");
    b.on_delivery(news("a", v1::DELIVERY_KIND_REJECTED, v1::INQUIRY_STATE_REJECTED));
    BOOST_TEST(needs_of(b) == "REJECTED a;");
}

BOOST_AUTO_TEST_CASE(the_board_fits_any_terminal) {
    board b;
    b.on_status(status(false));
    std::vector<std::pair<std::string, v1::InquiryState>> many;
    for (int i = 0; i < 60; ++i) {
        many.emplace_back("inquiry-" + std::to_string(i), v1::INQUIRY_STATE_RECEIVED);
        b.on_delivery(
            news("n" + std::to_string(i), v1::DELIVERY_KIND_OVERDUE, v1::INQUIRY_STATE_RECEIVED));
    }
    b.on_open(rows(many));
    b.lost(moment, "");
    for (const picture_size each : {picture_size{80, 24}, {40, 12}, {100, 30}, {220, 70}}) {
        for (int i = 0; i < 130; i += 13) {
            const auto page = b.draw(each, moment);
            BOOST_TEST(page.lines.size() <= each.rows);
            for (const auto& line : page.lines) {
                BOOST_TEST(width_of(line.text) <= each.columns);
            }
            b.choose(1);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
