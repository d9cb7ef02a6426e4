#pragma once

#include "support/gateway.hpp"
#include "switch_sim/scene.hpp"

#include <map>
#include <string>
#include <vector>

namespace iaq::testing {

/// Runs a scene's script against the whole gateway; its `switch` rules drive the stand-in switch.
/// The vocabulary is in tools/switch_sim/README.md.
class scene_runner {
public:
    scene_runner(switch_sim::scene told, model::payload_kind payload);

    /// Returns what went otherwise than the script says, `line N: ...`; empty when nothing did.
    std::vector<std::string> run();

private:
    struct asked {
        std::uint64_t request = 0;
        std::string inquiry_id, reference;
    };

    void act(const switch_sim::step& s);
    void client_acts(const switch_sim::step& s);
    void submit(const switch_sim::step& s);
    void switch_acts(const switch_sim::step& s);
    void expect_of_gateway(const switch_sim::step& s);
    void expect_answer(const switch_sim::step& s);
    void expect_delivery(const switch_sim::step& s, bool to_operator);
    void expect_nothing(const switch_sim::step& s, bool to_operator);
    void expect_on_line(const switch_sim::step& s);
    [[nodiscard]] bool fits(const model::delivery& d, const switch_sim::step& s) const;
    [[nodiscard]] bool fits(const switch_sim::note& n, const switch_sim::step& s);
    [[nodiscard]] std::string value(const switch_sim::step& s, const std::string& name) const;
    void wrong(const switch_sim::step& s, const std::string& what);

    switch_sim::scene told_;
    gateway gateway_;
    std::map<std::string, asked> asked_;
    std::map<std::uint64_t, std::string> unanswered_;  // request, id
    std::size_t said_to_client_ = 0, said_to_operator_ = 0, on_line_ = 0;
    std::map<std::string, std::uint32_t> exchanges_;  // of a reference, as last heard
    bool killed_ = false;
    std::vector<std::string> wrong_;
};

}  // namespace iaq::testing
