// SPDX-License-Identifier: Apache-2.0
#include "base/described_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/described_defaults.h"
#include "base/described_words.h"
#include "base/text_form.h"

namespace kith {

namespace {

using Json = SchemaCollection::Json;

Json text_schema(const Limits& limits) {
  Json out{{"type", "string"}};
  if (limits.min_length > 0) {
    out["minLength"] = limits.min_length;
  }
  if (limits.max_length != no_limit) {
    out["maxLength"] = limits.max_length;
  }
  const std::string_view expression = text_form_rule(limits.form).expression;
  if (!expression.empty()) {
    out["pattern"] = expression;
  }
  return out;
}

Json integer_schema(const Type& type, const Limits& limits) {
  const Bounds bounds = integer_bounds(type, limits);
  return {{"type", "integer"},
          {"format", type.size == 4 ? "int32" : "int64"},
          {"minimum", bounds.minimum},
          {"maximum", bounds.maximum}};
}

/// An id is never "0" in an input, where it would name nothing.
Json id_schema(SchemaUse direction) {
  return {{"type", "string"},
          {"pattern", direction == SchemaUse::input ? "^[1-9][0-9]{0,18}$" : "^[0-9]{1,19}$"}};
}

/// A schema that also takes null.
Json nullable(Json schema) {
  if (schema.contains("type") && !schema.contains("oneOf")) {
    schema["type"] = Json::array({schema["type"], "null"});
    return schema;
  }
  return {{"anyOf", Json::array({std::move(schema), Json{{"type", "null"}}})}};
}

}  // namespace

/// Writes schemas with the names that the whole collection gives.
class SchemaEmission {
 public:
  SchemaEmission(const SchemaCollection& collection, SchemaUse direction)
      : all_(collection), direction_(direction) {}

  Json value(const Type& type, const Limits& limits) const;
  Json member(const Field& field, const void* fresh) const;
  Json object(const Type& type, const SchemaCollection::Role& role) const;

 private:
  Json list(const Type& type, const Limits& limits) const;
  Json choice(const Type& type) const;
  Json reference(const SchemaCollection::Role& role) const {
    return {{"$ref", all_.reference_prefix_ + all_.name_of(role)}};
  }

  const SchemaCollection& all_;
  SchemaUse direction_;
};

Json SchemaEmission::value(const Type& type, const Limits& limits) const {
  switch (type.kind) {
    case Kind::boolean: return {{"type", "boolean"}};
    case Kind::integer: return integer_schema(type, limits);
    case Kind::text: return text_schema(limits);
    case Kind::id: return id_schema(direction_);
    case Kind::time: return {{"type", "string"}, {"format", "date-time"}};
    case Kind::enumeration: return reference({.type_name = std::string(type.name)});
    case Kind::list: return list(type, limits);
    case Kind::optional: return value(*type.inner[0], limits);
    case Kind::change: return nullable(value(*type.inner[0], limits));
    case Kind::object:
      return reference({.type_name = std::string(type.name), .direction = direction_});
    case Kind::choice: return choice(type);
  }
  return {};
}

Json SchemaEmission::list(const Type& type, const Limits& limits) const {
  Json out{{"type", "array"}, {"items", value(*type.inner[0], limits)}};
  if (limits.min_items > 0) {
    out["minItems"] = limits.min_items;
  }
  if (limits.max_items != no_limit) {
    out["maxItems"] = limits.max_items;
  }
  return out;
}

/// ajv's strict mode wants the type beside the alternatives; each of them requires the kind.
Json SchemaEmission::choice(const Type& type) const {
  Json alternatives = Json::array();
  for (std::size_t i = 0; i < type.inner.size(); ++i) {
    alternatives.push_back(reference({.type_name = std::string(type.inner[i]->name),
                                      .direction = direction_,
                                      .kind = std::string(type.words[i])}));
  }
  return {{"type", "object"},
          {"discriminator", {{"propertyName", "kind"}}},
          {"oneOf", std::move(alternatives)}};
}

Json SchemaEmission::member(const Field& field, const void* fresh) const {
  Json out = value(*field.type, field.limits);
  out["description"] = field.meaning;
  if (field.secret && direction_ == SchemaUse::input) {
    out["writeOnly"] = true;
  }
  const bool may_be_absent = direction_ == SchemaUse::input;
  if (may_be_absent && field.presence == Presence::defaulted && !field.secret) {
    out["default"] = Json::parse(member_json(field, fresh, Secrets::shown));
  }
  if (!field.example.empty()) {
    out["examples"] = Json::array({Json::parse(field.example)});
  }
  return out;
}

Json SchemaEmission::object(const Type& type, const SchemaCollection::Role& role) const {
  const DefaultObject fresh(type);
  Json properties = Json::object();
  Json required = Json::array();
  if (!role.kind.empty()) {
    properties["kind"] = {{"type", "string"}, {"const", role.kind}};
    required.push_back("kind");
  }
  for (const Field& field : type.fields) {
    if (std::ranges::find(role.path_members, field.name) != role.path_members.end()) {
      continue;
    }
    properties[std::string(field.name)] = member(field, fresh.get());
    const bool always = direction_ == SchemaUse::output && field.presence == Presence::defaulted;
    if (field.presence == Presence::required || always) {
      required.push_back(field.name);
    }
  }
  Json out{{"type", "object"}, {"description", type.meaning}};
  out["properties"] = std::move(properties);
  if (!required.empty()) {
    out["required"] = std::move(required);
  }
  if (direction_ == SchemaUse::input) {
    out["additionalProperties"] = false;
  }
  return out;
}

SchemaCollection::SchemaCollection(std::string reference_prefix)
    : reference_prefix_(std::move(reference_prefix)) {}

void SchemaCollection::add(const Type& type, SchemaUse direction) {
  add_inner(type, direction);
}

void SchemaCollection::add_inner(const Type& type, SchemaUse direction) {
  switch (type.kind) {
    case Kind::object:
      add(type, {.type_name = std::string(type.name), .direction = direction});
      break;
    case Kind::enumeration: add(type, {.type_name = std::string(type.name)}); break;
    case Kind::choice:
      for (std::size_t i = 0; i < type.inner.size(); ++i) {
        add(*type.inner[i], {.type_name = std::string(type.inner[i]->name),
                             .direction = direction,
                             .kind = std::string(type.words[i])});
      }
      break;
    default:
      for (const Type* inner : type.inner) {
        add_inner(*inner, direction);
      }
  }
}

void SchemaCollection::add(const Type& type, Role role) {
  const SchemaUse direction = role.direction;
  const std::vector<std::string> left_out = role.path_members;
  if (!roles_.emplace(std::move(role), &type).second) {
    return;
  }
  for (const Field& field : type.fields) {
    if (std::ranges::find(left_out, field.name) == left_out.end()) {
      add_inner(*field.type, direction);
    }
  }
}

void SchemaCollection::add_body(const Type& type, std::span<const std::string_view> path_members) {
  if (path_members.empty()) {
    add(type, SchemaUse::input);
    return;
  }
  add(type, {.type_name = std::string(type.name),
             .direction = SchemaUse::input,
             .path_members = {path_members.begin(), path_members.end()}});
}

std::string SchemaCollection::name_of(const Role& role) const {
  std::string name = component_name(role.type_name);
  bool output = false;
  bool alone = false;
  for (const auto& [other, type] : roles_) {
    if (other.type_name == role.type_name) {
      output = output || other.direction == SchemaUse::output;
      alone = alone || (other.kind.empty() && other.path_members.empty());
    }
  }
  name += role.direction == SchemaUse::input && output ? "Input" : "";
  name += !role.kind.empty() && alone ? "Alternative" : "";
  name += role.path_members.empty() ? "" : "Body";
  return name;
}

Json SchemaCollection::schema(const Type& type, SchemaUse direction) const {
  return SchemaEmission(*this, direction).value(type, {});
}

Json SchemaCollection::body_schema(const Type& type,
                                   std::span<const std::string_view> path_members) const {
  if (path_members.empty()) {
    return schema(type, SchemaUse::input);
  }
  const Role role{.type_name = std::string(type.name),
                  .direction = SchemaUse::input,
                  .path_members = {path_members.begin(), path_members.end()}};
  return {{"$ref", reference_prefix_ + name_of(role)}};
}

Json SchemaCollection::member_schema(const Type& owner, const Field& field,
                                     SchemaUse direction) const {
  return SchemaEmission(*this, direction).member(field, DefaultObject(owner).get());
}

Result<Json> SchemaCollection::components() const {
  std::map<std::string, Json> by_name;
  for (const auto& [role, type] : roles_) {
    const SchemaEmission emission(*this, role.direction);
    Json schema = type->kind == Kind::enumeration ? Json{{"type", "string"}, {"enum", type->words}}
                                                  : emission.object(*type, role);
    const std::string name = name_of(role);
    if (!by_name.emplace(name, std::move(schema)).second) {
      return fail(ErrorCode::internal,
                  fmt::format("Two types would be the component \"{}\".", name),
                  fmt::format("one of them is {}", role.type_name));
    }
  }
  Json out = Json::object();
  for (auto& [name, schema] : by_name) {
    out[name] = std::move(schema);
  }
  return out;
}

Result<Json> schema_document(const Type& type, SchemaUse direction) {
  SchemaCollection collection("#/$defs/");
  collection.add(type, direction);
  Json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
  out.update(collection.schema(type, direction));
  out["$defs"] = KITH_TRY(collection.components());
  return out;
}

}  // namespace kith
