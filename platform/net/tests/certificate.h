// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "net/tests/support.h"
#include "net/tls_context.h"

namespace kith::net::test {

/// Writes a new key and a certificate for `localhost` and 127.0.0.1, signed by itself, into
/// `folder` under `name`.
TlsFiles make_certificate(const TemporaryFolder& folder, const std::string& name);

}  // namespace kith::net::test
