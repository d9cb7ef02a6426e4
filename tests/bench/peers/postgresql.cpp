#include "bench/child.hpp"
#include "bench/peers/peers.hpp"
#include "bench/waiting.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace iaq::bench {
namespace {

using clock = std::chrono::steady_clock;

constexpr int clients_max = 16;  // of one row a transaction; it loses beyond
constexpr int clients_batched = 4;
constexpr int patience_ms = 30'000;
const std::string programs = "/usr/lib/postgresql/15/bin/";

struct closing {
    void operator()(PGconn* open) const { ::PQfinish(open); }
    void operator()(PGresult* got) const { ::PQclear(got); }
};

/// One client: a connection, its prepared insert, and when it was last asked.
struct client {
    std::unique_ptr<PGconn, closing> line;
    clock::time_point asked_at;
    bool is_waiting = false;
};

/// Returns whom the server runs as: it refuses to be root.
result<account, trouble> server_account() {
    if (::getuid() != 0) {
        return own_account();
    }
    const auto* const found = ::getpwnam("postgres");
    if (found == nullptr) {
        return trouble{"PostgreSQL: no user postgres; it does not run as root"};
    }
    return account{found->pw_uid, found->pw_gid};
}

class postgresql_rows final : public contender {
public:
    postgresql_rows(std::string folder, int rows) : folder_(std::move(folder)), rows_(rows) {}
    ~postgresql_rows() override { stop(); }

    [[nodiscard]] std::string name() const override {
        return rows_ == 1 ? "PostgreSQL" : "PostgreSQL, " + std::to_string(rows_) + " rows";
    }
    [[nodiscard]] bool takes(const load& asked) const override {
        return !asked.connection_each && (rows_ == 1 ? asked.in_flight <= clients_max
                                                     : asked.in_flight == rows_ * clients_batched);
    }
    result<void, trouble> prepare() override;
    result<measured, trouble> run(double seconds, const load& asked) override;
    void stop() override {
        if (server_.is_running()) {
            server_.end(SIGINT);
        }
    }

private:
    [[nodiscard]] std::string log() const { return folder_ + ".log"; }
    static trouble failed(const client& c) {
        return {std::string{"PostgreSQL: "} + ::PQerrorMessage(c.line.get())};
    }
    [[nodiscard]] result<client, trouble> connect() const;
    static result<void, trouble> say(const client& c, const std::string& words);
    result<void, trouble> ask(client& c) const;
    result<void, trouble> hear(client& c, tally& seen);
    static result<void, trouble> wait(const std::vector<client>& clients);

    std::string folder_;
    int rows_;
    std::string body_ = std::string(payload_bytes, 'x');
    child server_;
};

result<void, trouble> postgresql_rows::prepare() {
    IAQ_TRY(const auto as, server_account());
    std::filesystem::create_directories(folder_);
    if (::chown(folder_.c_str(), as.uid, as.gid) != 0) {
        return trouble{folder_ + ": cannot be given to the user postgres"};
    }
    const auto data = folder_ + "/data";
    IAQ_TRY(run_through({{programs + "initdb", "--pgdata=" + data, "--auth=trust",
                          "--username=postgres", "--encoding=UTF8", "--locale=C"},
                         log(),
                         as}));
    std::vector<std::string> words{programs + "postgres", "-D", data};
    // What is durable as shipped; the rest keeps checkpoints and vacuum out of the measurement.
    for (const auto& setting :
         {std::string{"listen_addresses="}, "unix_socket_directories=" + folder_,
          std::string{"fsync=on"}, std::string{"synchronous_commit=on"},
          std::string{"shared_buffers=256MB"}, std::string{"max_wal_size=8GB"},
          std::string{"checkpoint_timeout=1h"}, std::string{"autovacuum=off"}}) {
        words.insert(words.end(), {"-c", setting});
    }
    IAQ_TRY(server_, child::start({words, log(), as}));
    if (!wait_until([this] { return connect().has_value(); }, std::chrono::seconds{30})) {
        return trouble{"PostgreSQL does not come up; see " + log()};
    }
    IAQ_TRY(const auto first, connect());
    return say(first, "create table accepted(id bigserial primary key, body text)");
}

result<client, trouble> postgresql_rows::connect() const {
    client c;
    const auto where = "host=" + folder_ + " user=postgres dbname=postgres";
    c.line.reset(::PQconnectdb(where.c_str()));
    if (::PQstatus(c.line.get()) != CONNECTION_OK) {
        return failed(c);
    }
    return c;
}

result<void, trouble> postgresql_rows::say(const client& c, const std::string& words) {
    const std::unique_ptr<PGresult, closing> got{::PQexec(c.line.get(), words.c_str())};
    if (::PQresultStatus(got.get()) != PGRES_COMMAND_OK) {
        return failed(c);
    }
    return boost::outcome_v2::success();
}

result<void, trouble> postgresql_rows::ask(client& c) const {
    const char* const value = body_.c_str();
    c.asked_at = clock::now();
    c.is_waiting = true;
    if (::PQsendQueryPrepared(c.line.get(), "keep", 1, &value, nullptr, nullptr, 0) != 1) {
        return failed(c);
    }
    return boost::outcome_v2::success();
}

/// Takes in what has come. The commit is durable when the server says that it is done.
result<void, trouble> postgresql_rows::hear(client& c, tally& seen) {
    if (::PQconsumeInput(c.line.get()) != 1) {
        return failed(c);
    }
    while (c.is_waiting && ::PQisBusy(c.line.get()) == 0) {
        const std::unique_ptr<PGresult, closing> got{::PQgetResult(c.line.get())};
        if (got == nullptr) {
            const std::chrono::duration<double, std::micro> took = clock::now() - c.asked_at;
            seen.add(took.count());
            seen.count(static_cast<std::uint64_t>(rows_), 0);
            c.is_waiting = false;
        } else if (::PQresultStatus(got.get()) != PGRES_COMMAND_OK) {
            return failed(c);
        }
    }
    return boost::outcome_v2::success();
}

result<void, trouble> postgresql_rows::wait(const std::vector<client>& clients) {
    std::vector<pollfd> lines;
    for (const auto& c : clients) {
        lines.push_back({::PQsocket(c.line.get()), POLLIN, 0});
    }
    if (::poll(lines.data(), lines.size(), patience_ms) == 0) {
        return trouble{"PostgreSQL: no answer in half a minute"};
    }
    return boost::outcome_v2::success();
}

result<measured, trouble> postgresql_rows::run(double seconds, const load& asked) {
    const int count = rows_ == 1 ? std::min(asked.in_flight, clients_max) : clients_batched;
    std::vector<client> clients;
    for (int i = 0; i < count; ++i) {
        IAQ_TRY(auto made, connect());
        IAQ_TRY(say(made, "set client_min_messages = error"));
        IAQ_TRY(say(made,
                    "prepare keep(text) as insert into accepted(body) select $1 "
                    "from generate_series(1, " +
                        std::to_string(rows_) + ")"));
        clients.push_back(std::move(made));
    }
    IAQ_TRY(say(clients.front(), "truncate accepted"));
    IAQ_TRY(say(clients.front(), "checkpoint"));
    tally seen;
    const auto began = clock::now();
    std::chrono::duration<double> so_far{0};
    const auto waits = [](const client& c) { return c.is_waiting; };
    do {
        for (auto& c : clients) {
            if (!c.is_waiting && so_far.count() < seconds) {
                IAQ_TRY(ask(c));
            }
        }
        IAQ_TRY(wait(clients));
        for (auto& c : clients) {
            IAQ_TRY(hear(c, seen));
        }
        so_far = clock::now() - began;
    } while (so_far.count() < seconds || std::ranges::any_of(clients, waits));
    seen.count(0, so_far.count());
    return seen.sum();
}

}  // namespace

std::unique_ptr<contender> postgresql(const std::string& scratch, int rows_per_transaction) {
    return std::make_unique<postgresql_rows>(
        scratch + "/postgresql" + std::to_string(rows_per_transaction), rows_per_transaction);
}

}  // namespace iaq::bench
