#include "seal/fips.hpp"

#include <boost/test/unit_test.hpp>

#include <openssl/err.h>
#include <openssl/provider.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

using namespace iaq;

namespace {

/// What `require_fips` answers, in a process of its own: it changes the whole process.
std::string answer_of_require_fips() {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    const auto child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        const auto answer = seal::require_fips();
        const auto said = answer ? std::string{"granted"} : answer.error();
        const auto wrote = ::write(ends[1], said.data(), said.size());
        ::_exit(wrote == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::array<char, 1000> heard{};
    const auto size = ::read(ends[0], heard.data(), heard.size());
    ::close(ends[0]);
    int status = -1;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return {heard.data(), static_cast<std::size_t>(size > 0 ? size : 0)};
}

bool machine_has_fips() {
    auto* const found = OSSL_PROVIDER_try_load(nullptr, "fips", 1);
    OSSL_PROVIDER_unload(found);
    ERR_clear_error();  // other cases look at what theirs leave behind
    return found != nullptr;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seal_fips)

BOOST_AUTO_TEST_CASE(without_a_validated_provider_it_fails_and_says_what_to_do) {
    const auto answer = answer_of_require_fips();
    if (machine_has_fips()) {
        BOOST_TEST(answer == "granted");
    } else {
        BOOST_TEST(answer.find("no provider `fips`") != std::string::npos);
        BOOST_TEST(answer.find("fipsinstall") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(every_algorithm_we_need_is_known_to_openssl_by_the_name_we_ask_for) {
    BOOST_TEST(!seal::missing_algorithm("provider=default").has_value());
}

BOOST_AUTO_TEST_CASE(an_algorithm_that_nobody_offers_is_named) {
    BOOST_TEST((seal::missing_algorithm("provider=nobody") == "SHA256"));
}

BOOST_AUTO_TEST_SUITE_END()
