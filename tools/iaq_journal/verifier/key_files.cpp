#include "iaq_journal/verifier/key_files.hpp"

#include "iaq_journal/verifier/sidecar.hpp"

namespace iaq::verifier {

void key_files::check(const segment_header& owner) {
    if (!owner.sealed) {
        return;
    }
    const auto path = sidecar_path(owner.first);
    const auto bytes = files_.demand(path);
    if (!bytes || !is_whole(path, *bytes)) {
        return;
    }
    if (const auto good = check_owner(*bytes, owner); !good) {
        on_.enter({.kind = finding_kind::bad_sidecar,
                   .file = path,
                   .offset = good.error().offset,
                   .text = good.error().text});
    } else if (!is_first(*bytes, owner)) {
        changed_.push_back(owner.first);
    }
}

void key_files::check_alone(std::uint64_t first) {
    const auto path = sidecar_path(first);
    if (!files_.has(path)) {
        return;
    }
    if (const auto bytes = files_.demand(path)) {
        is_whole(path, *bytes);
    }
}

bool key_files::is_whole(const std::string& path, std::string_view bytes) {
    const auto good = check_sidecar(bytes);
    if (!good) {
        on_.enter({.kind = finding_kind::bad_sidecar,
                   .file = path,
                   .offset = good.error().offset,
                   .text = good.error().text});
    }
    return good.has_value();
}

void key_files::finish(std::uint64_t last_change) {
    for (const auto first : changed_) {
        const auto path = sidecar_path(first);
        if (last_change > first) {
            on_.note(path + ": sidecar_changed: not the keys first written; record " +
                     std::to_string(last_change) + " tells of a change of keys");
        } else {
            on_.enter({.kind = finding_kind::sidecar_differs,
                       .file = path,
                       .record = first,
                       .text = "not the keys first written, and no record tells of a change"});
        }
    }
}

}  // namespace iaq::verifier
