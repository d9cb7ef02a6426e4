#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <map>
#include <memory>
#include <string>

/// Operators' commands about messages of the switch: whose they are, whose not, what they are.
namespace iaq::ctl {
namespace {

void add_unmatched(CLI::App& line, const surroundings& around, action& chosen) {
    struct filter {
        std::string station;
        unsigned limit = 0;
        std::uint64_t before = 0;
    };
    const auto f = std::make_shared<filter>();
    auto* const command = line.add_subcommand(
        "unmatched", "Messages of the switch that no rule could place, newest first");
    command->add_option("--station", f->station, "only those that came to this station");
    command->add_option("--limit", f->limit, "at most so many");
    command->add_option("--before", f->before, "only those before this message: the next page");
    command->footer(
        "Example: iaqctl unmatched --limit 20\n"
        "Each shows the inquiries it may belong to, what speaks for them and against them.\n"
        "Nothing is decided here: see assign.");
    command->callback([&, f] {
        chosen = [&around, f] {
            v1::ClientFrame frame;
            auto& wanted = *frame.mutable_unmatched();
            wanted.set_station(f->station);
            wanted.set_limit(f->limit);
            wanted.set_before(f->before);
            return make_call(around, frame);
        };
    });
}

std::map<std::string, v1::Classification> classes() {
    return {{"receipt", v1::CLASSIFICATION_RECEIPT},
            {"answer", v1::CLASSIFICATION_ANSWER},
            {"other", v1::CLASSIFICATION_OTHER}};
}

struct verdict {
    std::uint64_t message = 0;
    std::string id, reason, user;
    v1::Classification is = v1::CLASSIFICATION_UNSPECIFIED;
};

exit_code judge(const surroundings& around, v1::Operation what, const verdict& v) {
    v1::ClientFrame frame;
    frame.set_acting_user(v.user);
    auto& o = *frame.mutable_operate();
    o.set_operation(what);
    o.set_reply(v.message);
    o.set_inquiry_id(v.id);
    o.set_classification(v.is);
    o.set_reason(v.reason);
    return make_call(around, frame);
}

void add_assign(CLI::App& line, const surroundings& around, action& chosen) {
    const auto v = std::make_shared<verdict>();
    auto* const command = line.add_subcommand(
        "assign", "Give a message that no rule could place to its inquiry; it is delivered there");
    command->add_option("MESSAGE", v->message, "its number, as unmatched shows it")->required();
    command->add_option("ID", v->id, "the inquiry")->required();
    command->add_option("--reason", v->reason, "why; it is journaled")->required();
    command
        ->add_option("--as", v->is,
                     "receipt, answer or other; without it the machine reads it as it would have")
        ->transform(CLI::CheckedTransformer(classes()));
    command->add_option("--acting-user", v->user, "on whose behalf");
    command->footer(
        "Example: iaqctl assign 1042 3f9a01-1017 --reason \"name and birth date, read by phone\"\n"
        "What never left, another ORI, a message that came before: refused, with the reason.");
    command->callback(
        [&, v] { chosen = [&around, v] { return judge(around, v1::OPERATION_ASSIGN, *v); }; });
}

void add_withdraw(CLI::App& line, const surroundings& around, action& chosen) {
    const auto v = std::make_shared<verdict>();
    auto* const command = line.add_subcommand(
        "withdraw",
        "Take a wrong match back: everyone who took the message is told to disregard it");
    command->add_option("MESSAGE", v->message, "its number, as show and explain tell it")
        ->required();
    command->add_option("ID", v->id, "the inquiry it is with, to be sure");
    command->add_option("--reason", v->reason, "why; it is journaled")->required();
    command->add_option("--acting-user", v->user, "on whose behalf");
    command->footer(
        "Example: iaqctl withdraw 1042 3f9a01-1017 --reason \"another birth date\"\n"
        "The inquiry waits again as if it had not come; the message waits under unmatched.");
    command->callback(
        [&, v] { chosen = [&around, v] { return judge(around, v1::OPERATION_WITHDRAW, *v); }; });
}

void add_classify(CLI::App& line, const surroundings& around, action& chosen) {
    const auto v = std::make_shared<verdict>();
    auto* const command =
        line.add_subcommand("classify", "Say what a message is: receipt, answer or other");
    command->add_option("MESSAGE", v->message, "its number, as show and explain tell it")
        ->required();
    command->add_option("WHAT", v->is, "receipt, answer or other")
        ->required()
        ->transform(CLI::CheckedTransformer(classes()));
    command->add_option("--reason", v->reason, "why; it is journaled")->required();
    command->add_option("--acting-user", v->user, "on whose behalf");
    command->footer(
        "Example: iaqctl classify 1042 answer --reason \"read in whole\"\n"
        "An UNCLASSIFIED answer does not stop the clock of OVERDUE until somebody says so.");
    command->callback(
        [&, v] { chosen = [&around, v] { return judge(around, v1::OPERATION_CLASSIFY, *v); }; });
}

}  // namespace

void add_placing(CLI::App& line, const surroundings& around, action& chosen) {
    add_unmatched(line, around, chosen);
    add_assign(line, around, chosen);
    add_withdraw(line, around, chosen);
    add_classify(line, around, chosen);
}

}  // namespace iaq::ctl
