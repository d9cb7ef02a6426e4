#include "base/text.hpp"
#include "seal/digest.hpp"
#include "settings/profile_options.hpp"
#include "settings/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace iaq::settings {
namespace {

model::profile_field field_of(const section& field) {
    model::profile_field out;
    out.name = field.text("name");
    out.tag = field.text("tag");
    out.size_max = static_cast<std::uint32_t>(field.number("size_max"));
    out.required = field.flag("required");
    out.in_remarks = field.flag("in_remarks");
    return out;
}

/// What one field's own keys contradict.
void check_field(const section& at, const model::profile_field& field, complaint_list& out) {
    if (!field.tag.empty() && field.in_remarks) {
        out.add(
            at.place_of("in_remarks"),
            fmt::format("{} has a tag of its own; in_remarks is for fields without", field.name));
    }
    if (field.tag.empty() && field.required && !field.in_remarks) {
        out.add(at.at(), fmt::format("{} is required and goes nowhere; give it a tag, or "
                                     "in_remarks = true",
                                     field.name));
    }
    if (field.name == "remarks" && field.in_remarks) {
        out.add(at.place_of("in_remarks"), "remarks cannot be carried in itself; give it a tag");
    }
}

void check_unique(const std::vector<section>& fields, std::string_view key, complaint_list& out) {
    std::map<std::string, place> seen;
    for (const auto& field : fields) {
        const auto said = field.text(key);
        if (said.empty()) {
            continue;
        }
        const auto [first, fresh] = seen.emplace(said, field.place_of(key));
        if (!fresh) {
            out.add(field.place_of(key),
                    fmt::format("{} {} stands in line {} already", key, said, first->second.line));
        }
    }
}

/// What the published IAQ cannot do without (domain.md 1.2), and what the fields need of each
/// other.
void check_fields(const std::vector<section>& sections,
                  const std::vector<model::profile_field>& fields, complaint_list& out) {
    constexpr std::array<std::string_view, 6> indispensable{
        "purpose", "name", "date_of_birth", "sex", "place_of_birth", "offense_code"};
    const auto tagged = [&](std::string_view name) {
        return std::ranges::any_of(fields, [&](const model::profile_field& field) {
            return field.name == name && !field.tag.empty();
        });
    };
    for (const auto name : indispensable) {
        if (!tagged(name)) {
            out.add({},
                    fmt::format("no [[field]] sends {}; an IAQ cannot do without: give it a tag",
                                name));
        }
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        check_field(sections[i], fields[i], out);
        if (fields[i].in_remarks && !tagged("remarks")) {
            out.add(sections[i].place_of("in_remarks"),
                    "there is no field remarks with a tag to carry it; add one");
        }
    }
}

void check_sizes(const section& top, const section& retry,
                 const std::vector<model::profile_field>& fields, complaint_list& out) {
    for (const auto& field : fields) {
        if (field.name == "name" && field.size_max < top.number("name_size_max")) {
            out.add(
                top.place_of("name_size_max"),
                fmt::format("name_size_max is more than the field name takes, {}", field.size_max));
        }
    }
    if (retry.duration("wait_max") < retry.duration("wait_first")) {
        out.add(retry.place_of("wait_max"), "wait_max is less than wait_first; raise it");
    }
    if (retry.number("resend_not_forwarded") > 0 &&
        retry.duration("wait_max") < retry.duration("resend_wait")) {
        out.add(retry.place_of("wait_max"), "wait_max is less than resend_wait; raise it");
    }
}

void fill_top(const section& top, model::profile& out) {
    const auto small = [&](std::string_view key) {
        return static_cast<std::uint32_t>(top.number(key));
    };
    out.name = top.text("name");
    out.query_key = top.text("query_key");
    out.answer_key = top.text("answer_key");
    out.destination = top.text("destination");
    out.answer_oris = top.texts("answer_oris");
    out.status_oris = top.texts("status_oris");
    out.name_size_max = small("name_size_max");
    out.comma_blank = top.flag("comma_blank");
    out.date_form = top.text("date_form");
    out.reference_alphabet = top.text("reference_alphabet");
    out.reference_length = small("reference_length");
    out.user_id = top.text("user_id");
    out.user_id_ofml_max = small("user_id_ofml_max");
    out.user_id_native_size = small("user_id_native_size");
    out.native_routing_header = top.flag("native_routing_header");
    out.native_control_field = top.flag("native_control_field");
    out.warn_us_birthplace = top.flag("warn_us_birthplace");
    out.lesc_phone = top.text("lesc_phone");
}

void fill_rules(const section& receipt, const section& replies, const section& retry,
                const section& clocks, model::profile& out) {
    out.receipt = {receipt.texts("keys"), receipt.texts("phrases")};
    const auto count = replies.text("send_count");
    out.send_count = count == "none"       ? model::counted_by::none
                     : count == "received" ? model::counted_by::received
                                           : model::counted_by::sent;
    out.retry.attempts_max = static_cast<std::uint32_t>(retry.number("attempts_max"));
    out.retry.wait_first = retry.duration("wait_first");
    out.retry.wait_max = retry.duration("wait_max");
    out.retry.nak_temporary = retry.texts("nak_temporary");
    out.retry.resend_not_forwarded =
        static_cast<std::uint32_t>(retry.number("resend_not_forwarded"));
    out.retry.resend_wait = retry.duration("resend_wait");
    out.clocks = {clocks.duration("delayed_after"), clocks.duration("no_receipt_after"),
                  clocks.duration("overdue_after")};
}

}  // namespace

result<model::profile, complaints> parse_profile(std::string_view text, std::string_view path) {
    complaint_list out{path};
    const auto tree = parse_toml(text);
    if (!tree) {
        out.add(tree.error().at, tree.error().text);
        return out.take();
    }
    const document file{profile_options(), profile_tables(), tree.value(), out};
    const auto top = file.top();
    const auto retry = file.one("retry");
    model::profile read;
    fill_top(top, read);
    fill_rules(file.one("receipt"), file.one("replies"), retry, file.one("clocks"), read);
    const auto fields = file.all("field");
    for (const auto& field : fields) {
        read.fields.push_back(field_of(field));
    }
    check_unique(fields, "name", out);
    check_unique(fields, "tag", out);
    check_fields(fields, read.fields, out);
    check_sizes(top, retry, read.fields, out);
    if (!out.empty()) {
        return out.take();
    }
    read.digest = text::to_hex(seal::sha256(text));
    return read;
}

}  // namespace iaq::settings
