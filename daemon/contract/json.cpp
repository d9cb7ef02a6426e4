#include "contract/record_scan.hpp"
#include "contract/records.hpp"

#include <google/protobuf/util/json_util.h>

#include <vector>

/// Records as JSON. Redaction goes by the mark `personal` in the .proto files: texts and exact
/// bytes (in JSON base64) become "[redacted]", other marked values are left out.
namespace iaq::contract {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr auto mark = "[redacted]";

void redact_field(Message& in, const FieldDescriptor& field) {
    const auto& access = *in.GetReflection();
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
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

void redact_all(Message& in) {
    const auto& access = *in.GetReflection();
    std::vector<const FieldDescriptor*> present;
    access.ListFields(in, &present);
    for (const auto* const field : present) {
        if (field->options().GetExtension(pb::personal)) {
            redact_field(in, *field);
        } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
            continue;
        } else if (!field->is_repeated()) {
            redact_all(*access.MutableMessage(&in, field));
        } else {
            for (int i = 0; i < access.FieldSize(in, field); ++i) {
                redact_all(*access.MutableRepeatedMessage(&in, field, i));
            }
        }
    }
}

}  // namespace

result<std::string, unreadable> to_json(std::string_view bytes, bool redact) {
    auto from = read_record(bytes, reading::show);
    if (!from) {
        return unreadable{from.error()};
    }
    if (redact) {
        redact_all(from.value());
    }
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string line;
    const auto printed = google::protobuf::util::MessageToJsonString(from.value(), &line, options);
    if (!printed.ok()) {
        return unreadable{"the record cannot be written as JSON; it is damaged"};
    }
    return line;
}

}  // namespace iaq::contract
