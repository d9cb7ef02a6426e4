#include "app/configuration.hpp"

#include "base/text.hpp"
#include "host/files.hpp"
#include "seal/digest.hpp"
#include "settings/settings.hpp"
#include "tables/code_tables.hpp"

#include <array>
#include <filesystem>
#include <map>
#include <optional>

namespace iaq::app {
namespace {

constexpr std::size_t file_bytes_max = 4 * 1024 * 1024;
constexpr std::array table_files{"places.tsv", "reference_places.tsv", "offences.tsv", "sexes.tsv",
                                 "consular.tsv"};

using complaints = std::vector<std::string>;

/// Collects what is read and what is wrong, file by file.
class loader {
public:
    engine::rules rules;
    complaints wrong;

    std::optional<std::string> read(const std::string& path) {
        auto contents = host::read_file(path, file_bytes_max);
        if (!contents) {
            wrong.push_back(contents.error().text);
            return std::nullopt;
        }
        const auto digest = text::to_hex(seal::sha256(contents.value()));
        rules.digests.emplace_back(std::filesystem::path{path}.filename().string(), digest);
        return std::move(contents).value();
    }

    template <class Parsed>
    std::optional<Parsed> take(result<Parsed, settings::complaints> parsed) {
        if (!parsed) {
            for (const auto& complaint : parsed.error()) {
                wrong.push_back(complaint.said());
            }
            return std::nullopt;
        }
        return std::move(parsed).value();
    }

    template <class Parsed, class Parse>
    std::optional<Parsed> read_and_parse(const std::string& path, Parse parse) {
        const auto contents = read(path);
        if (!contents) {
            return std::nullopt;
        }
        auto parsed = take<Parsed>(parse(*contents, path));
        if (parsed) {
            parsed->digest = rules.digests.back().second;
        }
        return parsed;
    }

    std::optional<tables::code_tables> read_tables(const std::string& folder) {
        std::array<std::string, table_files.size()> contents, digests;
        std::string all;
        for (std::size_t i = 0; i < table_files.size(); ++i) {
            auto file = read((std::filesystem::path{folder} / table_files[i]).string());
            if (!file) {
                return std::nullopt;
            }
            contents[i] = std::move(*file);
            digests[i] = rules.digests.back().second;
            all += digests[i];
        }
        auto parsed = tables::code_tables::parse(
            {contents[0], contents[1], contents[2], contents[3], contents[4],
             text::to_hex(seal::sha256(all)), digests[0], digests[2], digests[3]});
        if (!parsed) {
            for (const auto& complaint : parsed.error()) {
                wrong.push_back(folder + "/" + complaint.text);
            }
            return std::nullopt;
        }
        return std::move(parsed).value();
    }

    void read_agency(const model::agency_settings& agency) {
        auto profile = read_and_parse<model::profile>(agency.profile_path, settings::parse_profile);
        auto order = read_and_parse<model::order>(agency.policy_path, settings::parse_order);
        auto tables = read_tables(agency.tables_path);
        if (profile && order && tables) {
            rules.agencies.push_back(
                {agency, std::move(*profile), std::move(*order), std::move(*tables)});
        }
    }
};

}  // namespace

result<engine::rules, complaints> load_rules(const std::string& config_path) {
    loader load;
    auto settings = load.read_and_parse<model::settings>(config_path, settings::parse_settings);
    if (settings) {
        load.rules.settings = std::move(*settings);
        for (const auto& agency : load.rules.settings.agencies) {
            load.read_agency(agency);
        }
    }
    if (!load.wrong.empty()) {
        return std::move(load.wrong);
    }
    return std::move(load.rules);
}

}  // namespace iaq::app
