// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/event.h>

#include "store/transaction.h"

namespace kith::conversation {

/// Where a colleague works, as far as the log of a workspace tells.
struct MemberPlace {
  MemberId member;
  Department department = Department::none;
  bool is_active = true;
  bool operator==(const MemberPlace&) const = default;
};

/// Notes and tells what is different from what the log told last. `all` are the members of the
/// workspace; who is not among them any more is no longer active.
Result<void> update_member_places(store::Transaction& transaction,
                                  std::span<const MemberPlace> all);

}  // namespace kith::conversation
