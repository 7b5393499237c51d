// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kith/reader.h>

#include "access/email_address.h"
#include "access/ids.h"
#include "base/hash.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

/// A row of access_account: who signs in.
struct Account {
  AccountId id;
  std::string email;
  std::string email_key;
  std::string password_hash;  ///< empty until an invitation is accepted
  Time disabled_at;
};

/// Nothing where there is none; erased accounts are none.
Result<std::optional<Account>> find_account(Reader& reader, std::string_view email_key);
Result<std::optional<Account>> find_account(Reader& reader, AccountId id);
Result<bool> has_any_account(Reader& reader);

/// `conflict` where the address has an account already.
Result<AccountId> add_account(Access& access, store::Transaction& transaction,
                              const EmailAddress& email, std::string_view password_hash);
/// Changes the hash from `expected`; `conflict` where somebody else changed it meanwhile.
Result<void> set_password(store::Transaction& transaction, AccountId id, std::string_view expected,
                          std::string_view hash);
Result<void> set_disabled(store::Transaction& transaction, AccountId id, Time at);
/// Leaves a row that says nothing of anybody, under which nobody can sign in.
Result<void> erase_account_row(store::Transaction& transaction, AccountId id);

std::span<const Statement* const> account_statements();

}  // namespace kith::access
