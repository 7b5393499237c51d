// SPDX-License-Identifier: Apache-2.0
#include "access/token_store.h"

namespace kith::access {
namespace {

constexpr Statement find_token_statement{
    "access_find_token",
    "SELECT id, workspace_id, member_id, name, scopes, created_at, last_used_at, expires_at, "
    "revoked_at FROM access_token WHERE id = $id AND workspace_id = $workspace"};
constexpr Statement list_of_member_statement{
    "access_list_tokens_of_member",
    "SELECT id, workspace_id, member_id, name, scopes, created_at, last_used_at, expires_at, "
    "revoked_at FROM access_token WHERE workspace_id = $workspace AND member_id = $member "
    "AND revoked_at = 0 AND id > $after ORDER BY id LIMIT $limit"};
constexpr Statement list_all_statement{
    "access_list_tokens",
    "SELECT id, workspace_id, member_id, name, scopes, created_at, last_used_at, expires_at, "
    "revoked_at FROM access_token WHERE workspace_id = $workspace AND revoked_at = 0 "
    "AND id > $after ORDER BY id LIMIT $limit"};
constexpr Statement count_tokens_statement{
    "access_count_tokens",
    "SELECT count(*) FROM access_token WHERE member_id = $member AND revoked_at = 0"};
constexpr Statement insert_token_statement{
    "access_add_token",
    "INSERT INTO access_token(id, token_hash, workspace_id, member_id, name, scopes, created_at, "
    "last_used_at, expires_at, revoked_at) VALUES($id, $hash, $workspace, $member, $name, "
    "$scopes, $now, 0, $expires_at, 0)"};
constexpr Statement revoke_token_statement{
    "access_revoke_token",
    "UPDATE access_token SET revoked_at = $now WHERE id = $id AND revoked_at = 0"};
constexpr Statement revoke_of_member{
    "access_revoke_tokens_of_member",
    "UPDATE access_token SET revoked_at = $now WHERE member_id = $member AND revoked_at = 0"};
constexpr Statement erase_of_member_statement{"access_erase_tokens_of_member",
                                              "DELETE FROM access_token WHERE member_id = $member"};

}  // namespace

std::span<const Statement* const> token_statements() {
  static constexpr const Statement* all[] = {&find_token_statement,   &list_of_member_statement,
                                             &list_all_statement,     &count_tokens_statement,
                                             &insert_token_statement, &revoke_token_statement,
                                             &revoke_of_member,       &erase_of_member_statement};
  return all;
}

TokenRow token_row_of(const Rows& row) {
  return {.id = row.id_of<TokenId>(0),
          .workspace = row.id_of<WorkspaceId>(1),
          .member = row.id_of<MemberId>(2),
          .name = row.string(3),
          .scopes = row.string(4),
          .created_at = row.time(5),
          .last_used_at = row.time(6),
          .expires_at = row.time(7),
          .revoked_at = row.time(8)};
}

Result<TokenRow> find_token(Reader& reader, WorkspaceId workspace, TokenId id) {
  auto rows = KITH_TRY(reader.query(find_token_statement, {{"id", id}, {"workspace", workspace}}));
  if (!KITH_TRY(rows->next())) {
    return fail(ErrorCode::not_found, "There is no such token.");
  }
  return token_row_of(*rows);
}

Result<std::unique_ptr<Rows>> list_token_rows(Reader& reader, WorkspaceId workspace,
                                              MemberId member, std::int64_t after,
                                              std::int64_t limit) {
  if (!member) {
    return reader.query(list_all_statement,
                        {{"workspace", workspace}, {"after", after}, {"limit", limit}});
  }
  return reader.query(
      list_of_member_statement,
      {{"workspace", workspace}, {"member", member}, {"after", after}, {"limit", limit}});
}

Result<std::int64_t> count_tokens(Reader& reader, MemberId member) {
  return KITH_TRY(reader.number(count_tokens_statement, {{"member", member}})).value_or(0);
}

Result<void> add_token_row(store::Transaction& transaction, const TokenRow& token,
                           const Sha256& hash) {
  return transaction.run(insert_token_statement, {{"id", token.id},
                                                  {"hash", Value::blob(bytes_of(hash))},
                                                  {"workspace", token.workspace},
                                                  {"member", token.member},
                                                  {"name", token.name},
                                                  {"scopes", token.scopes},
                                                  {"now", transaction.now()},
                                                  {"expires_at", token.expires_at}});
}

Result<void> revoke_token_row(store::Transaction& transaction, TokenId id) {
  return transaction.run(revoke_token_statement, {{"id", id}, {"now", transaction.now()}});
}

Result<std::int64_t> revoke_tokens_of(store::Transaction& transaction, MemberId member) {
  KITH_CHECK(transaction.run(revoke_of_member, {{"member", member}, {"now", transaction.now()}}));
  return transaction.changes();
}

Result<void> erase_tokens_of(store::Transaction& transaction, MemberId member) {
  return transaction.run(erase_of_member_statement, {{"member", member}});
}

}  // namespace kith::access
