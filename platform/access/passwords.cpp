// SPDX-License-Identifier: Apache-2.0
#include "access/passwords.h"

#include "access/account_store.h"
#include "access/member_draft.h"
#include "access/password_check.h"
#include "access/permissions.h"
#include "access/role_store.h"

namespace kith::access {
namespace {

/// A new password on its way into the store.
struct Replacement {
  Account account;
  WorkspaceId workspace;
  Origin origin;
  LinkId link;      ///< the reset's link, 0 where the old password was given
  MemberId member;  ///< who replaces it
};

Result<NewSession> replace(Access& access, store::Transaction& transaction,
                           const Replacement& change, const std::string& hash) {
  if (change.link) {
    KITH_CHECK(use_link(transaction, change.link));
  }
  const Account& account = change.account;
  KITH_CHECK(set_password(transaction, account.id, account.password_hash, hash));
  KITH_TRY(end_sessions_of_account(transaction, account.id, SessionId{}));
  // A reset link that lies around in a mailbox must not undo this.
  KITH_CHECK(drop_reset_links(transaction, account.id));
  KITH_CHECK(record(transaction, {.action = change.link ? AuditAction::password_reset
                                                        : AuditAction::password_changed,
                                  .workspace = change.workspace,
                                  .actor = change.member,
                                  .account = account.id,
                                  .target_kind = "account",
                                  .target = account.id.value}));
  return start_session(access, transaction, account.id, change.workspace, change.origin);
}

void hash_and_replace(Access& access, Replacement change, const std::string& password,
                      SessionDone done) {
  const std::string email = change.account.email;
  hash_new_password(
      access, password, email,
      [&access, change = std::move(change),
       done = std::move(done)](Result<std::string> hash) mutable {
        if (!hash) {
          done(std::unexpected(std::move(hash).error()));
          return;
        }
        const AccountId account = change.account.id;
        access.make(
            [&access, change = std::move(change),
             hash = *std::move(hash)](store::Transaction& transaction) {
              return replace(access, transaction, change, hash);
            },
            [&access, account, done = std::move(done)](Result<NewSession> session) mutable {
              access.drop_rights(Affected::all_of(account));
              done(std::move(session));
            });
      });
}

Result<Replacement> check_change(Access& access, const Authenticated& who, Origin origin) {
  KITH_CHECK(who.caller.require(account_manage));
  if (who.kind != CallerKind::session) {
    return fail(ErrorCode::forbidden, "Sign in with the password to change it.");
  }
  auto lease = KITH_TRY(access.read());
  const auto account = KITH_TRY(find_account(*lease, who.account));
  if (!account) {
    return fail(ErrorCode::not_found, "There is no such account.");
  }
  return Replacement{.account = *account,
                     .workspace = who.caller.workspace,
                     .origin = std::move(origin),
                     .link = {},
                     .member = who.caller.member};
}

Result<Replacement> check_reset(Access& access, std::string_view token, Origin origin) {
  auto lease = KITH_TRY(access.read());
  const Link link = KITH_TRY(find_link(*lease, LinkKind::reset, token, access.clock().now()));
  const auto account = KITH_TRY(find_account(*lease, link.account));
  if (!account || account->disabled_at) {
    return fail(ErrorCode::not_found, "This link is not for an account that can sign in.");
  }
  return Replacement{.account = *account,
                     .workspace = link.workspace,
                     .origin = std::move(origin),
                     .link = link.id,
                     .member = link.member};
}

}  // namespace

void change_password(Access& access, const Authenticated& who, ChangePassword input, Origin origin,
                     SessionDone done) {
  Result<Replacement> change = check_change(access, who, origin);
  if (!change) {
    done(std::unexpected(std::move(change).error()));
    return;
  }
  PasswordCheck check{.email_key = change->account.email_key,
                      .account = change->account,
                      .password = std::move(input.current_password),
                      .origin = std::move(origin)};
  check_password(
      access, std::move(check),
      [&access, change = *std::move(change), password = std::move(input.password),
       done = std::move(done)](Result<bool> right) mutable {
        if (!right) {
          done(std::unexpected(std::move(right).error()));
        } else if (!*right) {
          static_cast<void>(wrong_password(access, change.account));
          done(fail_at(ErrorCode::rule, "/current_password", "This is not your password so far."));
        } else {
          hash_and_replace(access, std::move(change), password, std::move(done));
        }
      });
}

Result<OneTimeLink> offer_reset(Access& access, const Caller& caller, const MemberRef& input) {
  KITH_CHECK(caller.require(member_manage));
  return access.make([&](store::Transaction& transaction) -> Result<OneTimeLink> {
    Reader& reader = transaction.reader();
    const MemberRow member = KITH_TRY(find_member(reader, caller.workspace, input.member_id));
    KITH_CHECK(require_within(access.roles(), reader, caller, member.role));
    if (!member.is_active()) {
      return fail(ErrorCode::rule, "Only an active member sets a new password.");
    }
    const bool opens_others = KITH_TRY(belongs_elsewhere(reader, member.account, member.workspace));
    if (opens_others && caller.member) {
      return fail(ErrorCode::rule,
                  "This account opens another workspace as well, so its password is reset at the "
                  "server's command line.");
    }
    KITH_CHECK(record(transaction, about_member(AuditAction::reset_offered, caller, member)));
    return make_link(access, transaction,
                     {.kind = LinkKind::reset,
                      .workspace = caller.workspace,
                      .account = member.account,
                      .member = member.id,
                      .created_by = caller.member},
                     reset_lasts);
  });
}

void reset_password(Access& access, const ResetPassword& input, Origin origin, SessionDone done) {
  Result<Replacement> change = check_reset(access, input.token, std::move(origin));
  if (!change) {
    done(std::unexpected(std::move(change).error()));
    return;
  }
  hash_and_replace(access, *std::move(change), input.password, std::move(done));
}

}  // namespace kith::access
