#pragma once

#include "engine/state.hpp"
#include "model/action.hpp"
#include "model/answer.hpp"
#include "model/delivery.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

/// What was said or done outside of the gateway, and what must follow from it. The numbers are
/// those of daemon/docs/guarantees.md.
namespace iaq::sim {

/// An inquiry that a client was told is accepted.
struct accepted_inquiry {
    std::string id, reference, key, principal, ori, officer, last_name;
    model::sequence at = model::sequence::none;
    utc_time accepted_at{};
    bool cancelled = false;            // done was said
    bool shredded = false;             // done was said
    bool unsure = false;               // shredding was confirmed, and the answer never came
    std::set<model::sequence> acts{};  // of people, that are done
};

class promises {
public:
    /// Something left the gateway that rests on this record (G1, G2, G3).
    void rests_on(model::sequence record) { last_ = std::max(last_, record); }
    /// A record of a send was written, not yet durable.
    void send_recorded(model::sequence record, const std::string& reference);
    /// The message leaves for the switch (G2, G5).
    void sent(const std::string& reference);
    /// The switch heard the reference for the `times`th time.
    void heard_by_switch(const std::string& reference, std::uint32_t times) const;
    void accepted(accepted_inquiry told);
    [[nodiscard]] accepted_inquiry* find(const std::string& id);
    [[nodiscard]] const accepted_inquiry* by_key(const std::string& principal,
                                                 const std::string& key) const;
    [[nodiscard]] const std::vector<std::string>& order() const { return order_; }
    [[nodiscard]] bool none() const { return order_.empty(); }
    /// Done was said of an act on it. `at`: its record, or `none` when the answer does not say.
    void acted(const std::string& id, model::sequence at);
    void taken(const std::string& principal, const std::string& consumer, model::cursor upto);

    /// What of a message a person decided: then it is that person's to know whom it names.
    struct by_a_person {
        bool is_for_it = false;  // that it is this inquiry's
        bool is_what = false;    // what it is
    };
    /// A delivery came to a session of a principal with these ORIs.
    void check_delivery(const model::delivery& what, const std::vector<std::string>& oris,
                        by_a_person decided);
    /// A start made this of what the crash left.
    void check_recovered(const engine::state& known);
    /// Everything is quiet: each inquiry has come to an end that people were told of. `told`: kinds
    /// of the deliveries about it, in order.
    void check_ends(const engine::state& known,
                    const std::map<std::string, std::set<model::delivery_kind>>& told) const;

private:
    model::sequence last_ = model::sequence::none;
    struct sends {
        std::uint32_t recorded = 0, left = 0;
        model::sequence last = model::sequence::none;
    };
    std::map<std::string, sends> sends_;  // by reference
    std::map<std::string, accepted_inquiry> inquiries_;
    std::map<std::pair<std::string, std::string>, std::string> by_key_;
    std::set<std::string> references_;
    std::vector<std::string> order_;
    std::map<std::pair<std::string, std::string>, model::cursor> taken_;
    std::map<std::pair<std::string, std::string>, model::delivery> answers_;  // inquiry, text
};

}  // namespace iaq::sim
