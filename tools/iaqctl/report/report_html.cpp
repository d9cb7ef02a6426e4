#include "iaqctl/report/report_text.hpp"

#include "base/text.hpp"
#include "iaqctl/paper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace iaq::ctl {
namespace {

constexpr auto style = R"(
:root { color-scheme: light; }
body { font: 11pt/1.45 Georgia, "DejaVu Serif", serif; color: #111; background: #fff;
       max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1, h2, caption, th { font-family: "Helvetica Neue", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.6em; margin-bottom: 0; }
h2 { font-size: 1.15em; margin: 2em 0 .4em; border-bottom: 1px solid #666; }
.head { color: #333; margin-top: .3em; }
.test, .cut { border: 3px solid #111; padding: .4em .8em; font-weight: bold; }
table { border-collapse: collapse; min-width: 45%; }
caption { text-align: left; color: #333; font-size: .9em; padding-bottom: .3em; }
th, td { text-align: left; vertical-align: top; padding: .2em 1.6em .2em 0;
         border-bottom: 1px solid #bbb; }
th { border-bottom: 2px solid #333; font-size: .9em; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.sign { display: flex; gap: 2em; margin-top: 3em; }
.sign div { flex: 1; border-top: 1px solid #111; padding-top: .3em; font-size: .9em; }
nav ol { columns: 2; }
svg { max-width: 100%; height: auto; }
@media print {
  body { margin: 0; max-width: none; font-size: 9.5pt; }
  nav { display: none; }
  section { break-inside: avoid-page; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : clean(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c; break;
        }
    }
    return out;
}

/// Whether every cell of the column is a number, or hidden (`*`), or empty.
bool holds_numbers(const v1::ReportSection& section, int column) {
    return section.rows_size() > 0 &&
           std::ranges::all_of(section.rows(), [&](const v1::ReportRow& row) {
               const std::string_view cell = column < row.cells_size()
                                                 ? std::string_view{row.cells(column)}
                                                 : std::string_view{};
               return cell.empty() || cell == "*" || text::number(cell);
           });
}

std::string cell(std::string_view name, std::string_view scope, bool number,
                 const std::string& of) {
    return fmt::format("<{0}{1}{2}>{3}</{0}>", name, scope, number ? " class=\"number\"" : "",
                       escaped(of));
}

std::string table(const v1::ReportSection& section) {
    std::vector<bool> numbers;
    for (int i = 0; i < section.columns_size(); ++i) {
        numbers.push_back(i > 0 && holds_numbers(section, i));
    }
    auto out =
        fmt::format("<table>\n<caption>{}: {} {}</caption>\n<thead><tr>", escaped(section.title()),
                    section.rows_size(), section.rows_size() == 1 ? "row" : "rows");
    for (int i = 0; i < section.columns_size(); ++i) {
        out +=
            cell("th", " scope=\"col\"", numbers[static_cast<std::size_t>(i)], section.columns(i));
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : section.rows()) {
        out += "<tr>";
        for (int i = 0; i < section.columns_size(); ++i) {
            const auto words = i < row.cells_size() ? cell_on_paper(row.cells(i)) : std::string{};
            out += cell("td", "", numbers[static_cast<std::size_t>(i)], words);
        }
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n";
}

bool is_of_reply_times(const v1::ReportSection& section) {
    return text::contains_folded(section.title(), "reply times");
}

std::string section_of(const v1::ReportSection& section, std::size_t number) {
    auto out = fmt::format("<section aria-labelledby=\"s{0}\">\n<h2 id=\"s{0}\">{1}</h2>\n", number,
                           escaped(section.title()));
    if (is_of_reply_times(section)) {
        out += bars_of(section);
    }
    out += section.rows_size() == 0 ? "<p>Nothing.</p>\n" : table(section);
    return out + "</section>\n";
}

}  // namespace

std::string bars_of(const v1::ReportSection& section) {
    struct bar {
        std::string what;
        std::int64_t count = 0;
    };
    std::vector<bar> bars;
    for (const auto& row : section.rows()) {
        const auto count =
            row.cells_size() < 2 ? std::nullopt : text::number(row.cells(row.cells_size() - 1));
        if (count) {
            bars.push_back({row.cells(0), *count});
        }
    }
    if (bars.empty()) {
        return {};
    }
    const auto most = std::max<std::int64_t>(1, std::ranges::max(bars, {}, &bar::count).count);
    constexpr int row_height = 26, left = 190, width = 480;
    const auto height = row_height * static_cast<int>(bars.size()) + 8;
    auto out = fmt::format(
        "<svg role=\"img\" aria-labelledby=\"bt bd\" viewBox=\"0 0 {} {}\" width=\"{}\" "
        "height=\"{}\" font-family=\"sans-serif\" font-size=\"14\">\n<title id=\"bt\">{}</title>\n"
        "<desc id=\"bd\">Bars, one for each row of the table below, which holds the same "
        "numbers.</desc>\n",
        left + width + 70, height, left + width + 70, height, escaped(section.title()));
    int y = 4;
    for (const auto& each : bars) {
        const auto length = static_cast<int>(width * each.count / most);
        out += fmt::format(
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>"
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#555\"/>"
            "<text x=\"{}\" y=\"{}\">{}</text>\n",
            left - 8, y + 16, escaped(each.what), left, y, std::max(length, 1), row_height - 6,
            left + length + 8, y + 16, each.count);
        y += row_height;
    }
    return out + "</svg>\n";
}

std::string report_as_html(const v1::Report& report, const report_head& head) {
    const auto title = escaped(head.title + ", " + head.agency);
    auto out = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n"
        "<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        title, style, title);
    out += fmt::format("<p class=\"head\">From {} to {}.<br>Made {} by {}.</p>\n",
                       local_time(report.from()), local_time(report.to()), escaped(head.made_at),
                       escaped(head.made_by));
    out += head.test ? "<p class=\"test\">TEST: of a gateway that is not live.</p>\n" : "";
    out += report.more() ? "<p class=\"cut\">CUT at the size of a frame: ask for a shorter "
                           "time.</p>\n"
                         : "";
    out += "</header>\n<nav aria-label=\"Sections\">\n<ol>\n";
    std::size_t number = 0;
    for (const auto& section : report.sections()) {
        out +=
            fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", ++number, escaped(section.title()));
    }
    out += "</ol>\n</nav>\n<main>\n";
    number = 0;
    for (const auto& section : report.sections()) {
        out += section_of(section, ++number);
    }
    out +=
        "<section aria-labelledby=\"sign\">\n<h2 id=\"sign\">Sign-off of this review</h2>\n"
        "<div class=\"sign\"><div>Name and position</div><div>Date</div><div>Signature</div>"
        "</div>\n</section>\n";
    return out + "</main>\n</body>\n</html>\n";
}

}  // namespace iaq::ctl
