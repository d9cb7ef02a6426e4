#include "iaqctl/ask/form_page.hpp"
#include "iaqctl/paper.hpp"

#include <fmt/format.h>

#include <algorithm>

/// How the form and the page to confirm look.
namespace iaq::ctl {
namespace {

constexpr std::size_t label_width = 23;
constexpr std::size_t value_column = label_width + 4;
constexpr std::size_t help_rows = 12;

/// The label, with dots up to the value, so that the eye keeps the row.
std::string label_of(const draft::field& of) {
    auto label = fitted(clean(of.label()), label_width);
    const auto width = width_of(label);
    return label + (width + 1 < label_width ? " " + std::string(label_width - width - 1, '.')
                                            : std::string(label_width - width, ' '));
}

void fit(picture& page, picture_size size) {
    for (auto& each : page.lines) {
        each.text = fitted(each.text, size.columns);
    }
}

}  // namespace

std::string form_page::row_of(std::size_t field, std::size_t width) const {
    const auto& of = *fields_[field];
    const bool here = field == focus_;
    auto value = clean(here && touched_ ? typed_ : draft_.words(of));
    const bool proposed =
        !(here && touched_) && !value.empty() && draft_.said(of.name()).value.empty();
    if (proposed) {
        value = "(" + value + ")";
    }
    const auto fault = here && touched_ && !judged_ ? std::string{} : clean(draft_.fault(of));
    auto row = fmt::format("{} {} {}{}", here ? ">" : " ", label_of(of), value, here ? "_" : "");
    if (!fault.empty()) {
        row += "  <- " + fault;
    } else if (draft_.is_missing(of) && !(here && touched_)) {
        row += "  <- required";
    }
    return fitted(row, width);
}

void form_page::draw_fields(picture& page, picture_size size, std::size_t rows) const {
    std::vector<picture_line> lines;
    std::size_t focus_line = 0;
    bool in_further = false;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i]->further() && !std::exchange(in_further, true)) {
            lines.push_back({"  Seldom needed:", looks::plain});
        }
        focus_line = i == focus_ ? lines.size() : focus_line;
        lines.push_back({row_of(i, size.columns), i == focus_ ? looks::chosen : looks::plain});
    }
    focus_line = is_at_end() ? lines.size() : focus_line;
    lines.push_back({is_at_end() ? "> Check it, and show what would be sent: press Enter"
                                 : "  Check it, and show what would be sent",
                     is_at_end() ? looks::chosen : looks::plain});
    const auto first = focus_line < rows / 2 || lines.size() <= rows
                           ? 0
                           : std::min(focus_line - rows / 2, lines.size() - rows);
    for (std::size_t i = 0; i < rows; ++i) {
        page.lines.push_back(first + i < lines.size() ? lines[first + i] : picture_line{});
    }
    if (focus_line >= first && focus_line - first < rows && !is_at_end()) {
        const auto width = width_of(clean(touched_ ? typed_ : std::string{}));
        page.cursor = picture::place{page.lines.size() - rows + focus_line - first,
                                     value_column + (touched_ ? width : 0) - 1};
    }
}

void form_page::draw_help(picture& page, picture_size size, std::size_t rows) const {
    const auto end = page.lines.size() + rows;
    page.add(std::string(size.columns, '-'));
    const auto add = [&](std::string_view text, looks as = looks::plain) {
        for (auto& each : folded(text, size.columns)) {
            if (page.lines.size() < end - 1) {
                page.add(std::move(each), as);
            }
        }
    };
    if (!told_.empty()) {
        add(clean(told_), looks::heading);
    }
    if (!is_at_end()) {
        const auto& of = current();
        add(clean(of.help() + (of.citation().empty() ? "" : " (" + of.citation() + ")")));
        const auto& said = draft_.said(of.name());
        if ((!touched_ || judged_) && !draft_.fault(of).empty()) {
            add("Fault: " + clean(draft_.fault(of)), looks::heading);
        }
        if (!touched_ && !said.hint.empty()) {
            add(clean(said.hint));
        }
        const auto on_offer = offers();
        for (std::size_t i = 0; i < on_offer.size(); ++i) {
            const auto* const entry = on_offer[i];
            const bool taken = marked_ == i;
            const auto words =
                entry->value().empty() ? entry->code() + "  " + entry->meaning() : entry->meaning();
            add((taken ? "  > " : "    ") + clean(words), taken ? looks::chosen : looks::plain);
        }
    }
    while (page.lines.size() + 1 < end) {
        page.add({});
    }
    page.add(is_at_end() ? "Enter checks. Shift-Tab goes back. Ctrl-C leaves: nothing is submitted."
                         : "Enter takes it. Up and Down choose. Shift-Tab goes back, Page Down to "
                           "the end. Ctrl-C leaves.",
             looks::heading);
}

picture form_page::draw(picture_size size) const {
    picture page;
    const auto& form = draft_.form();
    page.add(fmt::format("Immigration status inquiry (IAQ)  {}  {}", clean(form.agency()),
                         clean(form.ori())),
             looks::heading);
    if (page_.empty()) {
        const auto help = std::min(help_rows, size.rows / 2);
        draw_fields(page, size, size.rows - help - 1);
        draw_help(page, size, help);
        fit(page, size);
        return page;
    }
    page.add("Please confirm. Nothing has been submitted yet.", looks::heading);
    const auto rows = size.rows - std::min<std::size_t>(size.rows, 4);
    const auto lines = refolded(page_, size.columns);
    const auto first = std::min(scrolled_, lines.size() - std::min(lines.size(), rows));
    for (std::size_t i = first; i < std::min(lines.size(), first + rows); ++i) {
        page.add(lines[i]);
    }
    page.add(first + rows < lines.size() ? "(more below: Down)" : "");
    page.add(told_.empty() ? "y submits it.  Esc goes back to the form.  Ctrl-C leaves: nothing is "
                             "submitted."
                           : clean(told_),
             looks::heading);
    fit(page, size);
    return page;
}

}  // namespace iaq::ctl
