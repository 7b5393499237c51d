// SPDX-License-Identifier: Apache-2.0
#include "http/openapi_operation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "http/answer.h"
#include "http/route_check.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view kind, std::string_view name) {
  return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

/// As "post_service_cases_by_case_id_close": what stands in the path below /api, so that no two are
/// the same.
std::string operation_id(const Operation& operation) {
  std::string id;
  for (const char c : method_word(operation.endpoint.method)) {
    id.push_back(static_cast<char>(c | 0x20));
  }
  for (std::string_view segment : template_segments(operation.endpoint.path)) {
    if (segment == "api" || segment == "v1") {
      continue;
    }
    id += is_parameter(segment) ? "_by_" : "_";
    segment = is_parameter(segment) ? segment.substr(1, segment.size() - 2) : segment;
    for (const char c : segment) {
      id.push_back(c == '.' || c == '-' ? '_' : c);
    }
  }
  return id;
}

bool is_in_path(const Operation& operation, std::string_view name) {
  return std::ranges::find(operation.parameters, name) != operation.parameters.end();
}

Json parameter(const SchemaCollection& collection, const Type& input, const Field& field,
               std::string_view place) {
  Json schema = collection.member_schema(input, field, SchemaUse::input);
  schema.erase("description");
  Json out{{"name", field.name}, {"in", place}, {"description", field.meaning}};
  if (place == "path" || field.presence == Presence::required) {
    out["required"] = true;
  }
  out["schema"] = std::move(schema);
  return out;
}

Json path_parameters(const SchemaCollection& collection, const Operation& operation) {
  Json list = Json::array();
  const Type* input = operation.endpoint.input;
  for (const std::string_view name : operation.parameters) {
    if (input == nullptr) {
      list.push_back(
          {{"name", name}, {"in", "path"}, {"required", true}, {"schema", {{"type", "string"}}}});
      continue;
    }
    const auto field = std::ranges::find(input->fields, name, &Field::name);
    list.push_back(parameter(collection, *input, *field, "path"));
  }
  return list;
}

Json parameters(const SchemaCollection& collection, const Operation& operation) {
  Json list = path_parameters(collection, operation);
  const Type* input = operation.endpoint.input;
  if (input != nullptr && !operation.takes_body()) {
    for (const Field& field : input->fields) {
      if (!is_in_path(operation, field.name)) {
        list.push_back(parameter(collection, *input, field, "query"));
      }
    }
  }
  if (operation.needs_revision()) {
    list.push_back(reference("parameters", "IfMatch"));
  }
  if (operation.is_repeatable()) {
    list.push_back(reference("parameters", "IdempotencyKey"));
  }
  if (has_revision(operation) && operation.endpoint.method == Method::get) {
    list.push_back(reference("parameters", "IfNoneMatch"));
  }
  return list;
}

bool has_body(const Operation& operation) {
  const Type* input = operation.endpoint.input;
  return input != nullptr && operation.takes_body() &&
         (input->kind == Kind::choice || input->fields.size() > operation.parameters.size());
}

Json request_body(const SchemaCollection& collection, const Operation& operation) {
  const Type& input = *operation.endpoint.input;
  const bool required =
      input.kind == Kind::choice || std::ranges::any_of(input.fields, [&](const Field& field) {
        return field.presence == Presence::required && !is_in_path(operation, field.name);
      });
  return {
      {"required", required},
      {"content",
       {{"application/json", {{"schema", collection.body_schema(input, operation.parameters)}}}}}};
}

Json plain_body(const std::string& type) {
  return {{"required", true},
          {"content", {{type, {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
}

Json success(const SchemaCollection& collection, const Operation& operation) {
  const RawEndpoint& endpoint = operation.endpoint;
  Json out{{"description", endpoint.status == 201   ? "It was created."
                           : endpoint.status == 204 ? "It was done."
                                                    : "The answer."}};
  Json headers = Json::object();
  if (has_revision(operation)) {
    headers["ETag"] = reference("headers", "ETag");
  }
  if (is_paged(operation)) {
    headers["Link"] = reference("headers", "Link");
  }
  if (!headers.empty()) {
    out["headers"] = std::move(headers);
  }
  if (endpoint.output != nullptr) {
    const Json schema = collection.schema(*endpoint.output, SchemaUse::output);
    out["content"] = {{"application/json", {{"schema", schema}}}};
  } else if (!endpoint.content_type.empty()) {
    const Json schema = endpoint.schema.empty() ? (endpoint.content_type == "application/json"
                                                       ? Json{{"type", "object"}}
                                                       : Json{{"type", "string"}})
                                                : reference("schemas", endpoint.schema);
    const std::string type = endpoint.content_type.substr(0, endpoint.content_type.find(';'));
    out["content"] = {{type, {{"schema", schema}}}};
  }
  return out;
}

/// The codes with which this operation may refuse.
std::vector<ErrorCode> refusals(const Operation& operation) {
  std::vector<ErrorCode> codes{ErrorCode::invalid};
  if (!operation.endpoint.gate.is_public()) {
    codes.insert(codes.end(), {ErrorCode::unauthenticated, ErrorCode::forbidden});
  }
  if (!operation.parameters.empty()) {
    codes.push_back(ErrorCode::not_found);
  }
  if (operation.writes()) {
    codes.insert(codes.end(), {ErrorCode::conflict, ErrorCode::rule, ErrorCode::locked});
  }
  if (operation.needs_revision()) {
    codes.insert(codes.end(), {ErrorCode::stale, ErrorCode::precondition_required});
  }
  codes.insert(codes.end(), {ErrorCode::too_many, ErrorCode::internal, ErrorCode::unavailable});
  std::ranges::sort(codes, {}, error_status);
  return codes;
}

Json responses(const SchemaCollection& collection, const Operation& operation) {
  Json out = Json::object();
  out[std::to_string(operation.endpoint.status)] = success(collection, operation);
  if (has_revision(operation) && operation.endpoint.method == Method::get) {
    out["304"] = {{"description", "The revision in If-None-Match is still the current one."}};
  }
  for (const ErrorCode code : refusals(operation)) {
    out[std::to_string(error_status(code))] = reference("responses", error_word(code));
  }
  return out;
}

}  // namespace

void add_schemas_of(SchemaCollection& collection, const Operation& operation) {
  const RawEndpoint& endpoint = operation.endpoint;
  if (endpoint.output != nullptr) {
    collection.add(*endpoint.output, SchemaUse::output);
  }
  if (has_body(operation)) {
    collection.add_body(*endpoint.input, operation.parameters);
  } else if (endpoint.input != nullptr) {
    // Parameters stand where they are used, but for the words of enumerations.
    for (const Field& field : endpoint.input->fields) {
      collection.add(*field.type, SchemaUse::input);
    }
  }
}

Json describe_operation(const SchemaCollection& collection, const Operation& operation) {
  const Gate& gate = operation.endpoint.gate;
  Json out{{"operationId", operation_id(operation)},
           {"summary", operation.endpoint.summary},
           {"tags", {operation.endpoint.owner}}};
  if (gate.permission() != nullptr) {
    out["description"] = fmt::format("Needs the permission {}: {}.", gate.permission()->name,
                                     gate.permission()->meaning);
    out["x-permission"] = gate.permission()->name;
  } else {
    out["description"] = gate.reason();
  }
  if (gate.is_public()) {
    out["security"] = Json::array();
  }
  Json taken = parameters(collection, operation);
  if (!taken.empty()) {
    out["parameters"] = std::move(taken);
  }
  if (has_body(operation)) {
    out["requestBody"] = request_body(collection, operation);
  } else if (!operation.endpoint.body_type.empty()) {
    out["requestBody"] = plain_body(operation.endpoint.body_type);
  }
  out["responses"] = responses(collection, operation);
  return out;
}

}  // namespace kith::http
