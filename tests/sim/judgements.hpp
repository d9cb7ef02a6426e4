#pragma once

#include "engine/state.hpp"
#include "model/delivery.hpp"
#include "model/record.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What operators said of messages, told from the records alone, and what must follow from it: no
/// message reaches another inquiry than its rule's but by a person's act, and who was told of one
/// that was taken back is told to disregard it.
namespace iaq::sim {

class judgements {
public:
    /// A record was handed to the journal.
    void recorded(const model::record& entry);
    /// A crash: what was recorded behind `last` never was.
    void forget_after(model::sequence last);

    /// A delivery came to a consumer.
    void delivered(const std::string& consumer, const model::delivery& what);
    /// True when a person gave this message to this inquiry.
    [[nodiscard]] bool assigned(const std::string& inquiry_id, model::sequence reply) const;
    /// True when a person said what this message is.
    [[nodiscard]] bool classified(model::sequence reply) const;
    /// Everything is quiet, and every consumer has heard what there is.
    void check_rest(const engine::state& known) const;
    [[nodiscard]] std::size_t made() const { return facts_.size(); }

private:
    enum class deed { assigned, withdrawn, classified };
    struct fact {
        model::sequence at;
        deed what;
        std::string inquiry_id;
        model::sequence reply;
    };
    struct heard {
        std::string inquiry_id;
        model::sequence reply;
    };
    [[nodiscard]] bool is_taken_back(const std::string& inquiry_id, model::sequence reply) const;

    std::vector<fact> facts_;
    std::map<std::string, std::map<std::string, heard>> heard_;  // by consumer, by event
    std::map<std::string, std::set<std::string>> struck_out_;    // by consumer: events
};

}  // namespace iaq::sim
