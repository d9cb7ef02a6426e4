#include "app/narrator.hpp"

#include "observe/log.hpp"

namespace iaq::app {

using observe::event;
using observe::plain;

namespace {

void tell(const model::record& r, const model::records::condition_changed& body) {
    observe::say(body.standing ? event::alert_standing : event::alert_cleared,
                 {plain{body.condition}, plain{r.station}});
}

void tell(const model::record& r, const model::records::operator_action& body) {
    if (body.what != model::records::operation::hold &&
        body.what != model::records::operation::release) {
        return;
    }
    const bool held = body.what == model::records::operation::hold;
    observe::say(held ? event::station_held : event::station_released, {plain{r.station}});
}

void tell(const model::record&, const model::records::quarantined& body) {
    observe::say(event::record_quarantined, {body.number});
}

void tell(const model::record& r, const model::records::session_refused& body) {
    observe::say(event::logon_refused, {plain{r.source}, plain{body.cause}, body.count});
}

void tell(const model::record& r, const model::records::keys_shredded&) {
    observe::say(event::inquiry_shredded, {r.at_sequence});
}

}  // namespace

void narrate(const model::record& entry) {
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { tell(entry, body); }) {
                tell(entry, body);
            }
        },
        entry.body);
}

}  // namespace iaq::app
