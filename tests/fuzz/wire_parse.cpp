#include "wire/payload.hpp"

#include "base/text.hpp"

#include <cstdint>
#include <cstdlib>

using namespace iaq;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

void require_utf8(const model::heard& heard) {
    const auto& h = heard.header;
    for (const auto* text :
         {&heard.text, &heard.echoed_key, &heard.echoed_reference, &h.key, &h.origin,
          &h.destination, &h.device, &h.reference, &h.user, &h.control, &h.received_time,
          &h.sent_time, &h.receive_count, &h.send_count, &h.number}) {
        require(text::is_valid_utf8(*text));
    }
    require(heard.flaws.size() <= 16 && heard.trailer.size() <= 16);
    for (const auto* lines : {&heard.flaws, &heard.trailer}) {
        for (const auto& line : *lines) {
            require(text::is_valid_utf8(line));
        }
    }
}

/// Nothing but a routing header of three periods on one line may be missing from the text, and the
/// blanks and control characters before it.
void require_no_loss(std::string_view bytes, const model::heard& heard) {
    const auto whole = text::valid_utf8(bytes);
    require(whole.ends_with(heard.text));
    auto missing = std::string_view{whole}.substr(0, whole.size() - heard.text.size());
    while (!missing.empty() && missing.front() >= 0 && missing.front() <= ' ') {
        missing.remove_prefix(1);
    }
    const auto parts = text::split(missing, '.');
    require(missing.empty() || (parts.size() == 4 && parts[3].empty() && missing.size() < 256 &&
                                heard.header.device == text::trim(parts[0]) &&
                                heard.header.reference == text::trim(parts[1]) &&
                                heard.header.user == text::trim(parts[2])));
}

/// Every word of printable ASCII of the body, which begins at TXT behind the routing header, is in
/// the text, in order.
void require_words(std::string_view bytes, const model::heard& heard) {
    const auto routing = text::valid_utf8(bytes).size() - heard.text.size();  // all of it ASCII
    const auto txt = bytes.find("TXT", routing);
    auto rest = txt == std::string_view::npos ? std::string_view{} : bytes.substr(txt);
    std::string word;
    std::size_t at = 0;
    for (const char c : rest) {
        if (c > ' ' && c <= '~') {
            word += c;
            continue;
        }
        at = word.empty() ? at : heard.text.find(word, at);
        require(at != std::string::npos);
        word.clear();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes;
    bytes.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes += static_cast<char>(data[i]);
    }
    require_utf8(wire::parse(model::payload_kind::ofml, bytes));
    const auto native = wire::parse(model::payload_kind::nlets_text, bytes);
    require_utf8(native);
    require_no_loss(bytes, native);
    require_words(bytes, native);
    return 0;
}
