#pragma once

#include "client/connection.hpp"
#include "support/process.hpp"

#include <memory>
#include <string>
#include <vector>

namespace iaq::testing {

/// Returns a submission that policy admits, about an invented person of that number.
v1::ClientFrame submission(int number, const std::string& key, const std::string& officer);
/// Returns the value of `"name":` in a line of flat JSON, without quotes; empty when absent.
std::string json_value(const std::string& line, const std::string& name);
/// The folder of the programs under test.
std::string program(const std::string& name);

class site;
/// Lets two people shred the inquiry. Returns the answer to the second.
/// What the daemon says of itself, and of one inquiry.
v1::Status status_of(const site& s);
v1::InquiryState state_of(const site& s, const std::string& inquiry_id);
/// Holds or releases the one station.
void operate(const site& s, v1::Operation what);
v1::ServerFrame shred(const site& s, const std::string& inquiry_id, const std::string& order);

/// What is spoken on the site's line.
struct spoken {
    std::string protocol = "foxtalk";
    std::string key = {};      // raw, of both sides; empty: plain
    std::string station = {};  // further lines of [[station]]
    std::string intake = {};   // of [intake]
    std::string others = {};   // further tables
};

/// Starts an iaq-switch on loopback. What it hears goes to NAME.heard in `folder`, its complaints
/// to NAME.log, its scene to NAME.scene; the line's key is NAME.key there.
std::unique_ptr<process> start_switch(const temporary_folder& folder, const std::string& name,
                                      const std::string& scene, const std::string& payload,
                                      const spoken& line, int seed = 1);
/// Returns where a switch that was just started listens.
std::string address_of(process& a_switch);
/// Waits until somebody listens at the socket. Returns false when nobody does in 10 s.
bool listens(const std::string& socket);
std::vector<std::string> lines_of(const std::string& path);

/// A site: the real iaqd and iaq-switch on loopback with a journal in a folder of the test's own.
class site {
public:
    /// `scene`: text of a scene for the switch, may be empty. `payload`: ofml or nlets_text.
    /// `address`: of a switch that stands already; then none is started.
    explicit site(const std::string& scene, const std::string& payload = "ofml", int seed = 1,
                  const std::string& address = {}, const spoken& line = {});

    /// Starts the daemon; `before` goes before its command line (strace). Waits until it listens.
    void start(const std::vector<std::string>& before = {}, bool wait_until_ready = true);
    /// Starts it once with --adopt-restored.
    void adopt(const std::string& reason);
    void kill();
    /// Asks it to stop and returns its exit code.
    int stop();
    [[nodiscard]] process& daemon() { return *daemon_; }

    [[nodiscard]] client::connection connect() const;
    [[nodiscard]] std::string socket() const { return folder_.file("intake.sock"); }
    [[nodiscard]] std::string journal() const { return folder_.file("state/journal"); }
    /// The words that run iaq-journal on it with its key.
    [[nodiscard]] std::vector<std::string> read_journal(const std::string& command) const {
        return {program("iaq-journal"), command, journal(), "--master-key",
                folder_.file("state/keys/master.key")};
    }
    [[nodiscard]] std::string state_dir() const { return folder_.file("state"); }
    [[nodiscard]] std::string daemon_log() const { return folder_.file("iaqd.log"); }
    [[nodiscard]] std::string line_key() const { return folder_.file("switch.key"); }
    [[nodiscard]] std::string config() const { return folder_.file("iaqd.toml"); }
    [[nodiscard]] const temporary_folder& folder() const { return folder_; }

    /// What the switch heard and said, one JSON object a line.
    [[nodiscard]] std::vector<std::string> switch_notes() const;

private:
    void run_daemon(const std::vector<std::string>& words, bool wait_until_ready);

    temporary_folder folder_;
    std::unique_ptr<process> switch_, daemon_;
};

}  // namespace iaq::testing
