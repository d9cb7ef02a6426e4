#include "contract/records.hpp"
#include "engine/state.hpp"

#include <fmt/format.h>

#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

/// What the state costs, in this process alone and on one thread: folding a life of an inquiry,
/// writing the state and taking it back, and what an open inquiry holds in memory.
/// Run by hand: `iaq_bench_state [inquiries]`. daemon/docs/bench.md says how to read it.
namespace {

using namespace iaq;
namespace records = model::records;
using clock_type = std::chrono::steady_clock;

double seconds_since(clock_type::time_point began) {
    return std::chrono::duration<double>{clock_type::now() - began}.count();
}

/// Bytes that the program holds of the heap.
std::size_t heap_bytes() {
    const auto seen = ::mallinfo2();
    return seen.uordblks + seen.hblkhd;
}

model::notice notice_of_length(const char* id, std::size_t length) {
    return {id, "a short text of a rule", std::string(length, 't'), "SO0801 II.B.4"};
}

/// A booking as dispatch asks it, about a person that does not exist.
records::admitted admission(std::uint64_t number) {
    records::admitted body;
    body.inquiry_id = fmt::format("001122-{}", number);
    body.reference = fmt::format("R{:08}", number);
    body.state = model::inquiry_state::queued;
    auto& q = body.request;
    q.idempotency_key = fmt::format("cad-7-{:08}", number);
    q.ori = "MO0110100";
    q.asked_by = {"1234", "OFFICER, SOME"};
    q.operator_id = "OP1";
    q.desk = "north";
    q.incident = fmt::format("26-{:08}", number);
    q.phone = "8165550100";
    q.attention = "NORTH DESK";
    q.reason = "BOOKING";
    q.person.last_name = fmt::format("TESTER{}", number);
    q.person.first_name = "PAT";
    q.person.date_of_birth =
        fmt::format("19{:02}-{:02}-{:02}", 50 + number % 50, 1 + number % 12, 1 + number % 28);
    q.person.place_of_birth = "MM";
    q.charge = {"TRAFFIC OFFENSE", "5499"};
    q.in_custody = true;
    body.content_digest = std::string(32, static_cast<char>(number));
    body.person_digest = std::string(32, 'p');
    body.rules = {"FIELDS", "BOOKING"};
    body.advisories = {notice_of_length("PARENTS", 200)};
    body.notices = {notice_of_length("DETAIN", 600), notice_of_length("BOOKING", 400)};
    body.delayed_at = utc_time{300s};
    body.order_digest = std::string(64, 'o');
    body.tables_digest = std::string(64, 't');
    return body;
}

/// Bytes of text that the daemon must keep of such an inquiry: who, what and for whom.
std::size_t text_bytes(const records::admitted& a) {
    const auto& q = a.request;
    std::size_t sum = a.inquiry_id.size() + a.reference.size() + a.content_digest.size();
    for (const auto* const text :
         {&q.idempotency_key, &q.ori, &q.asked_by.officer_id, &q.asked_by.officer_name,
          &q.operator_id, &q.desk, &q.incident, &q.phone, &q.attention, &q.reason,
          &q.person.last_name, &q.person.first_name, &q.person.date_of_birth,
          &q.person.place_of_birth, &q.charge.text, &q.charge.ncic_code}) {
        sum += text->size();
    }
    return sum;
}

/// A journal's records in their bytes.
class journal {
public:
    void add(records::body body, std::string station = "one") {
        model::record entry;
        entry.at_sequence = model::sequence{bytes_.size() + 1};
        entry.at.utc = utc_time{std::chrono::seconds{static_cast<std::int64_t>(bytes_.size())}};
        entry.station = std::move(station);
        entry.principal = "uid:1000";
        entry.acting_user = "dispatcher";
        entry.body = std::move(body);
        bytes_.push_back(contract::encode(entry));
    }
    [[nodiscard]] model::sequence last() const { return model::sequence{bytes_.size()}; }
    [[nodiscard]] const std::vector<std::string>& bytes() const { return bytes_; }

private:
    std::vector<std::string> bytes_;
};

/// Admitted, sent, acknowledged by the switch: open, and waiting for an answer.
void open_inquiry(journal& to, const records::admitted& body) {
    to.add(body);
    to.add(records::send_begun{body.inquiry_id, body.reference, 1, false, std::string(400, 'b')});
    to.add(records::send_acknowledged{body.inquiry_id, to.last(), utc_time{600s}, utc_time{3600s}});
}

/// The receipt and the answer, as heard and as matched.
void close_inquiry(journal& to, const records::admitted& body) {
    const model::match_evidence evidence{model::match_rule::reference, {}};
    records::reply_heard heard;
    heard.bytes = std::string(300, 'h');
    to.add(heard);
    to.add(records::matched{body.inquiry_id, to.last(), evidence, model::classification::receipt,
                            model::delivery_kind::lesc_received, false});
    heard.bytes = std::string(900, 'h');
    to.add(heard);
    to.add(records::matched{body.inquiry_id, to.last(), evidence, model::classification::answer,
                            model::delivery_kind::answered, false});
}

engine::state folded(const journal& from) {
    engine::state known;
    for (const auto& bytes : from.bytes()) {
        const auto entry = contract::decode(bytes);
        if (!entry || !known.apply(entry.value())) {
            std::abort();
        }
    }
    return known;
}

std::string described(const engine::state& known) {
    std::string bytes;
    {
        canonical out{[&](std::string_view piece) { bytes += piece; }};
        known.describe(out);
    }
    return bytes;
}

void tell(const char* what, double seconds, std::size_t records) {
    std::printf("  %-44s %8.3f s a million records\n", what,
                seconds * 1e6 / static_cast<double>(records));
}

void measure_whole_lives(std::uint64_t inquiries) {
    journal written;
    for (std::uint64_t i = 1; i <= inquiries; ++i) {
        const auto body = admission(i);
        open_inquiry(written, body);
        close_inquiry(written, body);
    }
    const auto records = written.bytes().size();
    std::printf("%zu records, seven of each inquiry, answered:\n", records);
    auto began = clock_type::now();
    const auto known = folded(written);
    tell("decode and fold", seconds_since(began), records);
    began = clock_type::now();
    const auto bytes = described(known);
    tell("describe", seconds_since(began), records);
    began = clock_type::now();
    const auto digest = known.digest();
    tell("digest", seconds_since(began), records);
    began = clock_type::now();
    const auto restored = engine::state::restore(bytes);
    tell("restore", seconds_since(began), records);
    if (!restored || restored->digest() != digest) {
        std::abort();
    }
    std::printf("  %-44s %8.0f bytes an inquiry\n", "snapshot",
                static_cast<double>(bytes.size()) / static_cast<double>(inquiries));
}

void measure_open_inquiries(std::uint64_t inquiries) {
    journal written;
    std::size_t text = 0;
    for (std::uint64_t i = 1; i <= inquiries; ++i) {
        const auto body = admission(i);
        text += text_bytes(body);
        open_inquiry(written, body);
    }
    const auto before = heap_bytes();
    const auto known = folded(written);
    const auto each = [&](std::size_t bytes) {
        return static_cast<double>(bytes) / static_cast<double>(inquiries);
    };
    const auto held = heap_bytes() - before;
    std::printf("%llu open inquiries:\n  %-44s %8.0f bytes each\n  %-44s %8.0f\n  %-44s %8.0f\n",
                static_cast<unsigned long long>(known.inquiries().open()), "heap of the state",
                each(held), "text of the inquiry", each(text), "index: heap without text",
                each(held - text));
}

}  // namespace

int main(int count, char** words) {
    const std::uint64_t inquiries = count > 1 ? std::strtoull(words[1], nullptr, 10) : 100'000;
    measure_open_inquiries(inquiries);
    measure_whole_lives(inquiries);
    return 0;
}
