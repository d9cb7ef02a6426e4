#pragma once

#include <memory>
#include <string>
#include <string_view>

/// HMAC-SHA-256 for those who use one key again and again.
namespace iaq::seal {

/// The method is fetched and the key worked in once; a digest costs its text only.
///
/// Thread: one at a time.
class keyed_digest {
public:
    explicit keyed_digest(std::string_view key);
    ~keyed_digest();
    keyed_digest(keyed_digest&&) noexcept;
    keyed_digest& operator=(keyed_digest&&) noexcept;

    /// Returns the 32 bytes of HMAC-SHA-256 over `text`: what `hmac_sha256` returns.
    [[nodiscard]] std::string operator()(std::string_view text) const;

private:
    struct context;
    std::unique_ptr<context> context_;
};

}  // namespace iaq::seal
