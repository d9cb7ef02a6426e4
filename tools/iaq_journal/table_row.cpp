#include "iaq_journal/table_row.hpp"

#include "model/names.hpp"

#include <fmt/format.h>

#include <utility>

namespace iaq::journal_tool {
namespace {

namespace records = model::records;

std::uint64_t number(model::session_id id) { return static_cast<std::uint64_t>(id); }

std::string_view name_of(model::outcome o) {
    switch (o) {
        case model::outcome::unspecified: return "";
        case model::outcome::done: return "DONE";
        case model::outcome::refused: return "REFUSED";
        case model::outcome::failed: return "FAILED";
    }
    return "";
}

/// A number that a record of this kind does not have is left out.
std::string unless_zero(std::uint64_t number) {
    return number == 0 ? std::string{} : std::to_string(number);
}

/// Fills in what only this kind of record has.
struct filling {
    table_row& row;

    void operator()(const records::started& b) { row.outcome = b.environment + " " + b.version; }
    void operator()(const records::stopped& b) { row.outcome = b.reason; }
    void operator()(const records::configuration_loaded& b) {
        row.outcome = fmt::format("{} files", b.files.size());
    }
    void operator()(const records::admitted& b) {
        const auto& q = b.request;
        row.inquiry_id = b.inquiry_id;
        row.reference = b.reference;
        row.ori = q.ori;
        row.officer_id = q.asked_by.officer_id;
        row.operator_id = q.operator_id;
        row.desk = q.desk;
        row.incident = q.incident;
        row.last_name = q.person.last_name;
        row.first_name = q.person.first_name;
        row.date_of_birth = q.person.date_of_birth;
        row.outcome = model::name_of(b.state);
    }
    void operator()(const records::refused& b) {
        row.ori = b.ori;
        row.officer_id = b.officer_id;
        row.operator_id = b.operator_id;
        row.incident = b.incident;
        row.outcome = "REFUSED";
        for (const auto& each : b.violations) {
            row.outcome += " " + each.rule;
        }
    }
    void operator()(const records::refusals_summed& b) {
        row.outcome = fmt::format("REFUSED {} more", b.count);
    }
    void operator()(const records::cancelled& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = "CANCELLED";
        row.words = b.reason;
    }
    void operator()(const records::send_begun& b) {
        row.inquiry_id = b.inquiry_id;
        row.reference = b.reference;
        row.outcome = fmt::format("attempt {}{}", b.attempt,
                                  b.possible_duplicate ? ", possible duplicate" : "");
    }
    void operator()(const records::send_acknowledged& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = "ACKNOWLEDGED";
    }
    void operator()(const records::send_refused& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = b.permanent ? "REJECTED" : "refused for now";
    }
    void operator()(const records::send_given_up& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = model::name_of(b.state);
    }
    void operator()(const records::reply_heard& b) {
        row.reference = b.header.reference;
        row.outcome = b.header.key;
    }
    void operator()(const records::matched& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("{} of record {}", model::name_of(b.kind), number_of(b.reply));
    }
    void operator()(const records::unmatched& b) {
        row.outcome = fmt::format("UNMATCHED {} of record {}", model::name_of(b.evidence.rule),
                                  number_of(b.reply));
    }
    void operator()(const records::assigned& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("{} of record {}", model::name_of(b.kind), number_of(b.reply));
        row.words = b.reason;
    }
    void operator()(const records::withdrawn& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome =
            fmt::format("{} without record {}", model::name_of(b.state), number_of(b.reply));
        row.words = b.reason;
    }
    void operator()(const records::classified& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("record {} is {}, {}", number_of(b.reply),
                                  model::name_of(b.classed), model::name_of(b.kind));
        row.words = b.reason;
    }
    void operator()(const records::clock_fired& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = model::name_of(b.clock);
        if (b.reply != model::sequence::none) {
            row.outcome += fmt::format(" of record {}", number_of(b.reply));
        }
    }
    void operator()(const records::delivery_taken& b) {
        row.outcome = fmt::format("{} up to record {}{}", b.consumer, number_of(b.upto.record),
                                  b.replay == model::sequence::none ? "" : ", replayed");
    }
    void operator()(const records::replay_begun& b) {
        row.outcome = fmt::format("{} of {}: records {} to {}", b.consumer, b.principal,
                                  number_of(b.first), number_of(b.last));
        row.words = b.reason;
    }
    void operator()(const records::replay_ended& b) {
        row.outcome = fmt::format("{} of {}: {} taken{}", b.consumer, b.principal, b.deliveries,
                                  b.given_up ? ", given up" : "");
    }
    void operator()(const records::review_signed& b) {
        row.ori = b.ori;
        row.outcome =
            fmt::format("{} to {}, head {}", rfc3339(b.from), rfc3339(b.to), number_of(b.head));
        row.words = b.findings;
    }
    void operator()(const records::operator_action& b) {
        row.station = b.station;
        row.outcome = b.what == records::operation::hold ? "HOLD" : "RELEASE";
        row.words = b.reason;
    }
    void operator()(const records::inquiry_resolved& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = model::name_of(b.state);
        row.words = b.reason;
    }
    void operator()(const records::note_written& b) {
        row.inquiry_id = b.inquiry_id;
        row.words = b.note.text;
    }
    void operator()(const records::answer_seen& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("record {} read", number_of(b.seen.reply));
    }
    void operator()(const records::answer_disseminated& b) {
        const auto& passed = b.disseminated;
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("record {} passed on{}{}", number_of(passed.reply),
                                  passed.recipient_ori.empty() ? "" : " to ", passed.recipient_ori);
        row.words = passed.recipient + (passed.recipient.empty() ? "" : ": ") + passed.purpose;
    }
    void operator()(const records::ice_contacted& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = b.contact.reached ? "reached" : "not reached";
        row.words = b.contact.instruction;
    }
    void operator()(const records::consular_notified& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = b.done.declined ? "declined" : "notified";
        row.words = b.done.how;
    }
    void operator()(const records::inquiry_transferred& b) {
        row.inquiry_id = b.inquiry_id;
        row.officer_id = b.transfer.to_officer_id;
        row.desk = b.transfer.to_desk;
        row.outcome = (b.transfer.accepted ? "accepted " : "offered ") + b.transfer.transfer_id;
        row.words = b.transfer.note;
    }
    void operator()(const records::contact_ended& b) {
        row.inquiry_id = b.inquiry_id;
        add_judgement(b.comes_to);
        row.words = b.ended.note;
    }
    void operator()(const records::inquiry_updated& b) {
        row.inquiry_id = b.inquiry_id;
        add_judgement(b.comes_to);
        row.words = b.update.reason;
    }
    void operator()(const records::manual_recorded& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = model::name_of(b.state);
        row.words = b.keyed.answer;
    }
    void add_judgement(const records::judgement& b) {
        row.reference = b.reference;
        row.ori = b.request.ori;
        row.officer_id = b.request.asked_by.officer_id;
        row.operator_id = b.request.operator_id;
        row.desk = b.request.desk;
        row.incident = b.request.incident;
        row.last_name = b.request.person.last_name;
        row.first_name = b.request.person.first_name;
        row.date_of_birth = b.request.person.date_of_birth;
        row.outcome = model::name_of(b.state);
    }
    void operator()(const records::link_up& b) { row.outcome = "up " + b.peer; }
    void operator()(const records::link_down& b) {
        row.outcome = fmt::format("down {} {}", b.peer, b.cause);
    }
    void operator()(const records::access& b) {
        row.ori = b.ori;
        row.outcome = b.call + " " + b.filter;
        if (b.times > 0) {
            row.outcome += fmt::format(", {} times more since {}", b.times, rfc3339(b.first_at));
        } else if (b.offline) {
            row.outcome += ", read beside the daemon at " + rfc3339(b.first_at);
        }
        row.words = b.reason;
    }
    void operator()(const records::condition_changed& b) {
        row.outcome = b.condition + (b.standing ? " began" : " ended") +
                      (b.words.empty() ? "" : ": " + b.words);
    }
    void operator()(const records::checkpoint_due& b) {
        row.outcome = fmt::format("over {} records", number_of(b.tree_size));
    }
    void operator()(const records::restored& b) {
        row.outcome =
            fmt::format("at record {}, shown to {}", number_of(b.head), number_of(b.lost_to));
    }
    void operator()(const records::keys_shredded& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("{} records in {} segments", b.records.size(), b.sidecars.size());
        row.words = b.reason;
    }
    void operator()(const records::master_key_rotated& b) {
        row.outcome = fmt::format("{} to {}", b.old_key_id, b.new_key_id);
    }
    void operator()(const records::legal_hold_changed& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = b.standing ? "began" : "ended";
        row.words = b.reason;
    }
    void operator()(const records::quarantined& b) {
        row.inquiry_id = b.inquiry_id;
        row.outcome = fmt::format("record {}: {}", number_of(b.number), b.error);
    }
    void operator()(const records::journal_adopted& b) {
        row.outcome =
            fmt::format("good to record {} of {}", number_of(b.good_to), b.old_journal_id);
        row.words = b.reason;
    }
    void operator()(const records::inquiry_carried& b) {
        (*this)(b.as);
        row.outcome = model::name_of(b.state);
    }
    void operator()(const records::segments_dropped& b) {
        row.outcome =
            fmt::format("before record {}, {} inquiries", number_of(b.first_kept), b.inquiries);
    }
    void operator()(const records::session_opened& b) {
        row.outcome = fmt::format("session {} {} {} {}", number(b.session), b.program, b.version,
                                  b.tls.empty() ? "unix" : b.tls);
    }
    void operator()(const records::session_closed& b) {
        row.outcome = fmt::format("session {}: {}", number(b.session), b.cause);
    }
    void operator()(const records::session_refused& b) {
        row.outcome = fmt::format("REFUSED {} times: {}", b.count, b.cause);
    }
    void operator()(const records::foreign&) { row.outcome = "of a newer daemon"; }
};

}  // namespace

std::vector<std::string_view> table_row::values() const {
    return {sequence,    utc,        kind,          station,    principal,   acting_user, source,
            inquiry_id,  reference,  ori,           officer_id, operator_id, desk,        incident,
            last_name,   first_name, date_of_birth, outcome,    words,       sealed,      target,
            duration_ns, bytes_in,   bytes_out,     result};
}

table_row row_of(const model::record& r, std::string kind) {
    table_row row;
    row.sequence = std::to_string(number_of(r.at_sequence));
    row.utc = rfc3339(r.at.utc);
    row.kind = std::move(kind);
    row.station = r.station;
    row.principal = r.principal;
    row.acting_user = r.acting_user;
    row.source = r.source;
    row.target = r.target;
    row.duration_ns = unless_zero(static_cast<std::uint64_t>(r.duration.count()));
    row.bytes_in = unless_zero(r.bytes_in);
    row.bytes_out = unless_zero(r.bytes_out);
    row.result = name_of(r.ended);
    std::visit(filling{row}, r.body);
    return row;
}

table_row closed_row(model::sequence number, utc_time at, std::string kind) {
    table_row row;
    row.sequence = std::to_string(number_of(number));
    row.utc = rfc3339(at);
    row.kind = std::move(kind);
    row.sealed = "true";
    return row;
}

}  // namespace iaq::journal_tool
