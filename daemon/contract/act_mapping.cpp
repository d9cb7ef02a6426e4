#include "contract/act_mapping.hpp"

#include "contract/call_mapping.hpp"
#include "contract/values.hpp"

#include <utility>

namespace iaq::contract {
namespace {

namespace acts = model::acts;
using model::calls::call;

void put_what(pb::Act& to, const acts::note& from) { put(*to.mutable_note(), {}, from); }

/// Reads the act; `name` is the call's in ClientFrame.
template <class Body>
call act_of(const Body& from, const std::string& name) {
    if (from.inquiry_id().empty()) {
        return malformed_at(name + ".inquiry_id", "is absent; say which inquiry");
    }
    return model::calls::act{from.inquiry_id(), take(from)};
}

}  // namespace

void put(pb::Note& to, const std::string& inquiry_id, const acts::note& from) {
    to.set_inquiry_id(utf8(inquiry_id));
    to.set_text(utf8(from.text));
}

acts::note take(const pb::Note& from) { return {from.text()}; }

call call_of(const pb::Note& from) {
    if (from.text().empty()) {
        return malformed_at("note.text", "is absent; write the remark");
    }
    return act_of(from, "note");
}

void put(pb::Act& to, const model::answers::act_view& from) {
    put(*to.mutable_at(), from.at);
    to.set_sequence(number_of(from.at_sequence));
    to.set_principal(utf8(from.principal));
    to.set_acting_user(utf8(from.acting_user));
    std::visit([&](const auto& what) { put_what(to, what); }, from.what);
}

}  // namespace iaq::contract
