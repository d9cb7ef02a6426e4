#include "admin/visit.hpp"

#include "model/limits.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <optional>
#include <utility>

namespace iaq::admin {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace limits = model::limits;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

class http_visit final : public visit, public std::enable_shared_from_this<http_visit> {
public:
    http_visit(asio::io_context& loop, int descriptor, kind how, server::show what,
               std::function<void()> over)
        : stream_(tcp::socket{loop, how.is_v6 ? tcp::v6() : tcp::v4(), descriptor}),
          patience_(how.patience),
          show_(std::move(what)),
          over_(std::move(over)) {
        parser_.header_limit(limits::http_request_bytes_max);
        parser_.body_limit(0);
    }

    void start() override {
        // One deadline for all of it: a request that comes byte by byte gains no time by them.
        stream_.expires_after(patience_);
        http::async_read_header(
            stream_, buffer_, parser_,
            [self = shared_from_this()](error_code error, std::size_t) { self->heard(error); });
    }

    void stop() override { end(); }

private:
    void heard(error_code error) {
        const auto method = parser_.get().method();
        const bool only_asks = method == http::verb::get || method == http::verb::head;
        if (error == http::error::header_limit || error == http::error::buffer_overflow) {
            answer({431, "the request is too long\n"});
        } else if (!only_asks &&
                   (error == http::error::unexpected_body || error == http::error::body_limit)) {
            answer({405, "GET and HEAD only\n"});
        } else if (error &&
                   error.category() == make_error_code(http::error::bad_method).category()) {
            answer({400, "this is no request\n"});
        } else if (error) {
            end();
        } else if (!only_asks) {
            answer({405, "GET and HEAD only\n"});
        } else {
            const auto target = parser_.get().target();
            answer(show_(std::string_view{target.data(), target.size()}));
        }
    }

    void answer(page what) {
        answer_.emplace(http::status{what.status}, 11);
        answer_->set(http::field::content_type, what.type);
        answer_->set(http::field::cache_control, "no-store");
        if (what.status == 405) {
            answer_->set(http::field::allow, "GET, HEAD");
        }
        answer_->keep_alive(false);
        answer_->body() = std::move(what.body);
        answer_->prepare_payload();
        if (parser_.get().method() == http::verb::head) {
            answer_->body().clear();  // its length stands in the header
        }
        stream_.expires_after(patience_);
        http::async_write(stream_, *answer_,
                          [self = shared_from_this()](error_code, std::size_t) { self->end(); });
    }

    void end() {
        if (over_) {
            error_code ignored;
            stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
            stream_.close();
            std::exchange(over_, {})();
        }
    }

    beast::tcp_stream stream_;
    nanoseconds patience_;
    server::show show_;
    std::function<void()> over_;
    beast::flat_buffer buffer_{limits::http_request_bytes_max};
    http::request_parser<http::empty_body> parser_;
    std::optional<http::response<http::string_body>> answer_;
};

}  // namespace

std::shared_ptr<visit> visit::take_over(asio::io_context& loop, int descriptor, kind how,
                                        server::show what, std::function<void()> over) {
    return std::make_shared<http_visit>(loop, descriptor, how, std::move(what), std::move(over));
}

}  // namespace iaq::admin
