#include "switch_sim/asked.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace iaq::switch_sim {
namespace {

constexpr std::size_t native_max = 256;  // an ER quotes 100 bytes of it

std::string unescaped(std::string_view xml) {
    struct entity {
        std::string_view name;
        char is;
    };
    constexpr std::array entities{entity{"&amp;", '&'}, entity{"&lt;", '<'}, entity{"&gt;", '>'},
                                  entity{"&quot;", '"'}, entity{"&apos;", '\''}};
    std::string out;
    while (!xml.empty()) {
        const auto* const found = std::ranges::find_if(
            entities, [&](const entity& e) { return xml.starts_with(e.name); });
        out += found == entities.end() ? xml.front() : found->is;
        xml.remove_prefix(found == entities.end() ? 1 : found->name.size());
    }
    return out;
}

/// Returns what stands in the first element of this name, or nothing.
std::string element(std::string_view xml, std::string_view name) {
    const auto open = fmt::format("<{}>", name);
    const auto close = fmt::format("</{}>", name);
    const auto begin = xml.find(open);
    const auto end = begin == std::string_view::npos ? begin : xml.find(close, begin);
    if (end == std::string_view::npos) {
        return {};
    }
    const auto inside = xml.substr(begin + open.size(), end - begin - open.size());
    return unescaped(text::trim(inside));
}

asked read_ofml(std::string_view xml) {
    asked a;
    a.key = text::to_upper(element(xml, "MKE"));
    a.reference = element(xml, "REF");
    if (a.reference.empty()) {
        a.reference = element(xml, "ID");
    }
    a.device = element(xml, "DAC");
    a.user = element(xml, "USR");
    a.ori = element(xml, "ORI");
    a.control = element(xml, "CTL");
    a.name = element(xml, "NAM");
    a.dob = element(xml, "DOB");
    a.attention = element(xml, "ATN");
    a.native = fmt::format("{}.{}.{}.*{}.TXT\r\nPUR/{}.ATN/{}.PHN/{}.NAM/{}", a.key, a.ori,
                           element(xml, "DST"), a.reference, element(xml, "PUR"), a.attention,
                           element(xml, "PHN"), a.name);
    return a;
}

/// Native fields: `TAG/value.` one behind the other.
void read_fields(asked& a, std::string_view body) {
    for (const auto piece : text::split(body, '.')) {
        const auto field = text::trim(piece);
        const auto slash = field.find('/');
        if (slash == std::string_view::npos) {
            continue;
        }
        const auto tag = field.substr(0, slash);
        const auto value = field.substr(slash + 1);
        if (tag == "NAM") {
            a.name = value;
        } else if (tag == "DOB") {
            a.dob = value;
        } else if (tag == "ATN") {
            a.attention = value;
        }
    }
}

bool looks_like_ori(std::string_view text) {
    return text.size() == 9 && std::ranges::all_of(text, text::is_upper_alphanumeric);
}

/// `[DAC.REFERENCE.USER.]KEY.ORI.DST[.*CONTROL].TXT body`; the ORI tells which of the two it is.
asked read_native(std::string_view text) {
    asked a;
    // The mark stands between the header's last period and the line's end; a reference may hold the
    // same three letters.
    auto body_at = text.find(".TXT\r");
    body_at = body_at == std::string_view::npos ? text.find(".TXT") : body_at;
    body_at += body_at == std::string_view::npos ? 0 : 1;
    const auto head = text::split(text.substr(0, body_at), '.');
    const std::size_t key_at = head.size() > 4 && looks_like_ori(text::trim(head[4])) ? 3 : 0;
    a.routed = key_at == 3;
    if (a.routed) {
        a.device = text::trim(head[0]);
        a.reference = text::trim(head[1]);
        a.user = text::trim(head[2]);
    }
    a.key = text::to_upper(text::trim(head[key_at]));
    a.ori = head.size() > key_at + 1 ? text::trim(head[key_at + 1]) : std::string_view{};
    for (const auto piece : head) {
        const auto control = text::trim(piece);
        if (control.starts_with('*')) {
            a.control = control.substr(1);
        }
    }
    if (a.reference.empty()) {
        a.reference = a.control;
    }
    const auto native_at = static_cast<std::size_t>(head[key_at].data() - text.data());
    a.native = text.substr(native_at, native_max);
    read_fields(a, body_at == std::string_view::npos ? "" : text.substr(body_at + 3));
    return a;
}

}  // namespace

asked read_asked(std::string_view payload) {
    const auto trimmed = text::trim(payload);
    return trimmed.starts_with('<') ? read_ofml(trimmed) : read_native(trimmed);
}

}  // namespace iaq::switch_sim
