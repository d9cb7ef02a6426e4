#include "base/text.hpp"
#include "evidence/checkpoint.hpp"
#include "evidence/note.hpp"
#include "evidence/proof.hpp"
#include "evidence/tile_reader.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "ledger/header.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

/// A journal with keys: sealed and signed.
struct sealed_scratch {
    scratch folder;
    std::unique_ptr<journal::keys> keys = some_keys();

    [[nodiscard]] journal::options options() const {
        auto how = folder.options();
        how.with = keys.get();
        return how;
    }
    [[nodiscard]] fs::path file(const std::string& name) const { return folder.journal() / name; }
};

/// `count` records that begin with the words, and one that announces a head behind them.
std::vector<std::string> with_head(std::size_t count, const std::string& words) {
    std::vector<std::string> records;
    for (std::size_t i = 0; i < count; ++i) {
        records.push_back(words + " " + std::to_string(i));
    }
    records.emplace_back(head_record);
    return records;
}

evidence::checkpoint head_of(const sealed_scratch& s) {
    const auto key = evidence::parse_vkey(text::trim(read_file(s.file("log.vkey"))));
    BOOST_REQUIRE(key);
    const std::array known{key.value()};
    const auto opened = evidence::open_note(
        read_file(s.file("checkpoint")), known,
        [](const evidence::verifier& by, std::string_view text, std::string_view signature) {
            return seal::verify_signature(static_cast<seal::signature_kind>(by.kind),
                                          by.public_bytes, text, signature);
        });
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    return evidence::parse_checkpoint(opened.value().text).value();
}

std::vector<fs::path> files_of(const sealed_scratch& s) {
    std::vector<fs::path> found;
    for (const auto& each : fs::recursive_directory_iterator(s.folder.journal())) {
        if (each.is_regular_file()) {
            found.push_back(each.path());
        }
    }
    return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_sealed)

BOOST_AUTO_TEST_CASE(g10_no_word_of_a_record_is_in_any_file_and_all_come_back) {
    const sealed_scratch s;
    const auto records = with_head(300, "MARTINEZ SOLIS");
    write_journal(s.options(), records);
    for (const auto& path : files_of(s)) {
        BOOST_TEST_CONTEXT(path) {
            BOOST_TEST(read_file(path).find("MARTINEZ") == std::string::npos);
        }
    }
    BOOST_TEST((reopen(s.options()).records == records));
}

BOOST_AUTO_TEST_CASE(another_master_key_is_refused_and_changes_nothing) {
    sealed_scratch s;
    write_journal(s.options(), with_head(3, "word"));
    const auto before = read_file(s.file("segment") / s.folder.segments().front());
    s.keys->master.emplace(std::string(32, 'N'));
    const auto why = refused(s.options());
    BOOST_TEST((why.what == journal::trouble::kind::wrong_key));
    BOOST_TEST(why.text.find("another master key") != std::string::npos);
    BOOST_TEST(read_file(s.file("segment") / s.folder.segments().front()) == before);
    BOOST_TEST(s.folder.segments().size() == 1U);
}

BOOST_AUTO_TEST_CASE(g9_the_head_is_over_every_record_and_each_is_proved_under_it) {
    const sealed_scratch s;
    write_journal(s.options(), with_head(700, "word"));
    const auto head = head_of(s);
    BOOST_TEST(head.size == 701U);
    BOOST_TEST(head.origin == "test.example/journal/" + s.options().journal_id);
    evidence::tile_reader tiles{head.size,
                                [&](const std::string& path) -> std::optional<std::string> {
                                    if (!fs::exists(s.file(path))) {
                                        return std::nullopt;
                                    }
                                    return read_file(s.file(path));
                                }};
    const evidence::subtree hashes = std::ref(tiles);
    seal::hasher hash;
    for (std::uint64_t index = 0; index < head.size; ++index) {
        const auto proof = evidence::inclusion_proof(index, head.size, hashes);
        BOOST_REQUIRE(proof);
        BOOST_REQUIRE(evidence::verify_inclusion(hash, *hashes(0, index), index, head.size,
                                                 proof.value(), head.root));
    }
}

BOOST_AUTO_TEST_CASE(partial_tiles_are_those_of_the_newest_head_only) {
    const sealed_scratch s;
    for (int life = 0; life < 3; ++life) {
        const auto again = reopen(s.options());
        listener ear;
        ear.attach(*again.journal);
        auto number = again.journal->recovered().last;
        for (const auto& record : with_head(4, "word")) {
            number = model::next(number);
            again.journal->append(number, record);
        }
        BOOST_REQUIRE(again.journal->close());
    }
    std::vector<std::string> partial;
    for (const auto& path : files_of(s)) {
        if (path.parent_path().extension() == ".p") {
            partial.push_back(path.filename());
        }
    }
    BOOST_TEST((partial == std::vector<std::string>{"15", "15"}));
}

BOOST_AUTO_TEST_CASE(tiles_that_a_crash_lost_are_made_again) {
    const sealed_scratch s;
    write_journal(s.options(), with_head(600, "word"));
    const auto tile = read_file(s.file("tile/0/000"));
    write_file(s.file("tile/0/000"), std::string(tile.size(), '\0'));
    fs::remove(s.file("tile/entries/001"));
    fs::remove_all(s.file("tile/1"));
    static_cast<void>(reopen(s.options()));
    BOOST_TEST(read_file(s.file("tile/0/000")) == tile);
    BOOST_TEST(fs::exists(s.file("tile/entries/001")));
    BOOST_TEST(fs::exists(s.file("tile/1/000.p/2")));
}

BOOST_AUTO_TEST_CASE(g9_a_journal_that_does_not_fit_its_head_is_refused) {
    sealed_scratch s;
    write_journal(s.options(), with_head(20, "word"));
    const auto name = s.folder.segments().front();
    const auto whole = read_file(s.file("segment") / name);
    const auto head = read_file(s.file("checkpoint"));
    const struct {
        const char* name;
        std::function<void()> change;
        const char* says;
    } rows[] = {
        {"cut to its header",
         [&] {
             write_file(s.file("segment") / name,
                        std::string_view{whole}.substr(0, ledger::header_bytes));
         },
         "was signed: records are missing"},
        {"its segment is gone", [&] { fs::remove(s.file("segment") / name); }, "no segment"},
        {"a head that was changed",
         [&] {
             auto other = head;
             other[other.find("\n") + 1] = '9';
             write_file(s.file("checkpoint"), other);
         },
         "checkpoint: was not signed"},
        {"another signing key's verifier key", [&] { write_file(s.file("log.vkey"), "x\n"); },
         "log.vkey"},
    };
    const auto vkey = read_file(s.file("log.vkey"));
    for (const auto& row : rows) {
        BOOST_TEST_CONTEXT(row.name) {
            row.change();
            BOOST_TEST(refused(s.options()).text.find(row.says) != std::string::npos);
            write_file(s.file("segment") / name, whole);
            write_file(s.file("checkpoint"), head);
            write_file(s.file("log.vkey"), vkey);
        }
    }
    BOOST_TEST(reopen(s.options()).records.size() == 21U);
}

BOOST_AUTO_TEST_CASE(a_journal_of_step_1_goes_on_sealed) {
    sealed_scratch s;
    write_journal(s.folder.options(), {"plain one", "plain two"});
    write_journal(s.options(), with_head(1, "sealed"));
    const auto again = reopen(s.options());
    BOOST_REQUIRE(again.records.size() == 4U);
    BOOST_TEST(again.records[1] == "plain two");
    BOOST_TEST(again.records[2] == "sealed 0");
    BOOST_TEST(head_of(s).size == 4U);
}

BOOST_AUTO_TEST_CASE(g10_without_its_sidecar_a_segment_is_shredded_whole) {
    sealed_scratch s;
    write_journal(s.options(), with_head(3, "word"));
    fs::remove(s.file("segment/00000000000000000001.key"));
    auto how = s.options();
    std::vector<journal::closed_record> closed;
    how.visit_closed = [&](const journal::closed_record& r) -> result<void, std::string> {
        closed.push_back(r);
        return boost::outcome_v2::success();
    };
    BOOST_TEST(reopen(how).records.empty());
    BOOST_REQUIRE(closed.size() == 4U);
    BOOST_TEST(closed.back().kind == 163U);
    BOOST_TEST(refused(s.options()).text.find("is sealed") != std::string::npos);
}

/// Holds up whoever writes first into the room that is kept for the next sidecar.
class held_up {
public:
    boost::system::error_code operator()(call what, const std::string& path) {
        if (what == call::write && path.ends_with("next.key") && !met_.exchange(true)) {
            std::unique_lock lock{mutex_};
            released_.wait_for(lock, std::chrono::seconds{30}, [&] { return is_released_; });
        }
        return {};
    }
    void release() {
        const std::lock_guard lock{mutex_};
        is_released_ = true;
        released_.notify_all();
    }
    [[nodiscard]] bool met() const { return met_; }

private:
    std::atomic<bool> met_{false};
    std::mutex mutex_;
    std::condition_variable released_;
    bool is_released_ = false;
};

BOOST_AUTO_TEST_CASE(a_segment_begun_while_room_for_a_sidecar_is_made_keeps_its_own) {
    const sealed_scratch s;
    auto how = s.options();
    how.segment_bytes = 64UL * 1024;
    held_up housekeeper;
    probed_disk disk{[&](call what, const std::string& path) { return housekeeper(what, path); }};
    const std::vector<std::string> records(40, std::string(4000, 'r'));  // over three segments
    {
        const auto opened = journal::file_journal::open(how, ignore, disk);
        BOOST_REQUIRE(opened);
        listener ear;
        ear.attach(*opened.value());
        while (!housekeeper.met()) {
            std::this_thread::yield();
        }
        for (std::size_t i = 0; i < records.size(); ++i) {
            opened.value()->append(model::sequence{i + 1}, records[i]);
        }
        ear.wait_durable(records.size());
        housekeeper.release();
        BOOST_REQUIRE(opened.value()->close());
    }
    BOOST_TEST(s.folder.segments().size() >= 3U);
    BOOST_TEST((reopen(how).records == records));
}

BOOST_AUTO_TEST_SUITE_END()
