#include "journal/beginning.hpp"

#include "journal/replay.hpp"

namespace iaq::journal {

result<model::sequence, trouble> before_first_segment(disk& on, const layout& where) {
    IAQ_TRY(const auto names, segment_names(on, where));
    return names.empty() ? model::sequence::none
                         : model::sequence{model::number_of(*first_in(names.front())) - 1};
}

/// Returns the last record that was dropped: the one before the first segment, unless dropping was
/// cut off before it came to the end. None when no base file stands for it: then it is missing.
result<model::sequence, trouble> front_of(disk& on, const layout& where) {
    IAQ_TRY(const auto before, before_first_segment(on, where));
    if (before == model::sequence::none) {
        return before;
    }
    const auto first = model::next(before);
    IAQ_TRY(const auto all,
            told(on.list(where.segments), trouble::kind::unreadable, "list", where.segments));
    auto kept = std::optional<model::sequence>{};
    for (const auto& name : all) {
        const auto base = first_in_base(name);
        if (base && *base >= first && (!kept || *base < *kept)) {
            kept = base;
        }
    }
    return kept ? model::sequence{model::number_of(*kept) - 1} : model::sequence::none;
}

result<std::vector<model::sequence>, trouble> beginnings(disk& on, const layout& where,
                                                         const snapshot_store& store) {
    IAQ_TRY(const auto front, front_of(on, where));
    auto places = store.list();
    std::erase_if(places, [&](auto place) { return place <= front; });
    places.push_back(front);
    return places;
}

namespace {

trouble unusable_base(model::sequence first) {
    return {trouble::kind::damaged,
            "segment/" + base_name(first) +
                ": is missing, damaged or of a newer iaqd, and the records before it were dropped; "
                "restore it from a backup"};
}

}  // namespace

result<beginning, trouble> begin_unfolded(disk& on, const layout& where,
                                          const snapshot_store& store) {
    IAQ_TRY(const auto front, front_of(on, where));
    if (front == model::sequence::none) {
        return beginning{};
    }
    auto base = store.read_base(where.base(model::next(front)));
    if (!base || base->where.last != front) {
        return unusable_base(model::next(front));
    }
    return beginning{front, std::move(base->where.journal_id), std::move(base->where.edge)};
}

result<beginning, trouble> begin(disk& on, const layout& where, const snapshot_store& store,
                                 std::string_view version, model::sequence after, folding& into) {
    if (after == model::sequence::none) {
        into.reset();
        return beginning{};
    }
    IAQ_TRY(const auto front, front_of(on, where));
    const bool at_front = after == front;
    auto read = at_front ? store.read_base(where.base(model::next(after))) : store.read(after);
    const bool ours =
        read && read->where.last == after && (at_front || read->where.version == version);
    if (!ours || !into.restore(read->state())) {
        into.reset();
        return at_front
                   ? unusable_base(model::next(after))
                   : trouble{trouble::kind::damaged, "it is damaged, or of another program or key"};
    }
    return beginning{after, std::move(read->where.journal_id), std::move(read->where.edge)};
}

}  // namespace iaq::journal
