// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/page.h>

#include "access/access.h"
#include "access/token_store.h"

namespace kith::access {

/// A token as its owner sees it, without the secret.
struct TokenCard {
  TokenId id;
  MemberId member_id;
  std::string name;
  std::vector<std::string> scopes;
  Time created_at;
  std::optional<Time> last_used_at;
  std::optional<Time> expires_at;

  static consteval auto describe() {
    return described(
        "A token that a program signs in with.", field<&TokenCard::id>("The token."),
        field<&TokenCard::member_id>("For whom it acts."),
        field<&TokenCard::name>("What it is for."),
        field<&TokenCard::scopes>("What it may do: patterns of permissions."),
        field<&TokenCard::created_at>("When it was made."),
        field<&TokenCard::last_used_at>("When it was used last, to the hour; absent if never."),
        field<&TokenCard::expires_at>("Until when it works; absent for ever."));
  }
};

/// A token to be made.
struct CreateToken {
  std::string name;
  std::vector<std::string> scopes;
  std::optional<Time> expires_at;
  std::optional<MemberId> member_id;

  static consteval auto describe() {
    return described(
        "Makes a token.",
        field<&CreateToken::name>("What it is for.", length{1, 100}, forms::any_line),
        field<&CreateToken::scopes>("What it may do: permissions of your own, or patterns of them "
                                    "as conversation.* and !people.*.",
                                    length{1, 101}, items{1, 100}),
        field<&CreateToken::expires_at>("Until when it works; for ever if left out."),
        field<&CreateToken::member_id>("For whom it acts: yourself, and another only at the "
                                       "server's command line."));
  }
};

/// A new token and its secret, which is shown this once.
struct CreatedToken {
  TokenCard token;
  std::string secret;

  static consteval auto describe() {
    return described(
        "A new token.", field<&CreatedToken::token>("The token."),
        field<&CreatedToken::secret>("What the program sends; not shown again.", kith::secret));
  }
};

/// A token never may more than the caller may now, nor later more than the role of its member:
/// `invalid` for a permission that nobody declares, `forbidden` for one that the caller has not,
/// each by name.
Result<CreatedToken> create_token(Access& access, const Caller& caller, const CreateToken& input);

/// Whose tokens to list.
enum class Whose : std::uint8_t { mine, everybodys };

/// Which tokens to list: in the order in which they were made.
struct ListTokens {
  Whose whose = Whose::mine;
  std::optional<std::string> cursor;
  std::int32_t limit = 50;

  static consteval auto describe() {
    return described(
        "Lists the tokens that work.",
        field<&ListTokens::whose>("Your own, or everybody's for who may manage them.", defaults),
        field<&ListTokens::cursor>("Where the page before ended."),
        field<&ListTokens::limit>("How many at most.", range{1, 200}, defaults));
  }
};

Result<Page<TokenCard>> list_tokens(Access& access, const Caller& caller, const ListTokens& input);

/// Names one token.
struct TokenRef {
  TokenId token_id;

  static consteval auto describe() {
    return described("Names a token.", field<&TokenRef::token_id>("The token."));
  }
};

/// One's own, and anybody's for who may manage them; others' are `not_found`. Works at once.
Result<void> revoke_token(Access& access, const Caller& caller, const TokenRef& input);

}  // namespace kith::access
