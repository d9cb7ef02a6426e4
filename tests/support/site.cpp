#include "support/site.hpp"

#include <boost/test/unit_test.hpp>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sstream>
#include <thread>

namespace iaq::testing {

namespace {

using namespace std::chrono_literals;

std::string config_text(const temporary_folder& folder, const std::string& address,
                        const std::string& payload, const spoken& line) {
    const std::string source = IAQ_SOURCE_DIR;
    std::ostringstream out;
    out << "[daemon]\nstate_dir = \"" << folder.file("state") << "\"\nenvironment = \"test\"\n"
        << "[[agency]]\nname = \"Test PD\"\noris = [\"MO0110100\"]\n"
        << "time_zone = \"America/Chicago\"\nprofile = \"" << folder.file("profile.toml")
        << "\"\npolicy = \"" << source << "/config/policy/so0801.toml\"\n"
        << "[[station]]\nname = \"one\"\nprotocol = \"" << line.protocol << "\"\npayload = \""
        << payload << "\"\nhosts = [\"" << address
        << "\"]\ndevice = \"SJPD01\"\noris = [\"MO0110100\"]\n"
        << "reconnect_wait = \"100ms\"\n"
        << (line.key.empty() ? "" : "encryption_key = \"" + folder.file("switch.key") + "\"\n")
        << line.station << "[intake]\nunix = \"" << folder.file("intake.sock") << "\"\n"
        << line.intake << "[[principal]]\nuid = " << ::getuid() << "\noris = [\"MO0110100\"]\n"
        << "rights = [\"submit\", \"read\", \"operate\", \"supervise\"]\n"
        << "asserts_users = true\n"
        << "[journal]\nkind = \"file\"\nsegment_size = \"1MiB\"\n"
        << line.others;
    return out.str();
}

}  // namespace

std::string program(const std::string& name) { return std::string{IAQ_BIN_DIR} + "/" + name; }

site::site(const std::string& scene, const std::string& payload, int seed,
           const std::string& address, const spoken& line) {
    write_file(folder_.file("profile.toml"),
               contents_of(std::string{IAQ_SOURCE_DIR} + "/config/profiles/mules.toml"));
    if (!line.key.empty()) {
        write_file(line_key(), line.key);
        BOOST_REQUIRE(::chmod(line_key().c_str(), 0600) == 0);
    }
    auto at = address;
    if (at.empty()) {
        switch_ = start_switch(folder_, "switch", scene, payload, line, seed);
        at = address_of(*switch_);
    }
    write_file(config(), config_text(folder_, at, payload, line));
}

std::unique_ptr<process> start_switch(const temporary_folder& folder, const std::string& name,
                                      const std::string& scene, const std::string& payload,
                                      const spoken& line, int seed) {
    std::vector<std::string> words{program("iaq-switch"),
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--payload",
                                   payload,
                                   "--protocol",
                                   line.protocol,
                                   "--quiet",
                                   "--heard",
                                   folder.file(name + ".heard"),
                                   "--seed",
                                   std::to_string(seed)};
    if (!line.key.empty()) {
        words.insert(words.end(), {"--encryption-key", folder.file(name + ".key")});
    }
    if (!scene.empty()) {
        write_file(folder.file(name + ".scene"), scene);
        words.insert(words.end(), {"--scene", folder.file(name + ".scene")});
    }
    return std::make_unique<process>(words, folder.file(name + ".log"));
}

std::string address_of(process& a_switch) {
    const auto first = a_switch.line(10s);
    BOOST_REQUIRE_MESSAGE(first && first->starts_with("listening "), "iaq-switch does not listen");
    return first->substr(10);
}

bool listens(const std::string& socket) {
    for (int tries = 0; tries < 1000; ++tries) {
        if (client::connection::open(socket)) {
            return true;
        }
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

std::vector<std::string> lines_of(const std::string& path) {
    std::istringstream in{contents_of(path)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

void site::start(const std::vector<std::string>& before, bool wait_until_ready) {
    auto words = before;
    words.insert(words.end(), {program("iaqd"), "--config", config()});
    run_daemon(words, wait_until_ready);
}

void site::adopt(const std::string& reason) {
    run_daemon({program("iaqd"), "--config", config(), "--adopt-restored", "--reason", reason},
               true);
}

void site::run_daemon(const std::vector<std::string>& words, bool wait_until_ready) {
    daemon_ = std::make_unique<process>(words, daemon_log());
    BOOST_REQUIRE_MESSAGE(!wait_until_ready || listens(socket()),
                          "iaqd does not listen: " << contents_of(daemon_log()));
}

void site::kill() {
    daemon_->signal(SIGKILL);
    BOOST_REQUIRE(daemon_->wait(10s).has_value());
    daemon_.reset();
}

int site::stop() {
    daemon_->signal(SIGTERM);
    const auto code = daemon_->wait(30s);
    BOOST_REQUIRE_MESSAGE(code.has_value(), "iaqd does not stop");
    daemon_.reset();
    return *code;
}

client::connection site::connect() const {
    auto opened = client::connection::open(socket());
    BOOST_REQUIRE(opened.has_value());
    return std::move(opened).value();
}

std::vector<std::string> site::switch_notes() const {
    return lines_of(folder_.file("switch.heard"));
}

v1::ServerFrame shred(const site& s, const std::string& inquiry_id, const std::string& order) {
    auto client = s.connect();
    v1::ClientFrame frame;
    frame.set_acting_user("ann");
    auto& ask = *frame.mutable_shred();
    ask.set_inquiry_id(inquiry_id);
    ask.set_reason(order);
    const auto asked = client.call(frame);
    BOOST_REQUIRE_MESSAGE(asked.value().has_done(), asked.value().ShortDebugString());
    frame.set_acting_user("bob");
    ask.set_request_token(asked.value().done().token());
    ask.set_backups_destroyed(true);
    return client.call(frame).value();
}

v1::ClientFrame submission(int number, const std::string& key, const std::string& officer) {
    // Twenty-six letters tell people apart; names on the wire hold no digits.
    std::string name = "TESTER";
    for (int rest = number; rest > 0; rest /= 26) {
        name += static_cast<char>('A' + rest % 26);
    }
    v1::ClientFrame frame;
    auto& q = *frame.mutable_submit();
    q.set_idempotency_key(key);
    q.set_ori("MO0110100");
    q.mutable_requester()->set_officer_id(officer);
    q.mutable_requester()->set_officer_name("OFFICER, SOME");
    q.set_operator_id("OP1");
    q.set_desk("north");
    q.set_incident("I" + std::to_string(number));
    q.set_phone("8165550100");
    q.set_reason("BOOKING");
    auto& person = *q.mutable_subject();
    person.set_last_name(name);
    person.set_first_name("PAT");
    person.set_date_of_birth(std::to_string(1950 + number % 50) + "-0" +
                             std::to_string(1 + number % 9) + "-1" + std::to_string(number % 10));
    person.set_sex(v1::SEX_MALE);
    person.set_place_of_birth("MM");
    q.mutable_offense()->set_text("TRAFFIC OFFENSE");
    q.mutable_offense()->set_ncic_code("5499");
    q.set_in_custody(true);
    q.set_role(v1::SUBJECT_ROLE_ARRESTEE);
    q.set_basis(v1::BASIS_PRESENTED_FOR_INCARCERATION);
    q.set_identity_evidence(v1::IDENTITY_EVIDENCE_NONE);
    return frame;
}

std::string json_value(const std::string& line, const std::string& name) {
    const auto at = line.find("\"" + name + "\":");
    if (at == std::string::npos) {
        return {};
    }
    auto rest = std::string_view{line}.substr(at + name.size() + 3);
    if (rest.starts_with('"')) {
        rest.remove_prefix(1);
        return std::string{rest.substr(0, rest.find('"'))};
    }
    return std::string{rest.substr(0, rest.find_first_of(",}"))};
}

v1::Status status_of(const site& s) {
    auto client = s.connect();
    v1::ClientFrame ask;
    ask.mutable_status();
    const auto answer = client.call(ask);
    BOOST_REQUIRE(answer.value().has_status());
    return answer.value().status();
}

v1::InquiryState state_of(const site& s, const std::string& inquiry_id) {
    auto client = s.connect();
    v1::ClientFrame get;
    get.mutable_get()->set_inquiry_id(inquiry_id);
    return client.call(get).value().inquiry().state();
}

void operate(const site& s, v1::Operation what) {
    auto client = s.connect();
    v1::ClientFrame frame;
    frame.mutable_operate()->set_operation(what);
    frame.mutable_operate()->set_station("one");
    frame.mutable_operate()->set_reason("test");
    BOOST_REQUIRE(client.call(frame).value().has_done());
}

}  // namespace iaq::testing
