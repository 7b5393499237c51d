// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "net/exchange.h"
#include "net/owned_socket.h"
#include "net/server_core.h"
#include "net/worker.h"

namespace kith::net {

/// Serves the connected, non-blocking `socket` until either side ends it. On the worker's thread.
void serve_connection(Worker& worker, OwnedSocket socket, Peer peer, Admission admission,
                      std::shared_ptr<const TlsContext> tls, LiveCount::Ticket ticket);

}  // namespace kith::net
