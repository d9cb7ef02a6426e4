#include "base/text.hpp"
#include "evidence/verifier.hpp"
#include "iaq_journal/verifier/verify.hpp"
#include "journal/notary.hpp"
#include "sim/violation.hpp"
#include "sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

/// The end of a history: nothing breaks any more, time passes, and everything is looked at.
namespace iaq::sim {

using namespace std::chrono_literals;
namespace calls = model::calls;

namespace {

constexpr std::size_t console = 2;
constexpr std::size_t board = 3;
constexpr nanoseconds rest = 60h;
constexpr int turns_max = 2'000'000;

/// The journal's folder of a disk in memory, as the verifier reads one.
class image_folder final : public verifier::folder {
public:
    /// Lock files are no part of such a disk.
    explicit image_folder(testing::disk_image of) : of_(std::move(of)) {
        of_.files.emplace(std::string{root} + "lock", "iaqd\n");
    }

    [[nodiscard]] result<std::vector<std::string>, verifier::read_trouble> list() const override {
        std::vector<std::string> paths;
        for (const auto& [path, bytes] : of_.files) {
            if (path.starts_with(root)) {
                paths.push_back(path.substr(root.size()));
            }
        }
        return paths;
    }
    [[nodiscard]] result<std::string, verifier::read_trouble> read(
        const std::string& path) const override {
        const auto it = of_.files.find(std::string{root} + path);
        if (it == of_.files.end()) {
            return verifier::read_trouble{"no such file"};
        }
        return it->second;
    }

private:
    static constexpr std::string_view root = "/state/journal/";
    testing::disk_image of_;
};

}  // namespace

void world::settle(nanoseconds for_so_long) {
    const auto end = now_.mono + for_so_long;
    for (int turn = 0; now_.mono < end; ++turn) {
        require(turn < turns_max, "the gateway does not come to rest");
        if (!do_something_due()) {
            pass_time(end - now_.mono);
        }
    }
}

void world::come_to_rest() {
    disk_.fill(false);
    rests_ = true;
    on_disk_ = whole_;
    take(model::inputs::reload_asked{"SIGHUP"});
    settle(1min);
    for (const auto& [id, line] : lines_) {
        line->refuse_until(now_.mono);
    }
    settle(10min);
    calm_ = true;
    for (std::size_t i = 0; i < clients_.size(); ++i) {
        auto& who = clients_[i];
        who.reads = true;
        if (who.session == model::session_id::none) {
            connect(who);
        }
        take(model::inputs::session_drained{who.session, std::exchange(who.undrained, 0)});
        if (!who.subscribed) {
            who.subscribed = true;
            call(i, calls::subscribe{who.consumer, std::nullopt});
        }
    }
    for (const auto* const station : {"one", "two"}) {
        call(console, calls::operate{model::records::operation::release, station, "rest"}, "ann");
    }
    submit(0);
    submit(1);
    settle(rest);
}

/// A consumer who comes now hears what there is to hear; the board has heard all of it before.
void world::check_rest() {
    clients_.push_back({2, "uid:1002", "auditor"});
    connect(clients_.back());
    clients_.back().subscribed = true;
    call(clients_.size() - 1, calls::subscribe{"auditor", std::nullopt});
    settle(10min);
    for (const auto& event : events_["auditor"]) {
        require(events_["board"].contains(event), "a consumer has missed a delivery");
    }
    clocks_told::check_rest(engine_->known());
    readers_.check_rest(engine_->known());
    promised_.check_recovered(engine_->known());
    promised_.check_ends(engine_->known(), told_["auditor"]);
    counts_.check_told();
    judgements_.check_rest(engine_->known());
    stop_cleanly();
    check_evidence();
}

void world::check_evidence() {
    const auto left = disk_.now().seen();
    for (const auto& [path, bytes] : left.files) {
        require(bytes.find(marker) == std::string::npos, "G10: personal data in " + path);
    }
    const auto id = text::from_hex(journal_->recovered().journal_id);
    verifier::demand wanted;
    wanted.directory = "/state/journal";
    wanted.vkey = evidence::vkey_of(journal::verifier_of(*on_.keys, *id));
    wanted.after_crash = true;
    const auto judged = verifier::verify(wanted, image_folder{left}, seal::verify_signature);
    if (!judged.findings.empty()) {
        const auto& first = judged.findings.front();
        throw violation{fmt::format("G9: the verifier finds {} in {}: {}", name_of(first.kind),
                                    first.file, first.text)};
    }
}

}  // namespace iaq::sim
