#include "iaqctl/ask/confirmation.hpp"
#include "iaqctl/ask/exchange.hpp"
#include "iaqctl/ask/form_page.hpp"
#include "iaqctl/ask/last_words.hpp"
#include "iaqctl/ask/plain_dialogue.hpp"
#include "iaqctl/commands.hpp"
#include "iaqctl/fresh_key.hpp"
#include "iaqctl/paper.hpp"
#include "iaqctl/printing.hpp"
#include "iaqctl/screen/terminal.hpp"

#include <ctime>
#include <memory>
#include <utility>

/// `iaqctl ask`: field by field, checked, confirmed, submitted and followed.
namespace iaq::ctl {
namespace {

using namespace std::chrono_literals;

struct wish {
    std::string ori, officer, officer_name, user, desk, incident, acting_user;
    std::vector<std::string> set;
    bool plain = false, no_wait = false;
};

std::time_t now() { return std::time(nullptr); }

void put(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

class asking {
public:
    asking(const surroundings& around, const wish& w)
        : around_(around), wish_(w), gateway_(around, stop_, w.acting_user) {}

    exit_code run() {
        const auto welcome = gateway_.begin();
        if (!welcome) {
            return leave(welcome.error(), exit_code::unreachable);
        }
        auto form = gateway_.describe(wish_.ori);
        if (!form) {
            return leave(form.error(), exit_code::refused);
        }
        draft filled{form.value()};
        if (const auto wrong = prefill(filled, welcome.value()); !wrong.empty()) {
            return complain(wrong, exit_code::usage);
        }
        const auto wanted = wish_.plain || !is_terminal() ? talk(filled) : show(filled);
        if (filled.is_protected()) {
            put(why_protected(form.value()));
            return exit_code::refused;
        }
        return wanted == want::submit ? submit(filled) : leave(trouble_, exit_code::refused);
    }

private:
    static exit_code leave(const std::string& why, exit_code code) {
        put("\n" + nothing_was_submitted(why));
        return code;
    }

    std::string prefill(draft& filled, const v1::Welcome& welcome) {
        const auto desk =
            wish_.desk.empty() && welcome.desks_size() == 1 ? welcome.desks(0) : wish_.desk;
        std::vector<std::pair<std::string, std::string>> known{
            {"requester.officer_id", wish_.officer},
            {"requester.officer_name", wish_.officer_name},
            {"operator_id", wish_.user},
            {"desk", desk},
            {"incident", wish_.incident}};
        for (const auto& each : wish_.set) {
            const auto equals = each.find('=');
            if (equals == std::string::npos || filled.find(each.substr(0, equals)) == nullptr) {
                return "--set takes FIELD=VALUE with a field of the form, as iaqctl describe lists "
                       "them";
            }
            known.emplace_back(each.substr(0, equals), each.substr(equals + 1));
        }
        for (const auto& [field, value] : known) {
            if (!value.empty()) {
                filled.type(*filled.find(field), value, now());
            }
        }
        return {};
    }

    [[nodiscard]] v1::SubmitInquiry request(const draft& filled) const {
        auto made = filled.request();
        made.set_idempotency_key(key_);
        return made;
    }

    /// Makes the dry run. Returns false when the gateway gave no verdict; why is in `trouble_`.
    bool check(const draft& filled, v1::ServerFrame& verdict) {
        auto said = gateway_.check(request(filled));
        if (said && said.value().error().code() == v1::ERROR_CODE_UNSUPPORTED) {
            verdict.mutable_accepted();  // an older gateway: it decides when it is submitted
            return true;
        }
        trouble_ = !said                      ? said.error()
                   : said.value().has_error() ? said.value().error().message()
                                              : std::string{};
        if (trouble_.empty()) {
            verdict = std::move(said).value();
        }
        return trouble_.empty();
    }

    want talk(draft& filled) {
        plain_dialogue dialogue{filled};
        line_input input;
        put(dialogue.begin(now()));
        for (;;) {
            const auto typed = input.next(stop_);
            if (!typed) {
                return want::leave;
            }
            auto wanted = dialogue.on_line(*typed, now());
            put(dialogue.take_words());
            if (wanted == want::check) {
                v1::ServerFrame verdict;
                if (!check_until_answered(filled, verdict, input)) {
                    return want::leave;
                }
                wanted = dialogue.take_verdict(verdict, now());
                put(dialogue.take_words());
            }
            if (wanted != want::more) {
                return wanted;
            }
        }
    }

    /// What was typed is not lost because the gateway is away for a moment.
    bool check_until_answered(const draft& filled, v1::ServerFrame& verdict, line_input& input) {
        while (!check(filled, verdict)) {
            put(wrapped("The gateway gave no verdict: " + trouble_, 0) +
                "Enter tries again, ! leaves: ");
            const auto typed = input.next(stop_);
            if (!typed || typed->starts_with('!')) {
                return false;
            }
        }
        return true;
    }

    want show(draft& filled) {
        form_page page{filled};
        full_screen screen;
        while (!stop_.asked() && !screen.ended()) {
            screen.show(page.draw(full_screen::size()));
            const auto pressed = screen.next(1s);
            if (!pressed) {
                continue;
            }
            const auto wanted = page.on_key(*pressed, now());
            if (wanted == want::check) {
                page.tell("The gateway is asked what the rules say of it ...");
                screen.show(page.draw(full_screen::size()));
                v1::ServerFrame verdict;
                page.tell("");
                if (check(filled, verdict)) {
                    page.take_verdict(verdict, now());
                } else {
                    page.tell("The gateway gave no verdict: " + trouble_);
                }
            } else if (wanted != want::more) {
                return wanted;
            }
        }
        return want::leave;
    }

    exit_code submit(const draft& filled) {
        put("\nSubmitting ...\n");
        const auto made = gateway_.submit(request(filled));
        if (!made.answer) {
            put(made.may_have_left ? perhaps_submitted(key_, made.trouble)
                                   : nothing_was_submitted(made.trouble));
            return made.may_have_left ? exit_code::timed_out : exit_code::unreachable;
        }
        if (!made.answer->has_accepted()) {
            tell(around_, *made.answer);
            put(nothing_was_submitted({}));
            return exit_code::refused;
        }
        const auto& accepted = made.answer->accepted();
        put("\n");
        tell(around_, *made.answer);
        if (accepted.state() != v1::INQUIRY_STATE_QUEUED || wish_.no_wait) {
            return exit_code::done;
        }
        return follow(accepted);
    }

    exit_code follow(const v1::InquiryAccepted& accepted) {
        put("\nIts news appear below, until the answer comes. Ctrl-C stops watching only.\n\n");
        const auto said = [](const std::string& words) { put(line(words)); };
        while (const auto news = gateway_.next(accepted.inquiry_id(), said)) {
            put(say(*news) + "\n");
            switch (news->kind()) {
                case v1::DELIVERY_KIND_ANSWERED: return confirm_reading(*news);
                case v1::DELIVERY_KIND_REJECTED:
                case v1::DELIVERY_KIND_EXPIRED:
                case v1::DELIVERY_KIND_CANCELLED:
                case v1::DELIVERY_KIND_FAILED:
                case v1::DELIVERY_KIND_IN_DOUBT: return exit_code::refused;
                default: break;
            }
        }
        put("\n" + goes_on(accepted));
        return exit_code::done;
    }

    exit_code confirm_reading(const v1::Delivery& answer) {
        put("Read it whole. Then press Enter: it is recorded that you have seen it. ");
        line_input input;
        if (!input.next(stop_)) {
            put("\nIt is not recorded that you have seen it.\n");
            return exit_code::done;
        }
        const auto wrong = gateway_.seen(answer);
        put(wrong.empty() ? "Recorded as seen.\n" : wrapped("Not recorded: " + wrong, 0));
        return exit_code::done;
    }

    const surroundings& around_;
    const wish& wish_;
    const interrupts stop_;
    exchange gateway_;
    std::string key_ = fresh_key();
    std::string trouble_;
};

}  // namespace

void add_ask(CLI::App& line, const surroundings& around, action& chosen) {
    const auto w = std::make_shared<wish>();
    auto* const command = line.add_subcommand(
        "ask", "Ask about a person, field by field; checks, confirms, submits and follows it");
    command->add_option("--officer", w->officer, "number of the officer who asks");
    command->add_option("--officer-name", w->officer_name, "name of the officer who asks");
    command->add_option("--operator", w->user, "who types this")->envname("IAQ_OPERATOR");
    command->add_option("--desk", w->desk, "the desk that follows it")->envname("IAQ_DESK");
    command->add_option("--incident", w->incident, "CAD or booking number");
    command->add_option("--ori", w->ori, "for this ORI; the first one allowed when absent");
    command->add_option("--set", w->set, "FIELD=VALUE: fills in any field of the form, repeatable");
    command->add_flag("--plain", w->plain,
                      "one line after another: for a screen reader or a slow line");
    command->add_flag("--no-wait", w->no_wait, "end once it is accepted, without following it");
    command->add_option("--acting-user", w->acting_user, "on whose behalf");
    command->footer("Example: iaqctl ask --officer 1234 --incident 26-0815");
    command->callback([&, w] { chosen = [&around, w] { return asking{around, *w}.run(); }; });
}

}  // namespace iaq::ctl
