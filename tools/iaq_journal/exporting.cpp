#include "iaq_journal/exporting.hpp"

#include "iaq_journal/export_file.hpp"
#include "journal/follower.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>

namespace iaq::journal_tool {
namespace {

using boost::outcome_v2::success;

/// Where the records go: to a file that may hold some already, or to stdout.
class destination {
public:
    destination(export_format of, std::optional<export_file> file)
        : of_(of), file_(std::move(file)) {}

    /// The record to begin with, when `asked` is what a new export would.
    [[nodiscard]] std::uint64_t begins_at(std::uint64_t asked) const {
        const auto there = file_ ? file_->begins_with() : 0;
        return there == 0 ? asked : there;
    }

    /// Errors: a sentence.
    result<void, std::string> take(std::string_view record) {
        if (file_) {
            const auto taken = file_->take(record);
            return taken ? result<void, std::string>{success()} : taken.error().why;
        }
        if (!std::exchange(begun_, true)) {
            print(head_of(of_));
        }
        print(record);
        return success();
    }

    exit_code finish() {
        if (!file_) {
            return printed();
        }
        const auto written = file_->finish();
        if (!written) {
            return unreadable(written.error().why);
        }
        std::fputs(fmt::format("{} records written\n", written.value()).c_str(), stderr);
        return exit_code::good;
    }

private:
    static void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

    export_format of_;
    std::optional<export_file> file_;
    bool begun_ = false;
};

/// Reads on until the end is a clean one, or damage.
result<void, journal::trouble> read_all(journal::follower& records, const journal::visitor& visit,
                                        const journal::closed_visitor& visit_closed) {
    do {
        IAQ_TRY(records.look(visit, visit_closed));
    } while (records.in_doubt());
    return success();
}

exit_code write_records(const export_options& how, export_format to, const journal::keys& with,
                        destination out) {
    journal::follower records{how.from.directory, with, model::sequence{out.begins_at(how.first)}};
    const auto read = read_all(
        records,
        [&](model::sequence, std::string_view bytes) -> result<void, std::string> {
            const auto record = written(bytes, to, how.redact);
            if (!record) {
                return record.error().why;
            }
            return out.take(record.value());
        },
        [&](const journal::closed_record& record) { return out.take(written_closed(record, to)); });
    if (!read) {
        return read.error().what == journal::trouble::kind::refused ? unreadable(read.error().text)
                                                                    : complain(read.error());
    }
    return records.found_a_journal() ? out.finish() : no_journal(how.from.directory);
}

}  // namespace

exit_code export_records(const export_options& how) {
    const auto to = format_named(how.format);
    if (!to) {
        std::fputs("iaq-journal: --to is csv, json or protobuf\n", stderr);
        return exit_code::usage;
    }
    const auto keys = keys_of(how.from);
    if (!keys) {
        return keys.error();
    }
    if (!how.redact) {
        const auto noted =
            note_reading(how.from, fmt::format("export --to {} --from {}", how.format, how.first));
        if (!noted) {
            return noted.error();
        }
    }
    std::optional<export_file> file;
    if (!how.out.empty()) {
        auto opened = export_file::open(how.out, *to,
                                        how.redact ? compared::everything : compared::last_record);
        if (!opened) {
            return unreadable(opened.error().why);
        }
        file.emplace(std::move(opened).value());
    }
    return write_records(how, *to, *keys.value(), {*to, std::move(file)});
}

}  // namespace iaq::journal_tool
