#include "client/connection.hpp"

#include <google/protobuf/util/delimited_message_util.h>

#include <sstream>
#include <utility>

namespace iaq::client {

result<connection, trouble> connection::open(const std::string& path,
                                             std::chrono::milliseconds patience) {
    IAQ_TRY(auto line, open_unix(path, patience));
    return connection{std::move(line)};
}

result<connection, trouble> connection::open(const network_place& place,
                                             std::chrono::milliseconds patience) {
    IAQ_TRY(auto line, open_network(place, patience));
    return connection{std::move(line)};
}

result<std::uint64_t, trouble> connection::send(v1::ClientFrame frame) {
    frame.set_request_id(++last_id_);
    std::ostringstream out;
    google::protobuf::util::SerializeDelimitedToOstream(frame, &out);
    IAQ_TRY(line_->send(out.str()));
    return last_id_;
}

result<v1::ServerFrame, trouble> connection::read_frame(limit until) {
    for (;;) {
        IAQ_TRY(auto frame, inbox_.next());
        if (frame) {
            return *std::move(frame);
        }
        IAQ_TRY(const auto piece, line_->receive(until));
        inbox_.feed(piece);
    }
}

result<v1::ServerFrame, trouble> connection::receive(limit until) {
    if (!pushed_.empty()) {
        auto frame = std::move(pushed_.front());
        pushed_.pop_front();
        return frame;
    }
    return read_frame(until);
}

result<v1::ServerFrame, trouble> connection::call(v1::ClientFrame frame, limit until) {
    IAQ_TRY(const auto id, send(std::move(frame)));
    for (;;) {
        IAQ_TRY(auto answer, read_frame(until));
        const bool turned_away = answer.request_id() == 0 && answer.has_error();
        if (answer.request_id() == id || turned_away) {
            return answer;
        }
        pushed_.push_back(std::move(answer));
    }
}

}  // namespace iaq::client
