#include "support/county.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

namespace iaq::testing {

using namespace std::chrono_literals;

county::county(std::vector<member> members) : members_(std::move(members)) {
    write_file(folder_.file("profile.toml"),
               contents_of(std::string{IAQ_SOURCE_DIR} + "/config/profiles/mules.toml"));
    std::vector<std::string> addresses;
    for (const auto& m : members_) {
        if (!m.line.key.empty()) {
            const auto key = folder_.file(m.name + ".key");
            write_file(key, m.line.key);
            BOOST_REQUIRE(::chmod(key.c_str(), 0600) == 0);
        }
        switches_.push_back(start_switch(folder_, m.name, m.scene, m.payload, m.line));
        addresses.push_back(address_of(*switches_.back()));
    }
    write_file(folder_.file("iaqd.toml"), config_text(addresses));
}

std::string county::config_text(const std::vector<std::string>& addresses) const {
    std::vector<std::string> oris;
    std::string stations;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const auto& m = members_[i];
        oris.push_back("\"" + ori(i) + "\"");
        stations += fmt::format(
            "[[station]]\nname = \"{}\"\nprotocol = \"{}\"\npayload = \"{}\"\nhosts = [{}\"{}\"]\n"
            "device = \"DEV{:02}\"\noris = [{}]\nreconnect_wait = \"100ms\"\n{}{}",
            m.name, m.line.protocol, m.payload,
            m.other_host.empty() ? "" : "\"" + m.other_host + "\", ", addresses[i], i, oris.back(),
            m.line.key.empty()
                ? ""
                : fmt::format("encryption_key = \"{}\"\n", folder_.file(m.name + ".key")),
            m.line.station);
    }
    return fmt::format(
        "[daemon]\nstate_dir = \"{}\"\nenvironment = \"test\"\n"
        "[[agency]]\nname = \"County\"\noris = [{}]\ntime_zone = \"America/Chicago\"\n"
        "profile = \"{}\"\npolicy = \"{}/config/policy/so0801.toml\"\n{}"
        "[intake]\nunix = \"{}\"\n[[principal]]\nuid = {}\noris = [{}]\n"
        "rights = [\"submit\", \"read\", \"operate\", \"supervise\"]\nasserts_users = true\n",
        folder_.file("state"), fmt::join(oris, ", "), folder_.file("profile.toml"), IAQ_SOURCE_DIR,
        stations, folder_.file("intake.sock"), ::getuid(), fmt::join(oris, ", "));
}

std::string county::ori(std::size_t of) { return fmt::format("MO01{:02}100", of + 10); }

v1::ClientFrame county::submission(std::size_t of, int number, const std::string& key,
                                   const std::string& officer) {
    auto frame = testing::submission(number, key, officer);
    frame.mutable_submit()->set_ori(ori(of));
    return frame;
}

void county::start() {
    daemon_ = std::make_unique<process>(
        std::vector<std::string>{program("iaqd"), "--config", folder_.file("iaqd.toml")},
        daemon_log());
    BOOST_REQUIRE_MESSAGE(listens(folder_.file("intake.sock")), contents_of(daemon_log()));
}

void county::kill() {
    daemon_->signal(SIGKILL);
    BOOST_REQUIRE(daemon_->wait(10s).has_value());
    daemon_.reset();
}

int county::stop() {
    daemon_->signal(SIGTERM);
    const auto code = daemon_->wait(30s);
    BOOST_REQUIRE_MESSAGE(code.has_value(), "iaqd does not stop");
    daemon_.reset();
    return *code;
}

client::connection county::connect() const {
    auto opened = client::connection::open(folder_.file("intake.sock"));
    BOOST_REQUIRE(opened.has_value());
    return std::move(opened).value();
}

v1::Status county::status() const {
    auto client = connect();
    v1::ClientFrame ask;
    ask.mutable_status();
    const auto answer = client.call(ask);
    BOOST_REQUIRE(answer.value().has_status());
    return answer.value().status();
}

std::vector<std::string> county::switch_notes(std::size_t of) const {
    return lines_of(folder_.file(members_[of].name + ".heard"));
}

std::vector<std::string> county::read_journal(const std::string& command) const {
    return {program("iaq-journal"), command, folder_.file("state/journal"), "--master-key",
            folder_.file("state/keys/master.key")};
}

}  // namespace iaq::testing
