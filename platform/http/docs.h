// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/module.h>
#include <kith/result.h>

#include "http/route_table.h"

namespace kith::http {

/// Adds the pages to which problem bodies and the catalogue of events point, without signing in:
/// /api/docs/errors, /api/docs/events and their style sheet. The pages are made once, here; an
/// error where a type of event has no schema.
Result<void> add_docs(RouteTable& table, std::span<const EventType> events);

}  // namespace kith::http
