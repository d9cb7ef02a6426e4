#pragma once

#include "model/inquiry.hpp"

#include <string>
#include <string_view>

namespace iaq::correlation {

/// A request as the book keeps it: its canonical bytes, a quarter of the room of its fields. Most
/// of an inquiry's memory is its request, and few are ever looked at again.
class kept_request {
public:
    kept_request() = default;
    kept_request(const model::inquiry_request& from, std::string_view content_digest);

    [[nodiscard]] model::inquiry_request whole() const;

    // Lifetime: as long as this.
    /// The keyed digest of what was submitted; empty without an idempotency key.
    [[nodiscard]] std::string_view content_digest() const { return text(0); }
    [[nodiscard]] std::string_view ori() const { return text(1); }
    [[nodiscard]] std::string_view desk() const { return text(2); }
    [[nodiscard]] std::string_view incident() const { return text(3); }
    [[nodiscard]] std::string_view idempotency_key() const { return text(4); }
    [[nodiscard]] std::string_view officer_id() const { return text(5); }
    [[nodiscard]] std::string_view operator_id() const { return text(6); }
    [[nodiscard]] std::string_view date_of_birth() const { return text(7); }
    [[nodiscard]] std::string_view last_name() const { return text(8); }
    [[nodiscard]] std::string_view first_name() const { return text(9); }
    [[nodiscard]] std::string_view relates_to() const { return text(29); }

    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] std::string& bytes() { return bytes_; }

private:
    /// Returns the text that stands at this place; an empty one when there are no bytes.
    [[nodiscard]] std::string_view text(std::size_t place) const;

    std::string bytes_;
};

}  // namespace iaq::correlation
