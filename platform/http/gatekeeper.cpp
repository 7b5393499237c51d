// SPDX-License-Identifier: Apache-2.0
#include "http/gatekeeper.h"

namespace kith::http {

void Gatekeeper::note_denied(const Caller&, const Permission&) {}

}  // namespace kith::http
