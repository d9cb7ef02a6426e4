#pragma once

#include "base/canonical.hpp"
#include "base/result.hpp"
#include "model/ids.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Whoever folds the records into a state. What they mean is opaque to the journal.
namespace iaq::journal {

/// A record that cannot be opened: shredded, or read without the key. Its kind and time stand in
/// the clear.
struct closed_record {
    model::sequence number = model::sequence::none;
    std::uint32_t kind = 0;
    std::int64_t utc_ns = 0;
};

/// Writes a state, as `folding::describe` does.
using describing = std::function<void(canonical&)>;

/// Returns SHA-256 of a segment's sidecar as the last record that changed it says, or nullptr when
/// none did. Lifetime: of the string, until the next record or call.
using recorded_sidecar = std::function<const std::string*(model::sequence segment)>;

class folding {
public:
    folding() = default;
    folding(const folding&) = delete;
    folding& operator=(const folding&) = delete;
    virtual ~folding() = default;

    /// Begins anew, before the first record.
    virtual void reset() = 0;
    /// Begins anew with what `describe` wrote. False: the bytes are none of that; `reset` then.
    [[nodiscard]] virtual bool restore(std::string_view state) = 0;
    /// Folds one record in. Errors: why it cannot follow. Lifetime: the bytes are gone when it
    /// returns.
    virtual result<void, std::string> take(model::sequence number, std::string_view record) = 0;
    virtual result<void, std::string> take_closed(const closed_record& closed) = 0;
    /// To be asked when everything is folded. Errors: why it cannot be all.
    [[nodiscard]] virtual result<void, std::string> check() const {
        return boost::outcome_v2::success();
    }
    /// Returns who knows what the records say of sidecars; nobody: they are not compared.
    [[nodiscard]] virtual recorded_sidecar sidecars() const { return {}; }
    /// A state from before this record holds what has been shredded since.
    [[nodiscard]] virtual model::sequence forgets_before() const { return model::sequence::none; }
    /// The first record that retention kept, as the records say; 1 when it dropped none.
    [[nodiscard]] virtual model::sequence first_kept() const { return model::sequence{1}; }
    /// Becomes the base of a journal that begins with this record, the next one.
    virtual void begin_at(model::sequence first_kept) { static_cast<void>(first_kept); }
    virtual void describe(canonical& out) const = 0;
};

}  // namespace iaq::journal
