// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/described.h>

#include "access/access.h"
#include "access/link_store.h"
#include "access/session_store.h"

namespace kith::access {

/// Whether nobody can sign in yet: the command line then prints a link for the first owner.
Result<bool> needs_owner(Access& access);

/// A link with which the first owner makes themselves, for 24 hours; takes back the one before.
/// There is no default account. `rule` once there is any account.
Result<OneTimeLink> create_owner_link(Access& access);

/// What the first owner says of themselves.
struct ClaimOwner {
  std::string token;
  std::string workspace_name;
  std::string name;
  std::string email;
  std::string password;

  static consteval auto describe() {
    return described(
        "Makes the first workspace and its owner.",
        field<&ClaimOwner::token>("The secret part of the one-time link.", length{1, 100},
                                  kith::secret),
        field<&ClaimOwner::workspace_name>("What the company is called.", length{1, 100},
                                           forms::any_line),
        field<&ClaimOwner::name>("What you are called.", length{1, 100}, forms::any_line),
        field<&ClaimOwner::email>("The address that you sign in with.", forms::email),
        field<&ClaimOwner::password>("Your password.", length{8, 256}, kith::secret));
  }
};

/// Uses the link up, makes workspace, account and owner, and signs them in.
void claim_owner(Access& access, const ClaimOwner& input, Origin origin, SessionDone done);

}  // namespace kith::access
