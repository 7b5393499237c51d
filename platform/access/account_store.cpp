// SPDX-License-Identifier: Apache-2.0
#include "access/account_store.h"

#include "access/access.h"

namespace kith::access {
namespace {

constexpr Statement find_by_key{
    "access_find_account_by_key",
    "SELECT id, email, email_key, password_hash, disabled_at FROM access_account "
    "WHERE email_key = $key AND erased_at = 0"};
constexpr Statement find_by_id{
    "access_find_account",
    "SELECT id, email, email_key, password_hash, disabled_at FROM access_account "
    "WHERE id = $id AND erased_at = 0"};
constexpr Statement find_any{"access_find_any_account", "SELECT id FROM access_account LIMIT 1"};
constexpr Statement insert_account_statement{
    "access_add_account",
    "INSERT INTO access_account(id, email, email_key, password_hash, created_at, disabled_at, "
    "erased_at) VALUES($id, $email, $key, $hash, $now, 0, 0)"};
constexpr Statement update_password{
    "access_set_password",
    "UPDATE access_account SET password_hash = $hash WHERE id = $id AND password_hash = $expected"};
constexpr Statement update_disabled{
    "access_set_account_disabled",
    "UPDATE access_account SET disabled_at = $at WHERE id = $id AND erased_at = 0"};
// The key stays unique, and no address has a colon.
constexpr Statement erase_account_statement{
    "access_erase_account",
    "UPDATE access_account SET email = '', email_key = 'erased:' || id, password_hash = '', "
    "disabled_at = $now, erased_at = $now WHERE id = $id"};

Result<std::optional<Account>> first_account(Rows& rows) {
  if (!KITH_TRY(rows.next())) {
    return std::optional<Account>();
  }
  return std::optional(Account{.id = rows.id_of<AccountId>(0),
                               .email = rows.string(1),
                               .email_key = rows.string(2),
                               .password_hash = rows.string(3),
                               .disabled_at = rows.time(4)});
}

}  // namespace

std::span<const Statement* const> account_statements() {
  static constexpr const Statement* all[] = {&find_by_key,
                                             &find_by_id,
                                             &find_any,
                                             &insert_account_statement,
                                             &update_password,
                                             &update_disabled,
                                             &erase_account_statement};
  return all;
}

Result<std::optional<Account>> find_account(Reader& reader, std::string_view email_key) {
  auto rows = KITH_TRY(reader.query(find_by_key, {{"key", email_key}}));
  return first_account(*rows);
}

Result<std::optional<Account>> find_account(Reader& reader, AccountId id) {
  auto rows = KITH_TRY(reader.query(find_by_id, {{"id", id}}));
  return first_account(*rows);
}

Result<bool> has_any_account(Reader& reader) {
  return KITH_TRY(reader.number(find_any)).has_value();
}

Result<AccountId> add_account(Access& access, store::Transaction& transaction,
                              const EmailAddress& email, std::string_view password_hash) {
  const AccountId id{access.next_id(transaction)};
  if (KITH_TRY(find_account(transaction.reader(), email.key))) {
    return fail_at(ErrorCode::conflict, "/email", "Somebody has this address already.");
  }
  KITH_CHECK(transaction.run(insert_account_statement, {{"id", id},
                                                        {"email", email.text},
                                                        {"key", email.key},
                                                        {"hash", password_hash},
                                                        {"now", transaction.now()}}));
  return id;
}

Result<void> set_password(store::Transaction& transaction, AccountId id, std::string_view expected,
                          std::string_view hash) {
  KITH_CHECK(
      transaction.run(update_password, {{"id", id}, {"expected", expected}, {"hash", hash}}));
  if (transaction.changes() != 1) {
    return fail(ErrorCode::conflict, "The password was changed a moment ago. Sign in again.");
  }
  return {};
}

Result<void> set_disabled(store::Transaction& transaction, AccountId id, Time at) {
  KITH_CHECK(transaction.run(update_disabled, {{"id", id}, {"at", at}}));
  if (transaction.changes() != 1) {
    return fail(ErrorCode::not_found, "There is no such account.");
  }
  return {};
}

Result<void> erase_account_row(store::Transaction& transaction, AccountId id) {
  return transaction.run(erase_account_statement, {{"id", id}, {"now", transaction.now()}});
}

}  // namespace kith::access
