#pragma once

#include "iaq_journal/verifier/verify.hpp"
#include "support/stranger_journal.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

/// Journals in memory, and what the verifier makes of them.
namespace iaq::test {

class memory_folder final : public verifier::folder {
public:
    /// Lifetime: `files` outlives the folder.
    explicit memory_folder(const folder_bytes& files) : files_(files) {}

    [[nodiscard]] result<std::vector<std::string>, verifier::read_trouble> list() const override {
        std::vector<std::string> paths;
        for (const auto& [path, bytes] : files_) {
            paths.push_back(path);
        }
        return paths;
    }
    [[nodiscard]] result<std::string, verifier::read_trouble> read(
        const std::string& path) const override {
        const auto found = files_.find(path);
        if (found == files_.end()) {
            return verifier::read_trouble{"no such file"};
        }
        return found->second;
    }

private:
    const folder_bytes& files_;
};

/// Judges folders; asks about each signature once, so that thousands of flipped bits elsewhere cost
/// no curve arithmetic.
class judge {
public:
    explicit judge(const stranger_plan& plan) { asked.vkey = vkey_of(plan); }

    verifier::verdict operator()(const folder_bytes& files) {
        return verify(asked, memory_folder{files},
                      [this](auto kind, auto key, auto message, auto signature) {
                          return remembered(kind, key, message, signature);
                      });
    }

    verifier::demand asked;

private:
    using question = std::tuple<verifier::signature_kind, std::string, std::string, std::string>;

    bool remembered(verifier::signature_kind kind, std::string_view key, std::string_view message,
                    std::string_view signature) {
        const auto [at, is_new] = known_.try_emplace(
            question{kind, std::string{key}, std::string{message}, std::string{signature}}, false);
        if (is_new) {
            at->second = seal::verify_signature(kind, key, message, signature);
        }
        return at->second;
    }

    std::map<question, bool> known_;
};

/// Sanitizers make everything ten times slower; the largest tests then take a part of their inputs.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

/// Returns `kind file@offset#record` for each finding, one a line: what a test compares.
inline std::string told(const verifier::verdict& of) {
    std::string out;
    for (const auto& one : of.findings) {
        out += std::string{name_of(one.kind)} + " " + one.file + "@" + std::to_string(one.offset);
        out += one.record ? "#" + std::to_string(*one.record) + "\n" : "\n";
    }
    return out;
}

}  // namespace iaq::test
