#include "bench/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace iaq::bench {
namespace {

// Units: pixels of the drawing.
constexpr int width = 900;
constexpr int label_width = 190;
constexpr int bars_width = 600;
constexpr int row_height = 22;
constexpr int heading_height = 34;
constexpr int top = 48;
constexpr int bottom = 34;

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string text_at(double x, double y, const std::string& style, const std::string& text) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, style,
                       escaped(text));
}

/// Whole powers of ten around all values.
struct scale {
    double first = 0;
    double last = 1;

    [[nodiscard]] double x(double value) const {
        const auto share = (std::log10(value) - first) / (last - first);
        return label_width + bars_width * std::clamp(share, 0.0, 1.0);
    }
};

scale scale_of(const std::vector<bar_group>& groups) {
    double least = 1e300;
    double greatest = 1e-300;
    for (const auto& group : groups) {
        for (const auto& each : group.bars) {
            least = std::min(least, each.value.min);
            greatest = std::max(greatest, each.value.max);
        }
    }
    if (least > greatest) {
        return {};
    }
    const auto first = std::floor(std::log10(least));
    return {first, std::max(first + 1, std::ceil(std::log10(greatest)))};
}

std::string axis(const scale& on, int height) {
    std::string out;
    for (auto power = on.first; power <= on.last; ++power) {
        const auto x = on.x(std::pow(10, power));
        out += fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1}\" x2=\"{0:.1f}\" y2=\"{2}\" "
            "stroke=\"#ddd\"/>\n",
            x, top, height - bottom);
        out += text_at(x, height - 12, "text-anchor=\"middle\" fill=\"#666\"",
                       fmt::format("{:g}", std::pow(10, power)));
    }
    return out;
}

std::string row(const bar& each, const scale& on, int y) {
    const auto middle = y + row_height / 2.0;
    auto out = text_at(label_width - 8, middle + 4, "text-anchor=\"end\"", each.label);
    out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"{}\" fill=\"{}\"/>\n",
                       label_width, y + 3, on.x(each.value.median) - label_width, row_height - 6,
                       each.is_ours ? "#1f6fb2" : "#b0b7bf");
    out += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
        "stroke=\"#222\"/>\n",
        on.x(each.value.min), middle, on.x(each.value.max), middle);
    return out + text_at(on.x(each.value.max) + 6, middle + 4, "fill=\"#222\"",
                         fmt::format("{:.0f}", each.value.median));
}

}  // namespace

std::string bar_chart(const std::string& title, const std::vector<bar_group>& groups) {
    int height = top + bottom;
    for (const auto& group : groups) {
        height += heading_height + row_height * static_cast<int>(group.bars.size());
    }
    const auto on = scale_of(groups);
    auto out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" "
        "height=\"{1}\" viewBox=\"0 0 {0} {1}\" font-family=\"sans-serif\" "
        "font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" "
        "fill=\"#fff\"/>\n",
        width, height);
    out += text_at(16, 28, "font-size=\"16\"", title);
    out += axis(on, height);
    int y = top;
    for (const auto& group : groups) {
        out += text_at(16, y + heading_height - 10, "font-weight=\"bold\"", group.title);
        y += heading_height;
        for (const auto& each : group.bars) {
            out += row(each, on, y);
            y += row_height;
        }
    }
    return out + "</svg>\n";
}

}  // namespace iaq::bench
