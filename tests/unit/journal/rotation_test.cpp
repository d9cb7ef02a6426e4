#include "journal/rotation.hpp"
#include "journal/file_journal.hpp"
#include "journal/keys.hpp"
#include "seal/digest.hpp"
#include "unit/journal/journal_bench.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

using namespace iaq;
using namespace iaq::test;
namespace fs = std::filesystem;

namespace {

using journal::trouble;

/// Keys of one master key and, unless it is 0, the one before it. The signing key is the same for
/// all: it is not what rotates.
std::unique_ptr<journal::keys> keys_of(char master, char previous = 0) {
    static const auto pem = seal::signing_key::generate(seal::signature_kind::ed25519).to_pem();
    auto made = some_keys(master);
    made->signing.emplace(seal::signing_key::from_pem(pem).value());
    made->random = [drawn = static_cast<char>(master + 1)](std::size_t count) mutable {
        return std::string(count, ++drawn);
    };
    if (previous != 0) {
        made->previous.emplace(std::string(seal::key::size, previous));
    }
    return made;
}

/// A journal of three segments under the key 'A'.
struct rotated_scratch {
    scratch folder;
    std::map<model::sequence, std::string> recorded;  // digests, as records would tell of them

    rotated_scratch() {
        const auto keys = keys_of('A');
        for (const auto* const word : {"first", "second", "third"}) {
            write(*keys, word);
        }
    }

    void write(const journal::keys& with, const std::string& record) const {
        const auto open = reopen(options(with));
        open.journal->append(model::next(open.journal->recovered().last), record);
        BOOST_REQUIRE(open.journal->close());
    }
    [[nodiscard]] journal::options options(const journal::keys& with) const {
        auto how = folder.options();
        how.with = &with;
        return how;
    }
    [[nodiscard]] fs::path key_file(std::uint64_t first) const {
        return folder.segment(first).replace_extension(".key");
    }
    [[nodiscard]] journal::recorded_sidecar source() const {
        return [this](model::sequence segment) {
            const auto found = recorded.find(segment);
            return found == recorded.end() ? nullptr : &found->second;
        };
    }
    /// Opens under the keys and wraps anew.
    [[nodiscard]] result<std::vector<model::sidecar_found>, trouble> rotate(
        const journal::keys& with) const {
        return reopen(options(with)).journal->rotate(source(), model::sequence{1});
    }
    [[nodiscard]] std::vector<std::string> files() const {
        std::vector<std::string> all;
        for (const auto& each : fs::directory_iterator(folder.journal() / "segment")) {
            if (each.path().extension() == ".key" || each.path().extension() == ".seg") {
                all.push_back(each.path().filename().string() + read_file(each.path()));
            }
        }
        std::ranges::sort(all);
        return all;
    }
};

/// Takes the keys of record `number` out of its segment's sidecar, as shredding does.
std::string punctured(const std::string& sidecar, const seal::master_key& under,
                      std::uint64_t number) {
    auto opened = seal::decode_sidecar(sidecar, under).value();
    const seal::key_tree tree{std::move(opened.cover)};
    const std::array leaves{static_cast<std::uint32_t>(number - opened.first)};
    opened.cover = tree.punctured(leaves);
    return seal::encode_sidecar(opened, under);
}

/// Opens a journal some of whose records no key opens, and counts these.
std::unique_ptr<journal::file_journal> open_with_holes(journal::options how, std::size_t& closed) {
    how.visit_closed = [&](const journal::closed_record&) -> result<void, std::string> {
        ++closed;
        return boost::outcome_v2::success();
    };
    auto opened = journal::file_journal::open(how, ignore);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? "" : opened.error().text));
    return std::move(opened).value();
}

const std::vector<std::string> all_records{"first", "second", "third"};

}  // namespace

BOOST_AUTO_TEST_SUITE(journal_rotation)

BOOST_AUTO_TEST_CASE(after_rotation_the_new_key_alone_opens_everything_and_the_old_one_nothing) {
    const rotated_scratch s;
    const auto both = keys_of('B', 'A');
    const auto done = s.rotate(*both);
    BOOST_REQUIRE(done);
    BOOST_REQUIRE(done.value().size() == 4U);  // the three, and the one begun by this start
    for (const auto& each : done.value()) {
        const auto bytes = read_file(s.key_file(model::number_of(each.segment)));
        BOOST_TEST(seal::sha256(bytes) == each.sha256);
        BOOST_TEST((seal::inspect_sidecar(bytes)->master_key_id == both->master->id()));
        const bool was_there = model::number_of(each.segment) <= 3;
        BOOST_TEST((each.sha256 != each.first_sha256) == was_there);
    }
    const auto fresh = keys_of('B');
    BOOST_TEST((reopen(s.options(*fresh)).records == all_records));
    const auto old = keys_of('A');
    BOOST_TEST((refused(s.options(*old)).what == trouble::kind::wrong_key));
}

BOOST_AUTO_TEST_CASE(any_mixture_of_old_and_new_wraps_starts_with_both_keys) {
    for (unsigned mixture = 0; mixture < 8; ++mixture) {
        const rotated_scratch s;
        const auto both = keys_of('B', 'A');
        std::vector<std::string> old;
        for (std::uint64_t first = 1; first <= 3; ++first) {
            old.push_back(read_file(s.key_file(first)));
        }
        const auto whole = s.rotate(*both);
        for (std::uint64_t first = 1; first <= 3; ++first) {
            if ((mixture >> (first - 1) & 1U) != 0) {
                write_file(s.key_file(first), old[first - 1]);
            }
        }
        BOOST_TEST((reopen(s.options(*both)).records == all_records));
        const auto again = s.rotate(*both);
        BOOST_REQUIRE(again);
        for (std::size_t i = 0; i < 3; ++i) {
            BOOST_TEST((again.value()[i] == whole.value()[i]));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_pair_of_keys_is_refused_and_changes_nothing) {
    const rotated_scratch s;
    const auto before = s.files();
    for (const auto& [master, previous] : {std::pair{'B', 'C'}, {'C', 'B'}, {'B', '\0'}}) {
        const auto keys = keys_of(master, previous);
        BOOST_TEST((refused(s.options(*keys)).what == trouble::kind::wrong_key));
    }
    // Two of three sidecars are good under it: all are looked at before the first is touched.
    const auto half = keys_of('B', 'A');
    auto last = seal::decode_sidecar(read_file(s.key_file(3)), *half->previous).value();
    write_file(s.key_file(3), seal::encode_sidecar(last, seal::master_key{std::string(32, 'Z')}));
    const auto changed = s.files();
    BOOST_TEST((refused(s.options(*half)).what == trouble::kind::wrong_key));
    BOOST_TEST((s.files() == changed));
    BOOST_TEST((s.files() != before));
}

BOOST_AUTO_TEST_CASE(a_second_start_with_both_keys_changes_no_sidecar) {
    const rotated_scratch s;
    const auto both = keys_of('B', 'A');
    auto first = s.rotate(*both);
    const auto time = fs::last_write_time(s.key_file(1));
    auto second = s.rotate(*both);
    first.value().pop_back();  // begun by the start, and never written to
    second.value().pop_back();
    BOOST_TEST(first.value().size() == 3U);
    BOOST_TEST((first.value() == second.value()));
    BOOST_TEST((fs::last_write_time(s.key_file(1)) == time));
}

BOOST_AUTO_TEST_CASE(g10_an_older_sidecar_put_back_is_not_wrapped_anew) {
    rotated_scratch s;
    const auto whole = read_file(s.key_file(2));
    const auto both = keys_of('B', 'A');
    const auto shredded = punctured(whole, *both->previous, 2);
    s.recorded[model::sequence{2}] = seal::sha256(shredded);
    // Before the rotation, and after it under either key.
    for (const bool rotated : {false, true}) {
        if (rotated) {
            write_file(s.key_file(2), shredded);
            std::size_t closed = 0;
            const auto done =
                open_with_holes(s.options(*both), closed)->rotate(s.source(), model::sequence{1});
            BOOST_TEST(closed == 1U);
            BOOST_REQUIRE(done);
            s.recorded[model::sequence{2}] = done.value()[1].sha256;
            BOOST_TEST((
                seal::decode_sidecar(read_file(s.key_file(2)), *both->master).value().cover.size() >
                1));
        }
        auto kept = seal::decode_sidecar(whole, *both->previous).value();
        const std::vector<std::string> put_back{whole, seal::encode_sidecar(kept, *both->master)};
        for (const auto& bytes : put_back) {
            write_file(s.key_file(2), bytes);
            const auto before = s.files();
            const auto why = s.rotate(*both);
            BOOST_REQUIRE(!why);
            BOOST_TEST((why.error().what == trouble::kind::damaged));
            BOOST_TEST(why.error().text.find("00000000000000000002.key") != std::string::npos);
            BOOST_TEST(read_file(s.key_file(2)) == bytes);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_sidecar_is_known_by_its_digest_under_the_other_key) {
    const rotated_scratch s;
    const auto both = keys_of('B', 'A');
    const auto before = read_file(s.key_file(1));
    BOOST_REQUIRE(s.rotate(*both));
    const auto after = read_file(s.key_file(1));
    BOOST_TEST(journal::is_sidecar(after, seal::sha256(after), *both));
    BOOST_TEST(journal::is_sidecar(after, seal::sha256(before), *both));
    BOOST_TEST(journal::is_sidecar(before, seal::sha256(after), *both));  // out of a backup
    BOOST_TEST(!journal::is_sidecar(after, seal::sha256("other"), *both));
    const auto fresh = keys_of('B');
    BOOST_TEST(!journal::is_sidecar(after, seal::sha256(before), *fresh));
}

BOOST_AUTO_TEST_CASE(segments_without_a_seal_or_without_their_sidecar_are_passed_over) {
    const scratch folder;
    auto plain = folder.options();
    write_journal(plain, {"plain"});
    const auto old = keys_of('A');
    auto how = folder.options();
    how.with = old.get();
    write_journal(how, {"gone"});
    write_journal(how, {"kept"});
    fs::remove(folder.segment(2).replace_extension(".key"));
    const auto both = keys_of('B', 'A');
    how.with = both.get();
    std::size_t closed = 0;
    const auto done =
        open_with_holes(how, closed)
            ->rotate([](model::sequence) { return static_cast<const std::string*>(nullptr); },
                     model::sequence{1});
    BOOST_REQUIRE(done);
    BOOST_REQUIRE(done.value().size() == 2U);
    BOOST_TEST((done.value()[0].segment == model::sequence{3}));
    BOOST_TEST(closed == 1U);
    BOOST_TEST(!fs::exists(folder.segment(2).replace_extension(".key")));
}

BOOST_AUTO_TEST_SUITE_END()
