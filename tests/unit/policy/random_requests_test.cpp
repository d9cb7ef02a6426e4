#include "policy/telling.hpp"
#include "support/order_builder.hpp"

#include "base/text.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace iaq;
using namespace iaq::tests;

// What must hold of every submission and every life, whatever is said: random ones, by seed.
BOOST_AUTO_TEST_SUITE(policy_random_requests)

namespace {

using model::inquiry_state;
using model::subject_role;

constexpr unsigned seeds = 3000;
constexpr std::string_view must_be_released = "the individual must be released";

class chance {
public:
    explicit chance(unsigned seed) : engine_(seed) {}

    [[nodiscard]] bool one_in(unsigned n) { return engine_() % n == 0; }
    template <class Range>
    [[nodiscard]] const auto& of(const Range& range) {
        return range[engine_() % std::size(range)];
    }
    [[nodiscard]] int below(int bound) {
        return static_cast<int>(engine_() % static_cast<unsigned>(bound));
    }
    template <class Enum>
    [[nodiscard]] Enum value(Enum last) {
        return static_cast<Enum>(below(static_cast<int>(last) + 1));
    }

private:
    std::mt19937 engine_;
};

constexpr std::array<std::string_view, 8> places{"MO", "MM", "PI", "GT", "PR", "RC", "CD", "UK"};
constexpr std::array<std::string_view, 6> reasons{"IDENTITY gave two birth dates",
                                                  "RECORD III shows a removal",
                                                  "BOOKING",
                                                  "",
                                                  "IDENTITY speaks Spanish",
                                                  "STATEMENT"};
constexpr std::array<std::string_view, 5> offenses{"5404", "0301", "0399", "", "9998"};

model::inquiry_request any_request(chance& by) {
    auto request = sound_request();
    request.role = by.value(subject_role::witness);
    request.ground = by.value(model::basis::status_in_question);
    request.charged = by.value(model::charge_status::federal_warrant);
    request.evidence = by.value(model::identity_evidence::personal_knowledge);
    request.also_victim_or_witness = by.one_in(5);
    request.register_only = by.one_in(4);
    request.in_custody = by.one_in(4) ? std::nullopt : std::optional{by.one_in(2)};
    request.person.place_of_birth = by.of(places);
    request.person.nationality = by.one_in(2) ? std::string{} : std::string{by.of(places)};
    request.reason = by.of(reasons);
    request.charge.ncic_code = by.of(offenses);
    if (by.one_in(2)) {
        request.document = model::identity_document{by.one_in(2) ? "FEDERAL" : "MO",
                                                    by.one_in(2) ? "passport" : "driver license",
                                                    by.one_in(3) ? "2020-01-01" : "2030-01-01"};
    }
    if (by.one_in(2)) {
        request.confined_at = a_moment() - std::chrono::hours{by.below(100)};
    }
    if (by.one_in(3)) {
        request.contact_expected_end = a_moment() + std::chrono::minutes{by.below(90) - 10};
    }
    if (by.one_in(6)) {
        request.person.mothers_maiden_name.clear();
    }
    if (by.one_in(8)) {
        request.person.said_sex = model::sex::unspecified;
    }
    if (by.one_in(8)) {
        request.exemption_override_reason = "sergeant asked for it";
    }
    return request;
}

/// A contact on status in question with a reason: what the order's sentence on release is about.
model::inquiry_request any_contact(chance& by) {
    auto request = any_request(by);
    request.role = subject_role::enforcement_contact;
    request.ground = model::basis::status_in_question;
    request.reason = reasons.front();
    request.charge.ncic_code = "0399";
    request.person.said_sex = model::sex::male;
    request.also_victim_or_witness = request.register_only = false;
    request.in_custody = by.one_in(2);
    request.charged =
        by.one_in(3) ? model::charge_status::city_or_state : model::charge_status::none;
    return request;
}

bench any_bench(chance& by) {
    bench b;
    b.line_is_out = by.one_in(3);
    b.may_supervise = by.one_in(3);
    b.same_incident_protected = by.one_in(4);
    if (by.one_in(4)) {
        b.same_person = policy::earlier_role{subject_role::victim, b.now - 5h};
    }
    if (by.one_in(3)) {
        b.asked_before.push_back({"abc123-7", "SJ0500", by.value(inquiry_state::manual),
                                  b.now - std::chrono::hours{by.below(40)}, b.now - 1h});
    }
    return b;
}

policy::life any_life(chance& by) {
    policy::life so_far;
    so_far.state = by.value(inquiry_state::manual);
    so_far.admitted_at = a_moment() - std::chrono::minutes{by.below(200)};
    so_far.may_have_left = by.one_in(2);
    so_far.answer_came = by.one_in(4);
    so_far.contact_over = by.one_in(3);
    so_far.released = so_far.contact_over && by.one_in(2);
    so_far.detainer_authorized = by.one_in(6);
    so_far.consular_done = by.one_in(4);
    if (by.one_in(4)) {
        so_far.fired.push_back(model::records::clock_kind::contact);
    }
    return so_far;
}

/// All deliveries that could be made of it, as the engine would ask for their words.
std::string all_told_of(const model::inquiry_request& request, const policy::life& so_far) {
    std::string all;
    for (unsigned i = 1; i <= static_cast<unsigned>(model::delivery_kind::alert_cleared); ++i) {
        policy::telling told;
        told.kind = static_cast<model::delivery_kind>(i);
        told.contact_waits = policy::contact_waits(request, so_far);
        told.line_is_out = true;
        told.released = so_far.released;
        if (told.kind != model::delivery_kind::contact_expired) {  // its clock makes it, no other
            for (const auto& n : policy::notices_for(told, shipped_order(), plain_profile())) {
                all += n.text + "\n";
            }
            all += policy::next_step(told, shipped_order()) + "\n";
        }
    }
    return all;
}

bool has_contact_clock(const policy::verdict& said) {
    return std::ranges::find(said.clocks, model::records::clock_kind::contact,
                             &policy::due_clock::clock) != said.clocks.end();
}

std::vector<std::string> without(std::vector<std::string> rules, std::string_view one,
                                 std::string_view other) {
    std::erase_if(rules, [&](const std::string& rule) { return rule == one || rule == other; });
    return rules;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_submission_is_judged_the_same) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        const auto request = any_request(by);
        const auto b = any_bench(by);
        const auto one = b.judge(request), other = b.judge(request);
        BOOST_TEST_CONTEXT("seed " << seed) {
            BOOST_TEST((all_texts(one) == all_texts(other)));
            BOOST_TEST((one.clocks == other.clocks));
            BOOST_TEST((one.admit_to == other.admit_to));
            BOOST_TEST(one.refused() == (one.admit_to == inquiry_state::unspecified));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_victim_or_witness_is_never_admitted_and_is_in_no_text) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        auto request = any_request(by);
        request.role = by.one_in(2) ? subject_role::victim : subject_role::witness;
        const auto said = any_bench(by).judge(request);
        BOOST_TEST_CONTEXT("seed " << seed) {
            BOOST_TEST(said.refused());
            BOOST_TEST(said.protected_person);
            BOOST_TEST((said.rules == std::vector<std::string>{"ROLE"}));
            BOOST_TEST(said.clocks.empty());
            BOOST_TEST(!said.opens_consular_duty);
            for (const auto& text : all_texts(said)) {
                for (const std::string_view value :
                     {"Quispenahui", "QUISPENAHUI", "Zebulon", "1990-01-15", "Xochimilca"}) {
                    BOOST_TEST(text.find(value) == std::string::npos);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(where_somebody_is_from_or_how_he_is_called_decides_nothing) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        const auto request = any_request(by);
        const auto b = any_bench(by);
        auto other = request;
        other.person.place_of_birth = by.of(places);
        other.person.nationality = by.one_in(2) ? std::string{} : std::string{by.of(places)};
        other.person.last_name = by.one_in(2) ? "Smith" : "Nguyen";
        const auto one = b.judge(request), two = b.judge(other);
        BOOST_TEST_CONTEXT("seed " << seed) {
            BOOST_TEST((one.violations == two.violations));
            BOOST_TEST((one.admit_to == two.admit_to));
            BOOST_TEST((one.clocks == two.clocks));
            BOOST_TEST((one.send_limit == two.send_limit));
            BOOST_TEST((one.to_supervisors == two.to_supervisors));
            BOOST_TEST((one.missing == two.missing));
            // CONSULAR is owed to foreign nationals; PROFILE warns of the switch and of cut names.
            BOOST_TEST((without(one.rules, "CONSULAR", "PROFILE") ==
                        without(two.rules, "CONSULAR", "PROFILE")));
        }
    }
}

BOOST_AUTO_TEST_CASE(nobody_booked_is_told_release_and_nobody_released_is_waited_for) {
    unsigned booked = 0, released = 0, waiting = 0;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        const auto b = any_bench(by);
        const auto said = b.judge(by.one_in(2) ? any_contact(by) : any_request(by));
        if (said.refused()) {
            continue;
        }
        const auto so_far = any_life(by);
        const auto now = by.one_in(3) ? policy::booked(said.request, so_far, b.now) : said.request;
        const auto again = policy::judge_again(said.request, now, so_far, b.around());
        const bool is_told = text::contains_folded(all_told_of(now, so_far), must_be_released);
        BOOST_TEST_CONTEXT("seed " << seed) {
            if (policy::is_booked(now.role)) {
                ++booked;
                BOOST_TEST(!is_told);
                BOOST_TEST(!has_contact_clock(again));
                BOOST_TEST(!has_notice(again.notices, "CONTACT"));
            }
            if (so_far.released) {
                ++released;
                BOOST_TEST(!is_told);
                BOOST_TEST(!policy::officer_waits(now, so_far));
                BOOST_TEST(again.clocks.empty());
                BOOST_TEST(!has_notice(again.notices, "CALL_ICE"));
            }
            waiting += is_told ? 1 : 0;
        }
    }
    BOOST_TEST(booked > 100U);
    BOOST_TEST(released > 50U);
    BOOST_TEST(waiting > 20U);
}

BOOST_AUTO_TEST_CASE(a_booking_is_never_refused) {
    unsigned judged = 0;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        auto b = any_bench(by);
        const auto said = b.judge(any_contact(by));
        auto so_far = any_life(by);
        so_far.state = by.one_in(2) ? inquiry_state::queued : inquiry_state::acknowledged;
        if (!said.refused()) {
            const auto after = policy::booked(said.request, so_far, b.now);
            BOOST_TEST(!policy::judge_again(said.request, after, so_far, b.around()).refused());
            ++judged;
        }
    }
    BOOST_TEST(judged > 1000U);
}

BOOST_AUTO_TEST_CASE(every_text_is_whole_quotes_first_and_fits) {
    for (unsigned seed = 0; seed < seeds; ++seed) {
        chance by{seed};
        const auto said = any_bench(by).judge(any_request(by));
        BOOST_TEST_CONTEXT("seed " << seed) {
            for (const auto& v : said.violations) {
                BOOST_TEST(v.message.find('{') == std::string::npos);
                BOOST_TEST(!v.message.starts_with(v.rule + "."));
            }
            for (const auto* all : {&said.advisories, &said.notices}) {
                for (const auto& n : *all) {
                    BOOST_TEST(n.text.find('{') == std::string::npos);
                    BOOST_TEST(!n.text.starts_with(n.id + "."));
                    BOOST_TEST(!n.citation.empty());
                    BOOST_TEST((!n.short_text.empty() && n.short_text.size() <= 60U));
                }
            }
            for (const auto& n : said.notices) {
                const auto rule = shipped_order().rules.find(n.id);
                BOOST_TEST_REQUIRE((rule != shipped_order().rules.end()));
                BOOST_TEST(n.text.starts_with(rule->second.sentence));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
