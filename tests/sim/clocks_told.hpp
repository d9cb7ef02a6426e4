#pragma once

#include "engine/state.hpp"
#include "model/act.hpp"
#include "model/delivery.hpp"

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// What people may be told once a contact has ended, and how often a clock may speak; told from
/// what clients were answered and heard.
namespace iaq::sim {

class clocks_told {
public:
    /// Done was said of how the contact ended, by this record.
    void contact_ended(const std::string& inquiry_id, model::sequence at,
                       model::acts::contact_outcome how);
    /// A client heard it.
    void heard(const model::delivery& what);
    /// Everything is quiet, and every clock's time is long past.
    static void check_rest(const engine::state& known);

private:
    [[nodiscard]] model::acts::contact_outcome ended_before(const model::delivery& what) const;

    std::map<std::string, std::vector<std::pair<model::sequence, model::acts::contact_outcome>>>
        ends_;
    std::map<std::tuple<std::string, model::delivery_kind, std::string>, std::string> fired_;
};

}  // namespace iaq::sim
