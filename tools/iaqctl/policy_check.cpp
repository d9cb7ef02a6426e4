#include "iaqctl/commands.hpp"
#include "iaqctl/json_objects.hpp"
#include "iaqctl/paper.hpp"

#include "base/text.hpp"
#include "contract/values.hpp"
#include "policy/decision_text.hpp"
#include "policy/judge.hpp"
#include "settings/settings.hpp"
#include "tables/code_tables.hpp"

#include <google/protobuf/util/json_util.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

/// `iaqctl policy check`: what the rules would say, told from the files alone, without a gateway.
namespace iaq::ctl {
namespace {

struct wish {
    std::string file;
    std::string policy = "/etc/iaqd/policy/so0801.toml";
    std::string profile = "/etc/iaqd/profiles/mules.toml";
    std::string tables;  // empty: beside the policy's folder
};

std::optional<std::string> contents_of(const std::string& file) {
    if (file == "-") {
        return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    }
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        complain("cannot read " + file, exit_code::usage);
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

/// Reads and parses one settings file; says every complaint.
template <class Parse>
auto read(const std::string& path, Parse parse) {
    using parsed_type = decltype(parse(std::string_view{}, std::string_view{}));
    std::optional<std::decay_t<decltype(std::declval<parsed_type>().value())>> made;
    const auto text = contents_of(path);
    if (!text) {
        return made;
    }
    auto parsed = parse(*text, path);
    if (parsed) {
        made = std::move(parsed).value();
    } else {
        for (const auto& complaint : parsed.error()) {
            std::fputs(line(complaint.said()).c_str(), stderr);
        }
    }
    return made;
}

std::optional<tables::code_tables> read_tables(const std::string& folder) {
    constexpr std::array names{"places.tsv", "reference_places.tsv", "offences.tsv", "sexes.tsv",
                               "consular.tsv"};
    std::array<std::string, names.size()> texts;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto text = contents_of(folder + "/" + names[i]);
        if (!text) {
            return std::nullopt;
        }
        texts[i] = std::move(*text);
    }
    auto parsed =
        tables::code_tables::parse({texts[0], texts[1], texts[2], texts[3], texts[4], {}});
    if (!parsed) {
        for (const auto& complaint : parsed.error()) {
            std::fputs(line(folder + "/" + complaint.text).c_str(), stderr);
        }
        return std::nullopt;
    }
    return std::move(parsed).value();
}

/// `/etc/iaqd/policy/so0801.toml` has its tables in `/etc/iaqd/tables`.
std::string tables_beside(const std::string& policy) {
    const auto file = policy.rfind('/');
    const auto folder = file == std::string::npos ? std::string{"."} : policy.substr(0, file);
    return folder + "/../tables";
}

utc_time now() {
    return std::chrono::time_point_cast<nanoseconds>(std::chrono::system_clock::now());
}

/// The facts that only a gateway has are not asked: the last line says so.
constexpr auto not_asked =
    "Not asked here, for only the gateway knows: earlier refusals and inquiries, the state of the "
    "line, who you are.";

exit_code check(const wish& w) {
    const auto order = read(w.policy, settings::parse_order);
    const auto profile = read(w.profile, settings::parse_profile);
    const auto tables = read_tables(w.tables.empty() ? tables_beside(w.policy) : w.tables);
    const auto text = contents_of(w.file);
    if (!order || !profile || !tables || !text) {
        return exit_code::usage;
    }
    const auto objects = json_objects(*text);
    if (!objects || objects->empty()) {
        return complain(w.file + ": no JSON of SubmitInquiry, one or several", exit_code::usage);
    }
    bool any_refused = false;
    std::size_t number = 0;
    for (const auto object : *objects) {
        v1::SubmitInquiry asked;
        ++number;
        if (!google::protobuf::util::JsonStringToMessage(std::string{object}, &asked).ok()) {
            return complain(w.file + ": submission " + std::to_string(number) +
                                " is not the JSON of a SubmitInquiry",
                            exit_code::usage);
        }
        const auto request = contract::take(asked);
        const std::vector<std::string> oris{request.ori};
        const policy::circumstances around{*order, *profile, *tables, oris, now()};
        const auto verdict = policy::judge(request, around);
        any_refused = any_refused || verdict.refused();
        if (objects->size() > 1) {
            std::fputs(("Submission " + std::to_string(number) + "\n").c_str(), stdout);
        }
        for (const auto& each : policy::decision_lines(verdict, around.now)) {
            std::fputs(wrapped(each, each.find_first_not_of(' ') == 0 ? 0 : 4).c_str(), stdout);
        }
        std::fputs("\n", stdout);
    }
    std::fputs(wrapped(not_asked, 0).c_str(), stdout);
    return any_refused ? exit_code::refused : exit_code::done;
}

}  // namespace

void add_policy_check(CLI::App& line, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const policy = line.add_subcommand("policy", "The order's rules without a gateway");
    policy->require_subcommand(1);
    policy->footer("Example: iaqctl policy check inquiry.json");
    auto* const command = policy->add_subcommand(
        "check", "What the rules would say of a submission, or of several; nothing is sent");
    command->add_option("FILE", w->file, "JSON of SubmitInquiry, one or several; - reads stdin")
        ->required();
    command->add_option("--policy", w->policy, "the order's file")->capture_default_str();
    command->add_option("--profile", w->profile, "the state's profile")->capture_default_str();
    command->add_option("--tables", w->tables,
                        "folder of code tables; ../tables beside the policy's folder when absent");
    command->footer(
        "Example: iaqctl policy check inquiry.json --policy so0801.toml\n"
        "Ends with 1 when any would be refused.");
    command->callback([&, w] { chosen = [w] { return check(*w); }; });
}

}  // namespace iaq::ctl
