#include "bench/peers/peers.hpp"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace iaq::bench {
namespace {

using clock = std::chrono::steady_clock;

struct closing {
    void operator()(sqlite3* open) const { ::sqlite3_close(open); }
    void operator()(sqlite3_stmt* prepared) const { ::sqlite3_finalize(prepared); }
};

class sqlite_rows final : public contender {
public:
    explicit sqlite_rows(std::string path) : path_(std::move(path)) {}
    [[nodiscard]] std::string name() const override { return "SQLite"; }
    [[nodiscard]] bool takes(const load& asked) const override { return !asked.connection_each; }
    result<void, trouble> prepare() override { return boost::outcome_v2::success(); }

    result<measured, trouble> run(double seconds, const load& asked) override {
        IAQ_TRY(open());
        tally seen;
        const auto began = clock::now();
        std::chrono::duration<double> so_far{0};
        std::uint64_t rows = 0;
        while (so_far.count() < seconds) {
            const auto from = clock::now();
            IAQ_TRY(commit(asked.in_flight, rows));
            const auto now = clock::now();
            seen.add(std::chrono::duration<double, std::micro>{now - from}.count());
            so_far = now - began;
        }
        seen.count(rows, so_far.count());
        stop();
        return seen.sum();
    }

    void stop() override {
        insert_.reset();
        base_.reset();
    }

private:
    [[nodiscard]] trouble failed() const {
        return {std::string{"SQLite: "} + ::sqlite3_errmsg(base_.get())};
    }

    result<void, trouble> say(const char* words) {
        if (::sqlite3_exec(base_.get(), words, nullptr, nullptr, nullptr) != SQLITE_OK) {
            return failed();
        }
        return boost::outcome_v2::success();
    }

    result<void, trouble> open() {
        stop();
        for (const auto* const end : {"", "-wal", "-shm"}) {
            std::filesystem::remove(path_ + end);
        }
        sqlite3* made = nullptr;
        const int code = ::sqlite3_open(path_.c_str(), &made);
        base_.reset(made);
        if (code != SQLITE_OK) {
            return failed();
        }
        IAQ_TRY(say("pragma journal_mode=wal"));
        IAQ_TRY(say("pragma synchronous=full"));
        IAQ_TRY(say("create table accepted(id integer primary key, at integer, body blob)"));
        sqlite3_stmt* prepared = nullptr;
        if (::sqlite3_prepare_v2(base_.get(), "insert into accepted(at, body) values(?, ?)", -1,
                                 &prepared, nullptr) != SQLITE_OK) {
            return failed();
        }
        insert_.reset(prepared);
        return boost::outcome_v2::success();
    }

    result<void, trouble> commit(int count, std::uint64_t& rows) {
        IAQ_TRY(say("begin"));
        for (int i = 0; i < count; ++i) {
            ::sqlite3_bind_int64(insert_.get(), 1, static_cast<sqlite3_int64>(++rows));
            ::sqlite3_bind_blob(insert_.get(), 2, body_.data(), static_cast<int>(body_.size()),
                                SQLITE_STATIC);
            if (::sqlite3_step(insert_.get()) != SQLITE_DONE) {
                return failed();
            }
            ::sqlite3_reset(insert_.get());
        }
        return say("commit");
    }

    std::string path_;
    std::string body_ = std::string(payload_bytes, 'x');
    std::unique_ptr<sqlite3, closing> base_;
    std::unique_ptr<sqlite3_stmt, closing> insert_;
};

}  // namespace

std::unique_ptr<contender> sqlite(const std::string& scratch) {
    return std::make_unique<sqlite_rows>(scratch + "/sqlite.db");
}

}  // namespace iaq::bench
