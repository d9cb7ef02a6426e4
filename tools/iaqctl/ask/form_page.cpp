#include "iaqctl/ask/form_page.hpp"

#include "base/text.hpp"
#include "iaqctl/ask/confirmation.hpp"

#include <algorithm>
#include <utility>

namespace iaq::ctl {
namespace {

constexpr std::size_t offers_max = 8;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const auto each : text::split(text, '\n')) {
        lines.emplace_back(each);
    }
    if (!lines.empty() && lines.back().empty()) {
        lines.pop_back();
    }
    return lines;
}

/// Takes off the last character, all its bytes.
void drop_last(std::string& text) {
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) {
        text.pop_back();
    }
    if (!text.empty()) {
        text.pop_back();
    }
}

bool has_codes(const draft::field& of) {
    return of.form() == v1::FIELD_FORM_CODE || of.form() == v1::FIELD_FORM_CHOICE;
}

}  // namespace

form_page::form_page(draft& filled) : draft_(filled) {
    refresh();
    load();
}

/// The fields to ask change with the answers; the focus stays on its field.
void form_page::refresh() {
    const auto* const here = fields_.empty() || is_at_end() ? nullptr : fields_[focus_];
    const bool at_end = !fields_.empty() && is_at_end();
    fields_ = draft_.asked();
    const auto found = std::ranges::find(fields_, here);
    focus_ = at_end                   ? fields_.size()
             : found == fields_.end() ? std::min(focus_, fields_.size())
                                      : static_cast<std::size_t>(found - fields_.begin());
}

/// Begins the field that has the focus now.
void form_page::load() {
    typed_.clear();
    touched_ = picking_ = judged_ = false;
    marked_.reset();
    if (is_at_end() || !has_codes(current())) {
        return;
    }
    const auto all = offers();
    const auto value = draft_.value(current().name());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]->value() == value || all[i]->code() == value) {
            marked_ = i;
        }
    }
}

/// What may be taken for what is typed: of a choice all of it while nothing is typed.
std::vector<const v1::CodeEntry*> form_page::offers() const {
    std::vector<const v1::CodeEntry*> all;
    const auto* const table =
        is_at_end() ? nullptr : table_of(draft_.form(), current().code_table());
    if (table == nullptr) {
        return all;
    }
    const bool of_a_text = current().form() == v1::FIELD_FORM_TEXT;
    if (of_a_text &&
        (draft_.beginnings(current()) == nullptr || typed_.find(' ') != std::string::npos)) {
        return all;
    }
    if (touched_ && !typed_.empty()) {
        for (const auto& found : find_codes(*table, typed_, offers_max)) {
            all.push_back(found.entry);
        }
    } else if (of_a_text || (!touched_ && current().form() == v1::FIELD_FORM_CHOICE)) {
        for (const auto& entry : table->entries()) {
            if (entry.usable()) {
                all.push_back(&entry);
            }
        }
    }
    return all;
}

want form_page::on_key(const key& pressed, std::time_t now) {
    told_.clear();
    if (pressed.kind == key_kind::interrupt || pressed.kind == key_kind::end_of_file) {
        return want::leave;
    }
    return page_.empty() ? on_form_key(pressed, now) : on_page_key(pressed);
}

want form_page::on_form_key(const key& pressed, std::time_t now) {
    const auto is = pressed.kind;
    if (is == key_kind::enter) {
        return on_enter(now);
    }
    if (is == key_kind::tab || is == key_kind::back_tab) {
        if (settle(now)) {
            move(is == key_kind::tab ? 1 : -1);
        }
    } else if (is == key_kind::up || is == key_kind::down) {
        on_arrow(is == key_kind::down ? 1 : -1, now);
    } else if (is == key_kind::page_up || is == key_kind::page_down) {
        focus_ = is == key_kind::page_up ? 0 : fields_.size();
        load();
    } else if (is == key_kind::escape) {
        load();
    } else {
        edit(pressed);
    }
    return draft_.is_protected() ? want::leave : want::more;
}

/// Among what is on offer the arrows choose; else they go from field to field.
void form_page::on_arrow(int by, std::time_t now) {
    const auto count = is_at_end() ? 0 : offers().size();
    if (count > 0) {
        marked_ = !marked_ ? (by > 0 ? 0 : count - 1)
                           : (by > 0 ? *marked_ + 1 : *marked_ + count - 1) % count;
        picking_ = true;
    } else if (settle(now)) {
        move(by);
    }
}

void form_page::edit(const key& pressed) {
    const bool clears = pressed.kind == key_kind::clear_line || pressed.kind == key_kind::erase;
    const bool takes_back = pressed.kind == key_kind::backspace;
    if (is_at_end() || (pressed.kind != key_kind::character && !takes_back && !clears)) {
        return;
    }
    if (!touched_) {
        typed_ =
            takes_back && !has_codes(current()) ? draft_.value(current().name()) : std::string{};
    }
    if (clears) {
        typed_.clear();
    } else if (takes_back) {
        drop_last(typed_);
    } else {
        typed_ += pressed.text;
    }
    touched_ = true;
    picking_ = judged_ = false;
    marked_.reset();
}

/// Takes what stands in the field. Returns false when it cannot be understood: the focus stays.
bool form_page::settle(std::time_t now) {
    if (is_at_end()) {
        return true;
    }
    const auto& of = current();
    const auto on_offer = offers();
    if (picking_ && *marked_ < on_offer.size() && has_codes(of)) {
        draft_.type(of, on_offer[*marked_]->code(), now);
    } else if (touched_ && typed_.empty()) {
        draft_.leave_empty(of);
    } else if (touched_) {
        const auto& what = draft_.type(of, typed_, now);
        if (what.candidates.size() == 1) {
            draft_.type(of, what.candidates.front().entry->code(), now);
        }
    } else if (draft_.said(of.name()).value.empty() && !draft_.is_filled_in(of)) {
        draft_.set(of.name(), draft_.value(of.name()));  // what was proposed is taken
    }
    refresh();
    judged_ = touched_ && !draft_.said(of.name()).fault.empty();
    return !judged_;
}

want form_page::on_enter(std::time_t now) {
    if (is_at_end()) {
        return want::check;
    }
    const auto on_offer = offers();
    if (current().form() == v1::FIELD_FORM_TEXT && picking_ && *marked_ < on_offer.size()) {
        typed_ = on_offer[*marked_]->code() + " ";  // the person's own words come behind it
        touched_ = true;
        picking_ = false;
        return want::more;
    }
    if (settle(now) && !draft_.is_protected()) {
        move(1);
    } else {
        picking_ = false;
    }
    return draft_.is_protected() ? want::leave : want::more;
}

void form_page::move(int by) {
    const auto last = fields_.size();
    focus_ = by > 0 ? std::min(focus_ + 1, last) : focus_ - std::min<std::size_t>(focus_, 1);
    load();
}

want form_page::on_page_key(const key& pressed) {
    const bool yes =
        pressed.kind == key_kind::character && (pressed.text == "y" || pressed.text == "Y");
    if (yes) {
        return want::submit;
    }
    if (pressed.kind == key_kind::escape) {
        page_.clear();
        focus_ = 0;
        load();
    }
    scroll(pressed.kind, scrolled_, page_.size());
    return want::more;
}

void form_page::take_verdict(const v1::ServerFrame& verdict, std::time_t now) {
    scrolled_ = 0;
    if (verdict.has_accepted()) {
        page_ = lines_of(what_becomes_of_it(verdict.accepted()) + "\n" +
                         what_is_asked(draft_, now) + what_the_rules_say(verdict.accepted()));
        return;
    }
    page_.clear();
    draft_.take_faults(verdict.refused());
    refresh();
    const auto faulty =
        std::ranges::find_if(fields_, [&](const auto* f) { return !draft_.fault(*f).empty(); });
    focus_ = faulty == fields_.end() ? 0 : static_cast<std::size_t>(faulty - fields_.begin());
    load();
    told_ = "The gateway would refuse it: see the marked fields.";
    for (const auto& other : draft_.other_faults()) {
        told_ += " " + other;
    }
}

}  // namespace iaq::ctl
