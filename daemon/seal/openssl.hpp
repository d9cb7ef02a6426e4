#pragma once

#include <openssl/err.h>

#include <memory>
#include <string_view>

/// What OpenSSL hands out, given back when its holder ends. For .cpp files only:
/// this room's, and those of the edge that speaks TLS.
namespace iaq::seal {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* held) const noexcept {
        Free(held);
    }
};

template <class T, auto Free>
using handle = std::unique_ptr<T, freed_by<Free>>;

inline const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

inline unsigned char* octets(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

/// Takes back what OpenSSL notes of a failure that we expect: its list of errors is one for the
/// thread, and whoever reads it next would take ours for theirs.
class expected_failure {
public:
    expected_failure() { ERR_set_mark(); }
    ~expected_failure() { ERR_pop_to_mark(); }
    expected_failure(const expected_failure&) = delete;
    expected_failure& operator=(const expected_failure&) = delete;
};

}  // namespace iaq::seal
