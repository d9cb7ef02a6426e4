#include "crash/workloads.hpp"

#include "ledger/frame.hpp"

#include <string>

namespace iaq::crash {

using boost::outcome_v2::success;

namespace {

constexpr std::uint64_t segment_sizes[] = {64UL * 1024, 64UL * 1024 + 512, 100'000, 256UL * 1024};

std::size_t up_to(std::size_t most, std::mt19937_64& random) { return 1 + random() % most; }

/// Sizes of every order come up as often as one another.
std::size_t size_up_to(std::size_t most, std::mt19937_64& random) {
    std::size_t order = 1;
    while (order < most && random() % 4 != 0) {
        order *= 4;
    }
    return up_to(std::min(order, most), random);
}

/// A record `checkpoint due`, field 163 and empty: the journal signs a head when it is durable.
constexpr std::string_view head_record{"\x9a\x0a\x00", 3};

/// Returns a record: text, chance, zeros, what looks like a frame, or one that announces a head.
std::string record_of(std::size_t bytes, std::mt19937_64& random) {
    if (random() % 6 == 0) {
        return std::string{head_record};
    }
    std::string record(bytes, '\0');
    switch (random() % 4) {
        case 0: break;
        case 1:
            record = "record " + std::to_string(random());
            record.resize(bytes, '.');
            break;
        case 2: {
            std::string frame;
            ledger::encode_frame(frame, static_cast<std::uint32_t>(random()), random() % 50 + 1,
                                 ledger::place::begins_batch, "a record within a record");
            record.replace(0, std::min(frame.size(), bytes), frame, 0, bytes);
            break;
        }
        default:
            for (auto& byte : record) {
                byte = static_cast<char>(random());
            }
    }
    return record;
}

}  // namespace

const std::vector<usage>& usages() {
    // clang-format off
    static const std::vector<usage> all{
        {"one small record a batch",     2, 12,  1,     200, false},
        {"fifty records a batch",        2,  6, 50,    3000, false},
        {"records of all sizes",         2,  6,  4, 200'000, false},
        {"many short lives",             8,  2,  5,    2000, true},
        {"many segments",                2, 16,  2,  60'000, true},
    };
    // clang-format on
    return all;
}

std::vector<life> lives_of(const usage& how, std::mt19937_64& random) {
    std::vector<life> lives(up_to(how.lives, random));
    for (auto& one : lives) {
        if (how.segment_bytes_change) {
            one.segment_bytes = segment_sizes[random() % std::size(segment_sizes)];
        }
        one.ends = random() % 2 == 0 ? ending::closed : ending::dropped;
        one.batches.resize(up_to(how.batches, random));
        for (auto& batch : one.batches) {
            batch.resize(up_to(how.records, random));
            for (auto& record : batch) {
                record = record_of(size_up_to(how.record_bytes, random), random);
            }
        }
    }
    return lives;
}

result<void, breach> live_all(history& past, const std::vector<life>& lives,
                              memory_disk::judge fails) {
    memory_disk disk{past.start, std::move(fails)};
    auto known = past.before;
    for (const auto& one : lives) {
        IAQ_TRY(live(disk, one, known));
    }
    past.log = disk.log();
    return success();
}

}  // namespace iaq::crash
