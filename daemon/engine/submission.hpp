#pragma once

#include "engine/engine.hpp"
#include "engine/rules.hpp"
#include "engine/session.hpp"
#include "model/answer.hpp"
#include "model/call.hpp"
#include "model/ids.hpp"
#include "policy/judge.hpp"

#include <optional>
#include <string>

namespace iaq::engine {

/// A submission's way in: rights, key, load, policy, journal. Lifetime: within one call.
class submitting {
public:
    submitting(engine& in, const asking& by) : in_(in), by_(by) {}

    void serve(const model::calls::submit& call);

    // What a change to an inquiry, and one keyed by hand, need as well.

    /// False when the principal may not submit for this ORI; then the answer is given.
    [[nodiscard]] bool may_submit(const std::string& ori);

    /// Returns the digest by which rule ROLE knows the person.
    [[nodiscard]] std::string digest_of(const model::subject& person) const;
    /// Returns what the rules look at beside the request. `self`: the inquiry that is judged anew.
    [[nodiscard]] policy::circumstances around(
        const model::inquiry_request& request, const std::string& person_digest,
        model::inquiry_index self = model::inquiry_index::none) const;
    /// Returns a fresh reference by which the request could leave now; nothing when it cannot, and
    /// then `unfit` says why, or the answer is given.
    [[nodiscard]] std::optional<std::string> reference_for(const model::inquiry_request& request,
                                                           std::optional<model::violation>& unfit);
    /// Returns why the switch cannot be sent the request under this reference, or nothing.
    [[nodiscard]] std::optional<model::violation> misfit(const model::inquiry_request& request,
                                                         const std::string& reference) const;
    /// False while a station's queue or the journal takes nothing more; then the answer is given.
    [[nodiscard]] bool is_open_for_intake(const std::string& ori);
    /// Writes a refusal down. False when this principal's refusals of this minute are over the cap;
    /// then the answer is given.
    bool record_refusal(const policy::verdict& verdict, const std::string& person_digest,
                        const model::acts::keyed_by_hand& keyed = {});
    /// Returns a fresh admission of the verdict's request under a new id.
    [[nodiscard]] model::records::admitted admission(policy::verdict verdict,
                                                     const std::string& content,
                                                     const std::string& person_digest) const;
    /// Returns the inquiry to which the key is bound still, or `none`.
    [[nodiscard]] model::inquiry_index bound_to(const std::string& key) const;

private:
    bool answer_bound_key(const model::calls::submit& call);
    void refuse(const policy::verdict& verdict, const std::string& person_digest);
    void admit(const model::calls::submit& call, policy::verdict verdict,
               const std::string& person_digest);
    void tell_dry(const policy::verdict& verdict);
    [[nodiscard]] std::string fresh_reference(const model::profile& profile) const;
    [[nodiscard]] model::answers::accepted accepted_view(model::inquiry_index i) const;

    engine& in_;
    const asking& by_;
};

}  // namespace iaq::engine
