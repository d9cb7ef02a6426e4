#include "iaqctl/commands.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/story.hpp"

#include <ctime>
#include <memory>

/// One inquiry read: shown, explained, printed.
namespace iaq::ctl {
namespace {

/// Which inquiry; exactly one is given.
struct which {
    std::string id, key, reference, incident;
    std::string reader = "dispatcher";
};

void add_which(CLI::App& command, which& w) {
    auto* const id = command.add_option("ID", w.id, "the inquiry");
    auto* const by = command.add_option_group("instead of ID");
    by->add_option("--key", w.key, "by the key it was submitted with");
    by->add_option("--reference", w.reference, "by our reference on the wire");
    by->add_option("--incident", w.incident, "the newest of this CAD or booking number");
    by->require_option(0, 1);
    by->excludes(id);
}

void add_reader(CLI::App& command, which& w) {
    command.add_option("--for", w.reader, "who reads it")
        ->check(CLI::IsMember({"dispatcher", "auditor", "court"}))
        ->capture_default_str();
}

bool names_one(const which& w) {
    return !w.id.empty() || !w.key.empty() || !w.reference.empty() || !w.incident.empty();
}

v1::ClientFrame get(const which& w) {
    v1::ClientFrame frame;
    auto& by = *frame.mutable_get();
    if (!w.key.empty()) {
        by.set_idempotency_key(w.key);
    } else if (!w.reference.empty()) {
        by.set_reference(w.reference);
    } else if (!w.incident.empty()) {
        by.set_incident(w.incident);
    } else {
        by.set_inquiry_id(w.id);
    }
    return frame;
}

enum class form : unsigned char { shown, explained, printed };

exit_code read(const surroundings& around, const which& w, form how) {
    if (!names_one(w)) {
        return complain("say which: an ID, --key, --reference or --incident", exit_code::usage);
    }
    auto opened = open(around);
    if (!opened) {
        return fail(opened.error());
    }
    auto& gateway = opened.value();
    const auto welcome = greet(gateway);
    if (!welcome) {
        return fail(welcome.error());
    }
    const auto answer = gateway.call(get(w), answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    if (around.json || how == form::shown || !answer.value().has_inquiry()) {
        return tell(around, answer.value());
    }
    const auto& inquiry = answer.value().inquiry();
    const auto reader = audience_of(w.reader).value_or(audience::dispatcher);
    const auto now = std::time(nullptr);
    const auto text =
        how == form::printed
            ? printed_story(inquiry, reader, welcome.value().welcome().principal(), now)
            : story(inquiry, reader, now);
    std::fputs(text.c_str(), stdout);
    return exit_code::done;
}

}  // namespace

void add_reading(CLI::App& line, const surroundings& around, action& chosen) {
    const auto shown = std::make_shared<which>();
    auto* const show = line.add_subcommand("show", "What was asked and where it stands");
    add_which(*show, *shown);
    show->footer(
        "Example: iaqctl show 3f9a01-1042\n"
        "         iaqctl show --incident 26-0815");
    show->callback(
        [&, shown] { chosen = [&around, shown] { return read(around, *shown, form::shown); }; });

    const auto explained = std::make_shared<which>();
    auto* const explain = line.add_subcommand(
        "explain", "Its life in plain words: what happened, what happens next, who must act");
    add_which(*explain, *explained);
    add_reader(*explain, *explained);
    explain->footer(
        "Example: iaqctl explain 3f9a01-1042\n"
        "         iaqctl explain 3f9a01-1042 --for auditor");
    explain->callback([&, explained] {
        chosen = [&around, explained] { return read(around, *explained, form::explained); };
    });

    const auto printed = std::make_shared<which>();
    auto* const print =
        line.add_subcommand("print", "Its life for paper; the printing is recorded in the journal");
    add_which(*print, *printed);
    printed->reader = "court";
    add_reader(*print, *printed);
    print->footer("Example: iaqctl print 3f9a01-1042 --for court | lp");
    print->callback([&, printed] {
        chosen = [&around, printed] { return read(around, *printed, form::printed); };
    });
}

}  // namespace iaq::ctl
