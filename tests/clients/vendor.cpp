#include "client/connection.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <thread>

// A client as a vendor writes it: one inquiry, its deliveries stored and taken, for ever. With a
// second word it makes that mistake, so that iaq-client-check is seen to find it.

using namespace iaq;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

struct vendor {
    std::string mistake;
    v1::SubmitInquiry inquiry;
    std::set<std::string> stored;
    bool decided = false;
    int connections = 0;

    [[nodiscard]] bool makes(const char* which) const { return mistake == which; }
    std::optional<clock_type::time_point> ask_again_at{};
};

void submit(vendor& v, client::connection& to) {
    if (v.makes("another key")) {
        v.inquiry.set_idempotency_key("key-" + std::to_string(v.connections));
    }
    if (v.makes("other content")) {
        v.inquiry.set_reason("TRY " + std::to_string(v.connections));
    }
    v1::ClientFrame frame;
    *frame.mutable_submit() = v.inquiry;
    static_cast<void>(to.send(frame).has_value());
}

void take(vendor& v, client::connection& to, const v1::Delivery& event) {
    if (v.makes("strict") && !v1::DeliveryKind_IsValid(event.kind())) {
        std::exit(3);
    }
    if (v.makes("no late") && event.late()) {
        return;
    }
    if (v.makes("no withdrawn") && event.kind() == v1::DELIVERY_KIND_WITHDRAWN) {
        return;
    }
    if (v.makes("small") && event.text().size() > 100'000) {
        return;
    }
    if (v.stored.insert(event.event_id()).second || v.makes("stores twice")) {
        std::cout << "stored " << event.event_id() << std::endl;
    }
    if (v.makes("lazy") && v.stored.size() > 300) {
        return;
    }
    v1::ClientFrame frame;
    frame.mutable_take()->set_cursor(v.makes("own cursor") ? event.event_id() : event.cursor());
    frame.mutable_take()->set_consumer("vendor");
    static_cast<void>(to.send(frame).has_value());
}

void answered(vendor& v, client::connection& to, const v1::ServerFrame& frame) {
    const bool later = frame.error().code() == v1::ERROR_CODE_BUSY ||
                       frame.error().code() == v1::ERROR_CODE_UNAVAILABLE;
    if (later) {
        const auto wait = std::chrono::milliseconds{frame.error().retry_after_ms()};
        v.ask_again_at = clock_type::now() + (v.makes("impatient") ? wait / 3 : wait);
        return;
    }
    v.decided = true;
    if (frame.has_refused() && v.makes("insists")) {
        v.inquiry.set_idempotency_key("another");
        submit(v, to);
    }
    if (frame.has_error() && v.makes("takes another key")) {
        v.inquiry.set_idempotency_key("another");
        submit(v, to);
    }
}

/// Serves one connection until it breaks.
void serve(vendor& v, client::connection to) {
    ++v.connections;
    if (!v.makes("deaf") || v.connections == 1) {
        v1::ClientFrame listen;
        listen.mutable_subscribe()->set_consumer("vendor");
        static_cast<void>(to.send(listen).has_value());
    }
    if (!v.decided || v.makes("asks each time")) {
        submit(v, to);
    }
    for (;;) {
        if (v.ask_again_at && clock_type::now() >= *v.ask_again_at) {
            v.ask_again_at.reset();
            submit(v, to);
        }
        const auto frame = to.receive(clock_type::now() + 20ms);
        if (!frame && frame.error().what != client::trouble::kind::timed_out) {
            return;
        }
        if (frame && frame.value().has_delivery()) {
            take(v, to, frame.value().delivery());
        } else if (frame && (frame.value().has_accepted() || frame.value().has_refused() ||
                             frame.value().has_error())) {
            answered(v, to, frame.value());
        }
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 2) {
        return 2;
    }
    vendor v;
    v.mistake = count > 2 ? words[2] : "";
    v.inquiry.set_idempotency_key(v.makes("no key") ? "" : "vendor-1");
    v.inquiry.set_ori("MO0110100");
    while (true) {
        if (auto made = client::connection::open(words[1], 1000ms)) {
            serve(v, std::move(made).value());
        }
        if (v.makes("gives up")) {
            return 0;
        }
        std::this_thread::sleep_for(100ms);
    }
}
