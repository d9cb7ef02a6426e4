#include "fuzz/chosen_record.hpp"

#include "base/text.hpp"

#include <array>
#include <string>
#include <utility>

namespace iaq::fuzz {
namespace {

namespace records = model::records;
using model::sequence;

class maker {
public:
    maker(choices& from, sequence number) : from_(from), number_(number) {}

    records::body body();

    instant time() {
        return {utc_time{std::chrono::seconds{from_.one()} * 60}, mono_time{from_.one()}};
    }
    std::string name(std::string_view first) {
        return std::string{first} + static_cast<char>('a' + from_.below(4));
    }

private:
    records::body of_a_send(std::uint8_t kind);
    records::body of_people();
    records::body of_readers();
    records::body of_operators();
    records::body of_keeping(std::uint8_t kind);
    records::body of_the_daemon(std::uint8_t kind);
    records::admitted admission();
    records::judgement judgement();
    std::vector<records::clock_due> clocks();
    model::inquiry_request request();
    model::match_evidence evidence();

    std::string inquiry() { return name("inquiry-"); }
    std::string text() { return text::valid_utf8(exact_bytes()); }
    /// Of the switch.
    std::string exact_bytes() {
        return from_.flag() ? from_.some() : std::string{"words, \"more\"\nand more"};
    }
    std::string digest() { return std::string(32, static_cast<char>(from_.below(4))); }
    utc_time due() { return from_.flag() ? time().utc : utc_time{}; }
    /// A record shortly before this one.
    sequence earlier() {
        const auto back = 1U + from_.below(12);
        const auto now = number_of(number_);
        return sequence{now > back ? now - back : 1};
    }
    template <class Enum>
    Enum one_of(std::uint8_t many) {
        return static_cast<Enum>(from_.below(many));
    }

    choices& from_;
    sequence number_;
};

model::inquiry_request maker::request() {
    model::inquiry_request made;
    made.idempotency_key = from_.flag() ? name("key-") : "";
    made.ori = "MO0110100";
    made.desk = name("desk-");
    made.incident = from_.flag() ? name("incident-") : "";
    made.person.last_name = "DOE";
    made.person.first_name = text();
    made.person.date_of_birth = from_.flag() ? "1980-02-01" : text();
    made.in_custody = from_.flag() ? std::optional(from_.flag()) : std::nullopt;
    made.send_before = from_.flag() ? std::optional(time().utc) : std::nullopt;
    if (from_.flag()) {
        made.document = model::identity_document{"FEDERAL", text(), "2030-01-01"};
    }
    made.role = one_of<model::subject_role>(7);
    return made;
}

std::vector<records::clock_due> maker::clocks() {
    std::vector<records::clock_due> made;
    for (auto left = from_.below(3); left > 0; --left) {
        made.push_back({one_of<records::clock_kind>(8), due()});
    }
    return made;
}

records::judgement maker::judgement() {
    using enum model::inquiry_state;
    constexpr std::array states{queued, queued, exempt, registered, cancelled, acknowledged};
    records::judgement made;
    made.state = states.at(from_.below(states.size()));
    made.request = request();
    made.rules = {name("RULE")};
    made.notices = {{name("ID"), "short", text(), "II.B"}};
    made.clocks = clocks();
    made.reference = from_.flag() ? "REF" + std::to_string(number_of(number_) % 5) : "";
    made.delayed_at = due();
    made.expires_at = due();
    made.consular_open = from_.flag();
    made.to_supervisors = from_.flag() ? std::vector{name("ID")} : std::vector<std::string>{};
    return made;
}

records::admitted maker::admission() {
    using enum model::inquiry_state;
    constexpr std::array states{queued, queued, queued, exempt, registered, sending};
    records::admitted made;
    made.inquiry_id = inquiry();
    made.reference = "REF" + std::to_string(number_of(number_) % 5);
    made.state = states.at(from_.below(states.size()));
    made.request = request();
    made.content_digest = made.request.idempotency_key.empty() ? "" : digest();
    made.rules = from_.flag() ? std::vector{name("RULE")} : std::vector<std::string>{};
    made.advisories = {{name("ID"), "short", text(), "II.B"}};
    made.delayed_at = due();
    made.expires_at = due();
    return made;
}

model::match_evidence maker::evidence() {
    model::match_evidence made{one_of<model::match_rule>(9), {}};
    for (auto left = from_.below(3); left > 0; --left) {
        made.candidates.push_back(inquiry());
    }
    return made;
}

/// Kinds of a record about a send, and from which number on it is about what people, or operators
/// and auditors, did, and of the former what readers did: so that the inputs that were kept mean
/// what they meant.
constexpr std::uint8_t sends = 9;
constexpr std::uint8_t operators_from = 246;
constexpr std::uint8_t people_from = 252;
constexpr std::uint8_t readers_from = 248;

records::body maker::of_a_send(std::uint8_t kind) {
    switch (kind) {
        case 0: return records::cancelled{inquiry(), text()};
        case 1:
            return records::send_begun{inquiry(), name("REF"), 1U + from_.below(3), from_.flag(),
                                       exact_bytes()};
        case 2: return records::send_acknowledged{inquiry(), earlier(), due(), due()};
        case 3: return records::send_refused{inquiry(), earlier(), text(), from_.flag()};
        case 4: return records::send_given_up{inquiry(), one_of<model::inquiry_state>(14)};
        case 5:
            return records::reply_heard{exact_bytes(),
                                        one_of<model::payload_kind>(2),
                                        from_.one(),
                                        model::connection_id{1},
                                        {}};
        case 6:
            return records::matched{inquiry(),
                                    earlier(),
                                    evidence(),
                                    one_of<model::classification>(7),
                                    one_of<model::delivery_kind>(21),
                                    from_.flag()};
        case 7: return records::unmatched{earlier(), evidence(), model::classification::other};
        default: return records::clock_fired{inquiry(), one_of<records::clock_kind>(5), due()};
    }
}

records::body maker::of_keeping(std::uint8_t kind) {
    switch (kind) {
        case 0: {
            records::keys_shredded made;
            made.inquiry_id = inquiry();
            made.reference = name("REF");
            made.sidecars = {{earlier(), digest()}};
            for (auto left = from_.below(4); left > 0; --left) {
                made.records.push_back(earlier());
            }
            made.reason = text();
            return made;
        }
        case 1: return records::master_key_rotated{"00", "01", {{earlier(), digest()}}};
        case 2: return records::legal_hold_changed{inquiry(), from_.flag(), text()};
        case 3: return records::checkpoint_due{earlier()};
        case 4: return records::quarantined{earlier(), inquiry(), text()};
        case 5:
            return records::inquiry_carried{admission(), earlier(), from_.below(4),
                                            one_of<model::inquiry_state>(14)};
        case 6: return records::restored{2, earlier(), earlier(), text()};
        case 7: return records::journal_adopted{"0123456789abcdef", earlier(), "folder", text()};
        default: return records::segments_dropped{earlier(), digest(), from_.one()};
    }
}

records::body maker::of_the_daemon(std::uint8_t kind) {
    switch (kind) {
        case 0: return records::started{"1", "id", "test", 1, "", sequence::none, from_.one()};
        case 1: return records::stopped{text(), "", sequence::none};
        case 2: return records::configuration_loaded{{{"iaqd.toml", "00"}}};
        case 3: {
            records::refused made;
            made.incident = from_.flag() ? name("incident-") : "";
            made.violations = {{"ROLE", "role", text(), "II.B"}};
            made.person_digest = from_.flag() ? digest() : "";
            made.role = one_of<model::subject_role>(7);
            return made;
        }
        case 4: return records::refusals_summed{from_.one()};
        case 5: return records::delivery_taken{name("consumer-"), {earlier(), from_.below(2)}};
        case 6:
            return records::operator_action{one_of<records::operation>(3), name("station-"),
                                            text()};
        case 7: return records::condition_changed{name("condition-"), from_.flag()};
        case 8: return records::link_up{model::connection_id{from_.one()}, "peer", 1, 2, 3};
        case 9: return records::link_down{model::connection_id{1}, "peer", text(), 1, 2, 3};
        default: return records::access{"get", text()};
    }
}

records::body maker::body() {
    switch (from_.below(8)) {
        case 0:
        case 1: return admission();
        case 2: return of_keeping(from_.below(9));
        case 3: return of_the_daemon(from_.below(11));
        default: break;
    }
    const auto kind = from_.one();
    if (kind >= people_from) {
        return of_people();
    }
    return kind >= operators_from ? of_operators() : of_a_send(kind % sends);
}

records::body maker::of_readers() {
    switch (from_.below(4)) {
        case 0: return records::answer_seen{inquiry(), {text(), earlier()}};
        case 1:
            return records::answer_disseminated{
                inquiry(), {text(), earlier(), text(), name("ORI"), text(), due()}};
        case 2: {
            records::clock_fired made{inquiry(),
                                      from_.flag() ? records::clock_kind::unseen_desk
                                                   : records::clock_kind::unseen_supervisor,
                                      due()};
            made.reply = earlier();
            return made;
        }
        default: {
            records::matched made{inquiry(), earlier(), evidence(), model::classification::answer,
                                  model::delivery_kind::answered};
            made.unseen = {due(), due()};
            return made;
        }
    }
}

records::body maker::of_people() {
    const auto kind = from_.one();
    if (kind >= readers_from) {
        return of_readers();
    }
    switch (kind % 8) {
        case 6:
            return records::clock_fired{inquiry(), one_of<records::clock_kind>(8), due(),
                                        from_.flag() ? inquiry() : std::string{}};
        case 0: return records::note_written{inquiry(), {text()}};
        case 1:
            return records::ice_contacted{inquiry(),
                                          {due(), text(), text(), from_.flag(), from_.flag()}};
        case 2:
            return records::inquiry_transferred{
                inquiry(), {name("transfer-"), text(), name("desk-"), text(), from_.flag()}};
        case 3: {
            model::acts::contact_ended ended{one_of<model::acts::contact_outcome>(5), due(),
                                             text()};
            return records::contact_ended{inquiry(), ended, judgement()};
        }
        case 4: {
            model::acts::update with;
            with.desk = from_.flag() ? std::optional(name("desk-")) : std::nullopt;
            with.in_custody = from_.flag();
            with.person = from_.flag() ? std::optional(request().person) : std::nullopt;
            with.reason = text();
            return records::inquiry_updated{inquiry(), with, judgement()};
        }
        case 5:
            return records::manual_recorded{inquiry(),
                                            request(),
                                            {due(), name("terminal-"), text()},
                                            one_of<model::inquiry_state>(14)};
        default: return records::consular_notified{inquiry(), {due(), "MM", text(), from_.flag()}};
    }
}

records::body maker::of_operators() {
    switch (from_.below(9)) {
        case 0:
            return records::assigned{inquiry(),
                                     earlier(),
                                     one_of<model::classification>(7),
                                     one_of<model::delivery_kind>(21),
                                     text(),
                                     from_.flag(),
                                     due()};
        case 1:
            return records::withdrawn{inquiry(), earlier(), one_of<model::inquiry_state>(14),
                                      text()};
        case 2:
            return records::classified{inquiry(), earlier(), one_of<model::classification>(7),
                                       one_of<model::delivery_kind>(21), text()};
        case 3:
            return records::unmatched{earlier(),
                                      {model::match_rule::withdrawn, {inquiry()}},
                                      one_of<model::classification>(7),
                                      from_.flag()};
        case 4:
            return records::replay_begun{name("consumer-"), name("uid:"), earlier(), earlier(),
                                         text()};
        case 5:
            return records::replay_ended{name("consumer-"), name("uid:"), earlier(), from_.one(),
                                         from_.flag()};
        case 6:
            return records::delivery_taken{
                name("consumer-"), {earlier(), from_.below(2)}, earlier()};
        case 7:
            return records::review_signed{time().utc, time().utc,    "MO0110100",
                                          text(),     {"MO0110100"}, earlier()};
        default:
            return records::access{"list",      name("state="), from_.flag(), text(),
                                   from_.one(), "MO0110100",    time().utc,   from_.one()};
    }
}

}  // namespace

model::record chosen_record(choices& from, sequence number) {
    maker chosen{from, number};
    model::record made;
    made.at_sequence = number;
    made.at = chosen.time();
    made.station = chosen.name("station-");
    made.principal = chosen.name("uid:");
    made.acting_user = "officer";
    made.source = "unix:1";
    made.body = chosen.body();
    return made;
}

}  // namespace iaq::fuzz
