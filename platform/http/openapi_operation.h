// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/described_schema.h"
#include "http/route_table.h"

namespace kith::http {

/// Adds what an operation takes and gives to the schemas, before components are named.
void add_schemas_of(SchemaCollection& collection, const Operation& operation);

/// An operation as OpenAPI describes it.
nlohmann::ordered_json describe_operation(const SchemaCollection& collection,
                                          const Operation& operation);

/// What operations refer to: the problem body, its responses and the headers that they share.
void add_shared_components(nlohmann::ordered_json& components);

}  // namespace kith::http
