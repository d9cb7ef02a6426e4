#include "iaqctl/acts.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/when.hpp"

#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

/// What changes an inquiry: how a contact ended, what is otherwise than it was said, what was keyed
/// by hand.
namespace iaq::ctl {
namespace {

/// Adds an option whose text is the short name of an enum's value, in any case.
template <class Enum, class Take>
CLI::Option& add_name(CLI::App& command, const char* option, const char* words,
                      const google::protobuf::EnumDescriptor& of, const std::string& prefix,
                      Take take) {
    std::vector<std::pair<std::string, int>> names;
    std::string choice;
    for (int i = 1; i < of.value_count(); ++i) {  // without the unset one
        names.emplace_back(short_name(of.value(i)->name(), prefix), of.value(i)->number());
        choice += (choice.empty() ? "" : ",") + names.back().first;
    }
    CLI::CheckedTransformer chosen{names, CLI::ignore_case};
    chosen.description("{" + choice + "}");
    return *command
                .add_option_function<int>(
                    option, [take](int number) { take(static_cast<Enum>(number)); }, words)
                ->type_name("")
                ->transform(chosen);
}

void add_contact_ended(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& ended = *w->frame.mutable_contact_ended();
    auto& command = add_act(line, around, chosen, w, ended, "contact-ended",
                            "Say how an enforcement contact ended");
    add_name<v1::ContactOutcome>(command, "OUTCOME", "RELEASED, BOOKED, TO_ICE or OTHER",
                                 *v1::ContactOutcome_descriptor(), "CONTACT_OUTCOME_",
                                 [&ended](auto outcome) { ended.set_outcome(outcome); })
        .required();
    add_time(
        command, *w, [&ended] { return ended.mutable_at(); }, "when");
    add_text(command, "--note", "in words", [&ended](const auto& t) { ended.set_note(t); });
    command.footer(
        "Example: iaqctl contact-ended 3f9a01-1042 RELEASED --at 03:25\n"
        "RELEASED: what has not left is cancelled, later answers go to the desk. BOOKED: the role\n"
        "becomes ARRESTEE and the rules are run again. Said again otherwise, it is corrected.");
}

void add_person(CLI::App& command, v1::UpdateInquiry& update) {
    struct part {
        const char *option, *words;
        void (v1::Subject::*set)(const std::string&);
    };
    static constexpr part parts[] = {
        {"--last-name", "of a registered or exempt one", &v1::Subject::set_last_name},
        {"--first-name", "of a registered or exempt one", &v1::Subject::set_first_name},
        {"--middle-name", "of a registered or exempt one", &v1::Subject::set_middle_name},
        {"--born", "YYYY-MM-DD, of a registered or exempt one", &v1::Subject::set_date_of_birth},
        {"--birthplace", "NCIC code, of a registered or exempt one",
         &v1::Subject::set_place_of_birth},
        {"--nationality", "NCIC code, of a registered or exempt one",
         &v1::Subject::set_nationality},
        {"--mothers-maiden-name", "of a registered or exempt one",
         &v1::Subject::set_mothers_maiden_name},
        {"--fathers-last-name", "of a registered or exempt one",
         &v1::Subject::set_fathers_last_name}};
    for (const auto& each : parts) {
        add_text(command, each.option, each.words,
                 [&update, set = each.set](const auto& t) { (update.mutable_subject()->*set)(t); });
    }
    add_name<v1::Sex>(command, "--sex", "of a registered or exempt one", *v1::Sex_descriptor(),
                      "SEX_", [&update](auto sex) { update.mutable_subject()->set_sex(sex); });
}

void add_document(CLI::App& command, v1::UpdateInquiry& update) {
    add_name<v1::IdentityEvidence>(
        command, "--evidence", "NONE, GOVERNMENT_ID or PERSONAL_KNOWLEDGE",
        *v1::IdentityEvidence_descriptor(), "IDENTITY_EVIDENCE_",
        [&update](auto evidence) { update.set_identity_evidence(evidence); });
    add_text(command, "--document-issuer", "FEDERAL or a state's code",
             [&update](const auto& t) { update.mutable_identity_document()->set_issuer(t); });
    add_text(command, "--document-kind", "e.g. \"driver license\"",
             [&update](const auto& t) { update.mutable_identity_document()->set_kind(t); });
    add_text(command, "--document-until", "YYYY-MM-DD",
             [&update](const auto& t) { update.mutable_identity_document()->set_valid_until(t); });
}

void add_update(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto& update = *w->frame.mutable_update();
    auto& command = add_act(line, around, chosen, w, update, "update",
                            "Say what is otherwise now; the rules are run again");
    command
        .add_option_function<bool>(
            "--in-custody", [&update](bool yes) { update.set_in_custody(yes); }, "true or false")
        ->type_name("BOOL");
    add_text(command, "--offense", "in words",
             [&update](const auto& t) { update.mutable_offense()->set_text(t); });
    add_text(command, "--offense-code", "four digits",
             [&update](const auto& t) { update.mutable_offense()->set_ncic_code(t); });
    add_name<v1::ChargeStatus>(command, "--charge", "NONE, CITY_OR_STATE or FEDERAL_WARRANT",
                               *v1::ChargeStatus_descriptor(), "CHARGE_STATUS_",
                               [&update](auto charge) { update.set_charge_status(charge); });
    add_name<v1::SubjectRole>(command, "--role", "as it is now", *v1::SubjectRole_descriptor(),
                              "SUBJECT_ROLE_", [&update](auto role) { update.set_role(role); });
    add_text(command, "--desk", "the desk that follows it from here",
             [&update](const auto& t) { update.set_desk(t); });
    add_time(command, *w, [&update] { return update.mutable_confined_at(); }, "since when confined",
             "--confined-at", {});
    add_document(command, update);
    add_person(command, update);
    add_text(command, "--reason", "why", [&update](const auto& t) { update.set_reason(t); });
    command.footer(
        "Example: iaqctl update 3f9a01-1042 --in-custody false --reason \"released on bond\"\n"
        "         iaqctl update 3f9a01-1057 --born 1980-02-01 --birthplace MM --sex MALE");
}

std::optional<std::string> contents_of(const std::string& file) {
    if (file == "-") {
        return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    }
    std::ifstream in{file};
    return in ? std::optional{std::string{std::istreambuf_iterator<char>{in}, {}}} : std::nullopt;
}

exit_code record_manual(const surroundings& around, wish& w, const std::string& file) {
    auto& manual = *w.frame.mutable_record_manual();
    if (file.empty() == manual.inquiry_id().empty()) {
        return complain("give either --inquiry or the FILE of what was keyed", exit_code::usage);
    }
    if (!file.empty()) {
        const auto text = contents_of(file);
        if (!text) {
            return complain("cannot read " + file, exit_code::usage);
        }
        if (!google::protobuf::util::JsonStringToMessage(*text, manual.mutable_request()).ok()) {
            return complain(file +
                                ": not the JSON of a SubmitInquiry; field names are those of "
                                "proto/iaq/v1/inquiry.proto",
                            exit_code::usage);
        }
        if (manual.request().idempotency_key().empty()) {
            return complain(file + ": has no idempotency_key; without one it may be recorded twice",
                            exit_code::usage);
        }
    }
    return send(around, w);
}

void add_record_manual(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    const auto file = std::make_shared<std::string>();
    auto& manual = *w->frame.mutable_record_manual();
    auto& command = *line.add_subcommand(
        "record-manual", "Write down an inquiry that was keyed at the state's own terminal");
    command.add_option("FILE", *file, "JSON of what was keyed, or - for stdin; not with --inquiry");
    add_text(command, "--inquiry", "the inquiry here that it stands for",
             [&manual](const auto& id) { manual.set_inquiry_id(id); });
    add_time(
        command, *w, [&manual] { return manual.mutable_keyed_at(); }, "when it was keyed");
    add_text(command, "--terminal", "the state's name for the terminal", [&manual](const auto& t) {
        manual.set_terminal(t);
    }).required();
    add_text(command, "--answer", "the answer that came there, in its words",
             [&manual](const auto& t) { manual.set_answer(t); });
    add_acting_user(command, w->frame);
    command.footer(
        "Example: iaqctl record-manual --inquiry 3f9a01-1042 --at 03:40 --terminal SJPD09\n"
        "         iaqctl record-manual keyed.json --terminal SJPD09 --answer \"NO RECORD\"");
    command.callback(
        [&, w, file] { chosen = [&around, w, file] { return record_manual(around, *w, *file); }; });
}

}  // namespace

void add_changes(CLI::App& line, const surroundings& around, action& chosen) {
    add_contact_ended(line, around, chosen);
    add_update(line, around, chosen);
    add_record_manual(line, around, chosen);
}

}  // namespace iaq::ctl
