#include "app/from_journal.hpp"

#include "observe/log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <unistd.h>

#include <utility>

namespace iaq::app {

namespace asio = boost::asio;
namespace inputs = model::inputs;
using observe::event;
using observe::plain;

exit_code say_failed(const journal::trouble& failure) {
    const bool rotten = failure.what == journal::trouble::kind::damaged;
    observe::say(rotten ? event::journal_rotten : event::journal_failed, {plain{failure.text}});
    return rotten ? exit_code::journal_damaged : exit_code::disk;
}

journal::listeners ears_for_journal(asio::io_context& loop, std::function<void(inputs::input)> take,
                                    std::function<void()> probed) {
    const auto post = [&loop, take = std::move(take)](auto make) {
        return [&loop, take, make](auto... told) {
            asio::post(loop, [take, make, ... told = std::move(told)]() mutable {
                take(make(std::move(told)...));
            });
        };
    };
    journal::listeners tell;
    tell.durable = post([](model::sequence upto) { return inputs::durable_up_to{upto}; });
    tell.failure = [](const journal::trouble& failure) {
        // On the journal's own thread, before anything more can be said.
        ::_exit(static_cast<int>(say_failed(failure)));
    };
    tell.space_short = post([](bool is_short) { return inputs::space{is_short}; });
    tell.shred_prepared = post([](journal::shred_outcome outcome) {
        return inputs::shred_prepared{std::move(outcome.sidecars), std::move(outcome.refusal)};
    });
    tell.shred_done = post([] { return inputs::shred_done{}; });
    tell.segments_changed =
        post([](model::journal_segments now) { return inputs::segments_changed{std::move(now)}; });
    tell.drop_prepared = post([](model::sequence first_kept, std::string base_sha256) {
        return inputs::drop_prepared{first_kept, std::move(base_sha256)};
    });
    tell.probed = [&loop, probed = std::move(probed)] { asio::post(loop, probed); };
    return tell;
}

}  // namespace iaq::app
