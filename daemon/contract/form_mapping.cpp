#include "contract/form_mapping.hpp"

#include "base/text.hpp"
#include "contract/values.hpp"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/time_util.h>

namespace iaq::contract {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::util::TimeUtil;

static_assert(static_cast<int>(model::field_form::flag) == static_cast<int>(pb::FieldForm_MAX));

/// Whether the contract marks the field of this dotted name as personal.
bool is_personal(std::string_view name) {
    const Descriptor* message = pb::SubmitInquiry::descriptor();
    for (const auto part : text::split(name, '.')) {
        const auto* const field =
            message == nullptr ? nullptr : message->FindFieldByName(std::string{part});
        if (field == nullptr) {
            return false;
        }
        if (field->options().GetExtension(pb::personal)) {
            return true;
        }
        message = field->message_type();
    }
    return false;
}

void put(pb::FieldDescription& to, const model::form_field& from) {
    to.set_name(utf8(from.name));
    to.set_label(utf8(from.label));
    to.set_help(utf8(from.help));
    to.set_size_max(from.size_max);
    to.set_required(from.required);
    to.set_rule(utf8(from.rule));
    to.set_citation(utf8(from.citation));
    to.set_code_table(utf8(from.code_table));
    to.set_fallback(utf8(from.fallback));
    to.set_form(to_proto<pb::FieldForm>(from.form));
    to.set_shown_when(utf8(from.shown_when));
    to.set_further(from.further);
    to.set_fallback_when(utf8(from.fallback_when));
    to.set_personal(is_personal(from.name));
}

void put(pb::CodeTable& to, const model::code_list& from) {
    to.set_name(utf8(from.name));
    for (const auto& entry : from.entries) {
        auto& made = *to.add_entries();
        made.set_code(utf8(entry.code));
        made.set_meaning(utf8(entry.meaning));
        made.set_usable(entry.usable);
        made.set_foreign(entry.foreign);
        made.set_value(utf8(entry.value));
        made.set_category(utf8(entry.category));
    }
    to.set_digest(utf8(from.digest));
    to.set_more(from.more);
}

}  // namespace

void put(pb::Description& to, const model::answers::description& from) {
    for (const auto& field : from.form.fields) {
        put(*to.add_fields(), field);
    }
    for (const auto& table : from.form.tables) {
        put(*to.add_tables(), table);
    }
    for (const auto& rule : from.form.rules) {
        put(*to.add_rules(), rule);
    }
    to.set_profile_digest(utf8(from.form.profile_digest));
    to.set_policy_digest(utf8(from.form.policy_digest));
    to.set_tables_digest(utf8(from.form.tables_digest));
    to.set_ori(utf8(from.ori));
    to.set_agency(utf8(from.agency));
    to.set_policy(utf8(from.form.policy));
    to.set_profile(utf8(from.form.profile));
    to.set_time_zone(utf8(from.time_zone));
    to.set_lesc_phone(utf8(from.form.lesc_phone));
    *to.mutable_contact_default() =
        TimeUtil::NanosecondsToDuration(from.form.contact_default.count());
}

}  // namespace iaq::contract
