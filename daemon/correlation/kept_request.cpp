#include "correlation/kept_request.hpp"

#include "base/canonical.hpp"

namespace iaq::correlation {
namespace {

/// What a request consists of, told once for the writer and the reader. The first texts stand
/// where `kept_request` looks for them.
template <class Io, class Request>
void shape(Io& io, Request& q) {
    auto& p = q.person;
    for (auto* const text : {&q.ori,
                             &q.desk,
                             &q.incident,
                             &q.idempotency_key,
                             &q.asked_by.officer_id,
                             &q.operator_id,
                             &p.date_of_birth,
                             &p.last_name,
                             &p.first_name,
                             &q.asked_by.officer_name,
                             &q.phone,
                             &q.attention,
                             &q.reason,
                             &p.middle_name,
                             &p.suffix,
                             &p.place_of_birth,
                             &p.nationality,
                             &p.mothers_maiden_name,
                             &p.fathers_last_name,
                             &p.alien_number,
                             &p.fbi_number,
                             &p.state_id,
                             &p.operator_license,
                             &p.remarks,
                             &q.charge.text,
                             &q.charge.ncic_code,
                             &q.exemption_override_reason,
                             &q.supervisor_reason,
                             &q.relates_to}) {
        io.text(*text);
    }
    io.name(q.why).name(p.said_sex).name(q.charged).name(q.role).name(q.ground).name(q.evidence);
    io.maybe(q.in_custody, [&](auto& yes) { io.flag(yes); });
    for (auto* const time : {&q.confined_at, &q.send_before, &q.contact_expected_end}) {
        io.maybe(*time, [&](auto& at) { io.time(at); });
    }
    io.maybe(q.document, [&](auto& d) { io.text(d.issuer).text(d.kind).text(d.valid_until); });
    io.flag(q.also_victim_or_witness).flag(q.register_only).flag(q.dry_run);
}

}  // namespace

kept_request::kept_request(const model::inquiry_request& from, std::string_view content_digest) {
    canonical out{[this](std::string_view piece) { bytes_ += piece; }};
    shape(out.text(content_digest), from);
}

model::inquiry_request kept_request::whole() const {
    model::inquiry_request made;
    canonical_reader in{bytes_};
    static_cast<void>(in.view());  // the digest
    shape(in, made);
    return made;
}

std::string_view kept_request::text(std::size_t place) const {
    canonical_reader in{bytes_};
    for (; place > 0; --place) {
        static_cast<void>(in.view());
    }
    return in.view();
}

}  // namespace iaq::correlation
