#pragma once

#include "model/report.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace iaq::engine {

/// What is left of a report's room: it must fit one frame.
struct report_room {
    static constexpr std::size_t rows_max = 2000;  // of a section
    std::size_t bytes = 2 * 1024 * 1024;
};

/// A section being filled, row by row; what finds no room is counted. Lifetime: the room outlives
/// it.
class report_table {
public:
    report_table(report_room& room, std::string name, std::string title,
                 std::vector<std::string> columns)
        : room_(room) {
        made_.name = std::move(name);
        made_.title = std::move(title);
        made_.columns = std::move(columns);
    }

    void add(std::vector<std::string> cells) {
        std::size_t bytes = 16;
        for (const auto& cell : cells) {
            bytes += cell.size() + 8;
        }
        if (made_.rows.size() >= report_room::rows_max || bytes > room_.bytes) {
            ++made_.left_out;
            return;
        }
        room_.bytes -= bytes;
        made_.rows.push_back(std::move(cells));
    }
    void note(std::string sentence) { made_.notes.push_back(std::move(sentence)); }
    [[nodiscard]] model::report_section take() { return std::move(made_); }

private:
    report_room& room_;
    model::report_section made_;
};

}  // namespace iaq::engine
