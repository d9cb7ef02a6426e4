#include "iaqctl/commands.hpp"
#include "iaqctl/find_code.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

/// The form of a submission, and its codes by name.
namespace iaq::ctl {
namespace {

std::string say_field(const v1::FieldDescription& f) {
    auto traits = f.required() ? std::string{"required"} : std::string{};
    const auto add = [&](const std::string& trait) {
        traits += traits.empty() ? trait : ", " + trait;
    };
    if (f.size_max() > 0) {
        add(fmt::format("at most {} characters", f.size_max()));
    }
    if (!f.code_table().empty()) {
        add("of " + f.code_table());
    }
    if (!f.fallback().empty()) {
        add("else " + f.fallback());
    }
    if (!f.shown_when().empty()) {
        add("when " + f.shown_when());
    }
    auto out =
        line(fmt::format("{:<30} {:<22} {} ({})", f.name(), f.label(), f.rule(), f.citation()));
    return out + (traits.empty() ? "" : wrapped(traits, 4)) +
           (f.help().empty() ? "" : wrapped(f.help(), 4));
}

std::string say_code(const v1::CodeEntry& entry) {
    const auto hint = hint_of(entry);
    return line(fmt::format("{:<6} {}", entry.code(), entry.meaning())) +
           (hint.empty() ? "" : wrapped(hint, 7));
}

v1::ClientFrame describe(const std::string& ori) {
    v1::ClientFrame frame;
    frame.mutable_describe()->set_ori(ori);
    return frame;
}

exit_code find(const surroundings& around, const std::string& ori, const std::string& words) {
    auto reached = reach(around);
    if (!reached) {
        return reached.error();
    }
    const auto answer = reached.value().call(describe(ori), answer_due());
    if (!answer) {
        return fail(answer.error());
    }
    if (!answer.value().has_description()) {
        return tell(around, answer.value());
    }
    bool any = false;
    for (const auto& table : answer.value().description().tables()) {
        if (table.name() != "places" && table.name() != "offenses") {
            continue;
        }
        const auto found = find_codes(table, words, 20);
        if (!found.empty() && !around.json) {
            std::fputs(((any ? "\n" : "") + table.name() + "\n").c_str(), stdout);
        }
        for (const auto& code : found) {
            std::fputs(
                (around.json ? json_line(*code.entry) + "\n" : say_code(*code.entry)).c_str(),
                stdout);
        }
        any = any || !found.empty();
    }
    return any ? exit_code::done
               : complain("no place and no offense is called that", exit_code::refused);
}

}  // namespace

std::string say(const v1::Description& d) {
    auto out = line(fmt::format("{}  {}  order {}  profile {}  {}", d.agency(), d.ori(), d.policy(),
                                d.profile(), d.time_zone()));
    out += line("order " + d.policy_digest()) + line("profile " + d.profile_digest()) +
           line("code tables " + d.tables_digest()) + "\nFields\n";
    for (const auto& field : d.fields()) {
        out += say_field(field);
    }
    out += "\nCodes\n";
    for (const auto& table : d.tables()) {
        out += line(fmt::format("{:<10} {:>5}{}  {}", table.name(), table.entries_size(),
                                table.more() ? ", not all" : "", table.digest()));
    }
    out += "\nRules in force\n";
    for (const auto& rule : d.rules()) {
        out += line(fmt::format("{:<14} {}", rule.id(), rule.short_text())) +
               wrapped(rule.citation(), 15);
    }
    return out;
}

void add_describing(CLI::App& line, const surroundings& around, action& chosen) {
    const auto ori = std::make_shared<std::string>();
    auto* const form =
        line.add_subcommand("describe", "The form of a submission: fields, codes, rules, digests");
    form->add_option("--ori", *ori, "of this ORI; the first one allowed when absent");
    form->footer("Example: iaqctl --json describe --ori MO0110100");
    form->callback([&, ori] {
        chosen = [&around, ori]() -> exit_code {
            auto reached = reach(around);
            if (!reached) {
                return reached.error();
            }
            const auto answer = reached.value().call(describe(*ori), answer_due());
            return answer ? tell(around, answer.value()) : fail(answer.error());
        };
    });
    const auto words = std::make_shared<std::string>();
    const auto whose = std::make_shared<std::string>();
    auto* const code =
        line.add_subcommand("code", "Find the code of a place or an offense by name");
    code->add_option("WORDS", *words, "what people call it, in quotes when several words")
        ->required();
    code->add_option("--ori", *whose, "by this ORI's tables; the first one allowed when absent");
    code->footer("Example: iaqctl code mexico");
    code->callback([&, words, whose] {
        chosen = [&around, words, whose] { return find(around, *whose, *words); };
    });
}

}  // namespace iaq::ctl
