#pragma once

#include "engine/engine.hpp"
#include "engine/session.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"

#include <string>

/// What people with the right `operate` decide, each by a record that says who and why.
namespace iaq::engine {

/// Serves the call `operate`: the right and the reason first, then what is asked. Lifetime: within
/// one call.
class operating {
public:
    explicit operating(engine& in) : in_(in) {}

    void serve(const asking& a, const model::calls::operate& call);

private:
    void hold_or_release(const asking& a, const model::calls::operate& call);
    void change_legal_hold(const asking& a, const model::calls::operate& call);
    /// About one in doubt or not forwarded: sent again, or given up.
    void resolve(const asking& a, const model::calls::operate& call);
    [[nodiscard]] std::string why_not_resolve(model::inquiry_index i,
                                              model::records::operation what) const;

    engine& in_;
};

}  // namespace iaq::engine
