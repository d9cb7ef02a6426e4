#include "client/inbox.hpp"
#include "contract/frames.hpp"
#include "fuzz/choices.hpp"
#include "model/limits.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a client reads. Whatever the stream, its frames and its trouble do not depend on how it was
// cut, and no more is kept than a frame and a piece; what the gateway writes is read as it was
// meant. The first 8 bytes choose the cuts.

namespace {

using namespace iaq;

constexpr std::size_t cuts = 8;

struct reading {
    std::vector<std::string> frames;
    std::string trouble;
    friend bool operator==(const reading&, const reading&) = default;
};

class listener {
public:
    void feed(std::string_view piece) {
        if (!heard_.trouble.empty()) {
            return;
        }
        inbox_.feed(piece);
        for (;;) {
            const auto got = inbox_.next();
            if (!got) {
                heard_.trouble = got.error().text;
                ensure(!heard_.trouble.empty() && !inbox_.next());
                return;
            }
            if (!got.value()) {
                ensure(inbox_.bytes() <= client::inbox::frame_bytes_max + 5);
                return;
            }
            heard_.frames.push_back(got.value()->SerializeAsString());
        }
    }
    [[nodiscard]] const reading& heard() const { return heard_; }

private:
    client::inbox inbox_;
    reading heard_;
};

reading cut_as(std::string_view stream, const std::string& input) {
    listener ear;
    for (std::size_t at = 0, i = 0; at < stream.size(); ++i) {
        const auto chosen = static_cast<unsigned char>(input[i % cuts]);
        const auto piece = stream.substr(at, chosen % 41U + 1);
        ear.feed(piece);
        at += piece.size();
    }
    return ear.heard();
}

void check_stream(std::string_view stream, const std::string& input) {
    listener whole;
    whole.feed(stream);
    ensure(whole.heard() == cut_as(stream, input));
}

/// A delivery of any words arrives with them.
void check_delivery(const std::string& words, const std::string& input) {
    model::delivery told;
    told.cursor_text = "cursor";
    told.text = text::valid_utf8(words);
    told.inquiry_id = "inquiry";
    told.kind = model::delivery_kind::answered;
    const auto stream = contract::write_delivery(told) + contract::write_answer(7, {});
    const auto heard = cut_as(stream, input);
    ensure(heard.frames.size() == 2 && heard.trouble.empty());
    v1::ServerFrame first;
    v1::ServerFrame second;
    ensure(first.ParseFromString(heard.frames[0]) && second.ParseFromString(heard.frames[1]));
    ensure(first.request_id() == 0 && first.delivery().text() == told.text);
    ensure(first.delivery().inquiry_id() == told.inquiry_id);
    ensure(second.request_id() == 7);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const google::protobuf::LogSilencer quiet;  // it tells of each text that is not UTF-8
    static_assert(client::inbox::frame_bytes_max == model::limits::answer_bytes_max);
    if (size < cuts) {
        return 0;
    }
    const std::string input(bytes, bytes + size);
    const auto rest = input.substr(cuts);
    check_stream(rest, input);
    check_delivery(rest, input);
    return 0;
}
