#include "sim/fake_disk.hpp"

#include "crash/legal_disks.hpp"

#include <cerrno>
#include <utility>
#include <variant>

namespace iaq::sim {

namespace operations = testing::operations;

fake_disk::fake_disk(dice& chance) : chance_(chance) {
    begin({.directories = {"/", "/state"}, .files = {}});
}

void fake_disk::begin(testing::disk_image from) {
    begun_with_ = std::move(from);
    syncs_left_ = 0;
    now_ = std::make_unique<testing::memory_disk>(
        begun_with_, [this](const testing::operation& asked) { return judge(asked); });
}

boost::system::error_code fake_disk::judge(const testing::operation& asked) {
    const auto error = [](int number) {
        return boost::system::error_code{number, boost::system::system_category()};
    };
    if (full_ && std::holds_alternative<operations::created>(asked)) {
        return error(ENOSPC);
    }
    if (std::holds_alternative<operations::synced>(asked) && syncs_left_ > 0 &&
        --syncs_left_ == 0) {
        ++failed_;
        return error(EIO);
    }
    return {};
}

void fake_disk::killed() { begin(now_->seen()); }

void fake_disk::power_cut() {
    crash::unsettled_disk cut{begun_with_};
    for (const auto& made : now_->log()) {
        cut.apply(made);
    }
    begin(cut.after_cut(crash::any_outcome(cut, chance_.source())));
}

}  // namespace iaq::sim
