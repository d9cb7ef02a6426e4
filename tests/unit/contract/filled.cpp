#include "unit/contract/filled.hpp"

#include "contract/scan.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>

#include <vector>

namespace iaq::test {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

class filler {
public:
    void fill(Message& to, const FieldDescriptor* chosen) {
        const auto& of = *to.GetDescriptor();
        if (&of == google::protobuf::Timestamp::descriptor()) {
            auto& time = dynamic_cast<google::protobuf::Timestamp&>(to);
            time.set_seconds(1'700'000'000 + ++count_);
            time.set_nanos(++count_);
            return;
        }
        for (int i = 0; i < of.field_count(); ++i) {
            const auto& field = *of.field(i);
            const auto* const choice = field.real_containing_oneof();
            const bool others_turn =
                choice != nullptr &&
                (chosen != nullptr ? &field != chosen : choice->field(0) != &field);
            if (contract::step_of(field) == 0 && !others_turn) {
                set(to, field);
                if (field.is_repeated()) {
                    set(to, field);
                }
            }
        }
    }

private:
    void set(Message& to, const FieldDescriptor& field) {
        const auto& access = *to.GetReflection();
        const bool many = field.is_repeated();
        const auto number = ++count_;
        switch (field.cpp_type()) {
            case FieldDescriptor::CPPTYPE_MESSAGE:
                fill(many ? *access.AddMessage(&to, &field) : *access.MutableMessage(&to, &field),
                     nullptr);
                break;
            case FieldDescriptor::CPPTYPE_STRING: {
                const auto text = field.name() + " " + std::to_string(number);
                many ? access.AddString(&to, &field, text) : access.SetString(&to, &field, text);
                break;
            }
            case FieldDescriptor::CPPTYPE_ENUM: {
                const auto value = value_for(*field.enum_type(), number);
                many ? access.AddEnumValue(&to, &field, value)
                     : access.SetEnumValue(&to, &field, value);
                break;
            }
            case FieldDescriptor::CPPTYPE_BOOL: access.SetBool(&to, &field, true); break;
            case FieldDescriptor::CPPTYPE_UINT32:
                access.SetUInt32(&to, &field, static_cast<std::uint32_t>(number));
                break;
            case FieldDescriptor::CPPTYPE_UINT64:
                many ? access.AddUInt64(&to, &field, static_cast<std::uint64_t>(number))
                     : access.SetUInt64(&to, &field, static_cast<std::uint64_t>(number));
                break;
            case FieldDescriptor::CPPTYPE_INT64: access.SetInt64(&to, &field, number); break;
            default: std::abort();
        }
    }

    static int value_for(const google::protobuf::EnumDescriptor& names, int number) {
        std::vector<int> built;
        for (int i = 1; i < names.value_count(); ++i) {
            if (contract::step_of(*names.value(i)) == 0) {
                built.push_back(names.value(i)->number());
            }
        }
        return built.at(static_cast<std::size_t>(number) % built.size());
    }

    int count_ = 0;
};

void unset_fields(const Message& in, const std::string& above, std::string& out) {
    const auto& access = *in.GetReflection();
    for (int i = 0; i < in.GetDescriptor()->field_count(); ++i) {
        const auto& field = *in.GetDescriptor()->field(i);
        if (contract::step_of(field) != 0 || field.real_containing_oneof() != nullptr) {
            continue;
        }
        const auto path = above + field.name();
        const bool set =
            field.is_repeated() ? access.FieldSize(in, &field) > 0 : access.HasField(in, &field);
        if (!set) {
            out += path + "\n";
        } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
            unset_fields(field.is_repeated() ? access.GetRepeatedMessage(in, &field, 0)
                                             : access.GetMessage(in, &field),
                         path + ".", out);
        }
    }
}

}  // namespace

void fill(Message& to, const FieldDescriptor* chosen) { filler{}.fill(to, chosen); }

std::string unset_fields(const Message& in) {
    std::string out;
    unset_fields(in, "", out);
    return out;
}

}  // namespace iaq::test
