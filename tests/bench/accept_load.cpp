#include "bench/accept_load.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/delimited_message_util.h>
#include <iaq/v1/intake.pb.h>

#include <cstdint>
#include <string>

namespace iaq::bench {
namespace {

/// Returns a name of capital letters that differs for each number: names hold no digits.
std::string letters_of(std::uint64_t number) {
    std::string name = "TESTER";
    for (auto rest = number; rest > 0; rest /= 26) {
        name += static_cast<char>('A' + rest % 26);
    }
    return name;
}

/// Returns a booking that says everything the order asks for, but for key, incident and name.
v1::ClientFrame booking(outcome expected) {
    v1::ClientFrame frame;
    auto& q = *frame.mutable_submit();
    q.set_ori("MO0110100");
    q.mutable_requester()->set_officer_id("1234");
    q.mutable_requester()->set_officer_name("OFFICER, SOME");
    q.set_operator_id("OP1");
    q.set_desk("north");
    q.set_phone("8165550100");
    q.set_reason("BOOKING");
    auto& person = *q.mutable_subject();
    person.set_first_name("PAT");
    person.set_date_of_birth("1980-02-01");
    person.set_sex(v1::SEX_MALE);
    person.set_place_of_birth("MM");
    q.mutable_offense()->set_text("TRAFFIC OFFENSE");
    q.mutable_offense()->set_ncic_code("5499");
    q.set_in_custody(true);
    q.set_role(v1::SUBJECT_ROLE_ARRESTEE);
    q.set_basis(v1::BASIS_PRESENTED_FOR_INCARCERATION);
    q.set_identity_evidence(expected == outcome::exempt ? v1::IDENTITY_EVIDENCE_PERSONAL_KNOWLEDGE
                                                        : v1::IDENTITY_EVIDENCE_NONE);
    return frame;
}

class submitting final : public conversation {
public:
    submitting(outcome expected, int connection)
        : state_(expected == outcome::exempt ? v1::INQUIRY_STATE_EXEMPT : v1::INQUIRY_STATE_QUEUED),
          prefix_(std::to_string(connection) + "-"),
          first_person_(static_cast<std::uint64_t>(connection) << 32U),
          frame_(booking(expected)) {}

    void ask(std::string& out) override {
        const auto number = ++asked_;
        frame_.set_request_id(number);
        auto& q = *frame_.mutable_submit();
        q.set_idempotency_key(prefix_ + std::to_string(number));
        q.set_incident("26-" + prefix_ + std::to_string(number));
        q.mutable_subject()->set_last_name(letters_of(first_person_ + number));
        google::protobuf::io::StringOutputStream stream{&out};
        google::protobuf::util::SerializeDelimitedToZeroCopyStream(frame_, &stream);
    }

    result<std::size_t, trouble> take(std::string_view in) override {
        google::protobuf::io::CodedInputStream prefix{
            reinterpret_cast<const std::uint8_t*>(in.data()), static_cast<int>(in.size())};
        std::uint32_t length = 0;
        if (!prefix.ReadVarint32(&length)) {
            return std::size_t{0};
        }
        const auto begins = static_cast<std::size_t>(prefix.CurrentPosition());
        if (in.size() - begins < length) {
            return std::size_t{0};
        }
        if (!answer_.ParseFromArray(in.data() + begins, static_cast<int>(length))) {
            return trouble{"iaqd: a frame is garbled"};
        }
        if (answer_.request_id() != ++heard_ || answer_.accepted().state() != state_) {
            return trouble{"iaqd: not accepted in its turn: " + answer_.ShortDebugString()};
        }
        return begins + length;
    }

private:
    v1::InquiryState state_;
    std::string prefix_;
    std::uint64_t first_person_;
    std::uint64_t asked_ = 0, heard_ = 0;
    v1::ClientFrame frame_;
    v1::ServerFrame answer_;
};

}  // namespace

std::unique_ptr<conversation> submissions(outcome expected, int connection) {
    return std::make_unique<submitting>(expected, connection);
}

}  // namespace iaq::bench
