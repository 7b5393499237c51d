// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/result.h>
#include <kith/time.h>

#include "http/message.h"

namespace kith::net {

/// Asks the server that listens on the unix socket `path` and waits for its answer, which cannot
/// be a stream. For the command line; blocks. `unavailable` if no server answers there in time.
/// The request's `peer` and `secure` mean nothing.
Result<http::Response> local_request(const std::string& path, const http::Request& request,
                                     Duration deadline = std::chrono::seconds(60));

}  // namespace kith::net
