#include "seal/line_cipher.hpp"
#include "switch_sim/scene.hpp"
#include "switch_sim/server.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

// iaq-switch: a stand-in for the state switch and the LESC behind it (product.md 7).
namespace {

using namespace iaq;

constexpr int exit_usage = 64;
constexpr int exit_scene = 65;
constexpr int exit_other = 1;

struct command_line {
    std::string protocol, payload = "ofml", scene_file, key_file;
    switch_sim::tls_options tls;
    switch_sim::server_options server;
};

void declare_tls(CLI::App& app, switch_sim::tls_options& tls) {
    auto* const certificate =
        app.add_option("--tls-certificate", tls.certificate_file, "PEM; puts the line under TLS");
    auto* const key = app.add_option("--tls-key", tls.key_file, "PEM: the certificate's key");
    certificate->needs(key);
    key->needs(certificate);
    app.add_option("--tls-client-ca", tls.client_ca_file,
                   "PEM; the station must show a certificate that it vouches for")
        ->needs(certificate);
    app.add_option("--tls-min", tls.least, "1.2 or 1.3")
        ->check(CLI::IsMember({"1.2", "1.3"}))
        ->needs(certificate)
        ->capture_default_str();
}

void declare(CLI::App& app, command_line& said) {
    app.add_option("--listen", said.server.listen,
                   "ADDR:PORT; port 0 takes any; again for each further account")
        ->required();
    app.add_option("--protocol", said.protocol,
                   "foxtalk or dmpp2020; default what the scene says, else foxtalk")
        ->check(CLI::IsMember({"foxtalk", "dmpp2020"}));
    app.add_option("--encryption-key", said.key_file,
                   "dmpp2020: FILE of 16 or 32 raw bytes; absent: plain, or the scene's");
    app.add_option("--payload", said.payload, "ofml or nlets_text")
        ->check(CLI::IsMember({"ofml", "nlets_text"}))
        ->capture_default_str();
    app.add_option("--scene", said.scene_file, "FILE of switch rules (README.md)");
    app.add_option("--seed", said.server.behind.seed, "of everything random")
        ->capture_default_str();
    app.add_option("--fast", said.server.behind.fast,
                   "delays of scene and LESC are N times shorter; the link's terms stay")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    app.add_option("--receipt-key", said.server.behind.receipt_key, "AM or IAR")
        ->check(CLI::IsMember({"AM", "IAR"}))
        ->capture_default_str();
    app.add_flag("--quiet", said.server.quiet, "print nothing but `listening` and the last line");
    app.add_option("--heard", said.server.heard_file,
                   "FILE to which what is heard and said is appended, JSON, a line each");
    declare_tls(app, said.tls);
    app.footer("Example: iaq-switch --listen 127.0.0.1:6099 --payload ofml --fast 10 --seed 7");
}

std::optional<std::string> contents(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) {
        fmt::print(stderr, "{}: cannot be read\n", path);
        return std::nullopt;
    }
    return text;
}

/// Reads the scene, and prints each complaint.
std::optional<switch_sim::scene> read(const std::string& path) {
    const auto text = contents(path);
    if (!text) {
        return std::nullopt;
    }
    auto read = switch_sim::read_scene(*text);
    const auto complaints =
        read.has_error() ? read.error() : switch_sim::refuse_script(read.value());
    for (const auto& c : complaints) {
        fmt::print(stderr, "{}\n", switch_sim::place(path, c));
    }
    return complaints.empty() ? std::optional(std::move(read).value()) : std::nullopt;
}

/// The command line's protocol and key come before the scene's. Says why not.
bool choose_protocol(const command_line& said, switch_sim::scene& told) {
    using model::line_protocol;
    const auto named =
        said.protocol == "dmpp2020" ? line_protocol::dmpp2020 : line_protocol::foxtalk;
    if (!said.protocol.empty() && named != told.protocol) {
        if (told.says_protocol) {
            fmt::print(stderr, "--protocol {}: the scene says another one\n", said.protocol);
            return false;
        }
        switch_sim::speak(told, named);
    }
    if (said.key_file.empty()) {
        return true;
    }
    const auto key = contents(said.key_file);
    const bool good = told.protocol == line_protocol::dmpp2020 && key &&
                      seal::line_cipher::is_key_size(key->size());
    if (!good) {
        fmt::print(stderr, "--encryption-key {}: is for dmpp2020, 16 or 32 raw bytes\n",
                   said.key_file);
        return false;
    }
    told.key = *key;
    return true;
}

int run(int argc, char** argv) {
    CLI::App app("A stand-in for the state switch and the LESC behind it, for tests and demos.",
                 "iaq-switch");
    command_line said;
    declare(app, said);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : exit_usage;
    }
    if (!said.scene_file.empty()) {
        auto told = read(said.scene_file);
        if (!told) {
            return exit_scene;
        }
        said.server.behind.told = std::move(*told);
    }
    if (!choose_protocol(said, said.server.behind.told)) {
        return exit_usage;
    }
    said.server.behind.payload =
        said.payload == "ofml" ? model::payload_kind::ofml : model::payload_kind::nlets_text;
    if (!said.tls.certificate_file.empty()) {
        auto tls = switch_sim::make_tls_context(said.tls);
        if (!tls) {
            fmt::print(stderr, "iaq-switch: {}\n", tls.error());
            return exit_other;
        }
        said.server.tls = std::move(tls).value();
    }
    if (const auto why = switch_sim::serve(std::move(said.server))) {
        fmt::print(stderr, "iaq-switch: {}\n", *why);
        return exit_other;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& e) {
        fmt::print(stderr, "iaq-switch: {}\n", e.what());
        return exit_other;
    }
}
