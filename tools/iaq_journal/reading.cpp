#include "iaq_journal/reading.hpp"

#include "host/files.hpp"
#include "iaq_journal/access.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <system_error>

namespace iaq::journal_tool {

exit_code complain(const journal::trouble& why) {
    std::fputs(fmt::format("iaq-journal: {}\n", why.text).c_str(), stderr);
    return why.what == journal::trouble::kind::damaged ||
                   why.what == journal::trouble::kind::refused
               ? exit_code::damaged
               : exit_code::unreadable;
}

exit_code unreadable(const std::string& why) {
    std::fputs(fmt::format("iaq-journal: {}\n", why).c_str(), stderr);
    return exit_code::unreadable;
}

exit_code no_journal(const std::string& directory) {
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator{directory + "/segment", none}) {
        if (file.path().extension() == ".seg") {
            return unreadable(file.path().string() +
                              ": was still being made; the journal holds no record yet");
        }
    }
    return unreadable(directory + ": holds no segment of a journal");
}

exit_code printed() {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return exit_code::good;
    }
    return unreadable("what was to be printed could not be written");
}

result<std::unique_ptr<journal::keys>, exit_code> keys_of(const source& from) {
    auto keys = std::make_unique<journal::keys>();
    if (from.master_key.empty()) {
        return keys;
    }
    static_cast<void>(seal::lock_key_memory());
    const auto bytes = host::read_key(from.master_key);
    if (!bytes) {
        return unreadable(bytes.error().text);
    }
    keys->master.emplace(bytes.value());
    return keys;
}

result<void, exit_code> note_reading(const source& from, const std::string& command) {
    const auto wrong = note_access(from.directory, command);
    if (!wrong.empty()) {
        return unreadable("reading personal data is noted first, and that failed: " + wrong +
                          "; use --redact, or mend it");
    }
    return boost::outcome_v2::success();
}

}  // namespace iaq::journal_tool
