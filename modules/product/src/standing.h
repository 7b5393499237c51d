// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/context.h>

#include "request.h"

/// Where requests stand and how many asked: tables product_standing, product_asker, product_told.
/// They are kept by statements alone, which the writer runs in the order of the events; so what
/// they count is always what was folded before, and a merge may change many rows at once.
namespace kith::product {

extern const Statement add_standing;
extern const Statement set_state;
extern const Statement join_standings;
extern const Statement set_root;
extern const Statement recount_standing;
extern const Statement count_asker;
extern const Statement discount_asker;
extern const Statement remove_asker;
extern const Statement add_told;

/// Counts anew for the whole that a request is part of.
void recount(ApplyContext& context, RequestId request);

}  // namespace kith::product
