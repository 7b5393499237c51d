// SPDX-License-Identifier: Apache-2.0
#include "access/session_store.h"

#include <algorithm>

#include "access/access.h"
#include "access/member_store.h"
#include "access/secret.h"

namespace kith::access {
namespace {

constexpr Statement insert_session_statement{
    "access_add_session",
    "INSERT INTO access_session(id, token_hash, account_id, member_id, workspace_id, created_at, "
    "last_seen_at, expires_at, ended_at, source, agent) VALUES($id, $hash, $account, $member, "
    "$workspace, $now, $now, $expires_at, 0, $source, $agent)"};
constexpr Statement find_source{
    "access_find_source",
    "SELECT 1 FROM access_session WHERE account_id = $account AND source = $source LIMIT 1"};
constexpr Statement end_one{
    "access_end_session",
    "UPDATE access_session SET ended_at = $now WHERE id = $id AND account_id = $account "
    "AND ended_at = 0"};
constexpr Statement end_of_account{
    "access_end_sessions_of_account",
    "UPDATE access_session SET ended_at = $now WHERE account_id = $account AND ended_at = 0 "
    "AND id <> $except"};
constexpr Statement end_of_member{
    "access_end_sessions_of_member",
    "UPDATE access_session SET ended_at = $now WHERE member_id = $member AND ended_at = 0"};
constexpr Statement erase_sessions_statement{
    "access_erase_sessions_of_member", "DELETE FROM access_session WHERE member_id = $member"};
constexpr Statement list_live{
    "access_list_sessions",
    "SELECT id, workspace_id, created_at, last_seen_at, expires_at, agent FROM access_session "
    "WHERE account_id = $account AND ended_at = 0 AND expires_at > $now "
    "AND last_seen_at > $idle_since ORDER BY id DESC LIMIT 200"};

std::unexpected<Error> no_place() {
  return fail(ErrorCode::unauthenticated, "Email or password is wrong.");
}

}  // namespace

std::span<const Statement* const> session_statements() {
  static constexpr const Statement* all[] = {
      &insert_session_statement, &find_source, &end_one, &end_of_account, &end_of_member,
      &erase_sessions_statement, &list_live};
  return all;
}

Result<NewSession> start_session(Access& access, store::Transaction& transaction, AccountId account,
                                 WorkspaceId workspace, const Origin& origin) {
  NewSession session;
  SignedIn& answer = session.answer;
  for (Membership& each : KITH_TRY(active_memberships(transaction.reader(), account))) {
    if (each.workspace == workspace) {
      answer.member_id = each.member;
    }
    answer.workspaces.push_back({each.workspace, each.member, std::move(each.workspace_name)});
  }
  if (!answer.member_id) {
    return no_place();
  }
  NewSecret secret = new_secret(access.random());
  answer.session_id = {access.next_id(transaction)};
  answer.workspace_id = workspace;
  answer.expires_at = transaction.now() + session_longest;
  answer.csrf = access.csrf_of(secret.text);
  const KeyedHash source = access.gate().source_of(origin.network);
  KITH_CHECK(
      transaction.run(insert_session_statement, {{"id", answer.session_id},
                                                 {"hash", Value::blob(bytes_of(secret.hash))},
                                                 {"account", account},
                                                 {"member", answer.member_id},
                                                 {"workspace", workspace},
                                                 {"now", transaction.now()},
                                                 {"expires_at", answer.expires_at},
                                                 {"source", Value::blob(bytes_of(source))},
                                                 {"agent", origin.agent}}));
  KITH_CHECK(record(transaction, {.action = AuditAction::session_started,
                                  .workspace = workspace,
                                  .actor = answer.member_id,
                                  .account = account,
                                  .target_kind = "session",
                                  .target = answer.session_id.value}));
  session.cookie = std::move(secret.text);
  return session;
}

Result<bool> is_familiar(Reader& reader, AccountId account, const KeyedHash& source) {
  return KITH_TRY(reader.number(find_source,
                                {{"account", account}, {"source", Value::blob(bytes_of(source))}}))
      .has_value();
}

Result<std::int64_t> end_session_row(store::Transaction& transaction, SessionId id,
                                     AccountId account) {
  KITH_CHECK(
      transaction.run(end_one, {{"id", id}, {"account", account}, {"now", transaction.now()}}));
  return transaction.changes();
}

Result<std::int64_t> end_sessions_of_account(store::Transaction& transaction, AccountId account,
                                             SessionId except) {
  KITH_CHECK(transaction.run(
      end_of_account, {{"account", account}, {"except", except}, {"now", transaction.now()}}));
  return transaction.changes();
}

Result<std::int64_t> end_sessions_of_member(store::Transaction& transaction, MemberId member) {
  KITH_CHECK(transaction.run(end_of_member, {{"member", member}, {"now", transaction.now()}}));
  return transaction.changes();
}

Result<void> erase_sessions_of_member(store::Transaction& transaction, MemberId member) {
  return transaction.run(erase_sessions_statement, {{"member", member}});
}

Result<std::vector<SessionRow>> live_sessions(Reader& reader, AccountId account, Time now) {
  std::vector<SessionRow> sessions;
  auto rows = KITH_TRY(reader.query(
      list_live, {{"account", account}, {"now", now}, {"idle_since", now - session_idle}}));
  while (KITH_TRY(rows->next())) {
    sessions.push_back({.id = rows->id_of<SessionId>(0),
                        .workspace = rows->id_of<WorkspaceId>(1),
                        .created_at = rows->time(2),
                        .last_seen_at = rows->time(3),
                        .expires_at = rows->time(4),
                        .agent = rows->string(5)});
  }
  return sessions;
}

}  // namespace kith::access
