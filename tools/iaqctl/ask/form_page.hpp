#pragma once

#include "iaqctl/ask/draft.hpp"
#include "iaqctl/ask/plain_dialogue.hpp"
#include "iaqctl/screen/keys.hpp"
#include "iaqctl/screen/picture.hpp"

#include <cstddef>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

/// The form as a page of the terminal: all fields before the eye, faults beside them, codes
/// proposed while they are typed. All of it by keyboard; nothing is told by looks alone.
namespace iaq::ctl {

class form_page {
public:
    /// Lifetime: the draft outlives it.
    explicit form_page(draft& filled);

    want on_key(const key& pressed, std::time_t now);
    /// Takes the answer to a dry run: the page to confirm, or the faults beside their fields.
    void take_verdict(const v1::ServerFrame& verdict, std::time_t now);
    /// A line at the bottom: that the gateway is asked, that it cannot be reached.
    void tell(std::string words) { told_ = std::move(words); }

    [[nodiscard]] picture draw(picture_size size) const;

private:
    want on_form_key(const key& pressed, std::time_t now);
    want on_page_key(const key& pressed);
    want on_enter(std::time_t now);
    void on_arrow(int by, std::time_t now);
    bool settle(std::time_t now);
    void move(int by);
    void edit(const key& pressed);
    void refresh();
    void load();
    [[nodiscard]] bool is_at_end() const { return focus_ == fields_.size(); }
    [[nodiscard]] const draft::field& current() const { return *fields_[focus_]; }
    [[nodiscard]] std::vector<const v1::CodeEntry*> offers() const;
    void draw_fields(picture& page, picture_size size, std::size_t rows) const;
    void draw_help(picture& page, picture_size size, std::size_t rows) const;
    [[nodiscard]] std::string row_of(std::size_t field, std::size_t width) const;

    draft& draft_;
    std::vector<const draft::field*> fields_;
    std::size_t focus_ = 0;              // fields_.size(): the line that checks and confirms
    std::string typed_;                  // into the current field
    bool judged_ = false;                // it has a fault, and nothing was typed since
    bool touched_ = false;               // typed since the field was entered
    std::optional<std::size_t> marked_;  // on offer: what stands there, or what arrows chose
    bool picking_ = false;               // arrows chose it, so that Enter takes it
    std::vector<std::string> page_;      // to confirm; empty: the form is shown
    std::size_t scrolled_ = 0;
    std::string told_;
};

}  // namespace iaq::ctl
