#include "wire/payload.hpp"

#include "base/text.hpp"
#include "wire/readers.hpp"
#include "wire/writers.hpp"

#include <array>

namespace iaq::wire {

result<std::string, flaw> format(model::payload_kind payload, const outgoing& inquiry) {
    switch (payload) {
        case model::payload_kind::ofml: return write_ofml(inquiry);
        case model::payload_kind::nlets_text: return write_nlets(inquiry);
    }
    return flaw{"payload", "no such payload"};
}

result<void, flaw> check(model::payload_kind payload, const outgoing& inquiry) {
    switch (payload) {
        case model::payload_kind::ofml: return check_ofml(inquiry);
        case model::payload_kind::nlets_text: return check_nlets(inquiry);
    }
    return flaw{"payload", "no such payload"};
}

model::heard parse(model::payload_kind payload, std::string_view bytes) {
    return payload == model::payload_kind::ofml ? read_ofml(bytes) : read_nlets(bytes);
}

std::string comparable_reference(std::string_view reference) {
    auto comparable = text::to_upper(reference);
    std::erase_if(comparable, text::is_blank);
    comparable.erase(0, comparable.find_first_not_of('0'));
    return comparable;
}

void fill_empty(model::heard_header& header, const model::heard_header& more) {
    using h = model::heard_header;
    static constexpr std::array fields{&h::key,           &h::origin,        &h::destination,
                                       &h::device,        &h::reference,     &h::user,
                                       &h::control,       &h::received_time, &h::sent_time,
                                       &h::receive_count, &h::send_count,    &h::number};
    for (const auto field : fields) {
        if ((header.*field).empty()) {
            header.*field = more.*field;
        }
    }
}

}  // namespace iaq::wire
