#include "crash/campaign.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace iaq::crash {
namespace {

std::uint64_t wanted(const char* name, std::uint64_t otherwise) {
    const char* const text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

std::size_t states_wanted() { return wanted("IAQ_CRASH_STATES", IAQ_CRASH_STATES_USUAL); }

campaign::campaign(std::size_t states)
    : seed_(wanted("IAQ_CRASH_SEED", std::random_device{}())),
      random_(seed_),
      exploring_(random_()),
      states_(states) {
    BOOST_TEST_MESSAGE("IAQ_CRASH_SEED=" << seed_);
}

campaign::~campaign() {
    static std::size_t in_all = 0;
    in_all += exploring_.states();
    BOOST_TEST_MESSAGE(exploring_.states() << " disks explored, " << in_all << " in all");
}

std::size_t campaign::share(std::size_t parts) const {
    return std::max<std::size_t>(states_ / parts, 50);
}

history campaign::lived(const usage& how, history past) {
    require(live_all(past, lives_of(how, random_)), how.name);
    return past;
}

void campaign::require(const result<void, breach>& kept, std::string_view doing) const {
    BOOST_REQUIRE_MESSAGE(kept, "IAQ_CRASH_SEED=" << seed_ << ", " << doing << ": "
                                                  << (kept ? "" : kept.error().text));
}

}  // namespace iaq::crash
