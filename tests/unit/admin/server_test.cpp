#include "admin/server.hpp"

#include "model/limits.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

std::uint16_t free_port() {
    asio::io_context loop;
    const tcp::acceptor any{loop, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    return any.local_endpoint().port();
}

/// A server on a loop of its own thread, and plain clients of it.
class bench {
public:
    static constexpr auto patience = 500ms;

    explicit bench(admin::server::show what, std::uint16_t port = free_port())
        : port_(port),
          server_(admin::server::make(loop_, {"127.0.0.1", port}, std::move(what), patience)) {
        server_->start();
        runs_ = std::thread{[this] { loop_.run(); }};
    }
    ~bench() {
        asio::post(loop_, [this] { server_->stop(); });
        runs_.join();
    }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;

    tcp::socket connect() {
        tcp::socket client{mine_};
        client.connect({asio::ip::address_v4::loopback(), port_});
        return client;
    }
    /// Everything the server says until it closes.
    static std::string rest(tcp::socket& client) {
        std::string all;
        error_code end;
        asio::read(client, asio::dynamic_buffer(all), end);
        return all;
    }
    std::string ask(const std::string& request) {
        auto client = connect();
        error_code ignored;
        asio::write(client, asio::buffer(request), ignored);
        return rest(client);
    }
    std::string get(const std::string& path) {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    void stop_server() {
        asio::post(loop_, [this] { server_->stop(); });
    }

private:
    asio::io_context loop_, mine_;
    std::uint16_t port_;
    std::unique_ptr<admin::server> server_;
    std::thread runs_;
};

admin::page echo(std::string_view path) {
    return path == "/healthz" ? admin::page{200, "ok\n"}
                              : admin::page{404, "nothing at " + std::string{path} + "\n"};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(admin_server)

BOOST_AUTO_TEST_CASE(a_page_is_shown_whole_and_the_connection_closed) {
    bench b{echo};
    const auto answer = b.get("/healthz");
    BOOST_TEST(answer.starts_with("HTTP/1.1 200 OK\r\n"));
    BOOST_TEST(answer.ends_with("\r\n\r\nok\n"));
    BOOST_TEST(answer.find("Content-Length: 3\r\n") != std::string::npos);
    BOOST_TEST(answer.find("Connection: close\r\n") != std::string::npos);
    BOOST_TEST(b.get("/other").starts_with("HTTP/1.1 404 Not Found\r\n"));
}

BOOST_AUTO_TEST_CASE(head_has_the_length_and_no_body) {
    bench b{echo};
    const auto answer = b.ask("HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    BOOST_TEST(answer.find("Content-Length: 3\r\n") != std::string::npos);
    BOOST_TEST(answer.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(what_is_no_get_is_refused) {
    struct row {
        std::string request, status;
    };
    bench b{echo};
    for (const auto& [request, status] :
         {row{"POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "405"},
          row{"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
          row{"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "400"},
          row{"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "405"},
          row{"no request at all\r\n\r\n", "400"}, row{"GET / HTTP/9.9\r\n\r\n", "400"},
          row{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400"},
          row{"GET / HTTP/1.1\r\nX: " + std::string(5000, 'x') + "\r\n\r\n", "431"},
          row{"GET /" + std::string(5000, 'x') + " HTTP/1.1\r\n\r\n", "431"}}) {
        BOOST_TEST_CONTEXT(request.substr(0, 40)) {
            const auto answer = b.ask(request);
            BOOST_TEST(answer.starts_with("HTTP/1.1 " + status), answer);
        }
    }
    BOOST_TEST(b.get("/healthz").ends_with("ok\n"));
}

BOOST_AUTO_TEST_CASE(a_request_that_comes_byte_by_byte_is_ended_and_others_are_served) {
    bench b{echo};
    std::vector<tcp::socket> slow;
    for (std::size_t i = 0; i < model::limits::http_visits_max; ++i) {
        slow.push_back(b.connect());
        asio::write(slow.back(), asio::buffer(std::string{"GET / HT"}));
    }
    // All places are taken: this one waits until the slow ones have had their time.
    std::thread drips{[&] {
        for (int i = 0; i < 40; ++i) {
            std::this_thread::sleep_for(20ms);
            for (auto& each : slow) {
                error_code ended;
                asio::write(each, asio::buffer(std::string{"T"}), ended);
            }
        }
    }};
    BOOST_TEST(b.get("/healthz").ends_with("ok\n"));
    drips.join();
    for (auto& each : slow) {
        BOOST_TEST(bench::rest(each).empty());
    }
}

BOOST_AUTO_TEST_CASE(a_client_that_takes_nothing_up_holds_nothing) {
    const std::string much(64UL * 1024 * 1024, 'x');
    bench b{[&](std::string_view path) {
        return path == "/much" ? admin::page{200, much} : echo(path);
    }};
    auto deaf = b.connect();
    asio::write(deaf, asio::buffer(std::string{"GET /much HTTP/1.1\r\nHost: a\r\n\r\n"}));
    BOOST_TEST(b.get("/healthz").ends_with("ok\n"));
    std::this_thread::sleep_for(2 * bench::patience);
    BOOST_TEST(bench::rest(deaf).size() < much.size());
}

BOOST_AUTO_TEST_CASE(a_stop_in_the_middle_of_a_request_ends_it) {
    bench b{echo};
    auto half = b.connect();
    asio::write(half, asio::buffer(std::string{"GET /heal"}));
    std::this_thread::sleep_for(50ms);
    b.stop_server();
    BOOST_TEST(bench::rest(half).empty());
}

BOOST_AUTO_TEST_CASE(an_address_that_is_taken_is_no_reason_to_end) {
    asio::io_context loop;
    const tcp::acceptor taken{loop, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    const auto server =
        admin::server::make(loop, {"127.0.0.1", taken.local_endpoint().port()}, echo);
    server->start();
    BOOST_TEST(loop.run_for(100ms) == 0U);  // it waits for the next try
    server->stop();
    loop.restart();
    loop.run();  // and leaves nothing on the loop
}

BOOST_AUTO_TEST_SUITE_END()
