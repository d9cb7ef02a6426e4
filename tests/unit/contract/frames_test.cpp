#include "contract/frames.hpp"

#include "model/limits.hpp"
#include "unit/contract/filled.hpp"
#include "unit/contract/wire_text.hpp"

#include <iaq/v1/intake.pb.h>
#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

using namespace iaq;
namespace calls = model::calls;

namespace {

template <class Change>
contract::client_frame ask(Change change) {
    v1::ClientFrame frame;
    frame.set_request_id(7);
    frame.set_acting_user("jones");
    change(frame);
    return contract::read_client_frame(frame.SerializeAsString());
}

template <class Call, class Change>
Call read_as(Change change) {
    const auto read = ask(change);
    BOOST_TEST(read.request_id == 7U);
    BOOST_TEST(read.acting_user == "jones");
    BOOST_TEST_REQUIRE(std::holds_alternative<Call>(read.call));
    return std::get<Call>(read.call);
}

model::inquiry_request a_request() {
    model::inquiry_request to;
    to.idempotency_key = "k-1";
    to.ori = "MO0110100";
    to.person.last_name = "DOE";
    to.in_custody = true;
    return to;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_frames)

BOOST_AUTO_TEST_CASE(full_submission_is_read_field_by_field) {
    v1::ClientFrame frame;
    test::fill(frame, v1::ClientFrame::descriptor()->FindFieldByName("submit"));
    const auto read = contract::read_client_frame(frame.SerializeAsString());
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::submit>(read.call));
    const auto& asked = std::get<calls::submit>(read.call);
    BOOST_TEST(asked.request.person.last_name == frame.submit().subject().last_name());
    BOOST_TEST(asked.request.asked_by.officer_name == frame.submit().requester().officer_name());
    BOOST_TEST(asked.content == contract::content_bytes(asked.request));
    frame.mutable_submit()->clear_idempotency_key();
    BOOST_TEST(asked.content == frame.submit().SerializeAsString());
}

BOOST_AUTO_TEST_CASE(submission_may_lack_everything_but_its_key) {
    const auto asked = read_as<calls::submit>(
        [](auto& frame) { frame.mutable_submit()->set_idempotency_key(std::string(64, 'k')); });
    model::inquiry_request bare;
    bare.idempotency_key = std::string(64, 'k');
    BOOST_TEST((asked.request == bare));
    BOOST_TEST(asked.content.empty());
}

BOOST_AUTO_TEST_CASE(content_is_the_request_without_its_key_and_nothing_less) {
    const auto first = a_request();
    auto again = first;
    again.idempotency_key = "k-2";
    BOOST_TEST(contract::content_bytes(again) == contract::content_bytes(first));
    std::vector<model::inquiry_request> others(5, first);
    others[0].person.last_name = "DOES";
    others[1].in_custody = false;
    others[2].in_custody.reset();
    others[3].dry_run = true;
    others[4].document = model::identity_document{};
    for (const auto& other : others) {
        BOOST_TEST(contract::content_bytes(other) != contract::content_bytes(first));
    }
}

BOOST_AUTO_TEST_CASE(content_does_not_depend_on_the_order_a_client_writes_in) {
    const auto field = [](std::string_view path, std::string_view text) {
        return test::inside(*v1::SubmitInquiry::descriptor(), path, text);
    };
    const auto submit = [](const std::string& inner) {
        const auto frame = test::number_field(1, 7) + test::text_field(8, inner);
        return std::get<calls::submit>(contract::read_client_frame(frame).call).content;
    };
    const auto key = field("idempotency_key", "k"), ori = field("ori", "MO0110100"),
               empty = field("subject", ""), desk = field("desk", "north");
    BOOST_TEST(submit(key + ori + desk) == submit(desk + empty + ori + key));
}

BOOST_AUTO_TEST_CASE(get_is_by_exactly_one_name) {
    BOOST_TEST(read_as<calls::get>([](auto& f) {
                   f.mutable_get()->set_inquiry_id("i");
               }).inquiry_id == "i");
    BOOST_TEST(read_as<calls::get>([](auto& f) {
                   f.mutable_get()->set_idempotency_key("k");
               }).idempotency_key == "k");
    BOOST_TEST(
        read_as<calls::get>([](auto& f) { f.mutable_get()->set_reference("r"); }).reference == "r");
    BOOST_TEST(read_as<calls::get>([](auto& f) { f.mutable_get()->set_incident("n"); }).incident ==
               "n");
}

BOOST_AUTO_TEST_CASE(list_carries_all_its_conditions) {
    const auto asked = read_as<calls::list>([](auto& frame) {
        auto& list = *frame.mutable_list();
        list.add_states(v1::INQUIRY_STATE_QUEUED);
        list.add_states(v1::INQUIRY_STATE_IN_DOUBT);
        list.set_officer_id("1234");
        list.set_desk("north");
        list.set_ori("MO0110100");
        list.set_incident("24-1");
        list.set_operator_id("op7");
        list.mutable_from()->set_seconds(5);
        list.mutable_to()->set_seconds(6);
        list.mutable_older_than()->set_seconds(90);
        list.set_limit(10);
        list.set_open_only(true);
        list.set_last_name("DOE");
        list.set_first_name("JANE");
        list.set_date_of_birth("1980-02-01");
        list.set_reason("complaint 26-7");
    });
    BOOST_TEST((asked.states ==
                std::vector{model::inquiry_state::queued, model::inquiry_state::in_doubt}));
    BOOST_TEST(asked.officer_id == "1234");
    BOOST_TEST(asked.desk == "north");
    BOOST_TEST(asked.ori == "MO0110100");
    BOOST_TEST(asked.incident == "24-1");
    BOOST_TEST(asked.operator_id == "op7");
    BOOST_TEST((asked.from == utc_time{5s}));
    BOOST_TEST((asked.to == utc_time{6s}));
    BOOST_TEST((asked.older_than == nanoseconds{90s}));
    BOOST_TEST(asked.limit == 10U);
    BOOST_TEST(asked.open_only);
    BOOST_TEST(asked.last_name + asked.first_name + asked.date_of_birth == "DOEJANE1980-02-01");
    BOOST_TEST(asked.reason == "complaint 26-7");
    BOOST_TEST(asked.by_person());
}

BOOST_AUTO_TEST_CASE(other_calls_of_this_step_are_read) {
    const auto hello = read_as<calls::hello>([](auto& f) {
        f.mutable_hello()->set_program("iaqctl");
        f.mutable_hello()->set_version("0.1");
    });
    BOOST_TEST(hello.program + hello.version == "iaqctl0.1");
    const auto cancel = read_as<calls::cancel>([](auto& f) {
        f.mutable_cancel()->set_inquiry_id("i");
        f.mutable_cancel()->set_reason("typed wrong");
    });
    BOOST_TEST(cancel.inquiry_id == "i");
    BOOST_TEST(cancel.reason == "typed wrong");
    const auto take = read_as<calls::take>([](auto& f) {
        f.mutable_take()->set_consumer("cad");
        f.mutable_take()->set_cursor("c5");
    });
    BOOST_TEST(take.consumer == "cad");
    BOOST_TEST(take.cursor == "c5");
    const auto operate = read_as<calls::operate>([](auto& f) {
        f.mutable_operate()->set_operation(v1::OPERATION_RELEASE);
        f.mutable_operate()->set_station("stjoe");
        f.mutable_operate()->set_reason("line is back");
    });
    BOOST_TEST((operate.what == model::records::operation::release));
    BOOST_TEST(operate.station == "stjoe");
    BOOST_TEST(operate.reason == "line is back");
    const auto legal = read_as<calls::operate>([](auto& f) {
        f.mutable_operate()->set_operation(v1::OPERATION_LEGAL_HOLD);
        f.mutable_operate()->set_inquiry_id("a-1");
        f.mutable_operate()->set_reason("discovery");
    });
    BOOST_TEST((legal.what == model::records::operation::legal_hold));
    BOOST_TEST(legal.inquiry_id == "a-1");
    const auto resend = read_as<calls::operate>([](auto& f) {
        f.mutable_operate()->set_operation(v1::OPERATION_RESEND);
        f.mutable_operate()->set_inquiry_id("a-1");
        f.mutable_operate()->set_reason("never seen there");
    });
    BOOST_TEST((resend.what == model::records::operation::resend));
    BOOST_TEST(resend.inquiry_id == "a-1");
    const auto shred = read_as<calls::shred>([](auto& f) {
        f.mutable_shred()->set_inquiry_id("a-1");
        f.mutable_shred()->set_reason("order");
        f.mutable_shred()->set_request_token("t");
        f.mutable_shred()->set_backups_destroyed(true);
    });
    BOOST_TEST(shred.inquiry_id == "a-1");
    BOOST_TEST(shred.reason == "order");
    BOOST_TEST(shred.token == "t");
    BOOST_TEST(shred.backups_destroyed);
    BOOST_TEST(!shred.master_key_rotated);
    const auto reload =
        read_as<calls::reload>([](auto& f) { f.mutable_reload()->set_reason("new files"); });
    BOOST_TEST(reload.reason == "new files");
    read_as<calls::alerts>([](auto& f) { f.mutable_alerts(); });
    read_as<calls::status>([](auto& f) { f.mutable_status(); });
    read_as<calls::ping>([](auto& f) { f.mutable_ping(); });
}

BOOST_AUTO_TEST_CASE(what_operators_say_of_a_message_is_read_whole) {
    const auto list = read_as<calls::unmatched>([](auto& f) {
        f.mutable_unmatched()->set_station("stjoe");
        f.mutable_unmatched()->set_limit(20);
        f.mutable_unmatched()->set_before(1042);
    });
    BOOST_TEST(list.station == "stjoe");
    BOOST_TEST(list.limit == 20U);
    BOOST_TEST((list.before == model::sequence{1042}));
    const auto assign = read_as<calls::operate>([](auto& f) {
        auto& o = *f.mutable_operate();
        o.set_operation(v1::OPERATION_ASSIGN);
        o.set_reply(1042);
        o.set_inquiry_id("a-1");
        o.set_classification(v1::CLASSIFICATION_ANSWER);
        o.set_reason("read by telephone");
    });
    BOOST_TEST((assign.what == model::records::operation::assign));
    BOOST_TEST((assign.reply == model::sequence{1042}));
    BOOST_TEST(assign.inquiry_id == "a-1");
    BOOST_TEST((assign.classed == model::classification::answer));
    const auto withdraw = read_as<calls::operate>([](auto& f) {
        auto& o = *f.mutable_operate();
        o.set_operation(v1::OPERATION_WITHDRAW);
        o.set_reply(1042);
        o.set_reason("another birth date");
    });
    BOOST_TEST((withdraw.what == model::records::operation::withdraw));
    BOOST_TEST(withdraw.inquiry_id.empty());
    const auto classify = read_as<calls::operate>([](auto& f) {
        auto& o = *f.mutable_operate();
        o.set_operation(v1::OPERATION_CLASSIFY);
        o.set_reply(1042);
        o.set_classification(v1::CLASSIFICATION_RECEIPT);
        o.set_reason("only the receipt");
    });
    BOOST_TEST((classify.what == model::records::operation::classify));
    BOOST_TEST((classify.classed == model::classification::receipt));
}

BOOST_AUTO_TEST_CASE(what_a_replay_and_its_end_say_is_read_whole) {
    const auto replay = read_as<calls::operate>([](auto& f) {
        auto& o = *f.mutable_operate();
        o.set_operation(v1::OPERATION_REPLAY);
        o.set_consumer("cad-1");
        o.set_principal("uid:1000");
        o.set_from("c5");
        o.set_reason("their disk was lost");
    });
    BOOST_TEST((replay.what == model::records::operation::replay));
    BOOST_TEST(replay.consumer + replay.principal + replay.from == "cad-1uid:1000c5");
    BOOST_TEST(!replay.since.has_value());
    const auto end = read_as<calls::operate>([](auto& f) {
        auto& o = *f.mutable_operate();
        o.set_operation(v1::OPERATION_REPLAY_END);
        o.set_consumer("cad-1");
        o.mutable_since()->set_seconds(5);
        o.set_reason("found again");
    });
    BOOST_TEST((end.what == model::records::operation::replay_end));
    BOOST_TEST((end.since == utc_time{5s}));
}

BOOST_AUTO_TEST_CASE(what_auditors_ask_and_sign_is_read_whole) {
    const auto pack = read_as<calls::report>([](auto& f) {
        auto& r = *f.mutable_report();
        r.set_kind(v1::REPORT_KIND_AUDIT_PACK);
        r.mutable_from()->set_seconds(5);
        r.mutable_to()->set_seconds(6);
        r.set_ori("MO0110100");
        r.set_desk("north");
        r.set_reason("weekly review");
    });
    BOOST_TEST((pack.kind == model::report_kind::audit_pack));
    BOOST_TEST((pack.from == utc_time{5s}));
    BOOST_TEST((pack.to == utc_time{6s}));
    BOOST_TEST(pack.ori + pack.desk + pack.reason == "MO0110100northweekly review");
    const auto rights = read_as<calls::report>(
        [](auto& f) { f.mutable_report()->set_kind(v1::REPORT_KIND_RIGHTS); });
    BOOST_TEST(!rights.from.has_value());
    const auto review = read_as<calls::review>([](auto& f) {
        auto& r = *f.mutable_review();
        r.mutable_from()->set_seconds(5);
        r.mutable_to()->set_seconds(6);
        r.set_ori("MO0110100");
        r.set_findings("nothing unusual");
    });
    BOOST_TEST((review.from == utc_time{5s}));
    BOOST_TEST((review.to == utc_time{6s}));
    BOOST_TEST(review.ori + review.findings == "MO0110100nothing unusual");
    const auto printed = read_as<calls::get>([](auto& f) {
        f.mutable_get()->set_inquiry_id("i");
        f.mutable_get()->set_printed(true);
    });
    BOOST_TEST(printed.printed);
}

BOOST_AUTO_TEST_CASE(subscription_without_a_cursor_leaves_the_place_to_the_daemon) {
    const auto named = read_as<calls::subscribe>([](auto& f) {
        f.mutable_subscribe()->set_consumer("\xC3\xA9" + std::string(31, 'c'));  // 32 characters
        f.mutable_subscribe()->set_from("c5");
    });
    BOOST_TEST((named.from == "c5"));
    BOOST_TEST(named.consumer.size() == 33U);
    BOOST_TEST(!read_as<calls::subscribe>([](auto& f) { f.mutable_subscribe(); }).from);
    BOOST_TEST(
        !read_as<calls::subscribe>([](auto& f) { f.mutable_subscribe()->set_from(""); }).from);
}

BOOST_AUTO_TEST_CASE(a_subscription_may_begin_with_the_newest_instead_of_a_cursor) {
    const auto none = read_as<calls::subscribe>([](auto& f) { f.mutable_subscribe(); });
    BOOST_TEST(!none.newest.has_value());
    for (const std::uint32_t count : {0U, 1U, 1000U}) {
        const auto some =
            read_as<calls::subscribe>([&](auto& f) { f.mutable_subscribe()->set_newest(count); });
        BOOST_TEST(some.newest.value() == count);
    }
    const auto ori =
        read_as<calls::describe>([](auto& f) { f.mutable_describe()->set_ori("MO0110100"); });
    BOOST_TEST(ori.ori == "MO0110100");
}

BOOST_AUTO_TEST_CASE(every_call_of_the_protocol_is_served) {
    const auto& frame = *v1::ClientFrame::descriptor();
    std::size_t served = 0;
    for (int i = 0; i < frame.field_count(); ++i) {
        const auto& field = *frame.field(i);
        if (field.real_containing_oneof() == nullptr) {
            continue;
        }
        BOOST_TEST_CONTEXT(field.name()) {
            const auto bytes = test::number_field(1, 7) + test::inside(frame, field.name(), "");
            const auto read = contract::read_client_frame(bytes);
            BOOST_TEST(!std::holds_alternative<calls::unbuilt>(read.call));
            ++served;
        }
    }
    BOOST_TEST(served > 20U);
}

BOOST_AUTO_TEST_CASE(length_before_a_frame_is_read_as_far_as_it_has_come) {
    using state = contract::prefix::state;
    struct row {
        std::string bytes;
        state found;
        std::uint32_t length;
        std::size_t size;
    };
    const std::vector<row> rows{{"", state::incomplete, 0, 0},
                                {"\x80", state::incomplete, 0, 0},
                                {"\xFF\xFF\xFF\xFF", state::incomplete, 0, 0},
                                {std::string("\0", 1), state::complete, 0, 1},
                                {"\x7Frest", state::complete, 127, 1},
                                {"\x80\x01rest", state::complete, 128, 2},
                                {"\xAC\x02", state::complete, 300, 2},
                                {"\xFF\xFF\xFF\xFF\x0F", state::complete, 0xFFFFFFFF, 5},
                                {"\xFF\xFF\xFF\xFF\x1F", state::too_long, 0, 0},
                                {"\x80\x80\x80\x80\x80", state::too_long, 0, 0},
                                {"\xFF\xFF\xFF\xFF\xFF\x01", state::too_long, 0, 0}};
    for (const auto& each : rows) {
        BOOST_TEST_CONTEXT(each.bytes.size() << " bytes, length " << each.length) {
            const auto read = contract::read_prefix(each.bytes);
            BOOST_TEST((read.found == each.found));
            BOOST_TEST(read.length == each.length);
            BOOST_TEST(read.size == each.size);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
