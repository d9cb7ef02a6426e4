#pragma once

#include "client/connection.hpp"
#include "support/process.hpp"
#include "support/site.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace iaq::testing {

/// One agency of a county: a station of its own with an ORI of its own, and the switch behind it.
struct member {
    std::string name;   // of the station
    std::string scene;  // of its switch, may be empty
    spoken line = {};   // what both speak
    std::string payload = "ofml";
    std::string other_host = {};  // tried before its switch; empty: none
};

/// A county: the real iaqd, with a station and a real iaq-switch for each member, on loopback.
class county {
public:
    explicit county(std::vector<member> members);

    /// Starts the daemon and waits until it listens.
    void start();
    void kill();
    /// Asks it to stop and returns its exit code.
    int stop();

    [[nodiscard]] std::size_t size() const { return members_.size(); }
    /// The ORI that the station of this member carries, and no other does.
    [[nodiscard]] static std::string ori(std::size_t of);
    /// Returns a submission of this member; as `testing::submission` otherwise.
    [[nodiscard]] static v1::ClientFrame submission(std::size_t of, int number,
                                                    const std::string& key,
                                                    const std::string& officer);

    [[nodiscard]] client::connection connect() const;
    [[nodiscard]] v1::Status status() const;
    [[nodiscard]] const process& daemon() const { return *daemon_; }
    [[nodiscard]] std::string daemon_log() const { return folder_.file("iaqd.log"); }
    /// What the member's switch heard and said, one JSON object a line.
    [[nodiscard]] std::vector<std::string> switch_notes(std::size_t of) const;
    /// The words that run iaq-journal on it with its key.
    [[nodiscard]] std::vector<std::string> read_journal(const std::string& command) const;

private:
    [[nodiscard]] std::string config_text(const std::vector<std::string>& addresses) const;

    temporary_folder folder_;
    std::vector<member> members_;
    std::vector<std::unique_ptr<process>> switches_;
    std::unique_ptr<process> daemon_;
};

}  // namespace iaq::testing
