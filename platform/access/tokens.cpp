// SPDX-License-Identifier: Apache-2.0
#include "access/tokens.h"

#include <fmt/format.h>

#include "access/display_name.h"
#include "access/member_store.h"
#include "access/permissions.h"
#include "access/role_store.h"
#include "access/secret.h"

namespace kith::access {
namespace {

constexpr std::int64_t most_tokens = 100;

std::optional<Time> moment(Time time) {
  return time ? std::optional(time) : std::nullopt;
}

TokenCard card_of(const TokenRow& row) {
  return {.id = row.id,
          .member_id = row.member,
          .name = row.name,
          .scopes = PermissionPatterns::from_text(row.scopes).list(),
          .created_at = row.created_at,
          .last_used_at = moment(row.last_used_at),
          .expires_at = moment(row.expires_at)};
}

Result<std::string> check_scopes(const RoleCatalogue& roles, const Caller& caller,
                                 const std::vector<std::string>& scopes) {
  if (scopes.empty()) {
    return fail_at(ErrorCode::invalid, "/scopes", "Say what the token may do.");
  }
  const PermissionPatterns patterns = KITH_TRY(PermissionPatterns::parse(scopes));
  KITH_CHECK(roles.check_known(patterns));
  const std::vector<std::string> wanted = roles.expand(patterns);
  if (const std::string* missing = first_missing(wanted, caller.permissions.get())) {
    return fail(ErrorCode::forbidden,
                fmt::format("A token may only do what you may, and you have not the permission "
                            "{}. Leave it out with !{}.",
                            *missing, *missing));
  }
  return patterns.text();
}

Result<MemberId> member_for(const Caller& caller, const CreateToken& input) {
  const MemberId wanted = input.member_id.value_or(caller.member);
  if (!wanted) {
    return fail_at(ErrorCode::invalid, "/member_id", "Say for which member the token acts.");
  }
  if (caller.member && wanted != caller.member) {
    return fail_at(ErrorCode::forbidden, "/member_id",
                   "Tokens for others are made at the server's command line.");
  }
  return wanted;
}

Result<void> store_token(Access& access, store::Transaction& transaction, const Caller& caller,
                         TokenRow& token, const Sha256& hash) {
  const MemberRow member =
      KITH_TRY(find_member(transaction.reader(), caller.workspace, token.member));
  if (!member.is_active()) {
    return fail(ErrorCode::rule, "Only an active member has tokens.");
  }
  if (KITH_TRY(count_tokens(transaction.reader(), token.member)) >= most_tokens) {
    return fail(ErrorCode::rule, "You have 100 tokens. Revoke one that is not needed any more.");
  }
  token.id = {access.next_id(transaction)};
  token.created_at = transaction.now();
  KITH_CHECK(add_token_row(transaction, token, hash));
  return record(transaction, {.action = AuditAction::token_created,
                              .workspace = caller.workspace,
                              .actor = caller.member,
                              .account = member.account,
                              .target_kind = "token",
                              .target = token.id.value});
}

}  // namespace

Result<CreatedToken> create_token(Access& access, const Caller& caller, const CreateToken& input) {
  KITH_CHECK(caller.require(token_create));
  TokenRow token{.workspace = caller.workspace,
                 .member = KITH_TRY(member_for(caller, input)),
                 .name = KITH_TRY(display_name(input.name, "/name")),
                 .scopes = KITH_TRY(check_scopes(access.roles(), caller, input.scopes)),
                 .expires_at = input.expires_at.value_or(Time{})};
  if (input.expires_at && *input.expires_at <= access.clock().now()) {
    return fail_at(ErrorCode::invalid, "/expires_at", "Must lie in the future.");
  }
  NewSecret secret = new_api_token(access.random());
  KITH_CHECK(access.write([&](store::Transaction& transaction) {
    return store_token(access, transaction, caller, token, secret.hash);
  }));
  return CreatedToken{card_of(token), std::move(secret.text)};
}

Result<Page<TokenCard>> list_tokens(Access& access, const Caller& caller, const ListTokens& input) {
  const bool all = input.whose == Whose::everybodys;
  KITH_CHECK(caller.require(all ? token_manage : token_create));
  const MemberId member = all ? MemberId{} : caller.member;
  if (!all && !member) {
    return fail_at(ErrorCode::invalid, "/whose", "The command line has no tokens of its own.");
  }
  const PageRequest page = KITH_TRY(
      access.page("tokens", fmt::format("{} {}", caller.workspace.value, member.value), input, {}));
  auto lease = KITH_TRY(access.read());
  auto rows =
      KITH_TRY(list_token_rows(*lease, caller.workspace, member, page.after().id, page.rows()));
  return page.fill<TokenCard>(*rows, [](const Rows& row) { return card_of(token_row_of(row)); });
}

Result<void> revoke_token(Access& access, const Caller& caller, const TokenRef& input) {
  const bool may_all = caller.may(token_manage);
  KITH_CHECK(may_all ? Result<void>() : caller.require(token_create));
  KITH_CHECK(access.write([&](store::Transaction& transaction) -> Result<void> {
    const TokenRow token =
        KITH_TRY(find_token(transaction.reader(), caller.workspace, input.token_id));
    if (token.revoked_at || (!may_all && token.member != caller.member)) {
      return fail(ErrorCode::not_found, "There is no such token.");
    }
    KITH_CHECK(revoke_token_row(transaction, token.id));
    return record(transaction, {.action = AuditAction::token_revoked,
                                .workspace = caller.workspace,
                                .actor = caller.member,
                                .target_kind = "token",
                                .target = token.id.value});
  }));
  access.drop_rights(Affected::only(input.token_id));
  return {};
}

}  // namespace kith::access
