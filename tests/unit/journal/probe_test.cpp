#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <future>

using namespace iaq;
using namespace iaq::test;
using namespace std::chrono_literals;

namespace {

/// A journal on a disk whose syncs hang until they are let go.
class hanging {
public:
    hanging()
        : disk_([this](call what, const std::string&) {
              if (what == call::sync && hangs_) {
                  reached_.set_value();
                  let_go_.get_future().wait();
                  hangs_ = false;
              }
              return boost::system::error_code{};
          }),
          journal_(journal::file_journal::open(folder_.options(), ignore, disk_).value()) {
        journal::listeners tell;
        tell.durable = [this](model::sequence) { ++durable_; };
        tell.failure = [](const journal::trouble&) {};
        tell.probed = [this] {
            seen_ = durable_.load();
            answered_.set_value();
        };
        journal_->start(std::move(tell));
    }

    void hang() { hangs_ = true; }
    void append() { journal_->append(model::sequence{1}, "a record"); }
    void probe() {
        journal_->probe();
        answer_ = answered_.get_future();
    }
    void wait_until_it_hangs() { reached_.get_future().wait(); }
    void let_go() { let_go_.set_value(); }
    bool is_answered(std::chrono::milliseconds within) {
        return answer_.wait_for(within) == std::future_status::ready;
    }
    /// How many reports of durable records came before the answer.
    int durable_before() const { return seen_; }

private:
    scratch folder_;
    std::atomic<bool> hangs_ = false;
    std::promise<void> reached_, let_go_, answered_;
    std::future<void> answer_;
    std::atomic<int> durable_ = 0;
    std::atomic<int> seen_ = -1;
    probed_disk disk_;
    std::unique_ptr<journal::file_journal> journal_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_probe)

BOOST_AUTO_TEST_CASE(an_idle_journal_answers_a_probe) {
    hanging j;
    j.probe();
    BOOST_TEST(j.is_answered(10s));
}

BOOST_AUTO_TEST_CASE(a_probe_is_answered_when_what_came_before_is_durable_and_no_sooner) {
    hanging j;
    j.hang();
    j.append();
    j.wait_until_it_hangs();
    j.probe();
    BOOST_TEST(!j.is_answered(200ms));
    j.let_go();
    BOOST_TEST(j.is_answered(10s));
    BOOST_TEST(j.durable_before() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
