// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/context.h>

#include "owner.h"

namespace kith::marketing {

extern const Statement list_owners_named;
extern const Statement find_colleague;
extern const Statement save_owner;

/// Of each of departments_with_owner, in that order, also where nobody was named.
Result<std::vector<Owner>> load_owners(Reader& reader);
/// Of one of them; `not_found` for a department that needs none.
Result<Owner> load_owner(Reader& reader, Department department);
/// Whether a colleague of this number works here.
Result<bool> is_colleague(Reader& reader, MemberId member);

/// Queues an owner; `is_active` is not stored.
void store_owner(CommandContext& context, const Owner& owner);

}  // namespace kith::marketing
