#pragma once

#include "base/place_index.hpp"
#include "model/notice.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What many inquiries have in common, held once.
namespace iaq::correlation {

/// So that a text is found without being copied.
struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// The rules that spoke when an inquiry was admitted, and what they said. No words of the client
/// get in there (policy room), so there are as many as rules can be combined, and none is personal.
struct counsel {
    std::vector<std::string> rules;
    std::vector<model::notice> advisories, notices;
    std::vector<std::string> to_supervisors;  // rules of which they are told
};
/// The same, of texts that stand elsewhere. Lifetime: they outlive it.
struct counsel_heard {
    const std::vector<std::string>& rules;
    const std::vector<model::notice>&advisories, &notices;
    const std::vector<std::string>& to_supervisors;

    explicit operator counsel() const { return {rules, advisories, notices, to_supervisors}; }
    friend bool operator==(const counsel& kept, const counsel_heard& heard) {
        return kept.rules == heard.rules && kept.advisories == heard.advisories &&
               kept.notices == heard.notices && kept.to_supervisors == heard.to_supervisors;
    }
};

/// Through whom an inquiry came in, and which way it goes.
struct origin {
    std::string principal, acting_user, station;
    friend bool operator==(const origin&, const origin&) = default;
};

[[nodiscard]] std::uint64_t hash_of(const counsel_heard& of);
[[nodiscard]] std::uint64_t hash_of(const origin& of);

/// Which value of a `shared` table; 0 is the empty one.
enum class share : std::uint32_t { none = 0 };

/// Values, each held once for all who have it. What nobody has any more stays until a restart.
template <class T>
class shared {
public:
    /// Returns where the value stands, which is put there when it is new. `Like`: T, or what it can
    /// be made of and compared with.
    template <class Like>
    share keep(const Like& value) {
        if (all_.front() == value) {
            return share::none;
        }
        const auto hash = hash_of(value);
        const auto found =
            places_.find(hash, [&](place_index::place at) { return all_[at] == value; });
        if (found != place_index::none) {
            return share{found};
        }
        const auto place = static_cast<place_index::place>(all_.size());
        all_.push_back(static_cast<T>(value));
        places_.insert(hash, place);
        return share{place};
    }
    [[nodiscard]] const T& at(share which) const { return all_[static_cast<std::size_t>(which)]; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }

private:
    std::deque<T> all_{T{}};
    place_index places_;
};

}  // namespace iaq::correlation
