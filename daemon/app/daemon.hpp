#pragma once

#include "app/exit_code.hpp"
#include "app/lines.hpp"
#include "engine/engine.hpp"
#include "host/service_manager.hpp"
#include "intake/server.hpp"
#include "journal/file_journal.hpp"
#include "tls/server_profile.hpp"

#include <memory>

namespace iaq::app {

/// What guards the stations' lines, and the way in over the network, if there is one.
struct guards {
    line_guards lines;
    std::shared_ptr<const tls::server_profile> intake;
};

/// What the edges begin with.
struct edges {
    guards guarded;
    intake::inherited_sockets sockets;
};

/// The loop: edges make inputs, the engine decides, edges obey. Everything but the journal's own
/// threads happens on the calling thread.
class daemon {
public:
    /// `store` is open and replayed into `known`. Lifetime: `manager` outlives it.
    static std::unique_ptr<daemon> make(engine::context given, engine::state known,
                                        std::unique_ptr<journal::file_journal> store,
                                        engine::told_at_start told, edges given_edges,
                                        const host::service_manager& manager);
    virtual ~daemon() = default;

    /// Something that happened before `run`; the engine hears it once it has started.
    virtual void tell(model::inputs::input in) = 0;

    /// Listens, connects and serves until it is asked to stop.
    virtual exit_code run() = 0;
};

}  // namespace iaq::app
