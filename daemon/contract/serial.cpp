#include "contract/serial.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

namespace iaq::contract {
namespace {

void append(std::string& out, const google::protobuf::MessageLite& from) {
    google::protobuf::io::StringOutputStream sink{&out};
    google::protobuf::io::CodedOutputStream coded{&sink};
    coded.SetSerializationDeterministic(true);
    from.SerializeWithCachedSizes(&coded);
}

}  // namespace

void put_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80U) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

std::string serial(const google::protobuf::MessageLite& from) {
    std::string out;
    out.reserve(from.ByteSizeLong());
    append(out, from);
    return out;
}

std::string delimited(const google::protobuf::MessageLite& from) {
    constexpr std::size_t prefix_bytes_max = 5;
    std::string out;
    const auto size = from.ByteSizeLong();
    out.reserve(size + prefix_bytes_max);
    put_varint(out, size);
    append(out, from);
    return out;
}

}  // namespace iaq::contract
