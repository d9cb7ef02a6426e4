#include "engine/tallies.hpp"

#include "model/limits.hpp"

#include <chrono>

namespace iaq::engine {

std::int64_t tallies::hour_of(utc_time at) {
    return std::chrono::floor<std::chrono::hours>(at.time_since_epoch()).count();
}

template <class Row>
void tallies::counted<Row>::add(const Row& row, std::uint64_t times, std::size_t rows_max) {
    if (row.hour < whole_from) {
        return;  // its hour was dropped
    }
    rows[row] += times;
    while (rows.size() > rows_max) {
        const auto oldest = rows.begin()->first.hour;
        whole_from = oldest + 1;
        std::erase_if(rows, [&](const auto& each) { return each.first.hour == oldest; });
    }
}

void tallies::looked(const look& row, std::uint64_t times) {
    looks_.add(row, times, model::limits::look_rows_max);
}

void tallies::refused(const refusal& row, std::uint64_t times) {
    refusals_.add(row, times, model::limits::refusal_rows_max);
}

namespace {

utc_time as_time(std::int64_t hour) { return utc_time{nanoseconds{hour}}; }

template <class Io, class Row>
void shape_look(Io& io, Row& row) {
    io.text(row.ori).text(row.principal).text(row.user).text(row.call);
}

template <class Io, class Row>
void shape_refusal(Io& io, Row& row) {
    io.text(row.ori).text(row.rule).text(row.principal);
}

template <class Counted, class Shape>
void describe_rows(canonical& out, const Counted& counted, Shape shape) {
    out.time(as_time(counted.whole_from)).number(counted.rows.size());
    for (const auto& [row, times] : counted.rows) {
        out.time(as_time(row.hour)).number(times);
        shape(out, row);
    }
}

template <class Row, class Shape>
void restore_rows(canonical_reader& in, tallies::counted<Row>& counted, Shape shape) {
    utc_time hour{};
    in.time(hour);
    counted.whole_from = hour.time_since_epoch().count();
    for (auto left = in.count(); left > 0 && in.is_good(); --left) {
        Row row;
        std::uint64_t times = 0;
        in.time(hour).number(times);
        row.hour = hour.time_since_epoch().count();
        shape(in, row);
        counted.rows.insert_or_assign(std::move(row), times);
    }
}

}  // namespace

void tallies::describe(canonical& out) const {
    describe_rows(out, looks_, [](auto& io, auto& row) { shape_look(io, row); });
    describe_rows(out, refusals_, [](auto& io, auto& row) { shape_refusal(io, row); });
}

bool tallies::restore(canonical_reader& in) {
    restore_rows(in, looks_, [](auto& io, auto& row) { shape_look(io, row); });
    restore_rows(in, refusals_, [](auto& io, auto& row) { shape_refusal(io, row); });
    return in.is_good();
}

}  // namespace iaq::engine
