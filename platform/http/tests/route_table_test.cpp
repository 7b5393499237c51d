// SPDX-License-Identifier: Apache-2.0
#include "http/route_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/target.h"
#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Nested {
  Page<shop::Order> page;
  static consteval auto describe() {
    return described("Holds an object.", field<&Nested::page>("A page."));
  }
};

Result<shop::Order> read_nested(QueryContext&, const Nested&) {
  return shop::Order{};
}

RouteTable::Match find(const RouteTable& table, Method method, std::string_view path,
                       std::vector<std::string>& segments) {
  segments = split_path(path).value();
  return table.match(method, segments);
}

class RouteTableTest : public testing::Test {
 protected:
  FakeExecutor executor;
  RouteTable table;
  std::vector<std::string> segments;

  std::vector<std::string> faults_of_one(const Route& route) {
    RouteTable one;
    one.mount("shop", "/api/v1/shop", std::span(&route, 1), executor);
    return one.faults();
  }
};

TEST_F(RouteTableTest, finds_an_operation_by_method_and_path) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  EXPECT_THAT(table.faults(), IsEmpty());
  const auto one = find(table, Method::patch, "/api/v1/shop/orders/41%32", segments);
  ASSERT_NE(one.operation, nullptr);
  EXPECT_EQ(one.operation->endpoint.path, "/api/v1/shop/orders/{order_id}");
  EXPECT_THAT(one.values, ElementsAre("412"));
  EXPECT_EQ(find(table, Method::get, "/api/v1/shop/orders", segments).operation->route,
            &shop::routes[0]);
  EXPECT_EQ(find(table, Method::head, "/api/v1/shop/orders", segments).operation->route,
            &shop::routes[0]);
}

TEST_F(RouteTableTest, refuses_what_is_added_after_it_was_described) {
  table.close();
  table.mount("shop", "/api/v1/shop", std::span(&shop::routes[0], 1), executor);
  EXPECT_THAT(table.faults(), ElementsAre(HasSubstr("after the table was described")));
}

TEST_F(RouteTableTest, prefers_a_word_to_a_parameter_and_still_tries_the_parameter) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  EXPECT_EQ(
      find(table, Method::post, "/api/v1/shop/orders/search", segments).operation->endpoint.path,
      "/api/v1/shop/orders/search");
  const auto send = find(table, Method::post, "/api/v1/shop/orders/search/send", segments);
  ASSERT_NE(send.operation, nullptr);
  EXPECT_THAT(send.values, ElementsAre("search"));
}

TEST_F(RouteTableTest, knows_no_path_that_is_longer_shorter_or_has_empty_segments) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  for (const std::string_view path :
       {"/", "/api", "/api/v1/shop", "/api/v1/shop/orders/", "/api/v1/shop//orders",
        "/api/v1/shop/orders/1/send/2", "/api/v1/shop/orders//send", "/API/v1/shop/orders"}) {
    const auto match = find(table, Method::get, path, segments);
    EXPECT_EQ(match.operation, nullptr) << path;
    EXPECT_EQ(match.allowed, "") << path;
  }
}

TEST_F(RouteTableTest, names_the_methods_of_a_path_that_has_others) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  EXPECT_EQ(find(table, Method::del, "/api/v1/shop/orders", segments).allowed,
            "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(find(table, Method::post, "/api/v1/shop/orders/1", segments).allowed,
            "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
}

TEST_F(RouteTableTest, refuses_a_route_without_a_permission) {
  Route open = shop::routes[0];
  open.permission = nullptr;
  EXPECT_THAT(faults_of_one(open),
              ElementsAre("GET /api/v1/shop/orders of shop: it has no permission, and no reason to "
                          "be open."));
  static constexpr Permission nameless{"", "do anything"};
  open.permission = &nameless;
  EXPECT_THAT(faults_of_one(open), ElementsAre(HasSubstr("its permission has no name")));
}

TEST_F(RouteTableTest, refuses_a_raw_endpoint_that_is_open_without_a_reason) {
  RawEndpoint endpoint{.path = "/api/v1/session", .owner = "access", .summary = "Signs in"};
  endpoint.handler = [](const RawCall&, const Reply&) {};
  table.add(endpoint);
  EXPECT_THAT(table.faults(), ElementsAre(HasSubstr("no permission, and no reason to be open")));
  endpoint.path = "/api/v1/other";
  endpoint.gate = Gate::public_because("");
  RouteTable other;
  other.add(endpoint);
  EXPECT_THAT(other.faults(), ElementsAre(HasSubstr("no permission, and no reason to be open")));
  endpoint.gate = Gate::public_because("Whoever signs in is nobody yet.");
  RouteTable fine;
  fine.add(endpoint);
  EXPECT_THAT(fine.faults(), IsEmpty());
}

TEST_F(RouteTableTest, refuses_two_operations_in_one_place) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  table.mount("other", "/api/v1/shop", std::span(shop::routes).first(1), executor);
  EXPECT_THAT(table.faults(),
              ElementsAre("GET /api/v1/shop/orders of other: shop has mounted it already."));
}

TEST_F(RouteTableTest, refuses_parameters_that_are_named_differently_in_one_place) {
  static constexpr Route other[] = {query<&shop::read>(HttpMethod::get, "/orders/{id}/parcels",
                                                       shop::read_orders, "Its parcels")};
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  table.mount("parcels", "/api/v1/shop", other, executor);
  EXPECT_THAT(
      table.faults(),
      testing::Contains(HasSubstr("another route calls {id} in the same place {order_id}")));
}

TEST_F(RouteTableTest, refuses_a_path_whose_parameter_is_no_member_of_the_input) {
  Route route = shop::routes[3];
  route.path = "/orders/{id}";
  EXPECT_THAT(faults_of_one(route),
              ElementsAre(HasSubstr("its input has no member id that a path can carry")));
}

TEST_F(RouteTableTest, refuses_a_get_that_changes_something_and_a_patch_that_does_not) {
  Route route = shop::routes[6];
  route.method = HttpMethod::get;
  EXPECT_THAT(faults_of_one(route), ElementsAre(HasSubstr("a GET changes nothing")));
  route = shop::routes[3];
  route.method = HttpMethod::patch;
  EXPECT_THAT(faults_of_one(route), ElementsAre(HasSubstr("asked by GET or POST")));
}

TEST_F(RouteTableTest, refuses_a_query_that_would_have_to_carry_an_object) {
  const Route route =
      query<&read_nested>(HttpMethod::get, "/nested", shop::read_orders, "Reads nothing");
  EXPECT_THAT(faults_of_one(route), ElementsAre(HasSubstr("a query cannot carry its member page")));
}

TEST_F(RouteTableTest, refuses_paths_that_no_request_could_name) {
  for (const std::string_view path :
       {"orders", "/orders/", "/Orders", "/orders/{}", "/orders/{Order}", "/or ders", "/..",
        "/orders/{order_id}x"}) {
    Route route = shop::routes[3];
    route.path = path;
    EXPECT_FALSE(faults_of_one(route).empty()) << path;
  }
  Route twice = shop::routes[3];
  twice.path = "/orders/{order_id}/{order_id}";
  EXPECT_THAT(faults_of_one(twice), testing::Contains(HasSubstr("names a parameter twice")));
}

TEST_F(RouteTableTest, lists_operations_in_the_order_of_their_paths) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  std::vector<std::string> listed;
  for (const Operation* operation : table.operations()) {
    listed.push_back(std::string(method_word(operation->endpoint.method)) + " " +
                     operation->endpoint.path.substr(12));
  }
  EXPECT_THAT(listed, ElementsAre("GET /orders", "POST /orders", "POST /orders/search",
                                  "GET /orders/{order_id}", "PUT /orders/{order_id}",
                                  "PATCH /orders/{order_id}", "DELETE /orders/{order_id}",
                                  "POST /orders/{order_id}/send"));
}

TEST_F(RouteTableTest, answers_201_to_a_post_that_adds_to_a_collection) {
  table.mount("shop", "/api/v1/shop", shop::routes, executor);
  std::map<std::string, int> statuses;
  for (const Operation* operation : table.operations()) {
    statuses[std::string(method_word(operation->endpoint.method)) + " " +
             operation->endpoint.path.substr(12)] = operation->endpoint.status;
  }
  EXPECT_EQ(statuses.at("POST /orders"), 201);
  EXPECT_EQ(statuses.at("POST /orders/{order_id}/send"), 200);
  EXPECT_EQ(statuses.at("POST /orders/search"), 200);
  EXPECT_EQ(statuses.at("PATCH /orders/{order_id}"), 200);
  EXPECT_EQ(statuses.at("DELETE /orders/{order_id}"), 204);
}

}  // namespace
}  // namespace kith::http
