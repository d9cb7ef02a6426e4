#include "iaqctl/ask/draft.hpp"

#include "base/text.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>

namespace iaq::ctl {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool put_value(Message& into, const FieldDescriptor& field, const std::string& value) {
    const auto& access = *into.GetReflection();
    switch (field.cpp_type()) {
        case FieldDescriptor::CPPTYPE_STRING: access.SetString(&into, &field, value); return true;
        case FieldDescriptor::CPPTYPE_BOOL:
            access.SetBool(&into, &field, value == "true");
            return value == "true" || value == "false";
        case FieldDescriptor::CPPTYPE_ENUM: {
            const auto* const known = field.enum_type()->FindValueByName(value);
            if (known != nullptr) {
                access.SetEnum(&into, &field, known);
            }
            return known != nullptr;
        }
        case FieldDescriptor::CPPTYPE_MESSAGE: {
            const auto seconds = text::number(value);
            if (field.message_type() != google::protobuf::Timestamp::descriptor() || !seconds) {
                return false;
            }
            auto& time = *access.MutableMessage(&into, &field);
            const auto& fields = *time.GetReflection();
            fields.SetInt64(&time, time.GetDescriptor()->FindFieldByName("seconds"), *seconds);
            return true;
        }
        default: return false;
    }
}

}  // namespace

bool put_field(v1::SubmitInquiry& request, std::string_view name, const std::string& value) {
    Message* into = &request;
    const auto parts = text::split(name, '.');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto* const field = into->GetDescriptor()->FindFieldByName(std::string{parts[i]});
        if (field == nullptr || field->is_repeated()) {
            return false;
        }
        if (i + 1 == parts.size()) {
            return put_value(*into, *field, value);
        }
        if (field->message_type() == nullptr) {
            return false;
        }
        into = into->GetReflection()->MutableMessage(into, field);
    }
    return false;
}

}  // namespace iaq::ctl
