#include "model/names.hpp"
#include "support/scene_runner.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace iaq;

/// In what a scene is told: what it says itself, else everything we speak.
std::vector<switch_sim::scene> tellings(const switch_sim::scene& told) {
    if (told.says_protocol) {
        return {told};
    }
    std::vector<switch_sim::scene> all{told, told, told};
    switch_sim::speak(all[1], model::line_protocol::dmpp2020);
    switch_sim::speak(all[2], model::line_protocol::dmpp2020);
    all[2].key = "sixteen bytes of";
    return all;
}

std::string name_of(const switch_sim::scene& told, model::payload_kind payload) {
    return std::string(model::name_of(told.protocol)) + (told.key.empty() ? "" : " encrypted") +
           ", " + std::string(model::name_of(payload));
}

}  // namespace

/// Runs the scene files named behind `--` once for each payload and, unless they say which, each
/// protocol.
BOOST_AUTO_TEST_CASE(scene) {
    const auto& words = boost::unit_test::framework::master_test_suite();
    BOOST_REQUIRE_GT(words.argc, 1);
    for (int i = 1; i < words.argc; ++i) {
        const std::string path = words.argv[i];
        std::ifstream file{path};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const auto read = switch_sim::read_scene(text);
        BOOST_REQUIRE_MESSAGE(read.has_value(), path << " is no scene");
        BOOST_REQUIRE_MESSAGE(!read.value().script.empty(), path << " expects nothing");
        for (const auto& told : tellings(read.value())) {
            for (const auto payload :
                 {model::payload_kind::ofml, model::payload_kind::nlets_text}) {
                testing::scene_runner runner{told, payload};
                for (const auto& wrong : runner.run()) {
                    BOOST_ERROR(path << ", " << name_of(told, payload) << ", " << wrong);
                }
            }
        }
        BOOST_TEST_MESSAGE(read.value().claim);
    }
}
