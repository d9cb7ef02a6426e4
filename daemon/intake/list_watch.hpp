#pragma once

#include "base/time.hpp"

#include <cstdint>

namespace iaq::tls {
class server_profile;
}  // namespace iaq::tls

namespace iaq::intake {

/// Says when a revocation list, or our own certificate, should have been replaced, and again each
/// day.
class list_watch {
public:
    /// `profile`: what is in force; may be none.
    void look(const tls::server_profile* profile, utc_time now);

private:
    enum class state : std::uint8_t { good, late, over };
    struct told {
        state last = state::good;
        utc_time at{};
    };
    static bool is_news(told& before, state is, utc_time now);

    told lists_, ours_;
};

}  // namespace iaq::intake
