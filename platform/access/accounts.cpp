// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.h"

#include "access/account_store.h"
#include "access/permissions.h"
#include "access/session_store.h"

namespace kith::access {
namespace {

enum class AccountState { disabled, enabled };

Result<void> set_state(Access& access, const Authenticated& who, std::string_view email,
                       AccountState state) {
  KITH_CHECK(who.caller.require(member_manage));
  if (who.kind != CallerKind::local) {
    return fail(ErrorCode::forbidden, "This is done at the server's command line.");
  }
  const bool disables = state == AccountState::disabled;
  AccountId changed;
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    const auto account = KITH_TRY(find_account(transaction.reader(), email_key_of(email)));
    if (!account) {
      return fail(ErrorCode::not_found, "There is no such account.");
    }
    changed = account->id;
    KITH_CHECK(set_disabled(transaction, changed, disables ? transaction.now() : Time{}));
    if (disables) {
      KITH_TRY(end_sessions_of_account(transaction, changed, SessionId{}));
    }
    return record(transaction, {.action = disables ? AuditAction::account_disabled
                                                   : AuditAction::account_enabled,
                                .workspace = who.caller.workspace,
                                .actor = who.caller.member,
                                .target_kind = "account",
                                .target = changed.value});
  }));
  access.drop_rights(Affected::all_of(changed));
  return {};
}

}  // namespace

Result<void> disable_account(Access& access, const Authenticated& who, std::string_view email) {
  return set_state(access, who, email, AccountState::disabled);
}

Result<void> enable_account(Access& access, const Authenticated& who, std::string_view email) {
  return set_state(access, who, email, AccountState::enabled);
}

}  // namespace kith::access
