#include "settings/daemon_options.hpp"

#include "settings/sound_text.hpp"

#include <array>

namespace iaq::settings {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t day = 24LL * 3600 * second;
constexpr std::int64_t year = 365 * day;
constexpr std::int64_t kibibyte = 1024;
constexpr std::int64_t mebibyte = 1024 * kibibyte;
constexpr std::int64_t gibibyte = 1024 * mebibyte;

constexpr std::string_view ori_form = "an ORI: two letters, then seven of A-Z and 0-9";
constexpr std::string_view path_form = "an absolute path";

// clang-format off
constexpr std::array table{
    option{.section = "daemon", .key = "state_dir", .fallback = "/var/lib/iaqd",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "Home of the journal and of keys; made with mode 0700 when absent."},
    option{.section = "daemon", .key = "environment", .is = form::choice, .fallback = "live",
           .choices = "live test",
           .about = "A test daemon has its own journal, and every delivery and page says TEST.\n"
                    "Never mixed with live."},
    option{.section = "daemon", .key = "time_zone", .example = "America/Chicago",
           .low = 1, .high = 64, .sound = is_time_zone, .must = "a name like America/Chicago",
           .about = "With one agency only: as in [[agency]]."},
    option{.section = "daemon", .key = "profile", .example = "/etc/iaqd/profiles/mules.toml",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "With one agency only: as in [[agency]], which may then be left out.\n"
                    "The agency is then called \"agency\" and has the stations' ORIs."},
    option{.section = "daemon", .key = "policy", .example = "/etc/iaqd/policy/so0801.toml",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "With one agency only: as in [[agency]]."},
    option{.section = "daemon", .key = "tables", .example = "/etc/iaqd/tables",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "With one agency only: as in [[agency]]."},

    option{.section = "agency", .key = "name", .needed = need::required,
           .example = "St. Joseph PD", .low = 1, .high = 64, .sound = is_words,
           .must = "words, without blanks around them",
           .about = "As people read it. No two agencies share it."},
    option{.section = "agency", .key = "oris", .is = form::texts, .needed = need::required,
           .example = "MO0110100", .low = 1, .high = 1000, .sound = is_ori, .must = ori_form,
           .about = "The ORIs in whose name it asks."},
    option{.section = "agency", .key = "time_zone", .fallback = "UTC",
           .low = 1, .high = 64, .sound = is_time_zone, .must = "a name like America/Chicago",
           .about = "Times are shown to people in this zone, with their offset."},
    option{.section = "agency", .key = "profile", .needed = need::elsewhere,
           .example = "/etc/iaqd/profiles/mules.toml",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "What the state's switch asks for."},
    option{.section = "agency", .key = "policy", .needed = need::elsewhere,
           .example = "/etc/iaqd/policy/so0801.toml",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "The police order as data."},
    option{.section = "agency", .key = "tables", .example = "/etc/iaqd/tables",
           .low = 2, .high = 4096, .sound = is_absolute_path, .must = path_form,
           .about = "Folder of code tables. Absent: ../tables beside the policy file's folder."},

    option{.section = "station", .key = "name", .needed = need::required, .example = "stjoe",
           .low = 1, .high = 32, .sound = is_word,
           .must = "a word of letters, digits, - _ and .",
           .about = "As commands, log and metrics call it. No two stations share it."},
    option{.section = "station", .key = "protocol", .is = form::choice, .fallback = "foxtalk",
           .choices = "foxtalk dmpp2020",
           .about = "What is spoken on the line; the state says which."},
    option{.section = "station", .key = "payload", .is = form::choice, .fallback = "ofml",
           .choices = "ofml nlets_text",
           .about = "What a frame holds: OFML, which is XML, or Nlets' own text."},
    option{.section = "station", .key = "hosts", .is = form::texts, .needed = need::required,
           .example = "127.0.0.1:6099", .low = 1, .high = 16, .sound = is_host,
           .must = "host:port, the port 1 to 65535",
           .about = "Addresses of the switch, tried in order."},
    option{.section = "station", .key = "device", .needed = need::required, .example = "SJPD01",
           .low = 1, .high = 11, .sound = is_device, .must = "1 to 11 of A-Z and 0-9",
           .about = "The DAC the state gave this terminal."},
    option{.section = "station", .key = "oris", .is = form::texts, .needed = need::required,
           .example = "MO0110100", .low = 1, .high = 1000, .sound = is_ori, .must = ori_form,
           .about = "It carries these and no others; each is some agency's, none on two stations."},
    option{.section = "station", .key = "reconnect_wait", .is = form::duration, .fallback = "30s",
           .low = second / 10, .high = 3600 * second,
           .about = "Wait before the same address is tried again; grows to ten times.\n"
                    "FoxTalk asks for 30s at least; lower is for tests."},
    option{.section = "station", .key = "connect_timeout", .is = form::duration,
           .fallback = "30s", .low = second / 10, .high = 600 * second,
           .about = "For the connection, and again for the first answer on it."},
    option{.section = "station", .key = "pause_after", .is = form::number, .fallback = "3",
           .low = 0, .high = 1000,
           .about = "After so many inquiries in a row that the switch never acknowledged, or\n"
                    "refused for now, the station is paused: what is queued stays queued.\n"
                    "0: never."},
    option{.section = "station", .key = "pause_wait", .is = form::duration, .fallback = "1m",
           .low = second / 10, .high = 3600 * second,
           .about = "While it is paused one inquiry is tried after so long; grows to ten times.\n"
                    "One that is acknowledged ends the pause."},
    option{.section = "station", .key = "frame_bytes_max", .is = form::size, .fallback = "65000B",
           .low = kibibyte, .high = mebibyte,
           .about = "Largest frame we offer to take; the switch may lower it.\n"
                    "dmpp2020: of our own blocks, which never exceed 32KiB."},
    option{.section = "station", .key = "keep_alive", .is = form::duration, .fallback = "30s",
           .low = second / 10, .high = 600 * second,
           .about = "dmpp2020: after so long without a word either way, a status request.\n"
                    "Two that are not answered end the connection."},
    option{.section = "station", .key = "acknowledge_wait", .is = form::duration,
           .fallback = "30s", .low = second / 10, .high = 600 * second,
           .about = "dmpp2020: an inquiry not acknowledged by then is sent again, as often as\n"
                    "the profile allows."},
    option{.section = "station", .key = "window", .is = form::number, .fallback = "1", .low = 1,
           .high = 32,
           .about = "dmpp2020: so many inquiries may wait for their acknowledgement at a time.\n"
                    "The published text says both one and any number: ask the state."},
    option{.section = "station", .key = "encryption_key", .example = "/etc/iaqd/keys/stjoe.key",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "dmpp2020: file of 16 or 32 raw bytes, AES-128 or AES-256; a relative path: a\n"
                    "credential. All data is then encrypted, and plain data refused.\n"
                    "Absent: plain."},
    option{.section = "station", .key = "tls_ca", .example = "/etc/iaqd/tls/state_ca.pem",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM: the certificates, up to their roots, that may vouch for the switch's;\n"
                    "no others are trusted. A relative path: a credential. With it the line is\n"
                    "under TLS and never plain, under either protocol. Absent: no TLS."},
    option{.section = "station", .key = "tls_name", .example = "switch.state.example",
           .low = 1, .high = 253, .sound = is_host_name, .must = "a host name or an IP address",
           .about = "What the switch's certificate must be for. Absent: the host as in hosts."},
    option{.section = "station", .key = "tls_certificate",
           .example = "/etc/iaqd/tls/stjoe.pem", .low = 1, .high = 4096, .sound = is_words,
           .must = "a path",
           .about = "PEM: our certificate, where the state asks for one, and what is between it\n"
                    "and its root. With tls_key; both named as tls_ca is."},
    option{.section = "station", .key = "tls_key", .example = "/etc/iaqd/keys/stjoe_tls.key",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM, without a passphrase, P-256, P-384 or RSA: the key of tls_certificate."},
    option{.section = "station", .key = "tls_min", .is = form::choice, .fallback = "1.3",
           .choices = "1.3 1.2",
           .about = "The lowest version of TLS taken. 1.2: with ECDHE and AES-GCM only."},

    option{.section = "intake", .key = "unix", .needed = need::required,
           .example = "/run/iaqd/intake.sock", .low = 2, .high = 107, .sound = is_socket_path,
           .must = "an absolute path of at most 107 bytes",
           .about = "Socket for clients on this machine, known by their Unix user."},
    option{.section = "intake", .key = "tls", .example = "0.0.0.0:7443",
           .low = 3, .high = 64, .sound = is_listening_place,
           .must = "an IP address and a port: 0.0.0.0:7443 or [::]:7443",
           .about = "Where clients of other machines come in, each with a certificate of its own.\n"
                    "Port 0: any; the log says which. Absent: they do not."},
    option{.section = "intake", .key = "certificate", .example = "/etc/iaqd/tls/server.pem",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM: the gateway's certificate, and what is between it and its root.\n"
                    "A relative path, here and below: a credential."},
    option{.section = "intake", .key = "key", .example = "/etc/iaqd/tls/server.key",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM, without a passphrase, P-256, P-384 or RSA: the key of certificate."},
    option{.section = "intake", .key = "client_ca", .example = "/etc/iaqd/tls/clients.pem",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM: the authorities, up to their roots, that may vouch for clients."},
    option{.section = "intake", .key = "crl", .example = "/etc/iaqd/tls/clients.crl",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM: the revocation list of each authority in client_ca. Replace it as\n"
                    "often as they do, and reload. Absent: no certificate is taken back."},
    option{.section = "intake", .key = "crl_grace", .is = form::duration, .fallback = "1d",
           .low = 0, .high = 30 * day,
           .about = "So long after its own next update a list still counts, with a warning; then\n"
                    "nobody new of its authority is let in."},
    option{.section = "intake", .key = "crl_age_max", .is = form::duration, .example = "30d",
           .low = 3600 * second, .high = year,
           .about = "A list issued longer ago does not count, whatever it says. Absent: no limit."},
    option{.section = "intake", .key = "tls_min", .is = form::choice, .fallback = "1.3",
           .choices = "1.3 1.2",
           .about = "The lowest version of TLS taken. 1.2: with ECDHE and AES-GCM only; status\n"
                    "shows it."},
    option{.section = "intake", .key = "idle_timeout", .is = form::duration, .fallback = "1h",
           .low = second, .high = 3600 * second,
           .about = "A client over the network that made no call for so long is closed (CJIS\n"
                    "SC-10). A ping is no call."},

    option{.section = "principal", .key = "uid", .is = form::number, .needed = need::elsewhere,
           .example = "1000", .low = 0, .high = 4'294'967'294,
           .about = "The Unix user of the client; or uri. Exactly one of the two."},
    option{.section = "principal", .key = "uri",
           .example = "spiffe://agency.example/MO0110100/cad", .low = 3, .high = 255,
           .sound = is_uri, .must = "a URI: scheme (not uid), colon, printable ASCII",
           .about = "The only URI SAN of the client's certificate."},
    option{.section = "principal", .key = "oris", .is = form::texts, .needed = need::required,
           .example = "MO0110100", .low = 1, .high = 1000, .sound = is_ori, .must = ori_form,
           .about = "The ORIs it may use; each is some agency's."},
    option{.section = "principal", .key = "rights", .is = form::choices,
           .needed = need::required, .example = "submit read", .low = 1, .high = 5,
           .choices = "submit read operate supervise audit",
           .about = "What it may do; everything else is denied."},
    option{.section = "principal", .key = "asserts_users", .is = form::flag, .fallback = "false",
           .about = "It may say on whose behalf it acts."},
    option{.section = "principal", .key = "dispatch", .is = form::flag, .fallback = "false",
           .about = "Its devices serve dispatch inside a physically secure location: CJIS SC-10\n"
                    "exempts them, and idle_timeout does not close them."},
    option{.section = "principal", .key = "desks", .is = form::texts, .example = "north",
           .low = 1, .high = 100, .sound = is_words, .must = "words, without blanks around them",
           .about = "Limits what it reads. Absent: everything of its ORIs."},

    option{.section = "journal", .key = "kind", .is = form::choice, .fallback = "file",
           .choices = "file postgresql", .unbuilt = "postgresql",
           .about = "Where the journal lives."},
    option{.section = "journal", .key = "seal", .is = form::choice, .fallback = "on",
           .choices = "off on",
           .about = "Whether records are sealed. Off means readable files: tests and demos only."},
    option{.section = "journal", .key = "master_key", .example = "/etc/iaqd/keys/master.key",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "File of 32 raw bytes that opens the journal; a relative path: a credential.\n"
                    "Absent: keys/master.key in state_dir, made with the journal."},
    option{.section = "journal", .key = "previous_master_key",
           .example = "/etc/iaqd/keys/master.key.old", .low = 1, .high = 4096, .sound = is_words,
           .must = "a path",
           .about = "Rotation: the key before master_key. A start wraps all under master_key and\n"
                    "says when this may go. Named as master_key is."},
    option{.section = "journal", .key = "signing_key", .example = "/etc/iaqd/keys/signing.pem",
           .low = 1, .high = 4096, .sound = is_words, .must = "a path",
           .about = "PEM, PKCS#8: Ed25519, or P-256 under fips; signs the journal's heads.\n"
                    "Absent: keys/signing.pem in state_dir, made with the journal."},
    option{.section = "journal", .key = "log_name", .fallback = "iaqd", .low = 1, .high = 100,
           .sound = is_word, .must = "letters, digits, dots and hyphens",
           .about = "What the signed heads call the journal, as a host name the agency owns."},
    option{.section = "journal", .key = "fips", .is = form::flag, .fallback = "false",
           .about = "Start only with a FIPS-validated OpenSSL provider, and use nothing else."},
    option{.section = "journal", .key = "retention_min", .is = form::duration, .fallback = "1y",
           .low = second, .high = 100 * year,
           .about = "Nothing younger is ever removed (CJIS AU-11); less than 1y for tests only."},
    option{.section = "journal", .key = "retention_age", .is = form::duration, .example = "3y",
           .low = second, .high = 100 * year,
           .about = "Segments older than this go, from the first on, up to the first inquiry that\n"
                    "is open, on legal hold or younger. Absent: age removes nothing."},
    option{.section = "journal", .key = "retention_size", .is = form::size, .example = "500GiB",
           .low = mebibyte, .high = 1024 * gibibyte * 1024,
           .about = "What all segments may take: beyond it the first go, down to retention_min;\n"
                    "an alert stands while that is not enough. Absent: size removes nothing."},
    option{.section = "journal", .key = "segment_size", .is = form::size, .fallback = "64MiB",
           .low = mebibyte, .high = 64 * mebibyte,
           .about = "A segment file's size before the next one begins. Tests use 1MiB."},

    option{.section = "journal", .key = "scrub", .fallback = "7d", .low = 2, .high = 365,
           .sound = is_period_or_off, .must = "\"off\" or a duration of 1s to 365d",
           .about = "In this time all closed segments are read once and compared with the tree,\n"
                    "then again from the beginning. Rot ends the daemon (70)."},

    option{.section = "admin", .key = "http", .example = "127.0.0.1:7480", .low = 1, .high = 64,
           .sound = is_own_address,
           .must = "127.0.0.1:PORT, [::1]:PORT or localhost:PORT",
           .about = "Health and metrics over HTTP, without personal data or a log-on, for this\n"
                    "machine alone. Port 0: any, logged. Absent: none."},
};

constexpr std::array tables{
    table_rule{"daemon"},    table_rule{"agency", true},  table_rule{"station", true},
    table_rule{"intake"},    table_rule{"principal", true}, table_rule{"journal"},
    table_rule{"admin"},
};
// clang-format on

}  // namespace

option_table daemon_options() { return table; }

std::span<const table_rule> daemon_tables() { return tables; }

}  // namespace iaq::settings
