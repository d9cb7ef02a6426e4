#include "contract/frames.hpp"

#include "model/limits.hpp"
#include "model/names.hpp"
#include "unit/contract/filled.hpp"

#include <iaq/v1/intake.pb.h>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace iaq;
namespace answers = model::answers;

namespace {

/// Returns the frame behind its length, which must be exact.
v1::ServerFrame read(const std::string& bytes) {
    const auto prefix = contract::read_prefix(bytes);
    BOOST_TEST_REQUIRE((prefix.found == contract::prefix::state::complete));
    BOOST_TEST_REQUIRE(prefix.size + prefix.length == bytes.size());
    v1::ServerFrame frame;
    BOOST_TEST_REQUIRE(frame.ParseFromString(bytes.substr(prefix.size)));
    return frame;
}

v1::ServerFrame answer(const answers::answer& body) {
    auto frame = read(contract::write_answer(7, body));
    BOOST_TEST(frame.request_id() == 7U);
    return frame;
}

const model::notice detain{"DETAIN", "not a warrant", "No member should arrest.", "SO0801 II.B.4"};
const model::violation no_role{"ROLE", "role", "say the role", "SO0801 II.A.1"};
const utc_time noon{1'764'000'000'000'000'005ns};

model::heard_header a_header() {
    return {"IAR", "VTICE0900", "MO0110100",        "SJPD01", "K7",    "op7",
            "ctl", "05:35",     "05:36 01/08/2004", "00012",  "00013", "01"};
}

answers::inquiry an_inquiry(const std::string& id) {
    answers::inquiry to;
    to.inquiry_id = id;
    to.reference = "K7";
    to.state = model::inquiry_state::answered;
    to.request.person.last_name = "DOE";
    to.principal = "uid:1000";
    to.acting_user = "jones";
    to.station = "stjoe";
    to.admitted_at = noon;
    to.attempts = 2;
    to.life = {{noon, model::sequence{4}, "sent"}};
    to.replies = {{noon,
                   model::sequence{5},
                   "\xFF",
                   "\xFF",
                   a_header(),
                   model::classification::answer,
                   {model::match_rule::reference, {"i"}},
                   "00112233-31-0",
                   noon,
                   true}};
    to.clocks = {{model::records::clock_kind::overdue, noon}};
    to.rules = {"DETAIN"};
    to.advisories = {detain};
    to.notices = {detain};
    to.next_step = "Read it.";
    to.may_key_by_hand = model::by_hand::unsafe;
    to.officer_id = "1234";
    to.pending_transfer_id = "t-1";
    to.contact = model::acts::contact_outcome::booked;
    to.consular_open = true;
    to.acts = {{noon,
                model::sequence{6},
                "uid:1000",
                "jones",
                model::acts::seen{"00112233-31-0", model::sequence{5}},
                {"DETAIN"},
                {detain},
                {detain}}};
    return to;
}

model::delivery a_delivery() {
    model::delivery to;
    to.cursor_text = "c5";
    to.event_id = "e5";
    to.inquiry_id = "i";
    to.reference = "K7";
    to.ori = "MO0110100";
    to.incident = "24-1";
    to.officer_id = "1234";
    to.desk = "north";
    to.to = model::addressee::desk;
    to.at = noon;
    to.kind = model::delivery_kind::answered;
    to.state = model::inquiry_state::answered;
    to.text = "IAR\r\nNAME/DOE";
    to.header = a_header();
    to.classed = model::classification::answer;
    to.match = {model::match_rule::reference, {"i"}};
    to.late = to.possible_duplicate = to.replayed = to.test = to.unseen = true;
    to.condition = "link_down";
    to.station = "stjoe";
    to.withdraws = {"e3"};
    to.reply = model::sequence{4};
    to.next_step = "Read it.";
    to.may_key_by_hand = model::by_hand::unsafe;
    to.notices = {detain};
    return to;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_answers)

BOOST_AUTO_TEST_CASE(states_and_kinds_have_the_names_of_the_contract) {
    for (int i = 0; i <= v1::InquiryState_MAX; ++i) {
        BOOST_TEST(v1::InquiryState_Name(static_cast<v1::InquiryState>(i)) ==
                   "INQUIRY_STATE_" +
                       std::string{model::name_of(static_cast<model::inquiry_state>(i))});
    }
    for (int i = 0; i <= v1::DeliveryKind_MAX; ++i) {
        BOOST_TEST(v1::DeliveryKind_Name(static_cast<v1::DeliveryKind>(i)) ==
                   "DELIVERY_KIND_" +
                       std::string{model::name_of(static_cast<model::delivery_kind>(i))});
    }
    for (int i = 0; i <= v1::MatchRule_MAX; ++i) {
        BOOST_TEST(v1::MatchRule_Name(static_cast<v1::MatchRule>(i)) ==
                   "MATCH_RULE_" + std::string{model::name_of(static_cast<model::match_rule>(i))});
    }
    for (int i = 0; i <= v1::Classification_MAX; ++i) {
        BOOST_TEST(v1::Classification_Name(static_cast<v1::Classification>(i)) ==
                   "CLASSIFICATION_" +
                       std::string{model::name_of(static_cast<model::classification>(i))});
    }
    for (int i = 0; i <= v1::ClockKind_MAX; ++i) {
        BOOST_TEST(v1::ClockKind_Name(static_cast<v1::ClockKind>(i)) ==
                   "CLOCK_KIND_" +
                       std::string{model::name_of(static_cast<model::records::clock_kind>(i))});
    }
    for (int i = 0; i <= v1::SubjectRole_MAX; ++i) {
        BOOST_TEST(v1::SubjectRole_Name(static_cast<v1::SubjectRole>(i)) ==
                   "SUBJECT_ROLE_" +
                       std::string{model::name_of(static_cast<model::subject_role>(i))});
    }
}

BOOST_AUTO_TEST_CASE(acceptance_and_refusal_carry_all_they_say) {
    answers::accepted said{"i",      "K7",    model::sequence{41}, model::inquiry_state::exempt,
                           {detain}, {detain}};
    said.dry_run = true;
    said.rules = {"DETAIN"};
    said.missing = {"subject.sex"};
    said.clocks = {{model::records::clock_kind::contact, noon}};
    const auto accepted = answer(said);
    BOOST_TEST(test::unset_fields(accepted.accepted()) == "");
    BOOST_TEST(accepted.accepted().sequence() == 41U);
    BOOST_TEST(accepted.accepted().state() == v1::INQUIRY_STATE_EXEMPT);
    BOOST_TEST(accepted.accepted().notices(0).citation() == "SO0801 II.B.4");
    const auto refused = answer(answers::refused{{no_role}, {detain}});
    BOOST_TEST(test::unset_fields(refused.refused()) == "");
    BOOST_TEST(refused.refused().violations(0).message() == "say the role");
}

BOOST_AUTO_TEST_CASE(error_carries_all_it_says) {
    const auto frame = answer(answers::error{
        answers::error_code::busy, "later", "submit", 250, model::by_hand::safe, {detain}});
    BOOST_TEST(test::unset_fields(frame.error()) == "");
    BOOST_TEST(frame.error().code() == v1::ERROR_CODE_BUSY);
    BOOST_TEST(frame.error().retry_after_ms() == 250U);
    BOOST_TEST(frame.error().by_hand() == v1::BY_HAND_SAFE);
}

BOOST_AUTO_TEST_CASE(small_answers_are_there_even_when_empty) {
    BOOST_TEST(answer(answers::pong{}).has_pong());
    BOOST_TEST(answer(answers::done{}).has_done());
    BOOST_TEST(answer(answers::done{model::sequence{9}}).done().sequence() == 9U);
    const auto asked = answer(answers::done{{}, "token", "what to know"}).done();
    BOOST_TEST(asked.token() == "token");
    BOOST_TEST(asked.text() == "what to know");
    answers::done whole{model::sequence{9}, "token", "what to know"};
    whole.state = model::inquiry_state::queued;
    whole.advisories = whole.notices = {detain};
    whole.inquiry_id = "i";
    BOOST_TEST(test::unset_fields(answer(whole).done()) == "");
    BOOST_TEST(answer(answers::caught_up{"c5"}).caught_up().cursor() == "c5");
    BOOST_TEST(answer(answers::inquiry_list{}).has_inquiries());
}

BOOST_AUTO_TEST_CASE(welcome_tells_who_the_client_is_and_the_limits) {
    const auto frame = answer(answers::welcome{"0.1",
                                               "test",
                                               "SJPD",
                                               "America/Chicago",
                                               "uid:1",
                                               {"MO0110100"},
                                               {"submit"},
                                               {"north"},
                                               true});
    BOOST_TEST(test::unset_fields(frame.welcome()) == "");
    BOOST_TEST(frame.welcome().request_bytes_max() == model::limits::request_bytes_max);
    BOOST_TEST(frame.welcome().rights(0) == "submit");
}

BOOST_AUTO_TEST_CASE(inquiry_is_shown_whole) {
    const auto frame = answer(answers::inquiries_found{{an_inquiry("i"), an_inquiry("j")}});
    auto whole = frame.inquiry();
    BOOST_TEST(whole.replies(0).bytes() == "\xFF");
    BOOST_TEST(whole.replies(0).text() == "\xEF\xBF\xBD");
    BOOST_TEST(whole.life(0).at().nanos() == 5);
    BOOST_TEST(whole.request().subject().last_name() == "DOE");
    test::fill(*whole.mutable_request());  // what was asked is the mapping of requests' to prove
    BOOST_TEST(test::unset_fields(whole) == "");
}

BOOST_AUTO_TEST_CASE(of_several_inquiries_the_first_is_shown_and_the_others_are_named) {
    const auto frame = answer(
        answers::inquiries_found{{an_inquiry("new"), an_inquiry("old"), an_inquiry("older")}});
    BOOST_TEST(frame.inquiry().inquiry_id() == "new");
    BOOST_TEST_REQUIRE(frame.inquiry().other_inquiry_ids_size() == 2);
    BOOST_TEST(frame.inquiry().other_inquiry_ids(0) == "old");
    BOOST_TEST(frame.inquiry().other_inquiry_ids(1) == "older");
}

BOOST_AUTO_TEST_CASE(none_found_is_said_as_an_error) {
    BOOST_TEST(answer(answers::inquiries_found{}).error().code() == v1::ERROR_CODE_NOT_FOUND);
}

BOOST_AUTO_TEST_CASE(list_shows_each_row_and_that_there_is_more) {
    const auto frame = answer(answers::inquiry_list{{{"i",
                                                      "K7",
                                                      "MO0110100",
                                                      "1234",
                                                      "op7",
                                                      "north",
                                                      "24-1",
                                                      model::inquiry_state::queued,
                                                      noon,
                                                      noon,
                                                      "t-1",
                                                      {model::records::clock_kind::overdue, noon}}},
                                                    true});
    BOOST_TEST(test::unset_fields(frame.inquiries()) == "");
    BOOST_TEST(frame.inquiries().rows(0).operator_id() == "op7");
}

BOOST_AUTO_TEST_CASE(unmatched_messages_are_shown_whole) {
    const answers::candidate c{"i",
                               "K7",
                               "1234",
                               "north",
                               "24-1",
                               model::inquiry_state::acknowledged,
                               noon,
                               {"the text holds its name"},
                               {"the text does not hold its birth date"}};
    const answers::unmatched_row row{model::sequence{5},
                                     noon,
                                     "stjoe",
                                     "\xFF",
                                     a_header(),
                                     model::classification::other,
                                     {model::match_rule::ambiguous, {"i"}},
                                     {c}};
    const auto list = answer(answers::unmatched_list{{row}, true}).unmatched_list();
    BOOST_TEST(test::unset_fields(list) == "");
    BOOST_TEST(list.rows(0).text() == "\xEF\xBF\xBD");
    BOOST_TEST(list.rows(0).reply() == 5U);
    BOOST_TEST(list.rows(0).candidates(0).against(0) == "the text does not hold its birth date");
    BOOST_TEST(answer(answers::unmatched_list{}).has_unmatched_list());
}

BOOST_AUTO_TEST_CASE(report_is_shown_whole_and_says_what_found_no_room) {
    model::report from;
    from.kind = model::report_kind::audit_pack;
    from.from = from.to = from.made_at = noon;
    from.sections = {{"by_role", "By role", {"role", "inquiries"}, {{"ARRESTED", "7"}}, {"n"}, 3}};
    from.agencies = {"Buchanan"};
    from.oris = {"MO0110100"};
    from.desk = "north";
    from.principal = "uid:1000";
    from.acting_user = "jones";
    from.environment = "test";
    from.time_zone = "America/Chicago";
    from.journal_id = "j";
    from.at_sequence = model::sequence{7};
    const auto told = answer(from).report();
    BOOST_TEST(test::unset_fields(told) == "");
    BOOST_TEST(told.kind() == v1::REPORT_KIND_AUDIT_PACK);
    BOOST_TEST(told.sections(0).rows(0).cells(1) == "7");
    BOOST_TEST(told.sections(0).left_out() == 3U);
    BOOST_TEST(told.more());
    from.sections[0].left_out = 0;
    from.from.reset();
    BOOST_TEST(!answer(from).report().more());
    BOOST_TEST(!answer(from).report().has_from());
}

BOOST_AUTO_TEST_CASE(status_is_shown_whole) {
    answers::status from;
    from.version = "0.1";
    from.environment = "test";
    from.journal_id = "j";
    from.now = from.started_at = from.last_sync = noon;
    from.stations = {{"stjoe", true, true, "127.0.0.1:1", "why", noon, 1, 2, "foxtalk", "ofml",
                      true, "TLSv1.3 X"}};
    from.states = {{model::inquiry_state::queued, 3, noon}};
    from.unmatched = 4;
    from.sessions = 5;
    from.head = model::sequence{7};
    from.durable = model::sequence{6};
    from.seal = "off";
    from.standing_conditions = {"link_down"};
    from.intake_paused = true;
    from.state_digest = "ab";
    from.state_sequence = model::sequence{8};
    from.intake_tls = "1.2";
    from.replaced_files = {"iaqd"};
    const auto frame = answer(from);
    BOOST_TEST(test::unset_fields(frame.status()) == "");
    BOOST_TEST(frame.status().head() == 7U);
    BOOST_TEST(frame.status().durable() == 6U);
    BOOST_TEST(frame.status().state_sequence() == 8U);
    BOOST_TEST(frame.status().intake_tls() == "1.2");
    BOOST_TEST(frame.status().replaced_files(0) == "iaqd");
    BOOST_TEST(frame.status().stations(0).in_flight() == 2U);
    BOOST_TEST(frame.status().stations(0).tls() == "TLSv1.3 X");
    BOOST_TEST(!answer(answers::status{}).status().has_last_sync());
}

BOOST_AUTO_TEST_CASE(description_is_shown_whole_and_says_which_fields_are_personal) {
    answers::description from{"MO0110100", "SJPD", "America/Chicago", {}};
    from.form.fields = {
        {"subject.last_name", "Last name", "As booked.", 30, true, "FIELDS", "SO0801 II.B.2.a",
         "places", "MM", model::field_form::code, "role=X", true, "role=Y"},
        {"desk", "Desk"},
        {"identity_document.kind", "Kind"}};
    from.form.tables = {{"places", {{"MM", "MEXICO", true, true, "V", "country"}}, "ab", true}};
    from.form.rules = {detain};
    from.form.profile = "mules";
    from.form.profile_digest = "cd";
    from.form.policy = "SO0801";
    from.form.policy_digest = "ef";
    from.form.tables_digest = "01";
    from.form.lesc_phone = "(802) 872-6000";
    from.form.contact_default = 900s;
    const auto frame = answer(from);
    auto said = frame.description();
    BOOST_TEST(said.fields(0).personal());
    BOOST_TEST(!said.fields(1).personal());
    BOOST_TEST(said.fields(2).personal());
    BOOST_TEST(said.fields(0).form() == v1::FIELD_FORM_CODE);
    BOOST_TEST(said.contact_default().seconds() == 900);
    said.mutable_fields()->DeleteSubrange(1, 2);
    said.mutable_contact_default()->set_nanos(1);
    BOOST_TEST(test::unset_fields(said) == "");
}

BOOST_AUTO_TEST_CASE(answer_over_the_limit_becomes_an_error_that_says_so) {
    auto large = an_inquiry("i");
    large.replies[0].bytes = std::string(model::limits::answer_bytes_max, 'x');
    const auto frame = answer(answers::inquiries_found{{large}});
    BOOST_TEST(frame.error().code() == v1::ERROR_CODE_TOO_LARGE);
}

BOOST_AUTO_TEST_CASE(delivery_carries_all_it_says) {
    const auto frame = read(contract::write_delivery(a_delivery()));
    BOOST_TEST(frame.request_id() == 0U);
    BOOST_TEST(test::unset_fields(frame.delivery()) == "");
    BOOST_TEST(frame.delivery().text() == "IAR\r\nNAME/DOE");
    BOOST_TEST(frame.delivery().header().control() == "ctl");
    BOOST_TEST(frame.delivery().header().received_time() == "05:35");
    BOOST_TEST(frame.delivery().header().number() == "01");
    BOOST_TEST(frame.delivery().kind() == v1::DELIVERY_KIND_ANSWERED);
    BOOST_TEST(frame.delivery().addressee() == v1::ADDRESSEE_DESK);
    BOOST_TEST(frame.delivery().match().candidates(0) == "i");
}

BOOST_AUTO_TEST_CASE(delivery_without_a_message_of_the_switch_has_no_header_and_no_match) {
    auto from = a_delivery();
    from.header.reset();
    from.match = {};
    const auto frame = read(contract::write_delivery(from));
    BOOST_TEST(!frame.delivery().has_header());
    BOOST_TEST(!frame.delivery().has_match());
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_reaches_the_client_readable) {
    auto from = a_delivery();
    from.text =
        "PE\xD1"
        "A";
    BOOST_TEST(read(contract::write_delivery(from)).delivery().text() ==
               "PE\xEF\xBF\xBD"
               "A");
}

BOOST_AUTO_TEST_SUITE_END()
