#include "base/text.hpp"
#include "contract/frames.hpp"
#include "model/limits.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>

using namespace iaq;

namespace {

void must(bool held) {
    if (!held) {
        std::abort();
    }
}

/// Whatever was asked, it is inside the limits, and what is wrong is said in words.
struct promises {
    const contract::client_frame& frame;

    void operator()(const model::calls::malformed& bad) const {
        must(!bad.message.empty() && text::is_valid_utf8(bad.field + bad.message));
    }
    void operator()(const model::calls::unbuilt& later) const {
        must(!later.name.empty() && later.step > 1 && frame.request_id != 0);
    }
    void operator()(const model::calls::submit& asked) const {
        const auto key = asked.request.idempotency_key.size();
        must(key >= 1 && key <= model::limits::idempotency_key_max);
        must(text::is_valid_utf8(asked.request.person.last_name));
        must(asked.request.reason.size() <= model::limits::field_bytes_max);
        must(asked.content == contract::content_bytes(asked.request));
    }
    void operator()(const model::calls::operate& asked) const {
        must(asked.what != model::records::operation::unspecified && !asked.reason.empty());
    }
    template <class Call>
    void operator()(const Call&) const {
        must(frame.request_id != 0);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto frame = contract::read_client_frame(input);
    std::visit(promises{frame}, frame.call);
    const auto prefix = contract::read_prefix(input);
    must(prefix.size <= 5 && prefix.size <= size);

    model::answers::error refusal;
    refusal.message = text::valid_utf8(input);
    const auto answer = contract::write_answer(frame.request_id, refusal);
    const auto said = contract::read_prefix(answer);
    must(said.found == contract::prefix::state::complete);
    must(said.size + said.length == answer.size());
    must(said.length <= model::limits::answer_bytes_max);
    if (input.empty()) {
        const auto long_one = contract::read_client_frame(std::string(70'000, 'x'));
        must(std::holds_alternative<model::calls::malformed>(long_one.call));
    }
    return 0;
}
