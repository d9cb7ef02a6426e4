#include "iaq_journal/verifier/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace iaq::verifier {
namespace {

/// `1234567` as `1,234,567`.
std::string grouped(std::uint64_t number) {
    auto out = std::to_string(number);
    for (auto at = out.size(); at > 3;) {
        at -= 3;
        out.insert(at, ",");
    }
    return out;
}

std::string counted(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

/// Names of files come from the folder, and what is written may go to a terminal.
std::string printable(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

std::string line_of(const finding& one) {
    auto line =
        one.file.empty() ? std::string{} : fmt::format("{}: offset {}: ", one.file, one.offset);
    if (one.record) {
        line += fmt::format("record {}: ", *one.record);
    }
    return printable(fmt::format("{}{}: {}", line, name_of(one.kind), one.text));
}

std::string under_checkpoint(const verdict& of) {
    if (of.root_hex.empty()) {
        return "under no sound checkpoint";
    }
    const auto above =
        of.last_record > of.checkpoint_size ? of.last_record - of.checkpoint_size : 0;
    return fmt::format("{} under the checkpoint of size {}, root {}",
                       above == 0 ? "all" : fmt::format("all but the last {}", grouped(above)),
                       grouped(of.checkpoint_size), of.root_hex);
}

}  // namespace

std::vector<std::string> report(const verdict& of) {
    std::vector<std::string> lines;
    for (const auto& one : of.findings) {
        lines.push_back(line_of(one));
    }
    if (of.findings_count > of.findings.size()) {
        lines.push_back(
            fmt::format("and {} more", grouped(of.findings_count - of.findings.size())));
    }
    for (const auto& note : of.notes) {
        lines.push_back("note: " + printable(note));
    }
    const auto size =
        fmt::format("{} in {}", counted(of.records, "record"), counted(of.segments, "segment"));
    lines.push_back(
        of.findings_count == 0
            ? fmt::format("good: {}, {}", size, under_checkpoint(of))
            : fmt::format("damaged: {}; {} sound", counted(of.findings_count, "finding"), size));
    return lines;
}

}  // namespace iaq::verifier
