#include "iaqctl/acts.hpp"

#include "iaqctl/when.hpp"

#include <chrono>
#include <memory>

/// What a person did to an inquiry, written down.
namespace iaq::ctl {
namespace {

void add_note(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& note = *w->frame.mutable_note();
    auto& command = add_act(line, around, chosen, w, note, "note", "Write a remark to an inquiry");
    add_text(command, "TEXT", "the remark", [&note](const auto& t) {
        note.set_text(t);
    }).required();
    command.footer("Example: iaqctl note 3f9a01-1042 \"the sergeant was told at 03:10\"");
}

void add_ice_contact(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& contact = *w->frame.mutable_ice_contact();
    auto& command = add_act(line, around, chosen, w, contact, "ice-contact",
                            "Write down a call to ICE: who, when, what the instruction was");
    add_time(
        command, *w, [&contact] { return contact.mutable_at(); },
        "when they spoke, or when it was tried");
    add_text(command, "--with", "who was reached", [&contact](const auto& t) {
        contact.set_spoke_with(t);
        contact.set_reached(true);
    });
    add_text(command, "--instruction", "what they said, in words",
             [&contact](const auto& t) { contact.set_instruction(t); });
    command.add_flag_callback(
        "--detainer-authorized",
        [&contact] { contact.set_detainer_authorized_during_contact(true); },
        "ICE authorized a detainer during the enforcement contact");
    command.footer(
        "Example: iaqctl ice-contact 3f9a01-1042 --at 03:12 --with \"duty officer, badge 77\" \\\n"
        "             --instruction \"no detainer\"\n"
        "Without --with: ICE could not be reached.");
}

void add_consular_done(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& done = *w->frame.mutable_consular_done();
    auto& command = add_act(line, around, chosen, w, done, "consular-done",
                            "Write down that a consulate was notified, or that it was declined");
    add_time(
        command, *w, [&done] { return done.mutable_at(); }, "when");
    add_text(command, "--country", "its NCIC code, e.g. MM for Mexico", [&done](const auto& t) {
        done.set_country(t);
    }).required();
    add_text(command, "--how", "how, and who was told",
             [&done](const auto& t) { done.set_how(t); });
    command.add_flag_callback(
        "--declined", [&done] { done.set_declined(true); },
        "the person did not want it, where that is allowed");
    command.footer(
        "Example: iaqctl consular-done 3f9a01-1042 --country MM --how \"telephone, consul on "
        "duty\"");
}

void add_transfer(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& transfer = *w->frame.mutable_transfer();
    auto& command = *line.add_subcommand(
        "transfer", "Hand over inquiries to another officer or desk, or accept what was offered");
    command.add_option_function<std::vector<std::string>>(
        "ID",
        [&transfer](const auto& ids) {
            for (const auto& id : ids) {
                transfer.add_inquiry_ids(id);
            }
        },
        "the inquiries");
    add_text(command, "--to-officer", "who is to have them",
             [&transfer](const auto& t) { transfer.set_to_officer_id(t); });
    add_text(command, "--to-desk", "which desk is to have them",
             [&transfer](const auto& t) { transfer.set_to_desk(t); });
    add_text(command, "--note", "in words", [&transfer](const auto& t) { transfer.set_note(t); });
    add_text(command, "--accept", "take over what was offered under this name",
             [&transfer](const auto& t) { transfer.set_accept_transfer_id(t); });
    add_acting_user(command, w->frame);
    command.footer(
        "Example: iaqctl transfer 3f9a01-1042 3f9a01-1057 --to-desk south --note \"end of shift\"\n"
        "         iaqctl list --handed-over\n"
        "         iaqctl transfer --accept 3f9a01-t1099\n"
        "Until the receiver accepts, nothing changes. Who offers does not accept.");
    command.callback([&, w] { chosen = [&around, w] { return send(around, *w); }; });
}

}  // namespace

exit_code send(const surroundings& around, wish& w) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    if (w.place && !w.at.empty()) {
        const auto at = parse_time(w.at, std::chrono::system_clock::now());
        if (!at) {
            return complain(time_words, exit_code::usage);
        }
        *w.place() = *at;
    }
    const auto answer = reached.value().call(w.frame, answer_due());
    return answer ? tell(around, answer.value()) : fail(answer.error());
}

void add_time(CLI::App& command, wish& w, std::function<google::protobuf::Timestamp*()> place,
              const char* words, const char* option, const std::string& otherwise) {
    w.at = otherwise;
    w.place = std::move(place);
    command.add_option(option, w.at, words)->capture_default_str();
}

CLI::Option& add_text(CLI::App& command, const char* name, const char* words,
                      std::function<void(const std::string&)> take) {
    return *command.add_option_function<std::string>(name, std::move(take), words);
}

void add_acting_user(CLI::App& command, v1::ClientFrame& frame) {
    add_text(command, "--acting-user", "on whose behalf",
             [&frame](const auto& user) { frame.set_acting_user(user); });
}

void add_acts(CLI::App& line, const surroundings& around, action& chosen) {
    add_note(line, around, chosen);
    add_ice_contact(line, around, chosen);
    add_consular_done(line, around, chosen);
    add_transfer(line, around, chosen);
}

}  // namespace iaq::ctl
