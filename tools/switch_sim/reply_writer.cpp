#include "switch_sim/reply_writer.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace iaq::switch_sim {
namespace {

using namespace std::string_view_literals;

struct numbered {
    std::string_view number, text;
};

// Domain.md 1.6: what Nlets prints behind the number.
constexpr std::array error_texts{
    numbered{"01", "INVALID HEADER INFORMATION"},
    numbered{"02", "MESSAGE TYPE NOT ALLOWED TO DESTINATION"},
    numbered{"03", "TXT NOT FOUND OR IMPROPERLY FORMED XML"},
    numbered{"05", "DOB INVALID or MISSING"},
    numbered{"14", "FIELDS MISSING"},
    numbered{"16", "ATN FIELD INVALID"},
    numbered{"19", "INVALID DESTINATION ORIs"},
    numbered{"22", "INVALID MESSAGE FORMAT - REFER TO IAQ MKE OPTIONS BELOW"}};
constexpr std::array status_texts{
    numbered{"01", "USER DOES NOT RESPOND TO MSG TYPE, NLETS WILL NOT FORWARD"},
    numbered{"02", "USER OUT OF SERVICE FOR MSG TYPE, NLETS WILL FORWARD"},
    numbered{"04", "USER OUT OF SERVICE FOR MSG TYPE, NLETS WILL NOT FORWARD"}};

constexpr std::size_t echo_bytes = 100;  // of the input, in an ER (domain.md 1.6)

std::string_view text_of(std::span<const numbered> texts, std::string_view number) {
    const auto found = std::ranges::find(texts, number, &numbered::number);
    return found == texts.end() ? "TEST TEXT OF A NUMBER THAT IS NOT PUBLIC" : found->text;
}

/// Returns `05:35 01/08/2004`.
std::string header_time(utc_time at) {
    const auto t = compact_time(at);  // YYYYMMDDhhmmss
    return fmt::format("{}:{} {}/{}/{}", t.substr(8, 2), t.substr(10, 2), t.substr(4, 2),
                       t.substr(6, 2), t.substr(0, 4));
}

/// Returns `08JAN2004 07:33:43`.
std::string trailer_time(utc_time at) {
    constexpr std::string_view months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    const auto t = compact_time(at);
    const auto month = static_cast<std::size_t>(text::number(t.substr(4, 2)).value_or(1));
    return fmt::format("{}{}{} {}:{}:{}", t.substr(6, 2), months.substr(3 * (month - 1), 3),
                       t.substr(0, 4), t.substr(8, 2), t.substr(10, 2), t.substr(12, 2));
}

std::string origin_of(const effect& told) {
    if (!told.from.empty()) {
        return told.from;
    }
    const bool is_of_nlets = told.does == deed::error || told.does == deed::status;
    return is_of_nlets ? "NL0000000" : "VTICE0900";
}

std::string reference_of(const saying& s) {
    if (s.told.drop_reference) {
        return {};
    }
    std::string reference = s.told.reference.empty() ? s.about.reference : s.told.reference;
    if (s.told.mangle_case) {
        std::ranges::transform(reference, reference.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
    }
    if (s.told.zeros) {
        reference.insert(0, "00");
    }
    return s.told.blanks ? reference + "  " : reference;
}

using lines_of_text = std::vector<std::string>;

lines_of_text subject_lines(const saying& s) {
    const auto& name = s.told.name.empty() ? s.about.name : s.told.name;
    const auto& dob = s.told.dob.empty() ? s.about.dob : s.told.dob;
    if (s.told.no_subject || (name.empty() && dob.empty())) {
        return {};
    }
    return {fmt::format("NAM/{} DOB/{}", name, dob)};
}

lines_of_text answer_lines(const saying& s) {
    lines_of_text lines{"*** LAW ENFORCEMENT SENSITIVE ***",
                        "TEST RESPONSE OF A SIMULATOR - INVENTED, NOT A RECORD OF ANYONE"};
    if (!s.about.attention.empty() && !s.told.no_subject) {
        lines.push_back("ATN/" + s.about.attention);
    }
    for (auto& line : subject_lines(s)) {
        lines.push_back(std::move(line));
    }
    lines.push_back(fmt::format("TEST PARAGRAPH {:04}. NO DATABASE WAS SEARCHED.", s.number));
    lines.emplace_back("END OF TEST RESPONSE");
    return lines;
}

lines_of_text body_lines(const saying& s) {
    if (!s.told.text.empty()) {
        lines_of_text lines;
        for (const auto line : text::split(s.told.text, '\n')) {
            lines.emplace_back(line);
        }
        return lines;
    }
    switch (s.told.does) {
        case deed::receipt:
            return {"*** LAW ENFORCEMENT SENSITIVE ***", "IAQ RECEIVED: " + header_time(s.now),
                    "TEST RECEIPT OF A SIMULATOR"};
        case deed::error:
            return {fmt::format(".{}. {}", s.told.number, text_of(error_texts, s.told.number)),
                    "ORIGINAL MESSAGE", s.about.native.substr(0, echo_bytes)};
        case deed::status:
            return {fmt::format(".{}. {}", s.told.number, text_of(status_texts, s.told.number))};
        case deed::answer: return answer_lines(s);
        case deed::send: {
            lines_of_text lines{"TEST TRAFFIC OF A SIMULATOR"};
            std::ranges::move(subject_lines(s), std::back_inserter(lines));
            return lines;
        }
        case deed::acknowledge:
        case deed::refuse:
        case deed::silent:
        case deed::close:
        case deed::garbage:
        case deed::not_ready:
        case deed::down: break;
    }
    return {};
}

/// The lines that the switch itself puts under what it delivers (domain.md 1.4).
lines_of_text with_trailer(lines_of_text lines, const saying& s, std::string_view device) {
    if (s.told.stop_inside) {
        lines.emplace_back("TEST \x55\xAA\x00\xFF TEST"sv);
    }
    lines.push_back(
        fmt::format("MRI {} IN: NLI1 {} AT {}", s.number, s.number, trailer_time(s.asked_at)));
    lines.push_back(fmt::format("OUT: {} {} AT {}", device, s.number, trailer_time(s.now)));
    return lines;
}

std::string joined(std::span<const std::string> lines, std::string_view end) {
    std::string out;
    for (const auto& line : lines) {
        out += out.empty() ? "" : end;
        out += line;
    }
    return out;
}

std::string escaped(std::string_view plain) {
    std::string out;
    for (const char c : plain) {
        out += c == '&'   ? "&amp;"sv
               : c == '<' ? "&lt;"sv
               : c == '>' ? "&gt;"sv
                          : std::string_view(&c, 1);
    }
    return out;
}

std::string element(std::string_view name, std::string_view value) {
    return fmt::format("<{}>{}</{}>", name, escaped(value), name);
}

std::string write_ofml(const saying& s, std::string_view device) {
    const auto reference = reference_of(s);
    const auto key = key_of(s.told, s.receipt_key);
    std::string out = "<OFML><HDR>" + element("ID", reference) + element("DAC", device) +
                      element("DAT", compact_time(s.now)) + element("REF", reference) +
                      element("MKE", key) + element("USR", s.about.user) +
                      element("ORI", origin_of(s.told)) + element("DST", s.about.ori) +
                      element("CTL", fmt::format("MRI{:07}", s.number)) +
                      element("SUM", "TEST " + key) + "</HDR><RSP>";
    const auto lines = with_trailer(body_lines(s), s, device);
    const std::size_t parts = std::min<std::size_t>(s.told.parts, lines.size());
    for (std::size_t part = 0; part < parts; ++part) {
        const auto begin = lines.size() * part / parts;
        const auto end = lines.size() * (part + 1) / parts;
        out += element("TXT", joined(std::span(lines).subspan(begin, end - begin), "\n"));
    }
    return out + "</RSP></OFML>";
}

std::string write_native(const saying& s, std::string_view device) {
    constexpr std::string_view end = "\r\n";
    const auto reference = reference_of(s);
    std::string out;
    if (s.about.routed || (s.about.key.empty() && !device.empty())) {
        out = fmt::format("{}.{}.{}.", device, reference, s.about.user);
    }
    out += fmt::format("{}.{}{}", key_of(s.told, s.receipt_key), origin_of(s.told), end);
    out += fmt::format("{} {:05}{}", header_time(s.asked_at), s.number % 100'000, end);
    out += fmt::format("{} {:05} {}{}", header_time(s.now), s.count % 100'000, s.about.ori, end);
    // The control field comes back as we sent it, unless it is lost; then the switch has its own.
    const bool echoes = !s.about.control.empty() && !reference.empty();
    out += fmt::format("*{}{}", echoes ? reference : fmt::format("MRI{:07}", s.number), end);
    out += fmt::format("TXT{}", end);
    return out + joined(with_trailer(body_lines(s), s, device), end) + std::string(end);
}

}  // namespace

std::string key_of(const effect& told, const std::string& receipt_key) {
    if (!told.key.empty()) {
        return told.key;
    }
    switch (told.does) {
        case deed::receipt: return receipt_key;
        case deed::answer: return "IAR";
        case deed::error: return "ER";
        case deed::status: return "SM";
        case deed::send:
        case deed::acknowledge:
        case deed::refuse:
        case deed::silent:
        case deed::close:
        case deed::garbage:
        case deed::not_ready:
        case deed::down: break;
    }
    return "AM";
}

std::string write_reply(model::payload_kind payload, const saying& s) {
    const auto& device = s.about.device.empty() ? s.device : s.about.device;
    switch (payload) {
        case model::payload_kind::ofml: return write_ofml(s, device);
        case model::payload_kind::nlets_text: return write_native(s, device);
    }
    return {};
}

}  // namespace iaq::switch_sim
