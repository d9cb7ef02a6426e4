#include "contract/frames.hpp"
#include "model/limits.hpp"
#include "unit/contract/filled.hpp"

#include <iaq/v1/intake.pb.h>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace iaq;
namespace acts = model::acts;
namespace calls = model::calls;

namespace {

using change = std::function<void(v1::ClientFrame&)>;

model::calls::call read(const change& make) {
    v1::ClientFrame frame;
    frame.set_request_id(7);
    make(frame);
    const auto said = contract::read_client_frame(frame.SerializeAsString());
    BOOST_TEST(said.request_id == 7U);
    return said.call;
}

void note(v1::ClientFrame& frame) {
    frame.mutable_note()->set_inquiry_id("a-1");
    frame.mutable_note()->set_text("told the sergeant");
}

void ice_contact(v1::ClientFrame& frame) {
    auto& contact = *frame.mutable_ice_contact();
    contact.set_inquiry_id("a-1");
    contact.mutable_at()->set_seconds(5);
    contact.set_spoke_with("agent 7");
    contact.set_instruction("wait");
    contact.set_reached(true);
    contact.set_detainer_authorized_during_contact(true);
}

void consular_done(v1::ClientFrame& frame) {
    auto& done = *frame.mutable_consular_done();
    done.set_inquiry_id("a-1");
    done.mutable_at()->set_seconds(6);
    done.set_country("MM");
    done.set_how("fax");
    done.set_declined(true);
}

void seen(v1::ClientFrame& frame) {
    frame.mutable_seen()->set_inquiry_id("a-1");
    frame.mutable_seen()->set_event_id("00112233-31-0");
}

void disseminated(v1::ClientFrame& frame) {
    auto& passed = *frame.mutable_disseminated();
    passed.set_inquiry_id("a-1");
    passed.set_event_id("00112233-31-0");
    passed.set_recipient("prosecutor");
    passed.set_recipient_ori("MO0110300");
    passed.set_purpose("bond hearing");
    passed.mutable_at()->set_seconds(8);
}

void contact_ended(v1::ClientFrame& frame) {
    auto& ended = *frame.mutable_contact_ended();
    ended.set_inquiry_id("a-1");
    ended.set_outcome(v1::CONTACT_OUTCOME_BOOKED);
    ended.mutable_at()->set_seconds(7);
    ended.set_note("resisted");
}

void update(v1::ClientFrame& frame) {
    auto& with = *frame.mutable_update();
    with.set_inquiry_id("a-1");
    with.set_in_custody(false);
    with.mutable_offense()->set_ncic_code("1313");
    with.set_charge_status(v1::CHARGE_STATUS_CITY_OR_STATE);
    with.mutable_confined_at()->set_seconds(8);
    with.set_desk("south");
    with.set_identity_evidence(v1::IDENTITY_EVIDENCE_GOVERNMENT_ID);
    with.mutable_identity_document()->set_issuer("MO");
    with.mutable_subject()->set_place_of_birth("MM");
    with.set_role(v1::SUBJECT_ROLE_CHARGED);
    with.set_reason("bond");
}

void record_manual(v1::ClientFrame& frame) {
    auto& manual = *frame.mutable_record_manual();
    manual.mutable_request()->set_idempotency_key("k-1");
    manual.mutable_request()->set_ori("MO0110100");
    manual.mutable_keyed_at()->set_seconds(9);
    manual.set_terminal("SJPD09");
    manual.set_answer("NO RECORD");
}

acts::update expected_update() {
    acts::update with;
    with.in_custody = false;
    with.charge = model::offense{{}, "1313"};
    with.charged = model::charge_status::city_or_state;
    with.confined_at = utc_time{8s};
    with.desk = "south";
    with.evidence = model::identity_evidence::government_id;
    with.document = model::identity_document{"MO", {}, {}};
    with.person = model::subject{};
    with.person->place_of_birth = "MM";
    with.role = model::subject_role::charged;
    with.reason = "bond";
    return with;
}

/// What a call says that a person did; nothing for another call.
std::optional<acts::act> act_in(const calls::call& call) {
    if (const auto* const act = std::get_if<calls::act>(&call)) {
        return act->what;
    }
    if (const auto* const read = std::get_if<calls::seen>(&call)) {
        return acts::seen{read->event_id};
    }
    const auto* const passed = std::get_if<calls::disseminated>(&call);
    return passed == nullptr ? std::nullopt : std::optional<acts::act>{passed->what};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_act_frames)

BOOST_AUTO_TEST_CASE(each_act_is_read_field_by_field) {
    struct row {
        change make;
        acts::act expected;
    };
    const std::vector<row> rows{
        {note, acts::note{"told the sergeant"}},
        {ice_contact, acts::ice_contact{utc_time{5s}, "agent 7", "wait", true, true}},
        {consular_done, acts::consular_done{utc_time{6s}, "MM", "fax", true}},
        {contact_ended,
         acts::contact_ended{acts::contact_outcome::booked, utc_time{7s}, "resisted"}},
        {update, expected_update()}};
    for (const auto& row : rows) {
        const auto call = read(row.make);
        BOOST_TEST_REQUIRE(std::holds_alternative<calls::act>(call));
        BOOST_TEST(std::get<calls::act>(call).inquiry_id == "a-1");
        BOOST_TEST((std::get<calls::act>(call).what == row.expected));
    }
}

BOOST_AUTO_TEST_CASE(what_a_reader_says_is_read_field_by_field) {
    const auto call = read(seen);
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::seen>(call));
    BOOST_TEST(std::get<calls::seen>(call).inquiry_id == "a-1");
    BOOST_TEST(std::get<calls::seen>(call).event_id == "00112233-31-0");
    const auto passed = read(disseminated);
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::disseminated>(passed));
    const auto& what = std::get<calls::disseminated>(passed);
    BOOST_TEST(what.inquiry_id == "a-1");
    BOOST_TEST(
        (what.what == acts::disseminated{"00112233-31-0", model::sequence::none, "prosecutor",
                                         "MO0110300", "bond hearing", utc_time{8s}}));
}

BOOST_AUTO_TEST_CASE(one_of_person_and_agency_is_enough_and_the_time_may_be_left_out) {
    const std::vector<change> spared{
        [](auto& f) { f.mutable_disseminated()->clear_recipient(); },
        [](auto& f) { f.mutable_disseminated()->clear_recipient_ori(); },
        [](auto& f) { f.mutable_disseminated()->clear_inquiry_id(); },
        [](auto& f) { f.mutable_disseminated()->clear_at(); }};
    for (const auto& spare : spared) {
        const auto call = read([&](v1::ClientFrame& frame) {
            disseminated(frame);
            spare(frame);
        });
        BOOST_TEST(std::holds_alternative<calls::disseminated>(call));
    }
}

BOOST_AUTO_TEST_CASE(what_an_act_cannot_do_without_is_asked_for_by_name) {
    struct row {
        std::string field;
        change make, spoil;
    };
    const std::vector<row> rows{
        {"note.inquiry_id", note, [](auto& f) { f.mutable_note()->clear_inquiry_id(); }},
        {"note.text", note, [](auto& f) { f.mutable_note()->clear_text(); }},
        {"ice_contact.inquiry_id", ice_contact,
         [](auto& f) { f.mutable_ice_contact()->clear_inquiry_id(); }},
        {"ice_contact.at", ice_contact, [](auto& f) { f.mutable_ice_contact()->clear_at(); }},
        {"ice_contact.spoke_with", ice_contact,
         [](auto& f) { f.mutable_ice_contact()->clear_spoke_with(); }},
        {"ice_contact.instruction", ice_contact,
         [](auto& f) { f.mutable_ice_contact()->clear_instruction(); }},
        {"ice_contact.reached", ice_contact,
         [](auto& f) { f.mutable_ice_contact()->set_reached(false); }},
        {"contact_ended.inquiry_id", contact_ended,
         [](auto& f) { f.mutable_contact_ended()->clear_inquiry_id(); }},
        {"contact_ended.outcome", contact_ended,
         [](auto& f) { f.mutable_contact_ended()->clear_outcome(); }},
        {"seen.event_id", seen, [](auto& f) { f.mutable_seen()->clear_event_id(); }},
        {"disseminated.event_id", disseminated,
         [](auto& f) { f.mutable_disseminated()->clear_event_id(); }},
        {"disseminated.recipient", disseminated,
         [](auto& f) {
             f.mutable_disseminated()->clear_recipient();
             f.mutable_disseminated()->clear_recipient_ori();
         }},
        {"disseminated.recipient_ori", disseminated,
         [](auto& f) { f.mutable_disseminated()->set_recipient_ori("MO01103"); }},
        {"disseminated.recipient_ori", disseminated,
         [](auto& f) { f.mutable_disseminated()->set_recipient_ori("mo0110300"); }},
        {"disseminated.purpose", disseminated,
         [](auto& f) { f.mutable_disseminated()->clear_purpose(); }},
        {"update.inquiry_id", update, [](auto& f) { f.mutable_update()->clear_inquiry_id(); }},
        {"record_manual.keyed_at", record_manual,
         [](auto& f) { f.mutable_record_manual()->clear_keyed_at(); }},
        {"record_manual.terminal", record_manual,
         [](auto& f) { f.mutable_record_manual()->clear_terminal(); }},
        {"record_manual.request.idempotency_key", record_manual,
         [](auto& f) { f.mutable_record_manual()->mutable_request()->clear_idempotency_key(); }},
        {"consular_done.inquiry_id", consular_done,
         [](auto& f) { f.mutable_consular_done()->clear_inquiry_id(); }},
        {"consular_done.country", consular_done,
         [](auto& f) { f.mutable_consular_done()->clear_country(); }},
        {"consular_done.how", consular_done, [](auto& f) {
             f.mutable_consular_done()->clear_how();
             f.mutable_consular_done()->set_declined(false);
         }}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.field) {
            const auto call = read([&](v1::ClientFrame& frame) {
                row.make(frame);
                row.spoil(frame);
            });
            BOOST_TEST_REQUIRE(std::holds_alternative<calls::malformed>(call));
            BOOST_TEST(std::get<calls::malformed>(call).field == row.field);
            const auto own_name = row.field.substr(row.field.rfind('.') + 1);
            BOOST_TEST(std::get<calls::malformed>(call).message.find(own_name) !=
                       std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(who_could_not_be_reached_needs_no_name_and_who_declined_no_way) {
    const auto ice = read([](v1::ClientFrame& frame) {
        ice_contact(frame);
        auto& contact = *frame.mutable_ice_contact();
        contact.set_reached(false);
        contact.set_detainer_authorized_during_contact(false);
        contact.clear_spoke_with();
        contact.clear_instruction();
    });
    BOOST_TEST(std::holds_alternative<calls::act>(ice));
    const auto declined = read([](v1::ClientFrame& frame) {
        consular_done(frame);
        frame.mutable_consular_done()->clear_how();
        frame.mutable_consular_done()->clear_at();
    });
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::act>(declined));
    const auto what = std::get<calls::act>(declined).what;
    BOOST_TEST((std::get<acts::consular_done>(what).at == utc_time{}));
}

BOOST_AUTO_TEST_CASE(an_act_is_shown_with_all_that_was_said) {
    const auto& of = *v1::Act::descriptor();
    for (int i = 0; i < of.field_count(); ++i) {
        const auto& kind = *of.field(i);
        const auto* const asked_by = v1::ClientFrame::descriptor()->FindFieldByName(kind.name());
        if (kind.real_containing_oneof() == nullptr || asked_by == nullptr ||
            asked_by->message_type() != kind.message_type()) {
            continue;  // shown in other words than asked
        }
        BOOST_TEST_CONTEXT(kind.name()) {
            // Read as the call of that name, shown again as `get` shows it.
            v1::ClientFrame asked;
            test::fill(asked, asked_by);
            if (asked.has_disseminated()) {
                asked.mutable_disseminated()->set_recipient_ori("MO0110300");
            }
            const auto read = contract::read_client_frame(asked.SerializeAsString());
            const auto act = act_in(read.call);
            BOOST_TEST_REQUIRE(act.has_value());
            model::answers::inquiries_found found;
            found.found.emplace_back().acts.push_back(
                {utc_time{9s}, model::sequence{4}, "uid:1000", "jones", *act});
            const auto bytes = contract::write_answer(7, found);
            v1::ServerFrame said;
            BOOST_TEST_REQUIRE(
                said.ParseFromString(bytes.substr(contract::read_prefix(bytes).size)));
            const auto& shown = said.inquiry().acts(0);
            BOOST_TEST(shown.principal() + shown.acting_user() == "uid:1000jones");
            BOOST_TEST(shown.at().seconds() == 9);
            BOOST_TEST(shown.sequence() == 4U);
            const auto& shown_as = shown.GetReflection()->GetMessage(shown, &kind);
            auto expected = std::unique_ptr<google::protobuf::Message>{shown_as.New()};
            expected->CopyFrom(asked.GetReflection()->GetMessage(asked, asked_by));
            expected->GetReflection()->ClearField(
                expected.get(), expected->GetDescriptor()->FindFieldByName("inquiry_id"));
            BOOST_TEST(shown_as.DebugString() == expected->DebugString());
        }
    }
}

BOOST_AUTO_TEST_CASE(what_an_update_does_not_say_stays_apart_from_what_it_denies) {
    const auto call = read([](v1::ClientFrame& f) { f.mutable_update()->set_inquiry_id("a-1"); });
    BOOST_TEST((std::get<calls::act>(call).what == acts::act{acts::update{}}));
    const auto emptied = read([](v1::ClientFrame& f) {
        f.mutable_update()->set_inquiry_id("a-1");
        f.mutable_update()->set_desk("");
    });
    BOOST_TEST((std::get<acts::update>(std::get<calls::act>(emptied).what).desk == ""));
}

BOOST_AUTO_TEST_CASE(what_was_keyed_by_hand_is_read_and_compared_without_its_key) {
    const auto call = read(record_manual);
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::manual>(call));
    const auto& manual = std::get<calls::manual>(call);
    BOOST_TEST(manual.request.ori == "MO0110100");
    BOOST_TEST((manual.keyed == acts::keyed_by_hand{utc_time{9s}, "SJPD09", "NO RECORD"}));
    const auto other_key = read([](v1::ClientFrame& f) {
        record_manual(f);
        f.mutable_record_manual()->mutable_request()->set_idempotency_key("k-2");
    });
    BOOST_TEST(std::get<calls::manual>(other_key).content == manual.content);
    const auto other_answer = read([](v1::ClientFrame& f) {
        record_manual(f);
        f.mutable_record_manual()->set_answer("ANOTHER");
    });
    BOOST_TEST(std::get<calls::manual>(other_answer).content != manual.content);
    const auto of_one_here = read([](v1::ClientFrame& f) {
        record_manual(f);
        f.mutable_record_manual()->set_inquiry_id("a-1");
        f.mutable_record_manual()->mutable_request()->clear_idempotency_key();
    });
    BOOST_TEST(std::get<calls::manual>(of_one_here).inquiry_id == "a-1");
}

BOOST_AUTO_TEST_CASE(a_hand_over_is_shown_with_all_that_was_said) {
    model::answers::inquiries_found found;
    found.found.emplace_back().acts.push_back(
        {utc_time{9s}, model::sequence{4}, "uid:1000", "jones",
         acts::transfer{"t-1", "1234", "north", "open work", true}});
    const auto bytes = contract::write_answer(7, found);
    v1::ServerFrame said;
    BOOST_TEST_REQUIRE(said.ParseFromString(bytes.substr(contract::read_prefix(bytes).size)));
    BOOST_TEST(test::unset_fields(said.inquiry().acts(0).transfer()) == "");
    BOOST_TEST(said.inquiry().acts(0).transfer().to_officer_id() == "1234");
}

BOOST_AUTO_TEST_CASE(a_hand_over_is_offered_or_accepted_and_never_both) {
    const auto offer = read([](v1::ClientFrame& frame) {
        auto& transfer = *frame.mutable_transfer();
        transfer.add_inquiry_ids("a-1");
        transfer.add_inquiry_ids("a-2");
        transfer.set_to_officer_id("1234");
        transfer.set_to_desk("north");
        transfer.set_note("open work");
    });
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::transfer>(offer));
    const auto& offered = std::get<calls::transfer>(offer);
    BOOST_TEST((offered.inquiry_ids == std::vector<std::string>{"a-1", "a-2"}));
    BOOST_TEST(offered.to_officer_id + offered.to_desk + offered.note == "1234northopen work");
    const auto accept = read(
        [](v1::ClientFrame& frame) { frame.mutable_transfer()->set_accept_transfer_id("t-1"); });
    BOOST_TEST_REQUIRE(std::holds_alternative<calls::transfer>(accept));
    BOOST_TEST(std::get<calls::transfer>(accept).accept_transfer_id == "t-1");

    struct row {
        std::string field;
        std::function<void(v1::TransferInquiries&)> make;
    };
    const std::vector<row> rows{{"transfer.inquiry_ids", [](auto& t) { t.set_to_desk("north"); }},
                                {"transfer.to_desk", [](auto& t) { t.add_inquiry_ids("a-1"); }},
                                {"transfer.inquiry_ids",
                                 [](auto& t) {
                                     t.set_to_desk("north");
                                     for (std::size_t i = 0;
                                          i <= model::limits::transfer_inquiries_max; ++i) {
                                         t.add_inquiry_ids("a-" + std::to_string(i));
                                     }
                                 }},
                                {"transfer.accept_transfer_id", [](auto& t) {
                                     t.set_accept_transfer_id("t-1");
                                     t.set_to_desk("north");
                                 }}};
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.field) {
            const auto call =
                read([&](v1::ClientFrame& frame) { row.make(*frame.mutable_transfer()); });
            BOOST_TEST_REQUIRE(std::holds_alternative<calls::malformed>(call));
            BOOST_TEST(std::get<calls::malformed>(call).field == row.field);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
