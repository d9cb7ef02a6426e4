#include "iaq_journal/verifier/difference.hpp"

#include <optional>
#include <utility>

namespace iaq::verifier {
namespace {

constexpr std::size_t runs_max = 10'000;

bool same_place(const witness& a, const witness& b) { return a.word == b.word && a.file == b.file; }

bool goes_on(const difference& run, const difference& next) {
    return next.first == run.last + 1 && same_place(run.record, next.record) &&
           same_place(run.bundle, next.bundle) && same_place(run.tile, next.tile);
}

bool speaks(const witness& one) { return one.word != witness::silent; }

bool agree(const witness& a, const witness& b) { return speaks(a) && a.word == b.word; }

/// The word of the first who says anything.
int first_word(const witness& a, const witness& b, const witness& c) {
    return speaks(a) ? a.word : speaks(b) ? b.word : c.word;
}

/// The word that the rest of the journal bears out; the trees were grown by the same rule.
int true_word(const difference& over, proof proven) {
    const auto& [first, last, record, bundle, tile] = over;
    if (proven.records) {
        return first_word(record, bundle, tile);
    }
    if (proven.tiles) {
        return first_word(tile, bundle, record);
    }
    if (proven.bundles) {
        return first_word(bundle, tile, record);
    }
    if (agree(record, bundle) || agree(record, tile)) {
        return record.word;
    }
    return first_word(bundle, tile, record);
}

std::string span_of(std::uint64_t first, std::uint64_t last) {
    return first == last ? "record " + std::to_string(first)
                         : "records " + std::to_string(first) + " to " + std::to_string(last);
}

/// One file's part in several differences on end.
class accusation {
public:
    accusation(finding_kind kind, const char* text, docket& on)
        : kind_(kind), text_(text), on_(on) {}
    accusation(const accusation&) = delete;
    accusation& operator=(const accusation&) = delete;
    ~accusation() { enter(); }

    void add(const witness& who, std::uint64_t first, std::uint64_t last) {
        if (!who_ || who_->file != who.file || last_ + 1 != first) {
            enter();
            who_ = who;
            first_ = first;
        }
        last_ = last;
    }

private:
    void enter() {
        if (who_) {
            on_.enter({.kind = kind_,
                       .file = who_->file,
                       .offset = who_->offset,
                       .record = first_,
                       .text = span_of(first_, last_) + ": " + text_});
        }
    }

    finding_kind kind_;
    const char* text_;
    docket& on_;
    std::optional<witness> who_;
    std::uint64_t first_ = 0;
    std::uint64_t last_ = 0;
};

}  // namespace

void difference_list::take(difference one) {
    if (!runs_.empty() && goes_on(runs_.back(), one)) {
        runs_.back().last = one.last;
    } else if (runs_.size() < runs_max) {
        runs_.push_back(std::move(one));
    }
}

void difference_list::blame(proof proven, docket& on) const {
    accusation records{finding_kind::leaf_differs, "not what the tree was made of", on};
    accusation bundles{finding_kind::bundle_differs, "another leaf than that of the tree", on};
    accusation tiles{finding_kind::tile_differs, "another hash than that of the leaf", on};
    for (const auto& run : runs_) {
        const auto truth = true_word(run, proven);
        const auto blame_if_wrong = [&](accusation& of, const witness& who) {
            if (speaks(who) && who.word != truth) {
                of.add(who, run.first, run.last);
            }
        };
        blame_if_wrong(records, run.record);
        blame_if_wrong(bundles, run.bundle);
        blame_if_wrong(tiles, run.tile);
    }
}

}  // namespace iaq::verifier
