// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>

#include <kith/module.h>

#include "base/described_schema.h"

namespace kith::http {

/// Adds the bodies of events, before components are named.
void add_event_bodies(SchemaCollection& collection, std::span<const EventType> events);

/// Adds the schemas of the envelope to `components`: one for each type, "Event" for any of them,
/// and "EventPage" for the feed.
void add_event_schemas(nlohmann::ordered_json& components, const SchemaCollection& collection,
                       std::span<const EventType> events);

}  // namespace kith::http
