#include "engine/looking.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "model/names.hpp"
#include "naming/name_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace iaq::engine {

namespace {

constexpr std::size_t word_size_max = 64;

/// A client's word as it may stand in a record that is not about a person: what is none of ours to
/// repeat is only said to have been there.
std::string_view plain(std::string_view word) {
    const bool is_plain = word.size() <= word_size_max && std::ranges::all_of(word, [](char c) {
                              const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                              return letter || (c >= '0' && c <= '9') ||
                                     std::string_view{"-_.:/@#"}.find(c) != std::string_view::npos;
                          });
    return is_plain ? word : std::string_view{"(other words)"};
}

class words {
public:
    void add(std::string_view name, std::string_view value) {
        if (!value.empty()) {
            text_ += fmt::format("{}{}={}", text_.empty() ? "" : " ", name, value);
        }
    }
    void add_plain(std::string_view name, std::string_view value) { add(name, plain(value)); }
    void add_flag(std::string_view name, bool is_so) { add(name, is_so ? "yes" : ""); }
    void add_time(std::string_view name, const std::optional<utc_time>& at) {
        add(name, at ? rfc3339(*at) : std::string{});
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

std::string folded(std::string_view name) {
    return naming::fold(name).value_or(text::to_upper(text::trim(name)));
}

}  // namespace

std::string filter_of(const model::calls::get& call) {
    words w;
    w.add_plain("inquiry_id", call.inquiry_id);
    w.add_plain("idempotency_key", call.idempotency_key);
    w.add_plain("reference", call.reference);
    w.add_plain("incident", call.incident);
    return w.take();
}

std::string filter_of(const model::calls::list& call) {
    words w;
    std::string states;
    for (const auto state : call.states) {
        states += fmt::format("{}{}", states.empty() ? "" : ",", model::name_of(state));
    }
    w.add("states", states);
    w.add_plain("officer_id", call.officer_id);
    w.add_plain("operator_id", call.operator_id);
    w.add_plain("desk", call.desk);
    w.add_plain("ori", call.ori);
    w.add_plain("incident", call.incident);
    w.add_time("from", call.from);
    w.add_time("to", call.to);
    w.add("older_than_s",
          call.older_than ? fmt::format("{}", *call.older_than / nanoseconds{1s}) : "");
    w.add_flag("open_only", call.open_only);
    w.add_flag("transfer_pending", call.transfer_pending);
    w.add("limit", call.limit == 0 ? "" : fmt::format("{}", call.limit));
    w.add("last_name", call.last_name.empty() ? "" : "given");
    w.add("first_name", call.first_name.empty() ? "" : "given");
    w.add("date_of_birth", call.date_of_birth.empty() ? "" : "given");
    return w.take();
}

std::string filter_of(const model::calls::unmatched& call) {
    words w;
    w.add_plain("station", call.station);
    w.add("limit", call.limit == 0 ? "" : fmt::format("{}", call.limit));
    w.add("before",
          call.before == model::sequence::none ? "" : fmt::format("{}", number_of(call.before)));
    return w.take();
}

std::string filter_of(const model::calls::subscribe& call) {
    words w;
    w.add_plain("consumer", call.consumer);
    w.add_plain("from", call.from.value_or(std::string{}));
    w.add("newest", call.newest ? fmt::format("{}", *call.newest) : "");
    return w.take();
}

std::string filter_of(const model::calls::report& call) {
    words w;
    w.add("kind", model::name_of(call.kind));
    w.add_time("from", call.from);
    w.add_time("to", call.to);
    w.add_plain("ori", call.ori);
    w.add_plain("desk", call.desk);
    return w.take();
}

wanted_person::wanted_person(const model::calls::list& call)
    : last_name_(folded(call.last_name)),
      first_name_(folded(call.first_name)),
      date_of_birth_(text::trim(call.date_of_birth)) {}

bool wanted_person::is(const correlation::entry& e) const {
    const auto& q = e.asked;
    return (date_of_birth_.empty() || text::trim(q.date_of_birth()) == date_of_birth_) &&
           (last_name_.empty() || folded(q.last_name()) == last_name_) &&
           (first_name_.empty() || folded(q.first_name()) == first_name_);
}

}  // namespace iaq::engine
