#include "contract/redaction.hpp"

#include <iaq/v1/inquiry.pb.h>

#include <vector>

namespace iaq::contract {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr auto mark = "[redacted]";

void redact_field(Message& in, const FieldDescriptor& field, in_its_place what) {
    const auto& access = *in.GetReflection();
    if (what == in_its_place::nothing || field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
        access.ClearField(&in, &field);
        return;
    }
    if (!field.is_repeated()) {
        access.SetString(&in, &field, mark);
        return;
    }
    for (int i = 0; i < access.FieldSize(in, &field); ++i) {
        access.SetRepeatedString(&in, &field, i, mark);
    }
}

}  // namespace

void redact(Message& in, in_its_place what) {
    const auto& access = *in.GetReflection();
    std::vector<const FieldDescriptor*> present;
    access.ListFields(in, &present);
    for (const auto* const field : present) {
        if (field->options().GetExtension(v1::personal)) {
            redact_field(in, *field, what);
        } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        } else if (!field->is_repeated()) {
            redact(*access.MutableMessage(&in, field), what);
        } else {
            for (int i = 0; i < access.FieldSize(in, field); ++i) {
                redact(*access.MutableRepeatedMessage(&in, field, i), what);
            }
        }
    }
}

}  // namespace iaq::contract
