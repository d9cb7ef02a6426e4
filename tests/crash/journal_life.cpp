#include "crash/journal_life.hpp"

#include "journal/keys.hpp"
#include "support/remembering_fold.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace iaq::crash {

using boost::outcome_v2::success;
using journal::trouble;

namespace {

const std::string state_dir = "/state";

/// The same for all lives: a journal knows its keys.
const journal::keys& keys() {
    static const journal::keys made = [] {
        journal::keys k;
        k.master.emplace(std::string(seal::key::size, 'M'));
        k.seals = true;
        k.signing.emplace(seal::signing_key::generate(seal::signature_kind::ed25519));
        k.log_name = "crash.example";
        k.random = [drawn = std::make_shared<std::atomic<int>>(0)](std::size_t count) {
            return std::string(count, static_cast<char>(++*drawn));
        };
        return k;
    }();
    return made;
}

journal::options options_of(const life& plan) {
    journal::options how;
    how.directory = state_dir + "/journal";
    how.segment_bytes = plan.segment_bytes;
    how.by_hand = plan.by_hand;
    how.journal_id = "000102030405060708090a0b0c0d0e0f";
    how.created_ns = 1'800'000'000'000'000'000;
    how.with = &keys();
    how.shown_head = state_dir + "/shown";
    how.keep = {state_dir + "/snapshot", "1",
                [] { return std::make_unique<testing::remembering_fold>(); }};
    return how;
}

struct opening {
    std::unique_ptr<journal::file_journal> journal;  // or:
    std::optional<trouble> refused;
    std::unique_ptr<testing::remembering_fold> fold = std::make_unique<testing::remembering_fold>();
};

/// Opens, and checks what the fold came to know.
result<opening, breach> open_checked(memory_disk& on, const knowledge& known, const life& plan) {
    opening got;
    auto& found = got.fold->records;
    auto opened = journal::file_journal::open(options_of(plan), *got.fold, on);
    if (!opened) {
        got.refused = opened.error();
        return got;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i >= known.appended.size() || known.appended[i] != found[i]) {
            return breach{"record " + std::to_string(i + 1) + " was never appended there"};
        }
    }
    if (found.size() < known.durable) {
        return breach{"only " + std::to_string(found.size()) + " records are left of " +
                      std::to_string(known.durable) + " that were told durable"};
    }
    got.journal = std::move(opened).value();
    if (model::number_of(got.journal->recovered().last) != found.size()) {
        return breach{"the journal does not know how many records it has"};
    }
    return got;
}

/// Hears what the journal's thread says and marks it.
class ear {
public:
    explicit ear(memory_disk& on) : disk_(on) {}

    void attach(journal::file_journal& to) {
        to.start({.durable = [this](model::sequence upto) { hear(model::number_of(upto)); },
                  .failure = [this](const trouble& /*why*/) { hear_failure(); }});
    }
    /// Returns false when the journal has failed.
    bool wait_durable(std::uint64_t number) {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return failed_ || durable_ >= number; });
        return durable_ >= number;
    }
    [[nodiscard]] bool spoke_after_failure() {
        const std::lock_guard lock{mutex_};
        return spoke_after_failure_;
    }

private:
    void hear(std::uint64_t upto) {
        const std::lock_guard lock{mutex_};
        disk_.mark("durable", upto);
        durable_ = upto;
        spoke_after_failure_ |= failed_;
        changed_.notify_all();
    }
    void hear_failure() {
        const std::lock_guard lock{mutex_};
        disk_.mark("failed", durable_);
        spoke_after_failure_ |= failed_;
        failed_ = true;
        changed_.notify_all();
    }

    memory_disk& disk_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t durable_ = 0;
    bool failed_ = false;
    bool spoke_after_failure_ = false;
};

/// Appends batch by batch; false when the journal failed meanwhile or is to be dropped.
bool append_all(memory_disk& on, journal::file_journal& to, ear& listening, const life& plan,
                std::uint64_t last) {
    for (const auto& batch : plan.batches) {
        for (const auto& record : batch) {
            ++last;
            on.mark("appended", last, record);
            to.append(model::sequence{last}, record);
        }
        if (plan.by_hand) {
            to.turn();
        }
        const bool dropped = plan.ends == ending::dropped && &batch == &plan.batches.back();
        if (dropped || !listening.wait_durable(last)) {
            return false;
        }
    }
    return true;
}

}  // namespace

void knowledge::hear(const operation& made) {
    const auto* const mark = std::get_if<testing::operations::marked>(&made);
    if (mark == nullptr) {
        return;
    }
    if (mark->word == "opened") {  // what was not found is gone for ever
        appended.resize(mark->number);
        durable = mark->number;
    } else if (mark->word == "appended") {
        appended.push_back(mark->bytes);
    } else if (mark->word == "durable") {
        durable = mark->number;
    }
}

result<std::uint64_t, breach> recover(memory_disk& on, const knowledge& known,
                                      std::uint64_t segment_bytes,
                                      const std::function<void(journal::file_journal&)>& use) {
    life plan;
    plan.segment_bytes = segment_bytes;
    IAQ_TRY(const auto opened, open_checked(on, known, plan));
    if (opened.refused) {
        return breach{"it does not open: " + opened.refused->text};
    }
    if (use) {
        use(*opened.journal);
    }
    return opened.fold->records.size();
}

result<void, breach> live(memory_disk& on, const life& plan, knowledge& known) {
    const auto begin = on.log().size();
    ear listening{on};
    {
        IAQ_TRY(const auto opened, open_checked(on, known, plan));
        if (opened.refused && opened.refused->what != trouble::kind::unwritable) {
            return breach{"it does not open: " + opened.refused->text};
        }
        if (!opened.refused) {
            auto& records = opened.fold->records;
            on.mark("opened", records.size());
            listening.attach(*opened.journal);
            if (append_all(on, *opened.journal, listening, plan, records.size())) {
                for (const auto& batch : plan.batches) {
                    records.insert(records.end(), batch.begin(), batch.end());
                }
                static_cast<void>(
                    opened.journal->close([&](canonical& out) { opened.fold->describe(out); })
                        .has_value());
            }
        }
    }
    if (listening.spoke_after_failure()) {
        return breach{"it spoke after it had failed"};
    }
    const auto log = on.log();
    for (auto at = begin; at < log.size(); ++at) {
        known.hear(log[at]);
    }
    return success();
}

testing::disk_image empty_disk() { return {{"/", state_dir}, {}}; }

}  // namespace iaq::crash
