#include "journal/newest_fold.hpp"

#include "observe/log.hpp"

namespace iaq::journal {

result<replayed, trouble> fold_from_newest(disk& on, const layout& where,
                                           const snapshot_store& store, std::string_view version,
                                           model::sequence before, folding& into,
                                           const fold_pass& pass,
                                           std::vector<model::sequence>& useless) {
    IAQ_TRY(auto places, beginnings(on, where, store));
    const auto front = places.back();
    std::erase_if(places, [&](auto place) {
        return before != model::sequence::none && place >= before && place != front;
    });
    for (const auto place : places) {
        auto from = begin(on, where, store, version, place, into);
        auto past = from ? pass(std::move(from).value())
                         : result<replayed, trouble>{std::move(from).error()};
        const bool may_be_its_fault = !past && (past.error().what == trouble::kind::damaged ||
                                                past.error().what == trouble::kind::refused);
        if (!may_be_its_fault || place == front) {
            return past;
        }
        observe::say(observe::event::snapshot_ignored, {place, observe::plain{past.error().text}});
        useless.push_back(place);
    }
    return replayed{};
}

result<void, trouble> fold_closed(const closed_journal& in, model::sequence last, folding& into,
                                  const std::atomic<bool>& stop,
                                  std::vector<model::sequence>& useless) {
    const visitor visit = [&](model::sequence number, std::string_view record) {
        return stop ? result<void, std::string>{std::string{"stopped"}} : into.take(number, record);
    };
    const closed_visitor visit_closed = [&](const closed_record& closed) {
        return into.take_closed(closed);
    };
    const audience to{visit, visit_closed, {}};
    const auto pass = [&](beginning from) -> result<replayed, trouble> {
        auto past = replay(in.on, in.where, in.with, to, beside::a_writer, hands::one,
                           {std::move(from), last});
        return stop ? result<replayed, trouble>{trouble{trouble::kind::unreadable, "stopped"}}
                    : std::move(past);
    };
    IAQ_TRY(fold_from_newest(in.on, in.where, in.store, in.version, model::next(last), into, pass,
                             useless));
    return boost::outcome_v2::success();
}

}  // namespace iaq::journal
