#include "dialogue/foxtalk_outbound.hpp"

#include "framing/foxtalk.hpp"

#include <utility>

namespace iaq::dialogue {

std::string foxtalk_outbound::send(model::send_token token, std::string payload,
                                   exchange_counter& exchanges, std::uint32_t frame_bytes_max,
                                   mono_time acknowledge_by) {
    const bool again = flight_ && (flight_->token == token || flight_->payload == payload);
    const auto exchange = again ? flight_->exchange : exchanges.next();
    std::string out;
    for (const auto& f : framing::foxtalk::split(exchange, payload, frame_bytes_max)) {
        out += framing::foxtalk::encode(f);
    }
    flight_ = flight{.token = token,
                     .exchange = exchange,
                     .payload = std::move(payload),
                     .acknowledge_by = acknowledge_by,
                     .overdue = false,
                     .left = false};
    return out;
}

void foxtalk_outbound::left(mono_time acknowledge_by) {
    if (flight_ && !flight_->left && !flight_->overdue) {
        flight_->left = true;
        flight_->acknowledge_by = acknowledge_by;
    }
}

void foxtalk_outbound::abandon(model::send_token token) {
    if (flight_ && flight_->token == token) {
        flight_.reset();
    }
}

std::optional<model::send_token> foxtalk_outbound::answered(std::uint16_t exchange) {
    if (!flight_ || flight_->exchange != exchange) {
        return std::nullopt;
    }
    const auto token = flight_->token;
    flight_.reset();
    return token;
}

std::optional<mono_time> foxtalk_outbound::due() const {
    if (!flight_ || flight_->overdue) {
        return std::nullopt;
    }
    return flight_->acknowledge_by;
}

std::optional<model::send_token> foxtalk_outbound::overdue(mono_time now) {
    const auto at = due();
    if (!at || now < *at) {
        return std::nullopt;
    }
    flight_->overdue = true;
    return flight_->token;
}

}  // namespace iaq::dialogue
