#include "correlation/phase.hpp"
#include "engine/reporting.hpp"
#include "engine/sight.hpp"
#include "engine/small_cells.hpp"
#include "model/names.hpp"
#include "tables/regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

/// The audit pack: counts, lists, who looked, and what the journal says of itself.
namespace iaq::engine {

using model::classification;
using model::inquiry_index;
using model::inquiry_state;
using step_kind = correlation::life_step::kind;

namespace {

using correlation::entry;

constexpr std::uint64_t small_cell = 5;  // counts of people below it are hidden

struct span {
    std::string_view words;
    nanoseconds below;
};
constexpr std::array spans{
    span{"under 1 minute", 1min},
    span{"1 to 5 minutes", 5min},
    span{"5 to 15 minutes", 15min},
    span{"15 to 30 minutes", 30min},
    span{"30 to 60 minutes", 60min},
    span{"1 to 2 hours", 2h},
    span{"2 to 4 hours", 4h},
    span{"4 to 24 hours", 24h},
    span{"a day or longer", nanoseconds::max()},
};

/// Returns how long its first answer took, or nothing.
std::optional<nanoseconds> answered_after(const entry& e) {
    for (const auto& step : e.life) {
        const bool places = step.what == step_kind::reply || step.what == step_kind::assigned;
        if (places && !e.replies[step.number].taken_back &&
            e.replies[step.number].classed == classification::answer) {
            return step.at - e.admitted_at;
        }
    }
    return std::nullopt;
}

std::string minutes(nanoseconds span) {
    return fmt::format("{:.1f}", static_cast<double>(span.count()) / 60e9);
}

}  // namespace

void reporting::make_audit_pack() {
    const auto text = [](std::string_view name) { return std::string{name}; };
    count_by("by_outcome", "Inquiries asked in the span, by where they stand now",
             [&](const auto&, const entry& e) { return text(model::name_of(e.state)); });
    count_by("by_purpose", "By purpose",
             [&](const auto& q, const entry&) { return text(model::name_of(q.why)); });
    count_by("by_role", "By role of the person",
             [&](const auto& q, const entry&) { return text(model::name_of(q.role)); });
    count_by("by_basis", "By basis (SO0801 II.B.1, II.B.4)",
             [&](const auto& q, const entry&) { return text(model::name_of(q.ground)); });
    count_refusals();
    count_exempt();
    count_birthplaces();
    count_reply_times();
    list_without_answer();
    list_looks();
    list_reviews();
    tell_journal();
}

void reporting::count_by(
    std::string name, std::string title,
    const std::function<std::string(const model::inquiry_request&, const entry&)>& of) {
    std::map<std::string, std::uint64_t> counts;
    for_each([&](inquiry_index, const entry& e) {
        if (is_asked_within(e)) {
            ++counts[of(e.asked.whole(), e)];
        }
    });
    auto rows = table(std::move(name), std::move(title), {"which", "inquiries"});
    for (const auto& [which, count] : counts) {
        rows.add({which, std::to_string(count)});
    }
    add(std::move(rows));
}

void reporting::count_exempt() {
    std::map<std::string, std::uint64_t> counts;
    std::uint64_t overridden = 0;
    for_each([&](inquiry_index, const entry& e) {
        if (is_asked_within(e)) {
            const auto q = e.asked.whole();
            if (e.state == inquiry_state::exempt) {
                ++counts[std::string{model::name_of(q.evidence)}];
            }
            overridden += q.exemption_override_reason.empty() ? 0U : 1U;
        }
    });
    auto rows = table("exempt", "Exempt: recorded, nothing was sent (SO0801 II.B.1)",
                      {"evidence", "inquiries"});
    for (const auto& [which, count] : counts) {
        rows.add({which, std::to_string(count)});
    }
    rows.note(fmt::format("{} were sent all the same, with a reason.", overridden));
    add(std::move(rows));
}

void reporting::count_birthplaces() {
    const auto names = tables::region_names();
    std::vector<std::uint64_t> sent(names.size());
    std::vector<std::uint64_t> exempt(names.size());
    for_each([&](inquiry_index, const entry& e) {
        if (is_asked_within(e)) {
            const auto group = tables::region_of(e.asked.whole().person.place_of_birth);
            ++(e.state == inquiry_state::exempt ? exempt : sent)[group];
        }
    });
    auto rows =
        table("by_birthplace", "Queries and exemptions by group of birthplaces (SO0801 II.A.1)",
              {"birthplace", "queries", "exempt"});
    const auto sent_cells = shown_cells(sent, small_cell);
    const auto exempt_cells = shown_cells(exempt, small_cell);
    for (std::size_t i = 0; i < names.size(); ++i) {
        rows.add({names[i], sent_cells[i], exempt_cells[i]});
    }
    rows.note(
        "Groups: the regions of the United Nations, by the NCIC code of the birthplace. A "
        "birthplace is not a nationality.");
    rows.note(
        fmt::format("A `*` is a count from 1 to {}, or one that would give such a count away "
                    "together with the sum of its column; counts of 0 are hidden with them "
                    "where nothing else would do.",
                    small_cell - 1));
    rows.note(
        "Reports of spans that overlap can give away together what one of them hides: "
        "publish one of them.");
    add(std::move(rows));
}

void reporting::count_reply_times() {
    std::array<std::uint64_t, spans.size()> counts{};
    std::vector<nanoseconds> times;
    for_each([&](inquiry_index, const entry& e) {
        const auto after = is_asked_within(e) ? answered_after(e) : std::nullopt;
        if (after) {
            times.push_back(*after);
            const auto fits =
                std::ranges::find_if(spans, [&](const span& each) { return *after < each.below; });
            ++counts[static_cast<std::size_t>(std::min(fits, spans.end() - 1) - spans.begin())];
        }
    });
    auto rows = table("reply_times", "From the asking to the first answer", {"time", "inquiries"});
    for (std::size_t i = 0; i < spans.size(); ++i) {
        rows.add({std::string{spans[i].words}, std::to_string(counts[i])});
    }
    if (!times.empty()) {
        std::ranges::sort(times);
        const auto at = [&](std::size_t percent) {
            return times[std::min(times.size() - 1, times.size() * percent / 100)];
        };
        rows.note(fmt::format("Minutes: half within {}, nine of ten within {}, the longest {}.",
                              minutes(at(50)), minutes(at(90)), minutes(times.back())));
    }
    add(std::move(rows));
}

void reporting::list_without_answer() {
    struct wanted {
        const char *name, *title;
        std::function<bool(const entry&)> is;
    };
    const std::array lists{
        wanted{"unanswered", "Asked in the span and not answered",
               [](const entry& e) {
                   return !correlation::is_closed(e.state) && e.state != inquiry_state::in_doubt;
               }},
        wanted{"overdue", "Asked in the span and overdue at some time",
               [](const entry& e) { return e.overdue_told; }},
        wanted{"in_doubt", "Asked in the span and in doubt",
               [](const entry& e) { return e.state == inquiry_state::in_doubt; }},
    };
    for (const auto& list : lists) {
        auto rows = table(list.name, list.title,
                          {"asked at", "inquiry", "state now", "ORI", "officer", "desk"});
        for_each([&](inquiry_index, const entry& e) {
            if (is_asked_within(e) && list.is(e)) {
                rows.add({rfc3339(e.admitted_at), e.inquiry_id,
                          std::string{model::name_of(e.state)}, std::string{e.asked.ori()},
                          std::string{e.asked.officer_id()}, std::string{e.asked.desk()}});
            }
        });
        add(std::move(rows));
    }
}

}  // namespace iaq::engine
