#include "journal/writer.hpp"

#include "base/assert.hpp"
#include "journal/quiet_thread.hpp"
#include "ledger/frame.hpp"

#include <utility>

namespace iaq::journal {
namespace {

constexpr std::size_t frames_kept_bytes = 1024UL * 1024;  // of the buffer, between batches

}  // namespace

writer::writer(disk& on, const options& how, const ledger::segment_header& header,
               segment_file segment)
    : disk_(on),
      options_(how),
      layout_(how.directory),
      header_(header),
      segment_(std::move(segment)),
      housekeeper_(on, layout_, how.segment_bytes, [this] { queue_.poke(); }) {}

writer::~writer() {
    queue_.kill();
    end_threads();
}

void writer::start(std::function<void(model::sequence)> on_durable,
                   std::function<void(trouble)> on_failure) {
    ensure(!thread_.joinable());
    on_durable_ = std::move(on_durable);
    on_failure_ = std::move(on_failure);
    housekeeper_.start();
    housekeeper_.ask();
    thread_ = quiet_thread("iaq-journal", [this] { run(); });
}

result<void, trouble> writer::close() {
    queue_.close();
    if (thread_.joinable()) {
        end_threads();
    } else {
        run();  // never started: what was appended is written all the same
    }
    if (failure_) {
        return *failure_;
    }
    return segment_.cut();
}

void writer::end_threads() {
    if (thread_.joinable()) {
        thread_.join();
    }
    housekeeper_.stop();
}

/// Both callbacks come from here, so that after the failure nothing follows.
void writer::run() {
    std::vector<queued> batch;
    std::size_t previous = 0;
    while (queue_.take(batch, previous)) {
        previous = batch.size();
        failure_ = housekeeper_.failure();
        if (!failure_) {
            if (const auto written = write(batch); !written) {
                failure_ = written.error();
            }
        }
        if (failure_) {
            queue_.kill();
            if (on_failure_) {
                on_failure_(*failure_);
            }
            return;
        }
    }
}

result<void, trouble> writer::write(std::span<const queued> batch) {
    while (!batch.empty()) {
        const auto count = is_old() ? 0 : encode(batch);
        if (count == 0) {
            IAQ_TRY(roll(batch.front().number));
            continue;
        }
        IAQ_TRY(segment_.append(frames_));
        if (on_durable_) {
            on_durable_(batch[count - 1].number);
        }
        batch = batch.subspan(count);
    }
    return boost::outcome_v2::success();
}

/// Encodes as many records as one sync may cover and the segment can hold; returns how many. An
/// empty segment takes its first record whatever its size.
std::size_t writer::encode(std::span<const queued> batch) {
    frames_.clear();
    if (frames_.capacity() > frames_kept_bytes) {
        frames_.shrink_to_fit();
    }
    std::size_t count = 0;
    for (const auto& [number, record] : batch) {
        const auto after = frames_.size() + ledger::frame_size(record);
        const bool first = frames_.empty();
        const bool fits = segment_.end() + after <= options_.segment_bytes;
        if ((!first && after > ledger::batch_bytes_max) ||
            (!fits && (!first || segment_.holds_frames()))) {
            break;
        }
        ledger::encode_frame(frames_, segment_.root(), model::number_of(number),
                             first ? ledger::place::begins_batch : ledger::place::within_batch,
                             record);
        ++count;
    }
    return count;
}

bool writer::is_old() const {
    if (!options_.utc_ns || !segment_.holds_frames()) {
        return false;
    }
    const auto now = options_.utc_ns();
    const auto age_max = static_cast<std::uint64_t>(options_.segment_age_max.count());
    return now > segment_.created_ns() && now - segment_.created_ns() >= age_max;
}

result<void, trouble> writer::roll(model::sequence first) {
    IAQ_TRY(segment_.cut());
    header_.first = model::number_of(first);
    if (options_.utc_ns) {
        header_.created_ns = options_.utc_ns();
    }
    const auto from = housekeeper_.take() ? source::prepared : source::fresh;
    IAQ_TRY(auto begun, segment_file::begin(disk_, layout_, header_, from));
    segment_ = std::move(begun);
    housekeeper_.ask();
    return boost::outcome_v2::success();
}

}  // namespace iaq::journal
