#include "client/inbox.hpp"

#include <boost/test/unit_test.hpp>

#include <google/protobuf/stubs/logging.h>

#include <string>
#include <string_view>

using namespace iaq;

namespace {

std::string framed(std::uint64_t request_id) {
    v1::ServerFrame frame;
    frame.set_request_id(request_id);
    frame.mutable_pong();
    const auto bytes = frame.SerializeAsString();
    return static_cast<char>(bytes.size()) + bytes;
}

/// What is wrong with the stream; empty when nothing is.
std::string trouble_in(std::string_view stream) {
    const google::protobuf::LogSilencer quiet;
    client::inbox heard;
    heard.feed(stream);
    const auto got = heard.next();
    return got ? std::string{} : got.error().text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(client_inbox)

BOOST_AUTO_TEST_CASE(frames_come_out_however_the_stream_was_cut) {
    const auto stream = framed(300) + framed(7);
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
        client::inbox heard;
        std::string seen;
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            heard.feed(std::string_view{stream}.substr(at, piece));
            for (auto got = heard.next(); got.value(); got = heard.next()) {
                seen += std::to_string(got.value()->request_id()) + " ";
            }
        }
        BOOST_TEST(seen == "300 7 ");
        BOOST_TEST(heard.bytes() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_frame_is_said_at_once_and_never_waited_for) {
    BOOST_TEST(trouble_in("\xff\xff\xff\xff") == "");
    BOOST_TEST(trouble_in("\xff\xff\xff\xff\xff") == "a frame of the gateway has no length");
    BOOST_TEST(trouble_in("\x81\x80\x80\x02") == "a frame of the gateway is too long");
    BOOST_TEST(trouble_in("\x03\x08\xff\xff") == "a frame of the gateway is garbled");
}

BOOST_AUTO_TEST_SUITE_END()
