#include "wire/nlets_header.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace iaq::wire {
namespace {

constexpr std::size_t ori_size = 9;
constexpr std::size_t reference_size_max = 12;  // ours has 10; zeros may stand before it
constexpr std::size_t value_size_max = 64;      // of a header field; longer is no header field

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool is_key(std::string_view word) {
    return word.size() >= 2 && word.size() <= 6 && is_capital(word.front()) && word != "TXT" &&
           std::ranges::all_of(word, text::is_upper_alphanumeric);
}

/// Two letters and seven more letters or digits (domain.md section 3).
bool is_ori(std::string_view word) {
    return word.size() == ori_size && is_capital(word[0]) && is_capital(word[1]) &&
           std::ranges::all_of(word, text::is_upper_alphanumeric);
}

/// A device, a reference or a user id of the routing header. Each may be blank in unsolicited
/// traffic (DMPP-2020 section 2.2); one that only begins with a blank is prose.
bool is_routing_part(std::string_view part, std::size_t size_max) {
    const auto value = text::trim(part);
    return value.size() <= size_max && (value.empty() || part.front() != ' ') &&
           std::ranges::all_of(part, [](char c) { return c >= ' ' && c <= '~' && c != '/'; });
}

/// True when `text` begins like `form`, where 9 stands for any digit.
bool begins_like(std::string_view text, std::string_view form) {
    return text.size() >= form.size() &&
           std::ranges::equal(form, text.substr(0, form.size()), [](char wanted, char c) {
               return wanted == '9' ? text::is_digit(c) : wanted == c;
           });
}

/// Walks over the header. Never passes its end.
class cursor {
public:
    explicit cursor(std::string_view text, std::size_t at = 0) : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
    void go_to(std::size_t at) { at_ = std::min(at, text_.size()); }

    /// Passes blanks, line ends and control characters, and periods when these part too.
    void skip(bool periods) {
        while (at_ < text_.size() &&
               (static_cast<unsigned char>(text_[at_]) <= ' ' || (periods && text_[at_] == '.'))) {
            ++at_;
        }
    }
    /// Returns the capitals and digits that stand here, without passing them.
    [[nodiscard]] std::string_view word() const {
        const auto here = rest();
        const auto* const end = std::ranges::find_if_not(here, text::is_upper_alphanumeric);
        return here.substr(0, static_cast<std::size_t>(end - here.begin()));
    }
    std::string_view take(std::size_t count) {
        const auto taken = rest().substr(0, count);
        at_ += taken.size();
        return taken;
    }
    /// Takes what stands before the next of `ends`.
    std::string_view take_until(std::string_view ends) {
        return take(std::min(rest().find_first_of(ends), rest().size()));
    }

private:
    std::string_view text_;
    std::size_t at_;
};

/// Takes `05:35 01/08/2004 03911`: time, date and count. The count may touch what follows it.
bool take_clock(cursor& in, std::string& time, std::string& count) {
    static constexpr std::string_view form = "99:99 99/99/9999";
    if (!begins_like(in.rest(), form)) {
        return false;
    }
    time = in.take(form.size());
    while (in.rest().starts_with(' ')) {
        in.take(1);
    }
    const auto rest = in.rest();
    count = rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size()));
    in.take(count.size());
    return true;
}

bool take_times(cursor& in, model::heard_header& fields) {
    if (fields.received_time.empty()) {
        return take_clock(in, fields.received_time, fields.receive_count);
    }
    return fields.sent_time.empty() && take_clock(in, fields.sent_time, fields.send_count);
}

bool take_control(cursor& in, model::heard_header& fields) {
    const auto rest = in.rest();
    if (!fields.control.empty() || rest.size() < 2 || rest[0] != '*' ||
        !text::is_upper_alphanumeric(rest[1])) {
        return false;
    }
    in.take(1);
    const auto control = text::trim(in.take_until(".\r\n"));
    if (control.size() > value_size_max) {
        return false;
    }
    fields.control = control;
    return true;
}

bool take_destination(cursor& in, model::heard_header& fields) {
    const auto word = in.word();
    const bool is_short = word.size() == 2 && in.rest().substr(2).starts_with('.');
    if (!fields.destination.empty() || (!is_ori(word) && !is_short)) {
        return false;
    }
    fields.destination = in.take(word.size());
    return true;
}

bool take_txt(cursor& in) {
    if (in.word() != "TXT") {
        return false;
    }
    in.take(3);
    return true;
}

/// Reads what stands between the origin and the body: clocks, destination, control field, TXT.
void read_elements(cursor& in, nlets_header& out) {
    auto end = in.at();
    for (;;) {
        in.skip(true);
        if (take_txt(in)) {
            out.has_txt = true;
            out.body_at = in.at();
            return;
        }
        if (!take_times(in, out.fields) && !take_control(in, out.fields) &&
            !take_destination(in, out.fields)) {
            out.body_at = end;
            return;
        }
        end = in.at();
    }
}

struct key_and_origin {
    std::string_view key, origin;  // origin empty when it has not the form of an ORI
};

/// Takes `KEY.ORIGIN`, or `KEY.` and whatever stands where the origin should.
std::optional<key_and_origin> take_key_and_origin(cursor& in) {
    in.skip(false);
    const auto key = in.word();
    if (!is_key(key) || !in.rest().substr(key.size()).starts_with('.')) {
        return std::nullopt;
    }
    in.take(key.size() + 1);
    const auto origin = in.word();
    if (is_ori(origin)) {
        in.take(origin.size());
        return key_and_origin{key, origin};
    }
    return key_and_origin{key, {}};
}

struct routing {
    std::string_view device, reference, user;
    std::size_t end = 0;
};

/// Takes `DAC.REFERENCE.USER-ID.` off the front, if three periods stand on the first line.
std::optional<routing> take_routing(cursor& in) {
    in.skip(false);
    std::string_view parts[3];
    for (auto& part : parts) {
        part = in.take_until(".\r\n");
        if (!in.rest().starts_with('.')) {
            return std::nullopt;
        }
        in.take(1);
    }
    const auto device = text::trim(parts[0]);
    if (device.empty() || !std::ranges::all_of(device, text::is_upper_alphanumeric) ||
        !is_routing_part(device, 11) || !is_routing_part(parts[1], reference_size_max) ||
        !is_routing_part(parts[2], 30)) {
        return std::nullopt;
    }
    return routing{device, text::trim(parts[1]), text::trim(parts[2]), in.at()};
}

void fill_routing(nlets_header& out, const routing& route) {
    out.fields.device = route.device;
    out.fields.reference = route.reference;
    out.fields.user = route.user;
}

void fill_key(nlets_header& out, const key_and_origin& found) {
    out.recognised = true;
    out.fields.key = found.key;
    out.fields.origin = found.origin;
}

}  // namespace

nlets_header read_nlets_header(std::string_view text) {
    nlets_header out;
    cursor behind_routing{text};
    const auto route = take_routing(behind_routing);
    if (route) {
        const auto routed = take_key_and_origin(behind_routing);
        if (routed && !routed->origin.empty()) {
            fill_routing(out, *route);
            fill_key(out, *routed);
            out.text_at = route->end;
            read_elements(behind_routing, out);
            return out;
        }
    }
    cursor in{text};
    if (const auto found = take_key_and_origin(in)) {
        if (found->origin.empty()) {
            in.take_until(".\r\n");
        }
        nlets_header tried;
        fill_key(tried, *found);
        read_elements(in, tried);
        if (!found->origin.empty() || tried.has_txt || !tried.fields.received_time.empty()) {
            return tried;
        }
    }
    // A routing header, and behind it something else than KEY.ORI: believed for the reference,
    // but all of the text stays.
    cursor again{text, route ? route->end : text.size()};
    if (const auto key = take_key_and_origin(again)) {
        fill_routing(out, *route);
        fill_key(out, *key);
        read_elements(again, out);
    }
    return out;
}

std::optional<request_header> read_request_header(std::string_view line) {
    const auto parts = text::split(line, '.');
    const auto at = [&](std::size_t i) {
        return i < parts.size() ? text::trim(parts[i]) : std::string_view{};
    };
    const auto begins_at = [&](std::size_t i) { return is_key(at(i)) && is_ori(at(i + 1)); };
    if (!begins_at(0) && !begins_at(3)) {
        return std::nullopt;
    }
    const std::size_t first = begins_at(3) ? 3 : 0;
    request_header found{std::string{at(first)}, {}};
    const auto end = std::min(parts.size(), first + 6);
    for (auto i = first + 2; i < end && at(i) != "TXT"; ++i) {
        // The last part may have been cut off in its middle.
        if (at(i).starts_with('*') && i + 1 < parts.size()) {
            found.reference = at(i).substr(1);
        }
    }
    if (found.reference.empty() && first == 3) {
        found.reference = at(1);
    }
    if (found.reference.size() > value_size_max) {
        found.reference.clear();
    }
    return found;
}

}  // namespace iaq::wire
