#include "settings/daemon_file.hpp"

#include "base/text.hpp"
#include "seal/digest.hpp"
#include "settings/daemon_options.hpp"
#include "settings/settings.hpp"
#include "settings/sound_text.hpp"
#include "settings/units.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace iaq::settings {
namespace {

/// Returns `../tables` beside the folder of the policy file: `/etc/iaqd/policy/a.toml` gives
/// `/etc/iaqd/tables`.
std::string default_tables(std::string_view policy) {
    for (int level = 0; level < 2; ++level) {
        policy = policy.substr(0, std::min(policy.rfind('/'), policy.size()));
    }
    return std::string{policy} + "/tables";
}

/// The agency's own word, else that of `[daemon]`, else the default.
std::string agency_text(const section& agency, const section& daemon, std::string_view key) {
    return !agency.has(key) && daemon.has(key) ? daemon.text(key) : agency.text(key);
}

model::agency_settings agency_of(const section& agency, const section& daemon) {
    model::agency_settings out;
    out.name = agency.text("name");
    out.oris = agency.texts("oris");
    out.time_zone = agency_text(agency, daemon, "time_zone");
    out.profile_path = agency_text(agency, daemon, "profile");
    out.policy_path = agency_text(agency, daemon, "policy");
    out.tables_path = agency_text(agency, daemon, "tables");
    if (out.tables_path.empty()) {
        out.tables_path = default_tables(out.policy_path);
    }
    return out;
}

/// The agency that `[daemon]` alone describes.
model::agency_settings only_agency(const daemon_file& file) {
    const auto zone = find_option(daemon_options(), "agency", "time_zone")->fallback;
    model::agency_settings out;
    out.name = "agency";
    for (const auto& station : file.stations) {
        auto oris = station.texts("oris");
        std::ranges::move(oris, std::back_inserter(out.oris));
    }
    out.time_zone = file.daemon.has("time_zone") ? file.daemon.text("time_zone") : zone;
    out.profile_path = file.daemon.text("profile");
    out.policy_path = file.daemon.text("policy");
    out.tables_path =
        file.daemon.has("tables") ? file.daemon.text("tables") : default_tables(out.policy_path);
    return out;
}

model::station_settings station_of(const section& station) {
    model::station_settings out;
    out.name = station.text("name");
    out.payload = station.text("payload") == "ofml" ? model::payload_kind::ofml
                                                    : model::payload_kind::nlets_text;
    for (const auto& host : station.items("hosts")) {
        out.hosts.push_back(parse_host(host.text).value_or(model::host_address{}));
    }
    out.device = station.text("device");
    out.oris = station.texts("oris");
    out.reconnect_wait = station.duration("reconnect_wait");
    out.connect_timeout = station.duration("connect_timeout");
    out.pause_after = static_cast<std::uint32_t>(station.number("pause_after"));
    out.pause_wait = station.duration("pause_wait");
    out.frame_bytes_max = static_cast<std::uint32_t>(station.number("frame_bytes_max"));
    out.protocol = station.text("protocol") == "foxtalk" ? model::line_protocol::foxtalk
                                                         : model::line_protocol::dmpp2020;
    out.keep_alive = station.duration("keep_alive");
    out.acknowledge_wait = station.duration("acknowledge_wait");
    out.window = static_cast<std::uint32_t>(station.number("window"));
    out.encryption_key_path = station.text("encryption_key");
    out.tls.ca_path = station.text("tls_ca");
    out.tls.name = station.text("tls_name");
    out.tls.certificate_path = station.text("tls_certificate");
    out.tls.key_path = station.text("tls_key");
    out.tls.least =
        station.text("tls_min") == "1.2" ? model::tls_floor::tls_1_2 : model::tls_floor::tls_1_3;
    return out;
}

std::uint8_t rights_of(const section& principal) {
    using model::right;
    constexpr std::array<std::pair<std::string_view, right>, 5> named{
        {{"submit", right::submit},
         {"read", right::read},
         {"operate", right::operate},
         {"supervise", right::supervise},
         {"audit", right::audit}}};
    unsigned sum = 0;
    for (const auto& item : principal.items("rights")) {
        for (const auto& [name, granted] : named) {
            sum |= item.text == name ? static_cast<unsigned>(granted) : 0U;
        }
    }
    return static_cast<std::uint8_t>(sum);
}

model::principal_settings principal_of(const section& principal) {
    model::principal_settings out;
    out.uri = principal.text("uri");
    if (principal.has("uid")) {
        out.uid = static_cast<std::uint32_t>(principal.number("uid"));
    }
    out.oris = principal.texts("oris");
    out.rights = rights_of(principal);
    out.asserts_users = principal.flag("asserts_users");
    out.dispatch = principal.flag("dispatch");
    out.desks = principal.texts("desks");
    return out;
}

model::network_intake network_intake_of(const section& intake) {
    model::network_intake out;
    out.address = parse_listening_place(intake.text("tls")).value_or(model::host_address{});
    out.certificate_path = intake.text("certificate");
    out.key_path = intake.text("key");
    out.client_ca_path = intake.text("client_ca");
    out.crl_path = intake.text("crl");
    out.crl_grace = intake.duration("crl_grace");
    out.crl_age_max = intake.duration("crl_age_max");
    out.least =
        intake.text("tls_min") == "1.2" ? model::tls_floor::tls_1_2 : model::tls_floor::tls_1_3;
    return out;
}

model::settings settings_of(const daemon_file& file) {
    model::settings out;
    out.state_dir = file.daemon.text("state_dir");
    out.test_environment = file.daemon.text("environment") == "test";
    for (const auto& agency : file.agencies) {
        out.agencies.push_back(agency_of(agency, file.daemon));
    }
    if (file.agencies.empty()) {
        out.agencies.push_back(only_agency(file));
    }
    for (const auto& station : file.stations) {
        out.stations.push_back(station_of(station));
    }
    out.intake_unix = file.intake.text("unix");
    out.intake_tls = network_intake_of(file.intake);
    out.idle_timeout = file.intake.duration("idle_timeout");
    for (const auto& principal : file.principals) {
        out.principals.push_back(principal_of(principal));
    }
    out.segment_bytes = static_cast<std::uint64_t>(file.journal.number("segment_size"));
    out.seals = file.journal.text("seal") == "on";
    out.fips = file.journal.flag("fips");
    out.master_key_path = file.journal.text("master_key");
    out.previous_master_key_path = file.journal.text("previous_master_key");
    out.scrub_period = parse_duration(file.journal.text("scrub")).value_or(nanoseconds{0});
    out.signing_key_path = file.journal.text("signing_key");
    out.log_name = file.journal.text("log_name");
    out.retention_min = file.journal.duration("retention_min");
    out.retention_age = file.journal.duration("retention_age");
    out.retention_bytes = static_cast<std::uint64_t>(file.journal.number("retention_size"));
    return out;
}

}  // namespace

result<model::settings, complaints> parse_settings(std::string_view text, std::string_view path) {
    complaint_list out{path};
    const auto tree = parse_toml(text);
    if (!tree) {
        out.add(tree.error().at, tree.error().text);
        return out.take();
    }
    const document whole{daemon_options(), daemon_tables(), tree.value(), out};
    // Nothing may stand before the first table, and all of [admin] waits for its step.
    static_cast<void>(whole.top());
    static_cast<void>(whole.one("admin"));
    const daemon_file file{whole.one("daemon"), whole.one("intake"),  whole.one("journal"),
                           whole.all("agency"), whole.all("station"), whole.all("principal")};
    check_relations(file, out);
    if (!out.empty()) {
        return out.take();
    }
    auto read = settings_of(file);
    read.path = std::string{path};
    read.digest = text::to_hex(seal::sha256(text));
    return read;
}

}  // namespace iaq::settings
