// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/id.h>

/// The nouns of access that have a number. All are minted from one row of numbers, so that no two
/// of them are alike and none comes back.
namespace kith::access {

using AccountId = Id<struct AccountNoun>;
using RoleId = Id<struct RoleNoun>;
using SessionId = Id<struct SessionNoun>;
using TokenId = Id<struct TokenNoun>;
using LinkId = Id<struct LinkNoun>;
using AuditEntryId = Id<struct AuditEntryNoun>;
/// What an audit entry is about, whose noun is in its `target_kind`.
using AuditTargetId = Id<struct AuditTargetNoun>;

}  // namespace kith::access
