// SPDX-License-Identifier: Apache-2.0
#include "http/openapi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include <kith/events.h>

#include "http/health.h"
#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

constexpr EventType two_events[] = {event_type<StatusChanged>(), event_type<MessageAdded>()};

class OpenApi : public RouterTest {
 protected:
  OpenApi() { add_health(table, {}, gatekeeper); }

  nlohmann::json document() {
    EXPECT_TRUE(add_openapi(table, {.version = "0.1.0", .events = two_events}));
    return nlohmann::json::parse(body_of(send(ask(Method::get, "/api/openapi.json").as("nobody"))));
  }

  static std::vector<std::string> parameters_of(const nlohmann::json& operation) {
    std::vector<std::string> names;
    for (const auto& parameter : operation.value("parameters", nlohmann::json::array())) {
      names.push_back(parameter.contains("$ref") ? parameter["$ref"].get<std::string>()
                                                 : parameter["in"].get<std::string>() + " " +
                                                       parameter["name"].get<std::string>());
    }
    return names;
  }
};

TEST_F(OpenApi, describes_every_operation_of_the_table) {
  const std::vector<const Operation*> operations = table.operations();
  std::set<std::pair<std::string, std::string>> expected{{"/api/openapi.json", "get"}};
  for (const Operation* operation : operations) {
    std::string method(method_word(operation->endpoint.method));
    std::ranges::transform(method, method.begin(), [](char c) { return c | 0x20; });
    expected.emplace(operation->endpoint.path, method);
  }
  std::set<std::pair<std::string, std::string>> described;
  std::set<std::string> ids;
  const auto paths = document()["paths"];
  for (const auto& [path, methods] : paths.items()) {
    for (const auto& [method, operation] : methods.items()) {
      described.emplace(path, method);
      EXPECT_TRUE(ids.insert(operation["operationId"]).second) << operation["operationId"];
    }
  }
  EXPECT_EQ(described, expected);
}

TEST_F(OpenApi, is_the_same_for_the_same_table) {
  const ApiInfo info{.version = "0.1.0", .events = two_events};
  EXPECT_EQ(openapi_document(table, info).value(), openapi_document(table, info).value());
}

TEST_F(OpenApi, says_what_an_operation_needs_and_takes) {
  const auto paths = document()["paths"];
  const auto& list = paths["/api/v1/shop/orders"]["get"];
  EXPECT_EQ(list["operationId"], "get_shop_orders");
  EXPECT_EQ(list["x-permission"], "shop.order.read");
  EXPECT_THAT(list["tags"], ElementsAre("shop"));
  EXPECT_THAT(parameters_of(list), ElementsAre("query cursor", "query limit", "query states"));
  EXPECT_FALSE(list.contains("requestBody"));
  const auto& change = paths["/api/v1/shop/orders/{order_id}"]["patch"];
  EXPECT_EQ(change["operationId"], "patch_shop_orders_by_order_id");
  EXPECT_THAT(parameters_of(change),
              ElementsAre("path order_id", "#/components/parameters/IfMatch"));
  EXPECT_TRUE(change.contains("requestBody"));
  EXPECT_FALSE(change["requestBody"]["required"]);
  const auto& place = paths["/api/v1/shop/orders"]["post"];
  EXPECT_THAT(parameters_of(place), ElementsAre("#/components/parameters/IdempotencyKey"));
  EXPECT_TRUE(place["requestBody"]["required"]);
}

TEST_F(OpenApi, leaves_the_paths_members_out_of_the_body) {
  const auto whole = document();
  const auto& send_order = whole["paths"]["/api/v1/shop/orders/{order_id}/send"]["post"];
  const std::string reference =
      send_order["requestBody"]["content"]["application/json"]["schema"]["$ref"];
  const std::string name = reference.substr(reference.rfind('/') + 1);
  const auto& properties = whole["components"]["schemas"][name]["properties"];
  EXPECT_TRUE(properties.contains("carrier"));
  EXPECT_FALSE(properties.contains("order_id"));
}

TEST_F(OpenApi, says_what_is_answered_and_refused) {
  const auto paths = document()["paths"];
  const auto& change = paths["/api/v1/shop/orders/{order_id}"]["patch"]["responses"];
  EXPECT_TRUE(change["200"]["headers"].contains("ETag"));
  std::vector<std::string> statuses;
  for (const auto& [status, response] : change.items()) {
    statuses.push_back(status);
  }
  EXPECT_THAT(statuses, ElementsAre("200", "400", "401", "403", "404", "409", "412", "422", "423",
                                    "428", "429", "500", "503"));
  EXPECT_TRUE(paths["/api/v1/shop/orders"]["post"]["responses"].contains("201"));
  EXPECT_TRUE(paths["/api/v1/shop/orders/{order_id}"]["delete"]["responses"].contains("204"));
  EXPECT_TRUE(paths["/api/v1/shop/orders/{order_id}"]["get"]["responses"].contains("304"));
  EXPECT_TRUE(paths["/api/v1/shop/orders"]["get"]["responses"]["200"]["headers"].contains("Link"));
}

TEST_F(OpenApi, says_what_needs_no_sign_in) {
  const auto whole = document();
  EXPECT_TRUE(whole["paths"]["/healthz"]["get"]["security"].empty());
  EXPECT_FALSE(whole["paths"]["/api/v1/shop/orders"]["get"].contains("security"));
  EXPECT_EQ(whole["security"].size(), 2U);
}

TEST_F(OpenApi, holds_a_schema_for_everything_it_refers_to) {
  const auto whole = document();
  std::set<std::string> references;
  const auto collect = [&](const auto& self, const nlohmann::json& value) -> void {
    if (value.is_object() && value.contains("$ref")) {
      references.insert(value["$ref"]);
    }
    for (const auto& each : value) {
      if (each.is_structured()) {
        self(self, each);
      }
    }
  };
  collect(collect, whole);
  EXPECT_GT(references.size(), 10U);
  for (const std::string& reference : references) {
    EXPECT_TRUE(whole.contains(nlohmann::json::json_pointer(reference.substr(1)))) << reference;
  }
}

TEST_F(OpenApi, describes_the_events_of_streams_and_feeds) {
  const auto schemas = document()["components"]["schemas"];
  EXPECT_EQ(schemas["Event"]["oneOf"].size(), 2U);
  EXPECT_EQ(schemas["MessageAddedV1Event"]["properties"]["type"]["const"], "message.added.v1");
  EXPECT_EQ(schemas["MessageAddedV1Event"]["properties"]["data"]["$ref"],
            "#/components/schemas/MessageAdded");
}

}  // namespace
}  // namespace kith::http
