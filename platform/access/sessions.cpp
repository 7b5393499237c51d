// SPDX-License-Identifier: Apache-2.0
#include "access/sessions.h"

#include "access/permissions.h"

namespace kith::access {
namespace {

Result<void> require_session(const Authenticated& who) {
  KITH_CHECK(who.caller.require(account_manage));
  if (who.kind != CallerKind::session) {
    return fail(ErrorCode::forbidden, "Sign in with a password for this.");
  }
  return {};
}

Result<void> record_end(store::Transaction& transaction, const Authenticated& who,
                        AuditAction action, SessionId session) {
  return record(transaction, {.action = action,
                              .workspace = who.caller.workspace,
                              .actor = who.caller.member,
                              .account = who.account,
                              .target_kind = session ? "session" : "account",
                              .target = session ? session.value : who.account.value});
}

}  // namespace

Result<SessionList> list_sessions(Access& access, const Authenticated& who) {
  KITH_CHECK(require_session(who));
  auto lease = KITH_TRY(access.read());
  SessionList list;
  for (SessionRow& row : KITH_TRY(live_sessions(*lease, who.account, access.clock().now()))) {
    list.items.push_back({.id = row.id,
                          .workspace_id = row.workspace,
                          .agent = std::move(row.agent),
                          .created_at = row.created_at,
                          .last_seen_at = row.last_seen_at,
                          .expires_at = row.expires_at,
                          .is_current = row.id == who.session});
  }
  return list;
}

Result<void> end_session(Access& access, const Authenticated& who, const SessionRef& input) {
  KITH_CHECK(require_session(who));
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    if (KITH_TRY(end_session_row(transaction, input.session_id, who.account)) == 0) {
      return fail(ErrorCode::not_found, "There is no such session.");
    }
    return record_end(transaction, who, AuditAction::session_ended, input.session_id);
  }));
  access.drop_rights(Affected::only(input.session_id));
  return {};
}

Result<void> end_other_sessions(Access& access, const Authenticated& who) {
  KITH_CHECK(require_session(who));
  std::vector<SessionRow> ended;
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    ended = KITH_TRY(live_sessions(transaction.reader(), who.account, transaction.now()));
    KITH_TRY(end_sessions_of_account(transaction, who.account, who.session));
    return record_end(transaction, who, AuditAction::sessions_ended, SessionId{});
  }));
  for (const SessionRow& each : ended) {
    if (each.id != who.session) {
      access.drop_rights(Affected::only(each.id));
    }
  }
  return {};
}

Result<NewSession> switch_workspace(Access& access, const Authenticated& who,
                                    const SwitchWorkspace& input, const Origin& origin) {
  KITH_CHECK(require_session(who));
  NewSession session =
      KITH_TRY(access.make([&](store::Transaction& transaction) -> Result<NewSession> {
        if (KITH_TRY(end_session_row(transaction, who.session, who.account)) == 0) {
          return fail(ErrorCode::unauthenticated, "This session has ended. Sign in again.");
        }
        KITH_CHECK(record_end(transaction, who, AuditAction::session_ended, who.session));
        Result<NewSession> begun =
            start_session(access, transaction, who.account, input.workspace_id, origin);
        if (!begun && begun.error().code == ErrorCode::unauthenticated) {
          return fail(ErrorCode::not_found, "There is no such workspace.");
        }
        return begun;
      }));
  access.drop_rights(Affected::only(who.session));
  return session;
}

}  // namespace kith::access
