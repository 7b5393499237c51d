// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <string>

#include "http/openapi_operation.h"
#include "http/problem.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json text(std::string_view meaning) {
  return {{"type", "string"}, {"description", meaning}};
}

Json problem_schema() {
  Json codes = Json::array();
  for (const ProblemKind& kind : problem_kinds()) {
    codes.push_back(error_word(kind.code));
  }
  const Json fault{
      {"type", "object"},
      {"required", {"pointer", "code", "detail"}},
      {"properties",
       {{"pointer", text("RFC 6901 pointer to the member at fault, empty for the whole.")},
        {"code", text("What kind of fault, as unknown_field or range.")},
        {"detail", text("What is wrong and how to mend it.")}}}};
  return {
      {"type", "object"},
      {"description", "Why a request was refused (RFC 9457)."},
      {"required", {"type", "title", "status", "detail", "code", "request_id"}},
      {"properties",
       {{"type", text("Leads to what the code means.")},
        {"title", text("The code in words.")},
        {"status", {{"type", "integer"}, {"description", "The status of the response."}}},
        {"detail", text("What is wrong here, for a person.")},
        {"code", {{"type", "string"}, {"enum", codes}, {"description", "For programs to go by."}}},
        {"request_id", text("Finds the request in the server's log.")},
        {"errors",
         {{"type", "array"},
          {"items", fault},
          {"description", "The members at fault, all of them."}}}}}};
}

Json problem_responses() {
  Json out = Json::object();
  for (const ProblemKind& kind : problem_kinds()) {
    Json& response = out[std::string(error_word(kind.code))];
    response = {
        {"description", kind.title},
        {"content",
         {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    if (kind.code == ErrorCode::too_many || kind.code == ErrorCode::unavailable) {
      response["headers"] = {{"Retry-After", {{"$ref", "#/components/headers/RetryAfter"}}}};
    }
  }
  return out;
}

Json header_parameter(std::string_view name, bool required, std::string_view meaning, Json schema) {
  return {{"name", name},
          {"in", "header"},
          {"required", required},
          {"description", meaning},
          {"schema", std::move(schema)}};
}

Json header(std::string_view meaning, Json schema) {
  return {{"description", meaning}, {"schema", std::move(schema)}};
}

}  // namespace

void add_shared_components(Json& components) {
  components["schemas"]["Problem"] = problem_schema();
  components["responses"] = problem_responses();
  const Json tag{{"type", "string"}, {"pattern", "^\"[0-9]+\"$"}, {"examples", {"\"7\""}}};
  components["parameters"] = {
      {"IfMatch",
       header_parameter("If-Match", true, "The ETag of the revision that this changes.", tag)},
      {"IfNoneMatch", header_parameter("If-None-Match", false,
                                       "The ETag of what is here already; 304 if it is current.",
                                       {{"type", "string"}})},
      {"IdempotencyKey",
       header_parameter("Idempotency-Key", false,
                        "Makes it safe to send this again: for 24 hours the same key with the "
                        "same request has one effect, and with another request is refused.",
                        {{"type", "string"}, {"minLength", 1}, {"maxLength", 255}})}};
  components["headers"] = {
      {"ETag", header("The revision, for If-Match.", tag)},
      {"Link",
       header("Leads to the next page as rel=\"next\"; absent on the last.", {{"type", "string"}})},
      {"RetryAfter", header("In how many seconds to try again.", {{"type", "integer"}})}};
  components["securitySchemes"] = {
      {"token",
       {{"type", "http"},
        {"scheme", "bearer"},
        {"description", "A token of a member, with the permissions of its scopes."}}},
      {"session",
       {{"type", "apiKey"},
        {"in", "cookie"},
        {"name", "__Host-kith_session"},
        {"description",
         "The session of a signed-in browser. Its writes come from kith's own pages and carry the "
         "session's csrf in the header X-Csrf-Token."}}}};
}

}  // namespace kith::http
