#include "evidence/mutations/mutation.hpp"
#include "unit/verifier/memory_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

using namespace iaq::mutations;

namespace {

std::uint64_t wanted(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

bool is_met(const expectation& by, const iaq::verifier::finding& found) {
    return std::ranges::find(by.kinds, found.kind) != by.kinds.end() && by.file == found.file &&
           by.offset.value_or(found.offset) == found.offset && by.record == found.record;
}

/// Returns whether each expectation has its finding, and each finding its expectation.
bool all_met(const std::vector<expectation>& expected, const iaq::verifier::verdict& seen) {
    return seen.findings_count == expected.size() &&
           std::ranges::all_of(expected, [&](const expectation& one) {
               return std::ranges::count_if(seen.findings, [&](const auto& found) {
                          return is_met(one, found);
                      }) == 1;
           });
}

std::string told(const std::vector<expectation>& expected) {
    std::ostringstream out;
    for (const auto& one : expected) {
        for (const auto kind : one.kinds) {
            out << name_of(kind) << (kind == one.kinds.back() ? " " : " or ");
        }
        out << one.file << "@" << (one.offset ? std::to_string(*one.offset) : "any");
        out << (one.record ? "#" + std::to_string(*one.record) : "") << "\n";
    }
    return out.str();
}

/// One sound journal, its files as they are changed and put back, and the judge of them.
class subject {
public:
    explicit subject(large_journal sound)
        : sound_(std::move(sound)), files_(sound_.files), judge_(sound_.plan) {}

    [[nodiscard]] const large_journal& sound() const { return sound_; }

    iaq::verifier::verdict judged() { return judge_(files_); }
    iaq::verifier::verdict judged(const mutation& made) {
        judge_.asked.at_least = made.at_least;
        for (const auto& [path, bytes] : made.changes) {
            set(path, bytes ? &*bytes : nullptr);
        }
        auto seen = judge_(files_);
        for (const auto& [path, bytes] : made.changes) {
            const auto before = sound_.files.find(path);
            set(path, before == sound_.files.end() ? nullptr : &before->second);
        }
        judge_.asked.at_least.reset();
        return seen;
    }

private:
    void set(const std::string& path, const std::string* bytes) {
        if (bytes == nullptr) {
            files_.erase(path);
        } else {
            files_[path] = *bytes;
        }
    }

    large_journal sound_;
    folder_bytes files_;
    iaq::test::judge judge_;
};

std::vector<std::unique_ptr<subject>> subjects() {
    std::vector<std::unique_ptr<subject>> all;
    for (auto& journal : large_journals()) {
        all.push_back(std::make_unique<subject>(std::move(journal)));
    }
    return all;
}

mutation some_mutation(const large_journal& of, chance& by) {
    constexpr std::array ways{flip_a_bit, change_records, change_files};
    return by.one_of(ways)(of, by);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(evidence_mutations)

// Not found, and not to be: what `lock` says, that `segment/next` is gone, and what a base holds
// behind its head, which is for those who have the key.
BOOST_AUTO_TEST_CASE(g9_each_of_many_seeded_mutations_of_a_large_journal_is_found_in_its_place) {
    const auto count = wanted("IAQ_MUTATIONS", IAQ_MUTATIONS_USUAL);
    const auto begin = wanted("IAQ_MUTATION_SEED", std::random_device{}());
    BOOST_TEST_MESSAGE(count << " mutations, IAQ_MUTATION_SEED=" << begin);
    const auto all = subjects();
    std::map<std::string, std::uint64_t> kinds;
    for (auto seed = begin; seed < begin + count; ++seed) {
        chance by{seed};
        auto& on = *by.one_of(all);
        const auto made = some_mutation(on.sound(), by);
        const auto seen = on.judged(made);
        BOOST_REQUIRE_MESSAGE(all_met(made.expected, seen),
                              "IAQ_MUTATION_SEED=" << seed << ", " << on.sound().name
                                                   << " journal, " << made.what << "\nexpected:\n"
                                                   << told(made.expected) << "found:\n"
                                                   << iaq::test::told(seen));
        ++kinds[made.expected.empty() ? "nothing, rightly"
                                      : std::string{name_of(made.expected[0].kinds[0])}];
    }
    for (const auto& [kind, times] : kinds) {
        BOOST_TEST_MESSAGE("  " << kind << ": " << times);
    }
    for (const auto& each : all) {
        BOOST_TEST(iaq::test::told(each->judged()) == "");  // all was put back
    }
}

BOOST_AUTO_TEST_SUITE_END()
