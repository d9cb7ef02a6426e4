#pragma once

#include "app/exit_code.hpp"
#include "app/key_ring.hpp"
#include "app/line_tls.hpp"
#include "engine/engine.hpp"
#include "journal/file_journal.hpp"
#include "tls/server_profile.hpp"

#include <memory>

namespace iaq::app {

/// What guards the stations' lines, for each station one of each, or nothing; and the way in over
/// the network, if there is one.
struct guards {
    line_ciphers ciphers;
    line_profiles lines;
    std::shared_ptr<const tls::server_profile> intake;
};

/// The loop: edges make inputs, the engine decides, edges obey. Everything but the journal's own
/// threads happens on the calling thread.
class daemon {
public:
    /// `store` is open and replayed into `known`.
    static std::unique_ptr<daemon> make(engine::context given, engine::state known,
                                        std::unique_ptr<journal::file_journal> store,
                                        engine::told_at_start told, guards guarded);
    virtual ~daemon() = default;

    /// Something that happened before `run`; the engine hears it once it has started.
    virtual void tell(model::inputs::input in) = 0;

    /// Listens, connects and serves until it is asked to stop.
    virtual exit_code run() = 0;
};

}  // namespace iaq::app
