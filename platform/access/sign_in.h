// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/described.h>

#include "access/access.h"
#include "access/session_store.h"

namespace kith::access {

/// Who wants to sign in.
struct SignIn {
  std::string email;
  std::string password;
  std::optional<WorkspaceId> workspace_id;

  static consteval auto describe() {
    return described(
        "Signs in with a password.",
        field<&SignIn::email>("The address of the account.", length{1, 320}),
        field<&SignIn::password>("The password.", length{1, 256}, secret),
        field<&SignIn::workspace_id>("Which workspace, for members of several; otherwise the "
                                     "oldest of theirs."));
  }
};

/// Begins a session. `unauthenticated`, in the same words and after the same work, for an unknown
/// address, a wrong password, a disabled account and a workspace that is not theirs; `too_many`
/// while the limits or the queue of the passwords are shut.
void sign_in(Access& access, SignIn input, Origin origin, SessionDone done);

}  // namespace kith::access
