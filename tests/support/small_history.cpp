#include "support/small_history.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <thread>

namespace iaq::testing {
namespace {

using namespace std::chrono_literals;

/// A submission in which every personal field says something of its own.
v1::ClientFrame personal_submission(const std::string& key) {
    auto frame = submission(1, key, "7\"7, A");
    auto& q = *frame.mutable_submit();
    q.mutable_requester()->set_officer_name("QUIGLEY, OTTO");
    q.set_phone("8165550177");
    q.set_attention("SGT ZEBULON");
    q.set_reason("KNUCKLEHEAD");
    q.mutable_offense()->set_text("JAYWALKING");
    auto& person = *q.mutable_subject();
    person.set_last_name("O'XAVIER");
    person.set_first_name("YOLANDA");
    person.set_middle_name("WINIFRED");
    person.set_date_of_birth("1961-07-23");
    person.set_mothers_maiden_name("VANDERBILT");
    person.set_fathers_last_name("UNDERHILL");
    person.set_fbi_number("765432109");
    person.set_state_id("MO7654321");
    person.set_operator_license("DL98765");
    person.set_remarks("TATTOO");
    return frame;
}

void operate(client::connection& client, v1::Operation what, const std::string& reason) {
    v1::ClientFrame frame;
    frame.mutable_operate()->set_operation(what);
    frame.mutable_operate()->set_station("one");
    frame.mutable_operate()->set_reason(reason);
    const auto answer = client.call(frame);
    BOOST_REQUIRE_MESSAGE(answer.value().has_done(), answer.value().ShortDebugString());
}

std::string submit(client::connection& client, const v1::ClientFrame& frame) {
    const auto answer = client.call(frame);
    BOOST_REQUIRE_MESSAGE(answer.value().has_accepted(), answer.value().ShortDebugString());
    return answer.value().accepted().inquiry_id();
}

void wait_for_answer(client::connection& client, const std::string& inquiry_id) {
    v1::ClientFrame get;
    get.mutable_get()->set_inquiry_id(inquiry_id);
    for (int tries = 0; tries < 1000; ++tries) {
        const auto answer = client.call(get);
        if (answer.value().inquiry().state() == v1::INQUIRY_STATE_ANSWERED) {
            return;
        }
        std::this_thread::sleep_for(10ms);
    }
    BOOST_FAIL("no answer came");
}

}  // namespace

const std::vector<std::string>& small_history::personal_words() {
    static const std::vector<std::string> words{
        "XAVIER",      "YOLANDA",    "WINIFRED",    "1961-07-23", "19610723",
        "VANDERBILT",  "UNDERHILL",  "765432109",   "MO7654321",  "DL98765",
        "TATTOO",      "QUIGLEY",    "OTTO",        "8165550177", "ZEBULON",
        "KNUCKLEHEAD", "JAYWALKING", "MAINTENANCE", "MISTAKE",    "VICTORIA"};
    return words;
}

std::string ask_and_wait(const site& s, int number) {
    auto client = s.connect();
    const auto id = submit(client, submission(number, "ask-" + std::to_string(number), "officer"));
    wait_for_answer(client, id);
    return id;
}

small_history let_it_happen(const site& s) {
    small_history happened;
    auto client = s.connect();
    happened.answered = submit(client, personal_submission("one"));
    wait_for_answer(client, happened.answered);

    auto victim = submission(2, "two", "officer");
    victim.mutable_submit()->mutable_subject()->set_first_name("VICTORIA");
    victim.mutable_submit()->set_role(v1::SUBJECT_ROLE_VICTIM);
    BOOST_REQUIRE(client.call(victim).value().has_refused());

    operate(client, v1::OPERATION_HOLD, "MAINTENANCE of QUIGLEY");
    happened.cancelled = submit(client, submission(3, "three", "officer"));
    v1::ClientFrame cancel;
    cancel.mutable_cancel()->set_inquiry_id(happened.cancelled);
    cancel.mutable_cancel()->set_reason("a \"MISTAKE\",\nsorry");
    BOOST_REQUIRE(client.call(cancel).value().has_done());
    operate(client, v1::OPERATION_RELEASE, "MAINTENANCE over");
    return happened;
}

}  // namespace iaq::testing
