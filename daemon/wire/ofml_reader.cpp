#include "wire/nlets_header.hpp"
#include "wire/readers.hpp"
#include "wire/switch_text.hpp"

#include "base/text.hpp"
#include "model/limits.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>

namespace iaq::wire {
namespace {

constexpr int depth_max = 32;
constexpr std::size_t value_bytes_max = 64;  // of a header field
constexpr unsigned parse_options =
    pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype | pugi::parse_fragment;

/// All that is taken from the elements of a document.
struct contents {
    model::heard_header header;
    std::vector<std::string> texts;
    std::vector<std::string> flaws;
    bool whole_text_needed = false;  // the TXT parts alone would lose words
    bool contradicted = false;       // two references: then it is not known whose reply this is

    /// Notes an oddity of the form, once.
    void note(std::string_view flaw) {
        if (std::ranges::find(flaws, flaw) == flaws.end()) {
            flaws.emplace_back(flaw);
        }
    }
};

bool is_blank(std::string_view text) { return text::trim(text).empty(); }

/// Returns the element's name in upper case without its namespace prefix.
std::string local_name(pugi::xml_node node) {
    const std::string_view name = node.name();
    const auto colon = name.rfind(':');
    return text::to_upper(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// Returns the node that follows in document order, below `top`; `depth` follows. Passes over the
/// children of `node` when told to.
pugi::xml_node following(pugi::xml_node node, pugi::xml_node top, bool into, int& depth) {
    if (into && node.first_child()) {
        ++depth;
        return node.first_child();
    }
    while (node != top && !node.next_sibling()) {
        node = node.parent();
        --depth;
    }
    return node == top ? pugi::xml_node{} : node.next_sibling();
}

/// Returns all the text in and below `element`. What lies deeper than `depth_max` is left to the
/// caller, who learns of it by `too_deep`.
std::string text_below(pugi::xml_node element, bool& too_deep) {
    std::string out;
    int depth = 0;
    for (auto node = element; node; node = following(node, element, depth < depth_max, depth)) {
        too_deep = too_deep || (depth >= depth_max && node.first_child());
        if (is_text(node)) {
            out += node.value();
        }
    }
    return out;
}

/// Puts one element of HDR in its place. The first of several wins, but for the reference.
void read_header_element(contents& out, pugi::xml_node element) {
    using h = model::heard_header;
    struct place {
        std::string_view name;
        std::string h::*field;
    };
    static constexpr std::array places{place{"MKE", &h::key},         place{"ORI", &h::origin},
                                       place{"DST", &h::destination}, place{"DAC", &h::device},
                                       place{"REF", &h::reference},   place{"USR", &h::user},
                                       place{"CTL", &h::control},     place{"DAT", &h::sent_time}};
    const auto* const found = std::ranges::find(places, local_name(element), &place::name);
    if (found == places.end()) {
        return;
    }
    bool too_deep = false;
    const auto whole = text::valid_utf8(text_below(element, too_deep));
    const auto value = text::trim(whole);
    if (value.size() > value_bytes_max) {
        out.note("a header field of more than 64 bytes");
    } else if (!(out.header.*found->field).empty() && !value.empty()) {
        out.note("a header field more than once");
        out.contradicted =
            out.contradicted || (found->name == "REF" && value != out.header.reference);
    } else {
        out.header.*found->field = value;
    }
}

void read_header(contents& out, pugi::xml_node header) {
    std::string id;
    for (const auto element : header.children()) {
        read_header_element(out, element);
        if (local_name(element) == "ID" && id.empty()) {
            bool too_deep = false;
            id = text::trim(text_below(element, too_deep));
        }
    }
    if (out.header.reference.empty() && id.size() <= value_bytes_max) {
        out.header.reference = text::valid_utf8(id);
    }
    if (out.header.control.starts_with('*')) {
        out.header.control.erase(0, 1);
    }
}

/// Reads a HDR. A second one, of a second document in the same message, must name the same inquiry.
void read_one_of_headers(contents& out, pugi::xml_node header) {
    if (out.header == model::heard_header{}) {
        read_header(out, header);
        return;
    }
    contents other;
    read_header(other, header);
    out.note("more than one HDR");
    out.contradicted = out.contradicted || other.header.reference != out.header.reference;
}

/// Takes what belongs to us out of one node. Returns whether its children are still to be seen.
bool read_node(contents& out, pugi::xml_node node, int depth) {
    if (node.type() == pugi::node_doctype) {
        out.note("a document type declaration; not obeyed");
    } else if (is_text(node) && !is_blank(node.value())) {
        out.note("words beside TXT");
        out.whole_text_needed = out.whole_text_needed || depth <= 1;
    }
    const auto name = local_name(node);
    if (name == "HDR") {
        read_one_of_headers(out, node);
        return false;
    }
    if (name == "TXT") {
        bool too_deep = false;
        out.texts.push_back(text_below(node, too_deep));
        out.whole_text_needed = out.whole_text_needed || too_deep;
        return false;
    }
    if (depth >= depth_max && node.first_child()) {
        out.note("elements more than 32 deep");
        out.whole_text_needed = true;
        return false;
    }
    return name != "TRN";
}

contents read_document(const pugi::xml_document& document) {
    contents out;
    int depth = 0;
    bool into = true;
    for (pugi::xml_node node = document; node; node = following(node, document, into, depth)) {
        into = read_node(out, node, depth);
    }
    if (out.contradicted) {
        out.note("two references");
        out.header.reference.clear();
    }
    return out;
}

/// True when every numeric character reference names a character. One that names U+0000 would cut
/// the text short.
bool references_are_sound(std::string_view bytes) {
    for (auto at = bytes.find("&#"); at != std::string_view::npos; at = bytes.find("&#", at + 2)) {
        const bool hex = bytes.substr(at + 2).starts_with('x');
        auto digits = bytes.substr(at + (hex ? 3 : 2), 10);
        digits = digits.substr(0, digits.find_first_not_of("0123456789abcdefABCDEF"));
        const auto significant = digits.find_first_not_of('0');
        if (digits.size() > 7 || significant == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

/// Fills the header from XML that does not parse: whatever elements stand whole in its HDR.
void scan_header(model::heard_header& header, std::string_view text) {
    const auto begin = text.find("<HDR>");
    if (begin == std::string_view::npos) {
        return;
    }
    const auto found = text.substr(begin, text.substr(begin).find("</HDR>"));
    const auto reference = scan_element(found, "REF");
    header.key = scan_element(found, "MKE");
    header.origin = scan_element(found, "ORI");
    header.destination = scan_element(found, "DST");
    header.device = scan_element(found, "DAC");
    header.reference = reference.empty() ? scan_element(found, "ID") : reference;
    header.user = scan_element(found, "USR");
    header.control = scan_element(found, "CTL");
    header.sent_time = scan_element(found, "DAT");
}

/// Reads the legacy header that the text may begin with, and then its body.
void read_text(model::heard& heard) {
    const auto header = read_nlets_header(heard.text);
    if (header.recognised) {
        // The clocks are read together: DAT is when the switch wrote the XML, not when Nlets sent.
        if (!header.fields.sent_time.empty()) {
            heard.header.sent_time.clear();
        }
        fill_empty(heard.header, header.fields);
    }
    read_body(heard, std::string_view{heard.text}.substr(header.body_at));
}

model::heard take_whole(std::string_view bytes, model::heard_header header, std::string flaw) {
    model::heard heard;
    heard.header = std::move(header);
    heard.text = text::valid_utf8(bytes);
    heard.flaws.push_back(std::move(flaw));
    return heard;
}

/// Returns why pugixml must not see these bytes; empty when it may.
std::string reason_to_refuse(std::string_view bytes) {
    if (bytes.size() > model::limits::message_bytes_max) {
        return "larger than a message may be";
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return "a zero byte in XML";
    }
    return references_are_sound(bytes) ? "" : "a reference to no character";
}

model::heard read_xml(std::string_view bytes) {
    // Some programs send the zero that ends their own strings.
    const auto xml = bytes.substr(0, bytes.find_last_not_of('\0') + 1);
    pugi::xml_document document;
    auto refused = reason_to_refuse(xml);
    if (refused.empty() && !document.load_buffer(xml.data(), xml.size(), parse_options)) {
        refused = "not XML";
    }
    if (!refused.empty()) {
        auto heard = take_whole(bytes, {}, std::move(refused));
        scan_header(heard.header, heard.text);
        return heard;
    }
    auto found = read_document(document);
    std::string joined;
    for (std::size_t i = 0; i < found.texts.size(); ++i) {
        joined += (i == 0 ? "" : "\n") + found.texts[i];
    }
    model::heard heard;
    if (found.whole_text_needed || is_blank(joined)) {
        heard = take_whole(bytes, std::move(found.header), "no TXT that holds all of it");
    } else {
        heard.header = std::move(found.header);
        heard.text = text::valid_utf8(joined);
    }
    heard.flaws.insert(heard.flaws.end(), found.flaws.begin(), found.flaws.end());
    if (xml.size() != bytes.size()) {
        heard.flaws.emplace_back("zero bytes behind the XML");
    }
    return heard;
}

}  // namespace

model::heard read_ofml(std::string_view bytes) {
    auto heard = read_xml(bytes);
    if (!text::is_valid_utf8(bytes)) {
        heard.flaws.emplace_back("bytes that are not UTF-8");
    }
    read_text(heard);
    return heard;
}

}  // namespace iaq::wire
