#include "contract/fields.hpp"
#include "contract/record_scan.hpp"
#include "contract/records.hpp"
#include "contract/redaction.hpp"
#include "contract/serial.hpp"

#include <google/protobuf/util/json_util.h>

/// Records as they are shown to people and given to other programs.
namespace iaq::contract {

result<std::string, unreadable> to_json(std::string_view bytes, bool redacted) {
    pb::Record from;
    if (const auto read = read_record(bytes, reading::show, from); !read) {
        return unreadable{read.error()};
    }
    if (redacted) {
        redact(from, in_its_place::mark);
    }
    google::protobuf::util::JsonPrintOptions options;
    options.preserve_proto_field_names = true;
    std::string line;
    const auto printed = google::protobuf::util::MessageToJsonString(from, &line, options);
    if (!printed.ok()) {
        return unreadable{"the record cannot be written as JSON; it is damaged"};
    }
    return line;
}

result<std::string, unreadable> without_personal_data(std::string_view bytes) {
    pb::Record from;
    if (const auto read = read_record(bytes, reading::show, from); !read) {
        return unreadable{read.error()};
    }
    redact(from, in_its_place::nothing);
    return serial(from);
}

std::string envelope_only(model::sequence number, utc_time at) {
    pb::Record to;
    to.set_sequence(model::number_of(number));
    to.set_utc_ns(at.time_since_epoch().count());
    return serial(to);
}

std::string delimited(std::string_view bytes) {
    std::string out;
    put_varint(out, bytes.size());
    out += bytes;
    return out;
}

std::uint64_t sequence_in(std::string_view bytes) {
    fields walk{bytes};
    field each;
    while (walk.next(each)) {
        if (each.number == pb::Record::kSequenceFieldNumber && each.type == wire_type::varint) {
            return each.value;
        }
    }
    return 0;
}

}  // namespace iaq::contract
