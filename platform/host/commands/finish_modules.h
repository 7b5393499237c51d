// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host/local_api.h"

namespace kith::host {

/// Waits until the modules have done what there is to do in a workspace, so that what a command put
/// there is ready to be used; a server in another process goes on by itself. At most five minutes.
Result<void> finish_modules(LocalApi& api, WorkspaceId id);

}  // namespace kith::host
