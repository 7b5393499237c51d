// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include <kith/module.h>
#include <kith/result.h>

#include "http/route_table.h"

namespace kith::http {

/// What the API's description says beside the operations.
struct ApiInfo {
  std::string version;                ///< of kith, as "0.1.0"
  std::span<const EventType> events;  ///< what streams and feeds may carry
};

/// The OpenAPI 3.1 description of everything in the table, as JSON; the same for the same table. An
/// error where two described types would have one name.
Result<std::string> openapi_document(const RouteTable& table, const ApiInfo& info);

/// Adds GET /api/openapi.json, which describes itself too: call it when all else is mounted.
Result<void> add_openapi(RouteTable& table, const ApiInfo& info);

}  // namespace kith::http
