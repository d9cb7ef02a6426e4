#include "contract/records.hpp"
#include "contract/serial.hpp"
#include "unit/contract/filled.hpp"

#include <google/protobuf/util/json_util.h>
#include <iaq/v1/record.pb.h>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace iaq;

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr auto mark = "ZANZIBAR";

/// Puts `mark` into every text that the contract marks, however deep; counts them.
int mark_all(Message& in) {
    const auto& access = *in.GetReflection();
    std::vector<const FieldDescriptor*> present;
    access.ListFields(in, &present);
    int marked = 0;
    for (const auto* const field : present) {
        const bool text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
        if (text && field->options().GetExtension(v1::personal) && field->is_repeated()) {
            access.SetRepeatedString(&in, field, 0, mark);
            access.SetRepeatedString(&in, field, 1, mark);
            marked += 2;
        } else if (text && field->options().GetExtension(v1::personal)) {
            access.SetString(&in, field, mark);
            ++marked;
        } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        } else if (field->is_repeated()) {
            for (int i = 0; i < access.FieldSize(in, field); ++i) {
                marked += mark_all(*access.MutableRepeatedMessage(&in, field, i));
            }
        } else {
            marked += mark_all(*access.MutableMessage(&in, field));
        }
    }
    return marked;
}

/// Counts the fields that are there and marked, of whatever type.
int personal_fields_in(const Message& in) {
    const auto& access = *in.GetReflection();
    std::vector<const FieldDescriptor*> present;
    access.ListFields(in, &present);
    int found = 0;
    for (const auto* const field : present) {
        found += field->options().GetExtension(v1::personal) ? 1 : 0;
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        }
        if (!field->is_repeated()) {
            found += personal_fields_in(access.GetMessage(in, field));
            continue;
        }
        for (int i = 0; i < access.FieldSize(in, field); ++i) {
            found += personal_fields_in(access.GetRepeatedMessage(in, field, i));
        }
    }
    return found;
}

bool holds(const std::string& line, const std::string& part) {
    return line.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(contract_redaction)

BOOST_AUTO_TEST_CASE(no_marked_text_of_any_kind_survives_and_all_others_do) {
    const auto& of = *v1::Record::descriptor();
    int marked = 0;
    for (int i = 0; i < of.field_count(); ++i) {
        const auto* const kind = of.field(i);
        if (kind->real_containing_oneof() == nullptr) {
            continue;
        }
        BOOST_TEST_CONTEXT(kind->name()) {
            v1::Record full;
            test::fill(full, kind);
            test::fill(*full.GetReflection()->MutableMessage(&full, kind));
            const int here = mark_all(full);
            marked += here;
            const auto bytes = contract::serial(full);
            const auto open = contract::to_json(bytes, false);
            const auto closed = contract::to_json(bytes, true);
            BOOST_TEST_REQUIRE(open.has_value());
            BOOST_TEST_REQUIRE(closed.has_value());
            // In a bytes field the mark is base64: WkFOWklCQVI=.
            BOOST_TEST((holds(open.value(), mark) || holds(open.value(), "WkFOWklCQVI")) ==
                       (here > 0));
            BOOST_TEST(!holds(closed.value(), mark));
            BOOST_TEST(!holds(closed.value(), "WkFOWklCQVI"));
            BOOST_TEST(holds(closed.value(), full.principal()));
        }
    }
    BOOST_TEST(marked > 60);
}

BOOST_AUTO_TEST_CASE(a_record_without_personal_data_holds_none_and_decodes_as_its_kind) {
    const auto& of = *v1::Record::descriptor();
    for (int i = 0; i < of.field_count(); ++i) {
        const auto* const kind = of.field(i);
        if (kind->real_containing_oneof() == nullptr) {
            continue;
        }
        BOOST_TEST_CONTEXT(kind->name()) {
            v1::Record full;
            test::fill(full, kind);
            test::fill(*full.GetReflection()->MutableMessage(&full, kind));
            mark_all(full);
            const auto bytes = contract::serial(full);
            const auto emptied = contract::without_personal_data(bytes);
            BOOST_TEST_REQUIRE(emptied.has_value());
            BOOST_TEST(!holds(emptied.value(), mark));
            const auto before = contract::decode(bytes);
            const auto after = contract::decode(emptied.value());
            BOOST_TEST_REQUIRE(before.has_value());
            BOOST_TEST_REQUIRE(after.has_value());
            BOOST_TEST(after.value().body.index() == before.value().body.index());
            BOOST_TEST(after.value().principal == full.principal());
            BOOST_TEST(contract::sequence_in(emptied.value()) == full.sequence());
            v1::Record left;
            BOOST_TEST(left.ParseFromString(emptied.value()));
            BOOST_TEST(personal_fields_in(left) == 0);
        }
    }
    BOOST_TEST(!contract::without_personal_data("no record"));
}

BOOST_AUTO_TEST_CASE(an_envelope_alone_has_number_and_time_and_is_no_record_to_fold) {
    const auto bytes = contract::envelope_only(model::sequence{7}, utc_time{9ns});
    v1::Record read;
    BOOST_TEST(read.ParseFromString(bytes));
    BOOST_TEST(read.sequence() == 7U);
    BOOST_TEST(read.utc_ns() == 9);
    BOOST_TEST(read.body_case() == v1::Record::BODY_NOT_SET);
    BOOST_TEST(!contract::decode(bytes));
    BOOST_TEST(contract::sequence_in("") == 0U);
    BOOST_TEST(contract::delimited(bytes) == static_cast<char>(bytes.size()) + bytes);
}

BOOST_AUTO_TEST_CASE(person_is_hidden_while_the_trail_stays_readable) {
    v1::Record from;
    from.set_acting_user("jones");
    auto& asked = *from.mutable_inquiry_admitted();
    asked.set_inquiry_id("inq-1");
    asked.mutable_request()->set_incident("24-1");
    asked.mutable_request()->mutable_subject()->set_last_name("DOE");
    asked.mutable_request()->mutable_subject()->set_sex(v1::SEX_FEMALE);
    asked.mutable_request()->mutable_requester()->set_officer_id("1234");
    const auto line = contract::to_json(contract::serial(from), true);
    BOOST_TEST_REQUIRE(line.has_value());
    BOOST_TEST(line.value() ==
               R"({"acting_user":"jones","inquiry_admitted":{"inquiry_id":"inq-1","request":)"
               R"({"requester":{"officer_id":"1234"},"incident":"24-1","subject":{"last_name":)"
               R"("[redacted]"}}}})");
}

BOOST_AUTO_TEST_CASE(exact_bytes_are_hidden_too) {
    v1::Record from;
    from.mutable_reply_heard()->set_bytes("IAR DOE, JANE");
    const auto line = contract::to_json(contract::serial(from), true);
    BOOST_TEST_REQUIRE(line.has_value());
    BOOST_TEST(line.value() == R"({"reply_heard":{"bytes":"W3JlZGFjdGVkXQ=="}})");
}

BOOST_AUTO_TEST_SUITE_END()
