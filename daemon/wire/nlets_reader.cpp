#include "wire/nlets_header.hpp"
#include "wire/readers.hpp"
#include "wire/switch_text.hpp"

#include "base/text.hpp"

namespace iaq::wire {

model::heard read_nlets(std::string_view bytes) {
    model::heard heard;
    const auto whole = text::valid_utf8(bytes);
    const auto header = read_nlets_header(whole);
    heard.header = header.fields;
    heard.text = whole.substr(header.text_at);
    if (bytes.empty()) {
        heard.flaws.emplace_back("the message is empty");
    }
    if (whole != bytes) {
        heard.flaws.emplace_back("bytes that are not UTF-8");
    }
    if (!header.recognised) {
        heard.flaws.emplace_back("no header of Nlets");
    } else if (header.fields.origin.empty()) {
        heard.flaws.emplace_back("no origin in the header");
    }
    if (header.recognised && !header.has_txt) {
        heard.flaws.emplace_back("the header does not end in TXT");
    }
    read_body(heard, std::string_view{whole}.substr(header.body_at));
    return heard;
}

}  // namespace iaq::wire
