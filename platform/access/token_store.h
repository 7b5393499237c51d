// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string>

#include <kith/reader.h>

#include "access/ids.h"
#include "base/hash.h"
#include "store/transaction.h"

namespace kith::access {

/// A row of access_token.
struct TokenRow {
  TokenId id;
  WorkspaceId workspace;
  MemberId member;
  std::string name;
  std::string scopes;  ///< patterns with spaces between them
  Time created_at;
  Time last_used_at;  ///< 0: never; otherwise up to an hour old
  Time expires_at;    ///< 0: never
  Time revoked_at;    ///< 0 while it works
};

/// `not_found` for an id of another workspace.
Result<TokenRow> find_token(Reader& reader, WorkspaceId workspace, TokenId id);
/// Those that were not revoked, in the order of ids, of one member or (0) of all.
Result<std::unique_ptr<Rows>> list_token_rows(Reader& reader, WorkspaceId workspace,
                                              MemberId member, std::int64_t after,
                                              std::int64_t limit);
TokenRow token_row_of(const Rows& row);
/// How many a member has that were not revoked.
Result<std::int64_t> count_tokens(Reader& reader, MemberId member);

Result<void> add_token_row(store::Transaction& transaction, const TokenRow& token,
                           const Sha256& hash);
Result<void> revoke_token_row(store::Transaction& transaction, TokenId id);
/// How many were revoked.
Result<std::int64_t> revoke_tokens_of(store::Transaction& transaction, MemberId member);
/// Removes the rows, with the names that were given to them.
Result<void> erase_tokens_of(store::Transaction& transaction, MemberId member);

std::span<const Statement* const> token_statements();

}  // namespace kith::access
