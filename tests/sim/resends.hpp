#pragma once

#include "model/profile.hpp"
#include "model/record.hpp"

#include <map>
#include <string>
#include <vector>

/// Whether an inquiry may go again, told from the records alone and apart from the gateway's own
/// count (product.md section 4, Retry).
namespace iaq::sim {

class resends {
public:
    /// A record was handed to the journal. `by`: the profile in force.
    /// Throws a violation when a send begins that nothing allows.
    void recorded(const model::record& entry, const model::profile_retry& by);
    /// A crash: what was recorded behind `last` never was.
    void forget_after(model::sequence last);

private:
    enum class fact { begun, acknowledged, answered, taken_back, again_by_rule, again_by_person };
    struct known {
        model::sequence at;
        fact what;
        model::sequence reply;  // of an answer
    };
    void note(const std::string& inquiry_id, model::sequence at, fact what,
              model::sequence reply = model::sequence::none);
    void check(const std::vector<known>& life, const model::profile_retry& by) const;

    std::map<std::string, std::vector<known>> lives_;
};

}  // namespace iaq::sim
