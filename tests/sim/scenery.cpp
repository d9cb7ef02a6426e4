#include "sim/scenery.hpp"

#include "app/configuration.hpp"
#include "sim/violation.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace iaq::sim {

namespace {

std::string configuration(model::payload_kind payload) {
    const std::string source = IAQ_SOURCE_DIR;
    const auto station = [&](const char* name, const char* device, const char* ori) {
        return fmt::format(
            "[[station]]\nname = \"{}\"\nprotocol = \"foxtalk\"\npayload = \"{}\"\n"
            "hosts = [\"127.0.0.1:6099\", \"127.0.0.2:6099\"]\ndevice = \"{}\"\noris = [\"{}\"]\n",
            name, payload == model::payload_kind::ofml ? "ofml" : "nlets_text", device, ori);
    };
    const auto principal = [](int uid, const char* oris, const char* rights) {
        return fmt::format(
            "[[principal]]\nuid = {}\noris = [{}]\nrights = [{}]\nasserts_users = true\n", uid,
            oris, rights);
    };
    return "[daemon]\nstate_dir = \"/unused\"\nenvironment = \"test\"\n"
           "[[agency]]\nname = \"Test PD\"\noris = [\"MO0110100\", \"MO0110200\"]\n"
           "time_zone = \"America/Chicago\"\nprofile = \"" +
           source + "/config/profiles/mules.toml\"\npolicy = \"" + source +
           "/config/policy/so0801.toml\"\n" + station("one", "SJPD01", "MO0110100") +
           station("two", "SJPD02", "MO0110200") + "[intake]\nunix = \"/unused\"\n" +
           principal(1000, "\"MO0110100\"", "\"submit\", \"read\"") +
           principal(1001, "\"MO0110200\"", "\"submit\", \"read\"") +
           principal(1002, "\"MO0110100\", \"MO0110200\"",
                     "\"submit\", \"read\", \"operate\", \"supervise\", \"audit\"") +
           "[journal]\nretention_min = \"1h\"\nretention_age = \"8h\"\n";
}

/// One inquiry after the other gets no word, for a while.
std::string some_swallowed(dice& chance) {
    const auto first = 1 + chance.draw(20);
    return fmt::format("switch on iaq n={}..{} : silent\n", first, first + 10 + chance.draw(40));
}

/// What nobody asked for, now and then.
std::string unasked(dice& chance) {
    return fmt::format("switch at {}s every {}h : {}\n", 1 + chance.draw(600), 1 + chance.draw(20),
                       chance.once_in(2) ? "send key=AM text=\"HELLO ALL\"" : "close");
}

}  // namespace

grounds make_grounds(model::payload_kind payload) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("iaq_sim_" + std::to_string(::getpid()) + ".toml");
    std::ofstream{path} << configuration(payload);
    auto loaded = app::load_rules(path.string());
    std::filesystem::remove(path);
    require(loaded.has_value(), "the shipped files: " + (loaded ? "" : loaded.error().front()));
    auto keys = std::make_unique<journal::keys>();
    keys->master.emplace(std::string(seal::key::size, 'M'));
    keys->seals = true;
    keys->signing.emplace(seal::signing_key::generate(seal::signature_kind::ed25519));
    keys->log_name = "sim.example";
    keys->random = [state = std::uint64_t{1}](std::size_t count) mutable {
        std::string bytes;
        while (bytes.size() < count) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            bytes += static_cast<char>(state >> 40U);
        }
        return bytes;
    };
    return {std::move(loaded).value(), std::move(keys)};
}

void vary(engine::rules& in_force, dice& chance) {
    auto& retry = in_force.agencies.front().profile.retry;
    if (chance.once_in(2)) {
        retry.resend_not_forwarded = static_cast<std::uint32_t>(1 + chance.draw(3));
        retry.attempts_max = static_cast<std::uint32_t>(2 + chance.draw(4));
        retry.nak_temporary = {"TRY LATER"};
    }
    if (chance.once_in(2)) {
        in_force.agencies.front().profile.send_count = model::counted_by::sent;
    }
    for (auto& station : in_force.settings.stations) {
        station.pause_after = static_cast<std::uint32_t>(1 + chance.draw(3));
    }
}

switch_sim::scene a_bad_day(dice& chance) {
    std::vector<std::string> deeds{
        "silent",
        "nak \"FORMAT NOT KNOWN\"",
        "nak \"QUEUE FULL TRY LATER\"",
        "ack after 20s ; answer after 25s",
        "ack ; receipt after 1s",
        "ack ; receipt after 2s ; answer after 30s..90m",
        "ack ; receipt after 1s..30s ; answer after 1m twice",
        "ack ; answer after 0s..3s repeat-link",
        "ack ; answer after 1s ; receipt after 40s",
        "ack ; answer after 10s split=37",
        "ack ; answer after 10s txt=3 stop-inside",
        "ack ; answer after 5s drop-reference",
        "ack ; answer after 5s mangle-case zeros blanks",
        "ack ; er number=22 after 3s",
        "ack ; sm number=02 after 2s ; answer after 2h",
        "ack ; sm number=04 after 2s",
        "ack ; sm number=01 after 2s",
        "ack ; send key=AM text=\"REMARK\" after 5s ; answer after 20s",
        "ack cut ; answer after 30s",
        "close",
        "garbage bytes=64",
        "down for 3m",
        "ack ; answer after 5s cut",
        "ack ; answer after 9s abandon",
        "ack ; receipt after 1s ; answer after 26h",
    };
    const std::vector<std::string> protocols{
        "switch protocol foxtalk\n", "switch protocol dmpp2020\n",
        "switch protocol dmpp2020 key=000102030405060708090a0b0c0d0e0f\n"};
    const std::vector<std::string> of_dmpp{
        "nak status=0012",
        "nak status=0013",
        "ack ; answer after 3s no-ack",
        "ack ; answer after 3s split=400 ask-parts",
        "ack ; answer after 3s bad-crc",
        "ack ; answer after 3s plain",
        "ack ; answer after 3s bad-header",
        "ack bad-length=shown ; answer after 3s bad-length=shown",
        "ack ; send key=AM function=0032 text=\"CODED\" after 2s ; answer after 3s",
        "ack wrong-exchange ; answer after 3s",
    };
    auto text = chance.any(protocols);
    if (text != protocols.front()) {
        deeds.insert(deeds.end(), of_dmpp.begin(), of_dmpp.end());
        text += fmt::format("switch terms window={}\n", 1 + chance.draw(4));
    }
    if (chance.once_in(4)) {
        text += some_swallowed(chance);
    }
    // Now and then a good day: an inquiry that is never answered holds back retention for ever.
    for (auto rules = chance.once_in(3) ? 0 : 2 + chance.draw(6); rules > 0; --rules) {
        text += fmt::format("switch on iaq every={} : {}\n", 2 + chance.draw(9), chance.any(deeds));
    }
    if (chance.once_in(3)) {
        text += fmt::format("switch swap {}\n", 2 + chance.draw(3));
    }
    if (chance.once_in(3)) {
        text += fmt::format("switch terms frame={} idle={}s timeout={}s\n",
                            200 + chance.draw(60000), 20 + chance.draw(200), 5 + chance.draw(30));
    }
    if (chance.once_in(3)) {
        text += unasked(chance);
    }
    text += "switch on iaq : ack ; receipt after 1s ; answer after 10s..40m\n";
    auto read = switch_sim::read_scene(text);
    require(read.has_value(), "the scene cannot be read:\n" + text);
    return std::move(read).value();
}

}  // namespace iaq::sim
