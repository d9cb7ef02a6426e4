#pragma once

#include "engine/engine.hpp"
#include "engine/rules.hpp"
#include "engine/session.hpp"
#include "model/answer.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"
#include "policy/judge.hpp"

#include <string>

namespace iaq::engine {

/// A submission's way in: rights, key, load, policy, journal. Lifetime: within one call.
class submitting {
public:
    submitting(engine& in, const asking& by) : in_(in), by_(by) {}

    void serve(const model::calls::submit& call);

private:
    [[nodiscard]] bool may_submit(const std::string& ori);
    [[nodiscard]] bool is_open_for_intake(const std::string& ori);
    bool answer_bound_key(const model::calls::submit& call);
    [[nodiscard]] policy::verdict judge(const model::inquiry_request& request,
                                        const agency_rules& agency,
                                        const std::string& person_digest) const;
    void refuse(const policy::verdict& verdict, const std::string& person_digest);
    void admit(const model::calls::submit& call, policy::verdict verdict,
               const std::string& person_digest);
    [[nodiscard]] std::string fresh_reference(const model::profile& profile) const;
    [[nodiscard]] model::answers::accepted accepted_view(model::inquiry_index i) const;

    engine& in_;
    const asking& by_;
};

}  // namespace iaq::engine
