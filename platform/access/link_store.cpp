// SPDX-License-Identifier: Apache-2.0
#include "access/link_store.h"

#include "access/access.h"
#include "access/secret.h"
#include "access/words.h"

namespace kith::access {
namespace {

constexpr Statement insert_link_statement{
    "access_add_link",
    "INSERT INTO access_link(id, token_hash, kind, workspace_id, account_id, member_id, "
    "created_by, created_at, expires_at, used_at) VALUES($id, $hash, $kind, $workspace, $account, "
    "$member, $created_by, $now, $expires_at, 0)"};
constexpr Statement find_link_statement{
    "access_find_link",
    "SELECT id, kind, workspace_id, account_id, member_id, created_by, expires_at "
    "FROM access_link WHERE token_hash = $hash AND used_at = 0 AND expires_at > $now"};
constexpr Statement use_link_statement{
    "access_use_link",
    "UPDATE access_link SET used_at = $now WHERE id = $id AND used_at = 0 AND expires_at > $now"};
constexpr Statement replace_link_statement{
    "access_replace_link",
    "DELETE FROM access_link WHERE account_id = $account AND kind = $kind "
    "AND workspace_id = $workspace AND used_at = 0"};
constexpr Statement drop_of_kind{
    "access_drop_links_of_kind",
    "DELETE FROM access_link WHERE account_id = $account AND kind = $kind AND used_at = 0"};
constexpr Statement drop_of_member{
    "access_drop_links_of_member",
    "DELETE FROM access_link WHERE member_id = $member AND used_at = 0"};

std::unexpected<Error> no_link() {
  return fail(ErrorCode::not_found, "This link does not work, or not any more. Ask for a new one.");
}

}  // namespace

std::span<const Statement* const> link_statements() {
  static constexpr const Statement* all[] = {&insert_link_statement, &find_link_statement,
                                             &use_link_statement,    &replace_link_statement,
                                             &drop_of_kind,          &drop_of_member};
  return all;
}

Result<OneTimeLink> make_link(Access& access, store::Transaction& transaction, Link link,
                              Duration lasts) {
  const std::string_view kind = word_of(link.kind);
  KITH_CHECK(
      transaction.run(replace_link_statement,
                      {{"account", link.account}, {"kind", kind}, {"workspace", link.workspace}}));
  NewSecret secret = new_secret(access.random());
  const Time expires_at = transaction.now() + lasts;
  KITH_CHECK(transaction.run(insert_link_statement, {{"id", access.next_id(transaction)},
                                                     {"hash", Value::blob(bytes_of(secret.hash))},
                                                     {"kind", kind},
                                                     {"workspace", link.workspace},
                                                     {"account", link.account},
                                                     {"member", link.member},
                                                     {"created_by", link.created_by},
                                                     {"now", transaction.now()},
                                                     {"expires_at", expires_at}}));
  return OneTimeLink{std::move(secret.text), expires_at};
}

Result<Link> find_link(Reader& reader, std::string_view token, Time now) {
  const std::optional<Sha256> hash = secret_hash(token);
  if (!hash) {
    return no_link();
  }
  auto rows = KITH_TRY(
      reader.query(find_link_statement, {{"hash", Value::blob(bytes_of(*hash))}, {"now", now}}));
  if (!KITH_TRY(rows->next())) {
    return no_link();
  }
  const std::optional<LinkKind> kind = value_of<LinkKind>(rows->text(1));
  if (!kind) {
    return no_link();
  }
  return Link{.id = rows->id_of<LinkId>(0),
              .kind = *kind,
              .workspace = rows->id_of<WorkspaceId>(2),
              .account = rows->id_of<AccountId>(3),
              .member = rows->id_of<MemberId>(4),
              .created_by = rows->id_of<MemberId>(5),
              .expires_at = rows->time(6)};
}

Result<Link> find_link(Reader& reader, LinkKind kind, std::string_view token, Time now) {
  Link link = KITH_TRY(find_link(reader, token, now));
  if (link.kind != kind) {
    return no_link();
  }
  return link;
}

Result<void> use_link(store::Transaction& transaction, LinkId id) {
  KITH_CHECK(transaction.run(use_link_statement, {{"id", id}, {"now", transaction.now()}}));
  if (transaction.changes() != 1) {
    return no_link();
  }
  return {};
}

Result<void> drop_reset_links(store::Transaction& transaction, AccountId account) {
  return transaction.run(drop_of_kind, {{"account", account}, {"kind", word_of(LinkKind::reset)}});
}

Result<void> drop_links(store::Transaction& transaction, MemberId member) {
  return transaction.run(drop_of_member, {{"member", member}});
}

}  // namespace kith::access
