#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>

namespace iaq::test {

namespace fs = std::filesystem;
using boost::outcome_v2::success;

scratch::scratch() {
    auto name = (fs::temp_directory_path() / "iaq_journal_XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
}

scratch::~scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path scratch::segment(std::uint64_t first) const {
    const auto number = std::to_string(first);
    return journal() / "segment" / (std::string(20 - number.size(), '0') + number + ".seg");
}

std::vector<std::string> scratch::segments() const {
    std::vector<std::string> names;
    for (const auto& found : fs::directory_iterator(journal() / "segment")) {
        if (found.path().extension() == ".seg") {
            names.push_back(found.path().filename().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

journal::options scratch::options() const {
    journal::options how;
    how.directory = journal().string();
    how.segment_bytes = 1024UL * 1024;
    how.journal_id = "00112233445566778899aabbccddeeff";
    how.created_ns = 1'800'000'000'000'000'000;
    return how;
}

std::unique_ptr<journal::keys> some_keys(char master) {
    auto made = std::make_unique<journal::keys>();
    made->master.emplace(std::string(seal::key::size, master));
    made->seals = true;
    made->signing.emplace(seal::signing_key::generate(seal::signature_kind::ed25519));
    made->log_name = "test.example";
    // Writer and housekeeper both draw.
    made->random = [drawn = std::make_shared<std::atomic<int>>(0)](std::size_t count) {
        return std::string(count, static_cast<char>(++*drawn));
    };
    return made;
}

std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    BOOST_REQUIRE_MESSAGE(in, path);
    return {std::istreambuf_iterator<char>{in}, {}};
}

void write_file(const fs::path& path, std::string_view bytes) {
    std::ofstream out{path, std::ios::binary};
    out << bytes;
    BOOST_REQUIRE_MESSAGE(out, path);
}

void patch_file(const fs::path& path, std::size_t offset, std::string_view bytes) {
    std::fstream out{path, std::ios::binary | std::ios::in | std::ios::out};
    out.seekp(static_cast<std::streamoff>(offset));
    out << bytes;
    BOOST_REQUIRE_MESSAGE(out, path);
}

void listener::attach(journal::file_journal& to) {
    to.start({.durable =
                  [this](model::sequence upto) {
                      const std::lock_guard lock{mutex_};
                      if (also) {
                          also(model::number_of(upto));
                      }
                      said_after_failure_ = said_after_failure_ || !failures_.empty();
                      reports_.push_back(model::number_of(upto));
                      changed_.notify_all();
                  },
              .failure =
                  [this](journal::trouble what) {
                      const std::lock_guard lock{mutex_};
                      failures_.push_back(std::move(what));
                      changed_.notify_all();
                  },
              .space_short =
                  [this](bool is_short) {
                      const std::lock_guard lock{mutex_};
                      space_.push_back(is_short);
                      changed_.notify_all();
                  }});
}

void listener::wait_durable(std::uint64_t number) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] {
        return !failures_.empty() || (!reports_.empty() && reports_.back() >= number);
    });
    BOOST_REQUIRE_MESSAGE(failures_.empty(), (failures_.empty() ? "" : failures_.front().text));
}

journal::trouble listener::wait_failure() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !failures_.empty(); });
    return failures_.front();
}

void listener::wait_space(std::size_t count, bool is_short) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return space_.size() >= count; });
    BOOST_TEST(space_[count - 1] == is_short);
}

std::vector<std::uint64_t> listener::reports() {
    const std::lock_guard lock{mutex_};
    BOOST_TEST(!said_after_failure_);
    return reports_;
}

std::size_t listener::failures() {
    const std::lock_guard lock{mutex_};
    return failures_.size();
}

std::string_view name_of(call what) {
    switch (what) {
        case call::create: return "create";
        case call::write: return "write";
        case call::sync: return "sync";
        case call::truncate: return "truncate";
        case call::rename: return "rename";
        case call::remove: return "remove";
        case call::sync_directory: return "sync_directory";
    }
    return "";
}

namespace {

class probed_file final : public journal::file {
public:
    probed_file(std::unique_ptr<journal::file> real, std::string path,
                const probed_disk::probe& ask)
        : real_(std::move(real)), path_(std::move(path)), ask_(ask) {}

    result<std::uint64_t> size() override { return real_->size(); }
    result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
        return real_->read_at(offset, into);
    }
    result<void> write_at(std::uint64_t offset, std::string_view bytes) override {
        if (const auto why = ask_(call::write, path_)) {
            // A short write, as a full disk leaves it.
            static_cast<void>(
                real_->write_at(offset, bytes.substr(0, bytes.size() / 2)).has_value());
            return why;
        }
        return real_->write_at(offset, bytes);
    }
    result<void> sync_data() override {
        if (const auto why = ask_(call::sync, path_)) {
            return why;
        }
        return real_->sync_data();
    }
    result<void> truncate(std::uint64_t size) override {
        if (const auto why = ask_(call::truncate, path_)) {
            return why;
        }
        return real_->truncate(size);
    }

private:
    std::unique_ptr<journal::file> real_;
    std::string path_;
    const probed_disk::probe& ask_;
};

}  // namespace

result<std::unique_ptr<journal::file>> probed_disk::open(const std::string& path,
                                                         journal::access how) {
    if (how == journal::access::create) {
        if (const auto why = ask_(call::create, path)) {
            return why;
        }
    }
    IAQ_TRY(auto real, real_->open(path, how));
    return std::unique_ptr<journal::file>{
        std::make_unique<probed_file>(std::move(real), path, ask_)};
}

result<void> probed_disk::rename(const std::string& from, const std::string& to) {
    if (const auto why = ask_(call::rename, to)) {
        return why;
    }
    return real_->rename(from, to);
}

result<void> probed_disk::remove(const std::string& path) {
    if (const auto why = ask_(call::remove, path)) {
        return why;
    }
    return real_->remove(path);
}

result<void> probed_disk::sync_directory(const std::string& path) {
    if (const auto why = ask_(call::sync_directory, path)) {
        return why;
    }
    return real_->sync_directory(path);
}

result<std::vector<std::string>> probed_disk::list(const std::string& path) {
    return real_->list(path);
}

result<bool> probed_disk::make_directory(const std::string& path) {
    return real_->make_directory(path);
}

result<std::unique_ptr<journal::file>> probed_disk::lock(const std::string& path) {
    return real_->lock(path);
}

boost::system::error_code system_error(int number) {
    return {number, boost::system::system_category()};
}

reopened reopen(const journal::options& how) {
    reopened again;
    auto opened = journal::file_journal::open(how, [&](model::sequence number, auto record) {
        BOOST_REQUIRE_EQUAL(model::number_of(number), again.records.size() + 1);
        again.records.emplace_back(record);
        return result<void, std::string>{success()};
    });
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    again.journal = std::move(opened).value();
    return again;
}

journal::trouble refused(const journal::options& how) {
    const auto opened = journal::file_journal::open(how, ignore);
    BOOST_REQUIRE(!opened);
    return opened.error();
}

result<void, std::string> ignore(model::sequence /*number*/, std::string_view /*record*/) {
    return success();
}

namespace {

std::unique_ptr<journal::file_journal> written(const journal::options& how, listener& ear,
                                               const std::vector<std::string>& records) {
    auto again = reopen(how);
    ear.attach(*again.journal);
    auto number = again.journal->recovered().last;
    for (const auto& record : records) {
        number = model::next(number);
        again.journal->append(number, record);
        ear.wait_durable(model::number_of(number));
    }
    return std::move(again.journal);
}

}  // namespace

void write_journal(const journal::options& how, const std::vector<std::string>& records) {
    listener ear;
    const auto open = written(how, ear, records);
    BOOST_REQUIRE(open->close());
}

void write_and_drop(const journal::options& how, const std::vector<std::string>& records) {
    listener ear;
    written(how, ear, records).reset();
}

}  // namespace iaq::test
