#pragma once

#include "journal/folding.hpp"

#include <string>
#include <vector>

namespace iaq::testing {

/// A fold that keeps every record, so that a test can compare what a start came to know, and
/// counts how many of them it was told, not those that a snapshot held.
class remembering_fold final : public journal::folding {
public:
    void reset() override { records.clear(); }

    [[nodiscard]] bool restore(std::string_view state) override {
        canonical_reader in{state};
        in.list(records, [&](std::string& record) { in.text(record); });
        return in.is_done();
    }

    result<void, std::string> take(model::sequence number, std::string_view record) override {
        if (model::number_of(number) != records.size() + 1) {
            return "record " + std::to_string(model::number_of(number)) + " comes behind " +
                   std::to_string(records.size());
        }
        records.emplace_back(record);
        ++taken;
        return boost::outcome_v2::success();
    }

    result<void, std::string> take_closed(const journal::closed_record& /*closed*/) override {
        return std::string{"is closed"};
    }

    void describe(canonical& out) const override {
        out.list(records, [&](const std::string& record) { out.text(record); });
    }

    std::vector<std::string> records;
    std::size_t taken = 0;
};

}  // namespace iaq::testing
