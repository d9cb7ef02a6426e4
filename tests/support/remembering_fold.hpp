#pragma once

#include "base/text.hpp"
#include "journal/folding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace iaq::testing {

/// A fold that keeps every record, so that a test can compare what a start came to know, and
/// counts how many of them it was told, not those that a snapshot held. A record `dropped N` tells
/// that those before N are gone.
class remembering_fold final : public journal::folding {
public:
    static constexpr std::string_view drop_mark = "dropped ";

    void reset() override {
        records.clear();
        before = 0;
        announced = true;
    }

    [[nodiscard]] bool restore(std::string_view state) override {
        canonical_reader in{state};
        in.number(before).flag(announced);
        in.list(records, [&](std::string& record) { in.text(record); });
        return in.is_done();
    }

    result<void, std::string> take(model::sequence number, std::string_view record) override {
        if (model::number_of(number) != before + records.size() + 1) {
            return "record " + std::to_string(model::number_of(number)) + " comes behind " +
                   std::to_string(before + records.size());
        }
        records.emplace_back(record);
        ++taken;
        if (record.starts_with(drop_mark)) {
            forget(static_cast<std::uint64_t>(
                text::number(record.substr(drop_mark.size())).value_or(0)));
            announced = true;
        }
        return boost::outcome_v2::success();
    }

    result<void, std::string> take_closed(const journal::closed_record& /*closed*/) override {
        return std::string{"is closed"};
    }

    [[nodiscard]] result<void, std::string> check() const override {
        return announced ? result<void, std::string>{boost::outcome_v2::success()}
                         : std::string{"the front is gone, and no record tells of it"};
    }
    [[nodiscard]] model::sequence first_kept() const override {
        return model::sequence{before + 1};
    }
    void begin_at(model::sequence first_kept) override {
        forget(model::number_of(first_kept));
        announced = false;
    }

    void describe(canonical& out) const override {
        out.number(before).flag(announced);
        out.list(records, [&](const std::string& record) { out.text(record); });
    }

    std::vector<std::string> records;
    std::uint64_t before = 0;  // records that were dropped
    bool announced = true;
    std::size_t taken = 0;

private:
    void forget(std::uint64_t first_kept) {
        while (before + 1 < first_kept && !records.empty()) {
            records.erase(records.begin());
            ++before;
        }
    }
};

}  // namespace iaq::testing
