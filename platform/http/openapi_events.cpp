// SPDX-License-Identifier: Apache-2.0
#include "http/openapi_events.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <kith/described.h>

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json reference(const std::string& component) {
  return {{"$ref", "#/components/schemas/" + component}};
}

Json sequence(std::string_view meaning) {
  return {{"type", "integer"}, {"minimum", 1}, {"description", meaning}};
}

Json id(std::string_view meaning) {
  return {{"type", "string"}, {"pattern", "^[0-9]{1,19}$"}, {"description", meaning}};
}

Json envelope(Json type, Json data) {
  return {
      {"type", "object"},
      {"required", {"sequence", "type", "noun", "subject", "occurred_at", "data"}},
      {"properties",
       {{"sequence", sequence("Its place in the workspace's log.")},
        {"type", std::move(type)},
        {"noun",
         {{"type", "string"},
          {"enum", TypeOf<Noun>::type.words},
          {"description", "What the subject is."}}},
        {"subject", id("What it is about.")},
        {"actor", id("The colleague who did it; absent: the network or kith.")},
        {"caused_by", sequence("The event that led to this one.")},
        {"occurred_at",
         {{"type", "string"}, {"format", "date-time"}, {"description", "When it was recorded."}}},
        {"data", std::move(data)}}}};
}

/// "conversation.status_changed.v1" is ConversationStatusChangedV1Event.
std::string component_of(std::string_view event_type) {
  std::string name;
  bool upper = true;
  for (const char c : event_type) {
    if (c == '.' || c == '_' || c == '-') {
      upper = true;
      continue;
    }
    name.push_back(upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    upper = false;
  }
  return name + "Event";
}

std::vector<EventType> sorted(std::span<const EventType> events) {
  std::vector<EventType> out(events.begin(), events.end());
  std::ranges::sort(out, {}, &EventType::name);
  return out;
}

}  // namespace

void add_event_bodies(SchemaCollection& collection, std::span<const EventType> events) {
  for (const EventType& event : events) {
    collection.add(*event.body, SchemaUse::output);
  }
}

void add_event_schemas(Json& components, const SchemaCollection& collection,
                       std::span<const EventType> events) {
  Json all = Json::array();
  for (const EventType& event : sorted(events)) {
    Json type{{"type", "string"}, {"const", event.name}};
    Json schema = envelope(std::move(type), collection.schema(*event.body, SchemaUse::output));
    schema["description"] = event.body->meaning;
    const std::string name = component_of(event.name);
    components[name] = std::move(schema);
    all.push_back(reference(name));
  }
  if (all.empty()) {
    components["Event"] = envelope({{"type", "string"}}, {{"type", "object"}});
  } else {
    components["Event"] = {{"description", "Something that happened."}, {"oneOf", std::move(all)}};
  }
  components["EventPage"] = {
      {"type", "object"},
      {"description", "A part of the log."},
      {"required", {"items", "next"}},
      {"properties",
       {{"items", {{"type", "array"}, {"items", reference("Event")}}},
        {"next", {{"type", "string"}, {"description", "Where to read on, as `after`."}}}}}};
}

}  // namespace kith::http
