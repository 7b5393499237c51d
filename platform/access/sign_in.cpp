// SPDX-License-Identifier: Apache-2.0
#include "access/sign_in.h"

#include "access/account_store.h"
#include "access/member_store.h"
#include "access/password_check.h"

namespace kith::access {
namespace {

/// What is left of a sign-in once the password was right.
struct Entrant {
  Account account;
  std::optional<WorkspaceId> workspace;
  Origin origin;
};

// On the writer, where nothing can change between the look and the session.
Result<NewSession> open_session(Access& access, store::Transaction& transaction,
                                const Entrant& entrant) {
  const auto account = KITH_TRY(find_account(transaction.reader(), entrant.account.id));
  const bool is_as_checked =
      account && !account->disabled_at && account->password_hash == entrant.account.password_hash;
  const auto places = KITH_TRY(active_memberships(transaction.reader(), entrant.account.id));
  if (!is_as_checked || places.empty()) {
    return wrong_password(access, entrant.account);
  }
  return start_session(access, transaction, entrant.account.id,
                       entrant.workspace.value_or(places.front().workspace), entrant.origin);
}

}  // namespace

void sign_in(Access& access, SignIn input, Origin origin, SessionDone done) {
  Result<PasswordCheck> check =
      prepare_check(access, input.email, std::move(input.password), origin);
  if (!check) {
    done(std::unexpected(std::move(check).error()));
    return;
  }
  const std::optional<Account> account = check->account;
  check_password(access, *std::move(check),
                 [&access, account, workspace = input.workspace_id, origin = std::move(origin),
                  done = std::move(done)](Result<bool> right) mutable {
                   if (!right) {
                     done(std::unexpected(std::move(right).error()));
                     return;
                   }
                   if (!*right) {
                     done(wrong_password(access, account));
                     return;
                   }
                   access.make(
                       [&access, entrant = Entrant{*account, workspace, std::move(origin)}](
                           store::Transaction& transaction) {
                         return open_session(access, transaction, entrant);
                       },
                       std::move(done));
                 });
}

}  // namespace kith::access
