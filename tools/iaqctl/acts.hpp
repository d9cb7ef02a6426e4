#pragma once

#include "iaqctl/commands.hpp"

#include <functional>
#include <memory>
#include <string>

/// The commands by which a person writes down what was done to an inquiry.
namespace iaq::ctl {

/// A command's call as it grows, and the time in it, which is read once the zone is known.
struct wish {
    v1::ClientFrame frame;
    std::string at;                                         // empty: none is said
    std::function<google::protobuf::Timestamp*()> place{};  // where `at` goes; empty: nowhere
};

/// Makes the call and prints its answer.
exit_code send(const surroundings& around, wish& w);

/// Adds an option (`--name`, or a word at its place) whose text goes to `take`.
CLI::Option& add_text(CLI::App& command, const char* name, const char* words,
                      std::function<void(const std::string&)> take);
/// Adds the option that says on whose behalf. Lifetime: the frame outlives the line.
void add_acting_user(CLI::App& command, v1::ClientFrame& frame);
/// Adds the option that says when; `otherwise` when it is not said.
void add_time(CLI::App& command, wish& w, std::function<google::protobuf::Timestamp*()> place,
              const char* words, const char* option = "--at", const std::string& otherwise = "now");

/// Adds a command with what every such one has: the inquiry, and on whose behalf. `body`: the
/// call's, in the frame of `w`.
template <class Body>
CLI::App& add_act(CLI::App& line, const surroundings& around, action& chosen,
                  const std::shared_ptr<wish>& w, Body& body, const char* name, const char* words) {
    auto& command = *line.add_subcommand(name, words);
    add_text(command, "ID", "the inquiry", [&body](const auto& id) {
        body.set_inquiry_id(id);
    }).required();
    add_acting_user(command, w->frame);
    command.callback([&around, &chosen, w] { chosen = [&around, w] { return send(around, *w); }; });
    return command;
}

void add_acts(CLI::App& line, const surroundings& around, action& chosen);
void add_changes(CLI::App& line, const surroundings& around, action& chosen);
void add_confirming(CLI::App& line, const surroundings& around, action& chosen);

}  // namespace iaq::ctl
