#include "iaqctl/acts.hpp"

#include <memory>

/// What a person did to an inquiry, written down.
namespace iaq::ctl {
namespace {

/// Makes one call and prints its answer.
exit_code send(const surroundings& around, const v1::ClientFrame& frame) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    const auto answer = reached.value().call(frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

void add_note(CLI::App& line, const surroundings& around, action& chosen) {
    const auto frame = std::make_shared<v1::ClientFrame>();
    auto* const command = line.add_subcommand("note", "Write a remark to an inquiry");
    auto& note = *frame->mutable_note();
    command
        ->add_option_function<std::string>(
            "ID", [&note](const std::string& id) { note.set_inquiry_id(id); }, "the inquiry")
        ->required();
    command
        ->add_option_function<std::string>(
            "TEXT", [&note](const std::string& text) { note.set_text(text); }, "the remark")
        ->required();
    add_acting_user(*command, *frame);
    command->footer("Example: iaqctl note 3f9a01-1042 \"the sergeant was told at 03:10\"");
    command->callback([&, frame] { chosen = [&around, frame] { return send(around, *frame); }; });
}

}  // namespace

void add_acting_user(CLI::App& command, v1::ClientFrame& frame) {
    command.add_option_function<std::string>(
        "--acting-user", [&frame](const std::string& user) { frame.set_acting_user(user); },
        "on whose behalf");
}

void add_acts(CLI::App& line, const surroundings& around, action& chosen) {
    add_note(line, around, chosen);
}

}  // namespace iaq::ctl
