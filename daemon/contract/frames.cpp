#include "contract/frames.hpp"

#include "contract/answer_mapping.hpp"
#include "contract/call_mapping.hpp"
#include "contract/fields.hpp"
#include "contract/scan.hpp"
#include "contract/scratch.hpp"
#include "contract/serial.hpp"
#include "contract/values.hpp"
#include "model/limits.hpp"

#include <fmt/format.h>

#include <utility>

namespace iaq::contract {
namespace {

namespace limits = model::limits;
using model::calls::malformed;

constexpr scan_rules frame_rules{.text_bytes_max = limits::field_bytes_max,
                                 .seconds_min = 0,               // 1970-01-01
                                 .seconds_max = 7'258'118'399};  // the last second of 2199

/// What is wrong with the part, and what would do.
std::string sentence(const flaw& bad) {
    switch (bad.what) {
        case fault::cut_short: return "is cut short or garbled; send the whole frame again";
        case fault::unknown_field:
            return fmt::format("has a field {} that this daemon does not know; leave it out",
                               bad.number);
        case fault::wrong_type:
            return fmt::format("has field {} written as another type; use the .proto files",
                               bad.number);
        case fault::not_utf8: return "is not UTF-8; send UTF-8 text";
        case fault::too_long:
            return fmt::format("is longer than {} bytes; shorten it", limits::field_bytes_max);
        case fault::unknown_value:
            return "holds a value that this daemon does not know; use one of its names";
        case fault::number_too_large: return "is too large a number; send a smaller one";
        case fault::time_out_of_range:
            return "is no time from 1970 to 2199, or no duration from 0 to 200 years; correct it";
        case fault::given_twice: return "is given more than once; give exactly one";
        case fault::later_step: return "is not built yet; leave it out";
    }
    return "is not understood";
}

malformed malformed_by(const flaw& bad) { return malformed_at(bad.part, sentence(bad)); }

/// The request's number, as far as it can be read, so that even a garbled frame gets its answer.
std::uint64_t request_id_of(std::string_view bytes) {
    std::uint64_t id = 0;
    fields walk{bytes};
    field each;
    while (walk.next(each)) {
        if (each.number == pb::ClientFrame::kRequestIdFieldNumber &&
            each.type == wire_type::varint) {
            id = each.value;
        }
    }
    return id;
}

model::calls::call call_in(const pb::ClientFrame& from) {
    if (from.request_id() == 0) {
        return malformed_at("request_id", "is 0 or absent; count your requests from 1");
    }
    return take_call(from);
}

}  // namespace

client_frame read_client_frame(std::string_view bytes) {
    client_frame to;
    if (bytes.size() > limits::request_bytes_max) {
        to.call = malformed_at("", fmt::format("is longer than {} bytes; send less in one frame",
                                               limits::request_bytes_max));
        return to;
    }
    to.request_id = request_id_of(bytes);
    if (const auto bad = find_flaw(bytes, *pb::ClientFrame::descriptor(), frame_rules)) {
        to.call = malformed_by(*bad);
        return to;
    }
    scratch<pb::ClientFrame> parsed;
    auto& from = parsed.message();
    if (!from.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        to.call = malformed_by(flaw{});
        return to;
    }
    to.acting_user = from.acting_user();
    to.call = call_in(from);
    return to;
}

std::string content_bytes(const model::inquiry_request& request) {
    scratch<pb::SubmitInquiry> made;
    auto& content = made.message();
    put(content, request);
    content.clear_idempotency_key();
    return serial(content);
}

std::string write_answer(std::uint64_t request_id, const model::answers::answer& body) {
    scratch<pb::ServerFrame> made;
    auto& frame = made.message();
    frame.set_request_id(request_id);
    put_answer(frame, body);
    if (frame.ByteSizeLong() > limits::answer_bytes_max) {
        put_answer(frame, too_large());
    }
    return delimited(frame);
}

std::string write_delivery(const model::delivery& what) {
    scratch<pb::ServerFrame> made;
    auto& frame = made.message();
    put_delivery(*frame.mutable_delivery(), what);
    return delimited(frame);
}

}  // namespace iaq::contract
