#include "ledger/frame.hpp"

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "ledger/checksum.hpp"

namespace iaq::ledger {

void encode_frame(std::string& out, std::uint32_t root, std::uint64_t number, place where,
                  std::string_view payload) {
    ensure(!payload.empty() && payload.size() <= payload_bytes_max);
    std::string length;
    bytes::put_big(length,
                   static_cast<std::uint32_t>(payload.size()) | static_cast<std::uint32_t>(where));
    std::string order;
    bytes::put_big(order, number);
    out += length;
    bytes::put_big(out, crc32c(payload, crc32c(order, crc32c(length, root))));
    out += order;
    out += payload;
}

}  // namespace iaq::ledger
