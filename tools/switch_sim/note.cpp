#include "switch_sim/note.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace iaq::switch_sim {
namespace {

std::string_view name_of(noted what) {
    switch (what) {
        case noted::connected: return "connected";
        case noted::heard: return "heard";
        case noted::acknowledged: return "acknowledged";
        case noted::refused: return "refused";
        case noted::sent: return "sent";
        case noted::delivered: return "delivered";
        case noted::declined: return "declined";
        case noted::heartbeat: return "heartbeat";
        case noted::fault: return "fault";
        case noted::closed: return "closed";
    }
    return "";
}

/// Keeps one note on one line, whatever a station put into its header.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c > ' ' && c <= '~' ? c : '_';
    }
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c >= ' ' && c <= '~' ? c : '?';
    }
    return out + '"';
}

}  // namespace

std::string in_words(const note& n) {
    std::string line(name_of(n.what));
    if (!n.key.empty()) {
        line += " " + plain(n.key);
    }
    if (n.what != noted::connected && n.what != noted::closed && n.what != noted::fault) {
        line += fmt::format(" ref={} device={} exchange={:04X}", plain(n.reference),
                            plain(n.device), n.exchange);
    }
    if (n.attempt != 0) {
        line += fmt::format(" attempt={}", n.attempt);
    }
    line += fmt::format(" connection={}", n.connection);
    return n.text.empty() ? line : line + ": " + n.text;
}

std::string in_json(const note& n, mono_time at) {
    return fmt::format(R"({{"ms":{},"what":"{}","connection":{},"key":{},"reference":{},)"
                       R"("device":{},"exchange":{},"attempt":{},"bytes":{},"text":{}}})",
                       static_cast<std::int64_t>(at) / 1'000'000, name_of(n.what), n.connection,
                       quoted(n.key), quoted(n.reference), quoted(n.device), n.exchange, n.attempt,
                       n.bytes, quoted(n.text));
}

void tally::count(const note& n) {
    switch (n.what) {
        case noted::connected: ++connections; break;
        case noted::heard:
            ++heard;
            references += n.attempt == 1 ? 1 : 0;
            break;
        case noted::acknowledged: ++acknowledged; break;
        case noted::refused: ++refused; break;
        case noted::sent: ++sent; break;
        case noted::delivered: ++delivered; break;
        case noted::fault: ++faults; break;
        case noted::declined:
        case noted::heartbeat:
        case noted::closed: break;
    }
}

std::string tally::in_words() const {
    return fmt::format(
        "closing: connections {}, heard {} ({} references), acknowledged {}, "
        "refused {}, sent {}, delivered {}, owed {}, faults {}",
        connections, heard, references, acknowledged, refused, sent, delivered, owed, faults);
}

}  // namespace iaq::switch_sim
