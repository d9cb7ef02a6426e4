#include "support/scene_runner.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>

/// Runs the scene files named behind `--` once for each payload.
BOOST_AUTO_TEST_CASE(scene) {
    using namespace iaq;
    const auto& words = boost::unit_test::framework::master_test_suite();
    BOOST_REQUIRE_GT(words.argc, 1);
    for (int i = 1; i < words.argc; ++i) {
        const std::string path = words.argv[i];
        std::ifstream file{path};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const auto read = switch_sim::read_scene(text);
        BOOST_REQUIRE_MESSAGE(read.has_value(), path << " is no scene");
        BOOST_REQUIRE_MESSAGE(!read.value().script.empty(), path << " expects nothing");
        for (const auto payload : {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
            testing::scene_runner runner{read.value(), payload};
            for (const auto& wrong : runner.run()) {
                BOOST_ERROR(path << ", payload " << static_cast<int>(payload) << ", " << wrong);
            }
        }
        BOOST_TEST_MESSAGE(read.value().claim);
    }
}
