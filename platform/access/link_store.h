// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <kith/described.h>
#include <kith/reader.h>

#include "access/ids.h"
#include "store/transaction.h"

namespace kith::access {

class Access;

/// What a one-time link opens. Stored by word.
enum class LinkKind : std::uint8_t { owner, invitation, reset };

inline constexpr Duration owner_link_lasts = std::chrono::hours(24);
inline constexpr Duration invitation_lasts = std::chrono::hours(24 * 7);
inline constexpr Duration reset_lasts = std::chrono::hours(1);

/// A link that works once, shown to whoever made it and to nobody again.
struct OneTimeLink {
  std::string token;
  Time expires_at;

  static consteval auto describe() {
    return described(
        "A link that works once.",
        field<&OneTimeLink::token>("The secret part of the link; not shown again.", kith::secret),
        field<&OneTimeLink::expires_at>("Until when it works."));
  }
};

/// A row of access_link; 0 where a kind has no such thing.
struct Link {
  LinkId id;
  LinkKind kind = LinkKind::owner;
  WorkspaceId workspace;
  AccountId account;
  MemberId member;
  MemberId created_by;
  Time expires_at;
};

/// Makes a link and takes back earlier ones of its kind for the same account and workspace.
/// `link.id` and `link.expires_at` are given here.
Result<OneTimeLink> make_link(Access& access, store::Transaction& transaction, Link link,
                              Duration lasts);
/// Looks a link up without using it. `not_found` alike for an unknown, a used, an expired one and
/// for text that is no link at all.
Result<Link> find_link(Reader& reader, std::string_view token, Time now);
/// The same, for one kind alone.
Result<Link> find_link(Reader& reader, LinkKind kind, std::string_view token, Time now);
/// Uses it up; `not_found` where it was used, or expired, meanwhile.
Result<void> use_link(store::Transaction& transaction, LinkId id);
/// Takes back the links with which an account's password could be set.
Result<void> drop_reset_links(store::Transaction& transaction, AccountId account);
/// Takes back the links that lead to one place in a workspace.
Result<void> drop_links(store::Transaction& transaction, MemberId member);

std::span<const Statement* const> link_statements();

}  // namespace kith::access
