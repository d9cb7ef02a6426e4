#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/watching/board.hpp"
#include "iaqctl/words.hpp"

#include <fmt/format.h>

#include <algorithm>

/// How the board looks: words first, marks second, nothing by colour.
namespace iaq::ctl {
namespace {

std::string span_since(std::time_t since, std::time_t now) {
    return since == 0 ? std::string{} : duration_words(std::chrono::seconds{now - since});
}

google::protobuf::Timestamp stamp(std::time_t at) {
    google::protobuf::Timestamp made;
    made.set_seconds(at);
    return made;
}

/// Left and right of one line.
std::string sides(const std::string& left, const std::string& right, std::size_t width) {
    const auto right_width = width_of(right);
    return right_width + 2 > width ? fitted(left, width)
                                   : padded(left, width - right_width - 1) + " " + right;
}

}  // namespace

std::string board::heading(std::size_t width, std::time_t now) const {
    const bool test = welcome_.environment() == "test";
    const auto left =
        fmt::format("iaqd  {}  {}", clean(welcome_.agency()), test ? "TEST, not live" : "live");
    return sides(left, local_time(stamp(now)), width);
}

void board::draw_needs(picture& page, std::size_t width, std::size_t rows, std::time_t now) const {
    const auto all = needs(now);
    if (all.empty()) {
        page.add("Nothing needs a person now.", looks::heading);
        return;
    }
    page.add(fmt::format("NEEDS A PERSON: {}", all.size()), looks::heading);
    for (std::size_t i = 0; i < std::min(all.size(), rows); ++i) {
        const auto& each = all[i];
        const bool here = i == mark_;
        page.add(fitted(fmt::format("{}! {:<15} {:<14} {:>7}  {}", here ? ">" : " ", each.what,
                                    clean(each.inquiry_id), span_since(each.since, now),
                                    clean(each.words)),
                        width),
                 here ? looks::chosen : looks::plain);
    }
    if (all.size() > rows) {
        page.add(fmt::format("   and {} more", all.size() - rows));
    }
}

void board::draw_stations(picture& page, std::size_t width, std::time_t now) const {
    for (const auto& s : status_.stations()) {
        page.add(
            fitted(fmt::format("station {:<12} {}{} for {}  {} to send, {} in flight",
                               clean(s.name()), s.up() ? "up" : "DOWN", s.held() ? ", HELD" : "",
                               span_since(s.since().seconds(), now), s.queued(), s.in_flight()),
                   width));
    }
}

std::string board::row_of(const v1::InquiryRow& row, std::time_t now) const {
    const auto& clock = row.next_clock();
    const auto left = clock.due().seconds() - now;
    const auto due =
        !row.has_next_clock()
            ? std::string{}
            : fmt::format(
                  "{} {}{}", what_is_due(clock.clock()), short_time(clock.due(), now),
                  left < 0 ? ", passed" : ", in " + duration_words(std::chrono::seconds{left}));
    return fmt::format("{:<14} {:<16} {:>7} {:<8.8} {:<10.10} {:<10.10} {}",
                       clean(row.inquiry_id()), where_it_is(row.state()),
                       span_since(row.admitted_at().seconds(), now), clean(row.officer_id()),
                       clean(row.desk()), clean(row.incident()), due);
}

void board::draw_open(picture& page, std::size_t width, std::size_t rows, std::time_t now) const {
    const auto before = needs(now).size();
    page.add(
        fmt::format("OPEN INQUIRIES: {}{}", open_.rows_size(), open_.more() ? " and more" : ""),
        looks::heading);
    if (open_.rows_size() == 0) {
        return;
    }
    page.add(fitted(fmt::format("  {:<14} {:<16} {:>7} {:<8} {:<10} {:<10} {}", "inquiry", "is",
                                "age", "officer", "desk", "incident", "next"),
                    width));
    const auto all = static_cast<std::size_t>(open_.rows_size());
    const auto at = mark_ < before ? 0 : mark_ - before;
    const auto first = at < rows ? 0 : std::min(at, all - 1) + 1 - rows;
    for (std::size_t i = first; i < std::min(all, first + rows); ++i) {
        const bool here = mark_ >= before && i == at;
        page.add(fitted((here ? "> " : "  ") + row_of(open_.rows(static_cast<int>(i)), now), width),
                 here ? looks::chosen : looks::plain);
    }
    if (all > first + rows) {
        page.add(fmt::format("  and {} more: Down", all - first - rows));
    }
}

void board::draw_news(picture& page, std::size_t width, std::size_t rows, std::time_t now) const {
    page.add("NEWEST FIRST", looks::heading);
    for (std::size_t i = 0; i < std::min(news_.size(), rows); ++i) {
        const auto& d = news_[i];
        const auto about = d.inquiry_id().empty()
                               ? d.station() + " " + d.condition()
                               : fmt::format("{} officer {}", d.inquiry_id(), d.officer_id());
        page.add(fitted(fmt::format("{} {:<11} {:<20} {:<28} {}",
                                    needs_a_person(d.kind()) ? "!" : " ", short_time(d.at(), now),
                                    name_of(d.kind()), clean(about), meaning_of(d.kind())),
                        width));
    }
}

picture board::draw(picture_size size, std::time_t now) const {
    picture page;
    page.add(heading(size.columns, now), looks::heading);
    if (lost_since_ != 0) {
        page.add(
            fitted(fmt::format("NOT CONNECTED for {}. What stands below is old. Trying again. {}",
                               span_since(lost_since_, now), clean(why_lost_)),
                   size.columns),
            looks::chosen);
    }
    const auto room = size.rows - std::min<std::size_t>(size.rows, page.lines.size() + 8);
    const auto stations = static_cast<std::size_t>(status_.stations_size());
    const auto shared = room - std::min(room, stations);
    draw_needs(page, size.columns, std::max<std::size_t>(shared / 3, 2), now);
    draw_stations(page, size.columns, now);
    page.add("");
    draw_open(page, size.columns, std::max<std::size_t>(shared / 3, 2), now);
    page.add("");
    const auto used = page.lines.size() + 2;
    draw_news(page, size.columns, used < size.rows ? size.rows - used : 0, now);
    page.lines.resize(std::max<std::size_t>(size.rows, 1) - 1);
    page.add(fitted("Up, Down choose.  Enter explains.  x puts it aside.  q ends.", size.columns),
             looks::heading);
    return page;
}

}  // namespace iaq::ctl
