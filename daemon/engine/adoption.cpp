#include "engine/adoption.hpp"

#include "correlation/phase.hpp"
#include "engine/life.hpp"
#include "engine/session.hpp"

#include <utility>

namespace iaq::engine {

namespace records = model::records;
using model::inquiry_index;
using model::inquiry_state;

namespace {

/// A registered inquiry was never to leave, and what was closed is: nothing about it is in doubt.
inquiry_state carried_as(inquiry_state there) {
    return there == inquiry_state::registered || correlation::is_closed(there)
               ? there
               : inquiry_state::in_doubt;
}

records::admitted admission_in(const records::body& body) {
    const auto* const carried = std::get_if<records::inquiry_carried>(&body);
    return carried != nullptr ? carried->as : std::get<records::admitted>(body);
}

class writer {
public:
    explicit writer(instant now) : now_(now) {}

    /// The envelope is the daemon's own unless `like` has another.
    void add(records::body body, const model::record& like = {}) {
        auto entry = like;
        entry.at_sequence = next();
        entry.at = now_;
        if (entry.principal.empty()) {
            entry.principal = actor{}.principal;
        }
        entry.body = std::move(body);
        written_.push_back(std::move(entry));
    }
    [[nodiscard]] model::sequence next() const { return model::sequence{written_.size() + 1}; }
    std::vector<model::record> take() { return std::move(written_); }

private:
    instant now_;
    std::vector<model::record> written_;
};

}  // namespace

void salvage::begin_at(model::sequence first_kept, std::optional<std::string_view> base) {
    auto read = base ? state::restore(*base) : std::nullopt;
    known_ = read ? std::move(*read) : state::unknown_before(first_kept);
    for (const auto& person : known_.protected_people()) {
        model::record refusal;
        refusal.at.utc = person.at;
        records::refused body;
        body.person_digest = person.digest;
        body.role = person.role;
        body.incident = person.incident;
        refusal.body = std::move(body);
        refusals_.push_back(std::move(refusal));
    }
}

result<void, std::string> salvage::take(const model::record& entry) {
    IAQ_TRY(known_.apply(entry));
    const auto& body = entry.body;
    if (const auto* const begun = std::get_if<records::started>(&body)) {
        journal_id_ = begun->journal_id;
    } else if (const auto* const admitted = std::get_if<records::admitted>(&body)) {
        admissions_.insert_or_assign(admitted->inquiry_id, entry);
    } else if (const auto* const carried = std::get_if<records::inquiry_carried>(&body)) {
        admissions_.insert_or_assign(carried->as.inquiry_id, entry);
    } else if (const auto* const refused = std::get_if<records::refused>(&body);
               refused != nullptr && !refused->person_digest.empty()) {
        refusals_.push_back(entry);
    }
    return boost::outcome_v2::success();
}

std::vector<model::record> salvage::open_inquiries() const {
    std::vector<model::record> open;
    const auto& book = known_.inquiries();
    for (const auto i : book.all()) {
        const auto& e = book.at(i);
        if (correlation::is_closed(e.state) && !known_.has_clock(i)) {
            continue;
        }
        const auto& admission = admissions_.at(e.inquiry_id);
        auto carried = admission;
        records::inquiry_carried body{admission_in(admission.body),
                                      admission.at_sequence,
                                      e.attempts,
                                      carried_as(e.state),
                                      e.contact,
                                      std::string{correlation::officer_in(book.deeds_of(i))}};
        body.as.request = e.asked.whole();
        body.as.reference = e.reference;
        body.as.clocks = e.clocks.running();
        body.as.consular_open = owes_consulate(book, i);
        carried.body = std::move(body);
        open.push_back(std::move(carried));
    }
    return open;
}

std::vector<model::record> salvage::protecting() const {
    std::vector<model::record> still;
    for (const auto& entry : refusals_) {
        const auto& digest = std::get<records::refused>(entry.body).person_digest;
        const auto* const known = known_.find_protected(digest);
        if (known != nullptr && known->at == entry.at.utc) {
            still.push_back(entry);
        }
    }
    return still;
}

std::vector<model::record> first_records(const salvage& saved, const beginning& how) {
    writer to{how.now};
    to.add(how.started);
    to.add(
        records::journal_adopted{saved.journal_id(), saved.known().last(), how.folder, how.reason});
    for (const auto& refusal : saved.protecting()) {
        to.add(refusal.body);
    }
    for (const auto& inquiry : saved.open_inquiries()) {
        to.add(inquiry.body, inquiry);
    }
    for (const auto& station : how.stations) {
        model::record of;
        of.station = station;
        to.add(records::operator_action{records::operation::hold, station,
                                        "a damaged journal was set aside"},
               of);
    }
    const auto head = to.next();
    to.add(records::checkpoint_due{head});
    return to.take();
}

}  // namespace iaq::engine
