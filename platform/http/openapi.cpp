// SPDX-License-Identifier: Apache-2.0
#include "http/openapi.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "base/described_schema.h"
#include "http/openapi_events.h"
#include "http/openapi_operation.h"

namespace kith::http {
namespace {

using Json = nlohmann::ordered_json;

Json tags(const std::vector<const Operation*>& operations) {
  std::set<std::string> owners;
  for (const Operation* operation : operations) {
    owners.insert(operation->endpoint.owner);
  }
  Json out = Json::array();
  for (const std::string& owner : owners) {
    out.push_back({{"name", owner}});
  }
  return out;
}

std::string lower(std::string_view word) {
  std::string out;
  for (const char c : word) {
    out.push_back(static_cast<char>(c | 0x20));
  }
  return out;
}

}  // namespace

Result<std::string> openapi_document(const RouteTable& table, const ApiInfo& info) {
  const std::vector<const Operation*> operations = table.operations();
  SchemaCollection collection("#/components/schemas/");
  for (const Operation* operation : operations) {
    add_schemas_of(collection, *operation);
  }
  add_event_bodies(collection, info.events);
  Json paths = Json::object();
  for (const Operation* operation : operations) {
    paths[operation->endpoint.path][lower(method_word(operation->endpoint.method))] =
        describe_operation(collection, *operation);
  }
  Json components = Json::object();
  components["schemas"] = KITH_TRY(collection.components());
  add_event_schemas(components["schemas"], collection, info.events);
  add_shared_components(components);
  const Json document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "kith"},
        {"version", info.version},
        {"description", "Everything that kith's own pages do is done through this."},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"servers", {{{"url", "/"}}}},
      {"security", {{{"token", Json::array()}}, {{"session", Json::array()}}}},
      {"tags", tags(operations)},
      {"paths", std::move(paths)},
      {"components", std::move(components)}};
  return document.dump(2) + "\n";
}

Result<void> add_openapi(RouteTable& table, const ApiInfo& info) {
  RawEndpoint endpoint{.path = "/api/openapi.json",
                       .owner = "docs",
                       .summary = "This description",
                       .gate = Gate::public_because("It describes the API and holds no data."),
                       .content_type = "application/json"};
  const auto document = std::make_shared<SharedText>();
  endpoint.handler = [document](const RawCall&, const Reply& reply) {
    Response response;
    response.headers.emplace_back("Content-Type", "application/json");
    response.shared_body = *document;
    reply.answer(std::move(response));
  };
  table.add(std::move(endpoint));
  table.close();
  *document = std::make_shared<const std::string>(KITH_TRY(openapi_document(table, info)));
  return {};
}

}  // namespace kith::http
