#include "engine/envelope.hpp"

#include <chrono>

namespace iaq::engine {

namespace records = model::records;

namespace {

/// One `operator()` for each kind that says more than its kind; the others fall to the last.
struct completing {
    model::record& to;
    std::string_view peer;

    void operator()(const records::admitted&) const { to.ended = model::outcome::done; }
    void operator()(const records::refused&) const { to.ended = model::outcome::refused; }
    void operator()(const records::refusals_summed&) const { to.ended = model::outcome::refused; }
    void operator()(const records::cancelled&) const { to.ended = model::outcome::done; }
    void operator()(const records::send_begun& body) const {
        to.target = peer;
        to.bytes_out = body.bytes.size();
    }
    void operator()(const records::send_acknowledged&) const {
        to.source = peer;
        to.ended = model::outcome::done;
    }
    void operator()(const records::send_refused& body) const {
        to.source = peer;
        to.bytes_in = body.text.size();
        to.ended = model::outcome::refused;
    }
    void operator()(const records::send_given_up&) const { to.ended = model::outcome::failed; }
    void operator()(const records::reply_heard& body) const {
        to.source = peer;
        to.bytes_in = body.bytes.size();
    }
    void operator()(const records::link_up& body) const {
        to.target = body.peer;
        to.ended = model::outcome::done;
    }
    void operator()(const records::link_down& body) const {
        to.target = body.peer;
        to.duration = std::chrono::milliseconds{body.milliseconds};
        to.bytes_in = body.bytes_in;
        to.bytes_out = body.bytes_out;
    }
    void operator()(const records::access&) const { to.ended = model::outcome::done; }
    void operator()(const records::operator_action&) const { to.ended = model::outcome::done; }
    void operator()(const records::inquiry_resolved&) const { to.ended = model::outcome::done; }
    void operator()(const records::keys_shredded&) const { to.ended = model::outcome::done; }
    void operator()(const records::legal_hold_changed&) const { to.ended = model::outcome::done; }
    void operator()(const records::session_opened&) const { to.ended = model::outcome::done; }
    void operator()(const records::session_closed&) const { to.ended = model::outcome::done; }
    void operator()(const records::session_refused&) const { to.ended = model::outcome::refused; }
    template <class Body>
    void operator()(const Body&) const {}
};

}  // namespace

void complete_envelope(model::record& entry, std::string_view peer) {
    std::visit(completing{entry, peer}, entry.body);
}

}  // namespace iaq::engine
