#include "switch_sim/scene.hpp"
#include "fuzz/scene_text.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// A text is a scene, and then told in a form of our own it is read as the same; or each complaint
// names a line and would be said of that line alone.

namespace {

using namespace iaq;
using namespace iaq::switch_sim;

void check_taken(const scene& told) {
    const auto again = read_scene(fuzz::text_of(told));
    ensure(again.has_value() && fuzz::are_same(again.value(), told));
    for (const auto& r : told.rules) {
        ensure(!r.effects.empty() && r.first >= 1 && r.first <= r.last);
    }
    const auto refused = refuse_script(told);
    ensure(refused.size() == told.script.size());
    for (std::size_t i = 0; i < refused.size(); ++i) {
        ensure(refused[i].line == told.script[i].line && !refused[i].text.empty());
    }
}

void check_complaints(std::string_view text, const std::vector<complaint>& said) {
    const auto lines = text::lines(text);
    ensure(!said.empty());
    ensure(std::ranges::is_sorted(said, {}, &complaint::line));
    std::vector<complaint> one_by_one;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto alone = read_scene(lines[i]);
        for (const auto& c : alone ? std::vector<complaint>{} : alone.error()) {
            ensure(c.line == 1 && !c.text.empty());
            one_by_one.push_back({i + 1, c.text});
        }
    }
    // Only the protocol is said once.
    const auto once = text.find("protocol");
    const bool twice =
        once != std::string_view::npos && text.find("protocol", once + 1) != std::string_view::npos;
    ensure(twice ? one_by_one.size() <= said.size() : one_by_one == said);
    ensure(place("f", said[0]) == "f:" + std::to_string(said[0].line) + ": " + said[0].text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string input(bytes, bytes + size);
    const auto read = read_scene(input);
    if (read) {
        check_taken(read.value());
    } else {
        check_complaints(input, read.error());
    }
    return 0;
}
