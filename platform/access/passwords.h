// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <kith/described.h>

#include "access/authenticated.h"
#include "access/members.h"
#include "access/session_store.h"

namespace kith::access {

/// A password for another.
struct ChangePassword {
  std::string current_password;
  std::string password;

  static consteval auto describe() {
    return described(
        "Changes your password.",
        field<&ChangePassword::current_password>("The password so far.", length{1, 256},
                                                 kith::secret),
        field<&ChangePassword::password>("The new one.", length{8, 256}, kith::secret));
  }
};

/// Ends every session of the account, this one too, and begins a new one. For people with a
/// session alone: `forbidden` for tokens.
void change_password(Access& access, const Authenticated& who, ChangePassword input, Origin origin,
                     SessionDone done);

/// A link with which a member sets a new password, for one hour; shown to the administrator until
/// a mail channel exists. `forbidden` for a member who may do more than the caller, and, but for
/// the command line, `rule` for one whose account opens another workspace as well.
Result<OneTimeLink> offer_reset(Access& access, const Caller& caller, const MemberRef& input);

/// Whoever holds the link sets the password.
struct ResetPassword {
  std::string token;
  std::string password;

  static consteval auto describe() {
    return described(
        "Sets a new password with a one-time link.",
        field<&ResetPassword::token>("The secret part of the link.", length{1, 100}, kith::secret),
        field<&ResetPassword::password>("The new password.", length{8, 256}, kith::secret));
  }
};

/// Uses the link up, ends every session of the account and begins a new one.
void reset_password(Access& access, const ResetPassword& input, Origin origin, SessionDone done);

}  // namespace kith::access
