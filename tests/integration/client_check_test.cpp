#include "support/process.hpp"
#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

// iaq-client-check passes a client that keeps to the protocol, and names what another one does.

namespace {

using namespace iaq;

/// Runs the check against a client that makes this mistake; empty: none.
int checked(const std::string& mistake, const std::vector<std::string>& only, std::string& said) {
    std::vector<std::string> words{testing::program("iaq-client-check"), "--stored", "--patience",
                                   mistake.empty() ? "30" : "3"};
    for (const auto& name : only) {
        words.insert(words.end(), {"--only", name});
    }
    words.insert(words.end(), {"--", testing::program("iaq_test_vendor"), "{socket}"});
    if (!mistake.empty()) {
        words.push_back(mistake);
    }
    return testing::run(words, said);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(integration_client_check)

BOOST_AUTO_TEST_CASE(a_client_that_keeps_to_the_protocol_passes_all) {
    std::string said;
    BOOST_TEST(checked({}, {}, said) == 0);
    BOOST_TEST(said.find("15 passed, 0 failed") != std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(each_mistake_is_found_by_the_check_that_is_there_for_it) {
    struct row {
        std::string mistake, check, words;
    };
    const std::vector<row> rows{
        {"no key", "asks", "INVALID"},
        {"another key", "lost before the answer", "under another key"},
        {"other content", "lost before the answer", "other content"},
        {"gives up", "lost before the answer", "ended by itself"},
        {"deaf", "lost after the answer", "did not subscribe"},
        {"asks each time", "lost after the answer", "submitted again"},
        {"impatient", "busy", "before retry_after_ms"},
        {"impatient", "unavailable", "before retry_after_ms"},
        {"insists", "refused", "submitted again"},
        {"takes another key", "conflict", "submitted again"},
        {"own cursor", "takes", "a cursor that was not delivered"},
        {"stores twice", "repeat", "stored one event twice"},
        {"lazy", "backlog", "of 1000 in time"},
        {"no late", "late answer", "of 2 in time"},
        {"no withdrawn", "withdrawn", "of 2 in time"},
        {"strict", "newer gateway", "ended by itself, with code 3"},
        {"small", "large answer", "of 1 in time"},
    };
    for (const auto& r : rows) {
        BOOST_TEST_CONTEXT(r.mistake << ", " << r.check) {
            std::string said;
            BOOST_TEST(checked(r.mistake, {r.check}, said) == 1);
            BOOST_TEST(said.find("FAILED  " + r.check) != std::string::npos, said);
            BOOST_TEST(said.find(r.words) != std::string::npos, said);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_check_that_cannot_be_made_says_so_and_passes_nobody) {
    std::string said;
    BOOST_TEST(
        testing::run({testing::program("iaq-client-check"), "--", "/nowhere/client"}, said) == 2);
    BOOST_TEST(checked({}, {"no such check"}, said) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
