#include "settings/daemon_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace iaq::settings {
namespace {

void check_presence(const daemon_file& file, complaint_list& out) {
    if (file.stations.empty()) {
        out.add({}, "no [[station]]: without one nothing can be sent");
    }
    if (file.principals.empty()) {
        out.add({}, "no [[principal]]: without one nobody may do anything");
    }
    if (file.agencies.empty() && !(file.daemon.says("profile") && file.daemon.says("policy"))) {
        out.add({}, "no [[agency]]: write one, or say profile and policy under [daemon]");
    }
}

/// The keys that may stand under `[daemon]` in place of the one agency's own.
void check_agency_keys(const daemon_file& file, complaint_list& out) {
    constexpr std::array<std::string_view, 4> shared{"profile", "policy", "tables", "time_zone"};
    for (const auto key : shared) {
        const bool in_daemon = file.daemon.says(key);
        if (in_daemon && file.agencies.size() > 1) {
            out.add(file.daemon.place_of(key),
                    fmt::format("{0} under [daemon] is for one agency only; say {0} in each "
                                "[[agency]]",
                                key));
        }
        for (const auto& agency : file.agencies) {
            if (in_daemon && agency.says(key) && file.agencies.size() == 1) {
                out.add(agency.place_of(key),
                        fmt::format("{} stands under [daemon] as well; keep one", key));
            }
            const bool needed = key == "profile" || key == "policy";
            if (needed && !agency.says(key) && !in_daemon) {
                out.add(agency.at(), fmt::format("[[agency]] lacks {0}: {0} = \"FILE\"", key));
            }
        }
    }
}

void check_unique(const std::vector<section>& sections, std::string_view key, complaint_list& out) {
    std::map<std::string, place> seen;
    for (const auto& s : sections) {
        if (!s.has(key)) {
            continue;
        }
        const auto named = key == "uid" ? std::to_string(s.number(key)) : s.text(key);
        const auto [first, fresh] = seen.emplace(named, s.place_of(key));
        if (!fresh) {
            out.add(s.place_of(key),
                    fmt::format("{} {} stands in line {} already", key, named, first->second.line));
        }
    }
}

/// Every ORI at most once over all sections of one kind.
void check_owned_once(const std::vector<section>& sections, complaint_list& out) {
    std::map<std::string_view, place> seen;
    for (const auto& s : sections) {
        for (const auto& ori : s.items("oris")) {
            const auto [first, fresh] = seen.emplace(ori.text, ori.at);
            if (!fresh) {
                out.add(ori.at, fmt::format("{} is another {}'s already, line {}", ori.text,
                                            s.called(), first->second.line));
            }
        }
    }
}

void check_known(const std::vector<section>& sections, const std::set<std::string_view>& known,
                 complaint_list& out) {
    for (const auto& s : sections) {
        for (const auto& ori : s.items("oris")) {
            if (!known.contains(ori.text)) {
                out.add(ori.at, fmt::format("{} is no agency's ORI; add it to an agency's oris, "
                                            "or take it out here",
                                            ori.text));
            }
        }
    }
}

/// Skipped while a list of ORIs is itself in doubt: its complaint says enough.
void check_oris(const daemon_file& file, complaint_list& out) {
    check_owned_once(file.agencies, out);
    check_owned_once(file.stations, out);
    const auto& owners = file.agencies.empty() ? file.stations : file.agencies;
    if (owners.empty() ||
        !std::ranges::all_of(owners, [](const section& s) { return s.has("oris"); })) {
        return;
    }
    std::set<std::string_view> known;
    for (const auto& s : owners) {
        for (const auto& ori : s.items("oris")) {
            known.insert(ori.text);
        }
    }
    check_known(file.stations, known, out);
    check_known(file.principals, known, out);
}

void check_identity(const daemon_file& file, complaint_list& out) {
    for (const auto& principal : file.principals) {
        if (principal.says("uid") == principal.says("uri")) {
            out.add(principal.at(), "[[principal]] must have exactly one of uid and uri");
        }
    }
}

/// CJIS AU-11 asks for a year at least.
void check_retention(const daemon_file& file, complaint_list& out) {
    constexpr nanoseconds year = std::chrono::hours{24 * 365};
    const auto& journal = file.journal;
    const auto least = journal.duration("retention_min");
    if (least < year && file.daemon.text("environment") != "test") {
        out.add(journal.place_of("retention_min"),
                "retention_min must be 1y or more: less is for environment = \"test\" only");
    }
    if (journal.has("retention_age") && journal.duration("retention_age") < least) {
        out.add(journal.place_of("retention_age"),
                "retention_age is less than retention_min; raise it to that or more");
    }
}

/// A key that would do nothing would be thought to do something.
void check_protocol(const daemon_file& file, complaint_list& out) {
    for (const auto& station : file.stations) {
        if (station.text("protocol") != "foxtalk") {
            continue;
        }
        if (station.says("encryption_key")) {
            out.add(station.place_of("encryption_key"),
                    "FoxTalk is not encrypted by us: encryption_key needs protocol = "
                    "\"dmpp2020\"; leave it out, and use TLS (tls_ca) or a VPN");
        }
        if (station.has("window") && station.number("window") != 1) {
            out.add(station.place_of("window"),
                    "FoxTalk has one message on its way at a time: window needs protocol = "
                    "\"dmpp2020\"; leave it out");
        }
        for (const auto* const key : {"keep_alive", "acknowledge_wait"}) {
            if (station.says(key) && station.duration(key) != 30s) {
                out.add(station.place_of(key),
                        fmt::format("FoxTalk's switch sets it: leave {} out", key));
            }
        }
    }
}

/// The same about the way in over the network: nothing of it may stand alone.
void check_network_intake(const section& intake, complaint_list& out) {
    constexpr std::array<std::string_view, 3> needed{"certificate", "key", "client_ca"};
    constexpr std::array<std::string_view, 4> beside{"crl", "crl_grace", "crl_age_max", "tls_min"};
    if (intake.says("tls")) {
        for (const auto key : needed) {
            if (!intake.says(key)) {
                out.add(intake.place_of("tls"),
                        fmt::format("tls needs {0} beside it: {0} = \"FILE\"", key));
            }
        }
        if (!intake.says("crl") && intake.says("crl_age_max")) {
            out.add(intake.place_of("crl_age_max"),
                    "crl_age_max without crl does nothing; say crl = \"FILE\", or leave it out");
        }
        return;
    }
    const auto complain = [&](std::string_view key) {
        out.add(intake.place_of(key),
                fmt::format("{} without tls does nothing; say where to listen: tls = "
                            "\"0.0.0.0:7443\", or leave it out",
                            key));
    };
    for (const auto key : needed) {
        if (intake.says(key)) {
            complain(key);
        }
    }
    for (const auto key : beside) {
        // As everywhere, a default may be said.
        const bool is_default = (key == "tls_min" && intake.text(key) == "1.3") ||
                                (key == "crl_grace" && intake.duration(key) == 24h);
        if (intake.says(key) && !is_default) {
            complain(key);
        }
    }
}

/// Half a word about TLS must not pass for the whole of it.
void check_tls(const daemon_file& file, complaint_list& out) {
    constexpr std::array<std::string_view, 4> rest{"tls_name", "tls_certificate", "tls_key",
                                                   "tls_min"};
    for (const auto& station : file.stations) {
        for (const auto key : rest) {
            // As everywhere, a default may be said.
            const bool is_default = key == "tls_min" && station.text(key) == "1.3";
            if (station.says(key) && !is_default && !station.says("tls_ca")) {
                out.add(station.place_of(key),
                        fmt::format("{} without tls_ca would leave the line plain; say tls_ca = "
                                    "\"FILE\", or leave it out",
                                    key));
            }
        }
        const bool certificate = station.says("tls_certificate");
        if (certificate != station.says("tls_key")) {
            const auto* const said = certificate ? "tls_certificate" : "tls_key";
            out.add(station.place_of(said),
                    fmt::format("{} needs {} beside it; say both or neither", said,
                                certificate ? "tls_key" : "tls_certificate"));
        }
    }
}

}  // namespace

void check_relations(const daemon_file& file, complaint_list& out) {
    check_presence(file, out);
    check_agency_keys(file, out);
    check_unique(file.agencies, "name", out);
    check_unique(file.stations, "name", out);
    check_unique(file.principals, "uid", out);
    check_unique(file.principals, "uri", out);
    check_oris(file, out);
    check_identity(file, out);
    check_retention(file, out);
    check_protocol(file, out);
    check_tls(file, out);
    check_network_intake(file.intake, out);
}

}  // namespace iaq::settings
