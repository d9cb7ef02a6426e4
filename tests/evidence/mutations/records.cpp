#include "evidence/mutations/mutation.hpp"

#include <array>
#include <utility>

namespace iaq::mutations {
namespace {

using frames = std::vector<std::string>;

/// A segment taken apart.
struct workpiece {
    const large_journal& of;
    const segment& in;
    frames parts;

    workpiece(const large_journal& journal, chance& by)
        : of(journal), in(by.one_of(journal.segments)) {
        for (std::size_t i = 0; i < in.count(); ++i) {
            parts.push_back(of.frame(in, i));
        }
    }

    [[nodiscard]] std::string assembled() const {
        std::string out{of.bytes(in).substr(0, header_bytes)};
        for (const auto& part : parts) {
            out += part;
        }
        return out;
    }
    /// With the numbers and checksums that a forger would write.
    [[nodiscard]] std::string forged() const {
        auto out = assembled();
        auto at = header_bytes;
        for (std::size_t i = 0; i < parts.size(); at += parts[i++].size()) {
            const auto number = in.number(i);
            for (unsigned byte = 0; byte < 8; ++byte) {
                out[at + 8 + byte] = static_cast<char>(number >> (56 - 8 * byte) & 0xFFU);
            }
        }
        test::mend_checksums(out);
        return out;
    }
    [[nodiscard]] std::size_t start(std::size_t index) const {
        auto at = header_bytes;
        for (std::size_t i = 0; i < index; ++i) {
            at += parts[i].size();
        }
        return at;
    }
    [[nodiscard]] std::string zeros() const { return std::string{of.bytes(in).substr(in.end())}; }
    /// The segment behind this one begins too late, or the head is over more than there is.
    [[nodiscard]] expectation missed(std::uint64_t record) const {
        return in.is_last ? expectation{{finding_kind::records_missing}, "checkpoint", 0, record}
                          : expectation{{finding_kind::records_missing},
                                        test::segment_file(in.limit()),
                                        40,
                                        record};
    }
    [[nodiscard]] expectation at(finding_kind kind, std::size_t index) const {
        return {{kind}, in.path, start(index), in.number(index)};
    }
    [[nodiscard]] mutation made(const std::string& what, std::string bytes,
                                std::vector<expectation> expected) const {
        return {.what = what + " in " + in.path,
                .changes = {{in.path, std::move(bytes)}},
                .expected = std::move(expected)};
    }
};

std::string named(const char* what, const workpiece& on, std::size_t index) {
    return what + std::string{" of record "} + std::to_string(on.in.number(index));
}

mutation alter(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    auto& part = on.parts[index];
    // Without the seal another byte might leave no protobuf message at all. Sealed, the first four
    // bytes are the kind: their last bit keeps it above 32.
    const auto sealed_byte = 3 + by.below(part.size() - frame_head_bytes - 3);
    auto& byte = on.of.plan.sealed ? part[frame_head_bytes + sealed_byte] : part.back();
    byte = static_cast<char>(byte ^ 1);
    return on.made(named("forged byte", on, index), on.forged() + on.zeros(),
                   {on.at(finding_kind::leaf_differs, index)});
}

mutation remove(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    on.parts.erase(on.parts.begin() + static_cast<std::ptrdiff_t>(index));
    const auto expected = index == on.parts.size()
                              ? on.missed(on.in.number(index))
                              : on.at(finding_kind::number_out_of_order, index);
    return on.made(named("removal", on, index), on.assembled() + on.zeros(), {expected});
}

mutation remove_forged(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    on.parts.erase(on.parts.begin() + static_cast<std::ptrdiff_t>(index));
    std::vector<expectation> expected{on.missed(on.in.limit() - 1)};
    if (index < on.parts.size()) {
        expected.push_back(on.at(finding_kind::leaf_differs, index));
    }
    return on.made(named("forged removal", on, index), on.forged() + on.zeros(),
                   std::move(expected));
}

/// Two places in a segment, the smaller one first.
std::pair<std::size_t, std::size_t> two_places(const workpiece& on, chance& by) {
    const auto a = by.below(on.parts.size() - 1);
    const auto b = by.below(2) == 0 ? a + 1 : a + 1 + by.below(on.parts.size() - a - 1);
    return {a, b};
}

mutation swap(workpiece on, chance& by) {
    const auto [a, b] = two_places(on, by);
    std::swap(on.parts[a], on.parts[b]);
    return on.made(named("swap", on, a), on.assembled() + on.zeros(),
                   {on.at(finding_kind::number_out_of_order, a)});
}

mutation swap_forged(workpiece on, chance& by) {
    const auto [a, b] = two_places(on, by);
    std::swap(on.parts[a], on.parts[b]);
    std::vector<expectation> expected{on.at(finding_kind::leaf_differs, a)};
    if (b > a + 1) {  // neighbours are told as one span
        expected.push_back(on.at(finding_kind::leaf_differs, b));
    }
    return on.made(named("forged swap", on, a), on.forged() + on.zeros(), std::move(expected));
}

mutation repeat(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    const auto to = index + 1 + by.below(on.parts.size() - index);
    on.parts.insert(on.parts.begin() + static_cast<std::ptrdiff_t>(to),
                    std::string{on.parts[index]});
    return on.made(named("repetition", on, index), on.assembled() + on.zeros(),
                   {on.at(finding_kind::number_out_of_order, to)});
}

/// In the last segment the record that comes out at the end is a new one above the head.
mutation repeat_forged(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size() - 1);
    on.parts.insert(on.parts.begin() + static_cast<std::ptrdiff_t>(index + 1),
                    std::string{on.parts[index]});
    std::vector<expectation> expected{on.at(finding_kind::leaf_differs, index + 1)};
    if (!on.in.is_last) {
        expected.push_back(on.at(finding_kind::number_out_of_order, on.parts.size() - 1));
    }
    return on.made(named("forged repetition", on, index), on.forged() + on.zeros(),
                   std::move(expected));
}

mutation bring_from_elsewhere(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    const auto* from = &by.one_of(on.of.segments);
    while (from == &on.in) {
        from = &by.one_of(on.of.segments);
    }
    on.parts[index] = on.of.frame(*from, by.below(from->count()));
    return on.made(named("a record of another segment instead", on, index),
                   on.assembled() + on.zeros(), {on.at(finding_kind::bad_checksum, index)});
}

mutation cut_between(workpiece on, chance& by) {
    const auto left = by.below(on.parts.size());
    on.parts.resize(left);
    return on.made("cut before record " + std::to_string(on.in.number(left)), on.assembled(),
                   {on.missed(on.in.number(left))});
}

mutation cut_within(workpiece on, chance& by) {
    const auto index = by.below(on.parts.size());
    const auto left = on.in.starts[index] + 1 + by.below(on.parts[index].size() - 1);
    return on.made(named("cut", on, index), std::string{on.of.bytes(on.in).substr(0, left)},
                   {on.at(finding_kind::bad_length, index)});
}

/// The time of its making and the commitment to its key are in no record.
mutation forge_header(workpiece on, chance& by) {
    auto bytes = on.forged();
    const auto at = on.of.plan.sealed && by.below(2) == 0 ? 76 + by.below(32) : 48 + by.below(8);
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << by.below(8)));
    test::mend_checksums(bytes);
    return on.made("forged header byte " + std::to_string(at), bytes + on.zeros(),
                   {on.at(finding_kind::leaf_differs, 0)});
}

}  // namespace

mutation change_records(const large_journal& of, chance& by) {
    constexpr std::array changes{alter,       remove,     remove_forged, swap,
                                 swap_forged, repeat,     repeat_forged, bring_from_elsewhere,
                                 cut_between, cut_within, forge_header};
    return by.one_of(changes)(workpiece{of, by}, by);
}

}  // namespace iaq::mutations
