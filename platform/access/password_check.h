// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "access/account_store.h"
#include "access/origin.h"
#include "access/session_store.h"

namespace kith::access {

/// A password given for an account, whoever gives it and for whatever: the one way in which
/// passwords are compared, so that limits, times and answers are the same everywhere.
struct PasswordCheck {
  std::string email_key;           ///< as typed, in lower case
  std::optional<Account> account;  ///< nothing where there is none: costs the same, is wrong
  std::string password;
  Origin origin;
};

/// Tells on a thread of the hasher whether the password is right; `too_many` while the gate or the
/// queue is shut (then at once, on this thread). A hash of another strength is renewed behind.
using PasswordChecked = std::move_only_function<void(Result<bool>)>;
void check_password(Access& access, PasswordCheck check, PasswordChecked done);

/// Finds what there is to say of an address before its password is compared.
Result<PasswordCheck> prepare_check(Access& access, std::string_view email, std::string password,
                                    Origin origin);

/// Puts the failure on the record, within a budget; `unauthenticated`, alike for every reason.
std::unexpected<Error> wrong_password(Access& access, const std::optional<Account>& account);

/// Hashes a new password that has passed its rules. Told on a thread of the hasher, or at once.
using PasswordHashed = std::move_only_function<void(Result<std::string>)>;
void hash_new_password(Access& access, std::string_view password, std::string_view email,
                       PasswordHashed done);

}  // namespace kith::access
