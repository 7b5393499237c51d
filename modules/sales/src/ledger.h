// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "act.h"
#include "relationship.h"

/// The one way in which acts and contacts come into the projections.
namespace kith::sales {

/// An act that moved a relationship: the sums of the person and of the colleague, and its own row.
Result<void> enter_act(ApplyContext& context, const Act& act);
/// An act that was entered and was wrong: everything is as if it had never been.
Result<void> withdraw_act(ApplyContext& context, const Act& act);
/// A message that passed between a person and us.
Result<void> note_contact(ApplyContext& context, PersonId person, const Contact& contact);

}  // namespace kith::sales
