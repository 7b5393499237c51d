// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "http/tests/router_fixture.h"

namespace kith::http {
namespace {

using testing::AnyOf;
using testing::IsEmpty;

/// A file of the foreign data, "" where the machine has none.
std::string test_data(const std::string& path) {
  const char* folder = std::getenv("KITH_TEST_DATA");
  if (folder == nullptr) {
    return {};
  }
  std::ifstream file(std::string(folder) + "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string from_base64(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string_view::npos) {
      break;
    }
    bits = bits << 6U | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>(bits >> static_cast<unsigned>(count) & 0xffU));
    }
  }
  return out;
}

class HostileRequests : public RouterTest {
 protected:
  HostileRequests() {
    settings.rates = {.read = {}, .write = {}, .heavy = {}, .open = {}};
    RawEndpoint file{.path = "/files/{name}",
                     .owner = "files",
                     .summary = "A file",
                     .gate = Gate::behind(shop::read_orders)};
    file.handler = [this](const RawCall& call, const Reply& reply) {
      names.emplace_back(call.parameter("name"));
      reply.answer({});
    };
    table.add(file);
  }

  std::vector<std::string> names;
};

TEST_F(HostileRequests, cannot_set_members_that_an_input_does_not_have) {
  const std::string data = test_data("hostile/api/mass-assign-fields.json");
  if (data.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/api";
  }
  const auto fields = nlohmann::json::parse(data);
  ASSERT_FALSE(fields.empty());
  for (const auto& field : fields) {
    const std::string name = field["v"];
    for (const nlohmann::json& value :
         {nlohmann::json("admin"), nlohmann::json(1), nlohmann::json(true),
          nlohmann::json::array({"owner"}), nlohmann::json(nullptr)}) {
      const nlohmann::json body{{"title", "x"}, {name, value}};
      const Response response = send(ask(Method::post, "/api/v1/shop/orders").json(body.dump()));
      EXPECT_EQ(response.status, 400) << name;
      const auto errors = nlohmann::json::parse(response.body)["errors"];
      ASSERT_EQ(errors.size(), 1U) << name;
      EXPECT_EQ(errors[0]["pointer"], "/" + name);
      EXPECT_EQ(errors[0]["code"], "unknown_field");
    }
    Ask query = ask(Method::get, "/api/v1/shop/orders?" + name + "=admin");
    EXPECT_EQ(send(query).status, 400) << name;
  }
  EXPECT_THAT(executor.inputs, IsEmpty());
}

TEST_F(HostileRequests, never_leave_the_place_that_a_path_names) {
  const std::string data = test_data("hostile/path/traversal.txt");
  if (data.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/path";
  }
  std::istringstream lines(data);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    for (const char* before : {"/", "/files/", "/api/v1/shop/orders/", "/api/v1/shop/orders/1/"}) {
      const Response response = send(ask(Method::get, before + line));
      EXPECT_THAT(response.status, AnyOf(200, 400, 404)) << before << line;
      EXPECT_TRUE(response.status != 200 || before == std::string("/files/")) << before << line;
    }
  }
  EXPECT_GT(count, 10U);
  EXPECT_THAT(executor.inputs, IsEmpty());
  for (const std::string& name : names) {
    EXPECT_EQ(name.find('/'), std::string::npos) << name;
    EXPECT_EQ(name.find('\\'), std::string::npos) << name;
    EXPECT_TRUE(name != "." && name != "..") << name;
  }
}

TEST_F(HostileRequests, never_break_the_reader_of_bodies) {
  const std::string data = test_data("hostile/json/jsontestsuite.json");
  if (data.empty()) {
    GTEST_SKIP() << "KITH_TEST_DATA has no hostile/json";
  }
  const auto cases = nlohmann::json::parse(data);
  ASSERT_FALSE(cases.empty());
  for (const auto& each : cases) {
    const std::string text = from_base64(each["b64"].get<std::string>());
    if (text.empty()) {
      continue;
    }
    // None of them is an order, whether it is JSON or not; an empty object lacks the title.
    const Response alone = send(ask(Method::post, "/api/v1/shop/orders").json(text));
    EXPECT_EQ(alone.status, 400) << each["name"];
    const Response within =
        send(ask(Method::post, "/api/v1/shop/orders").json(R"({"title":"x","note":)" + text + "}"));
    if (each["expect"] == "reject") {
      EXPECT_EQ(within.status, 400) << each["name"];
    } else {
      EXPECT_THAT(within.status, AnyOf(201, 400)) << each["name"];
    }
    EXPECT_TRUE(nlohmann::json::accept(within.body)) << each["name"];
  }
}

TEST_F(HostileRequests, get_their_own_text_back_only_as_json) {
  const Response response = send(ask(Method::post, "/api/v1/shop/orders")
                                     .json("{\"<script>alert(1)</script>\xe2\x80\xa8\":1}"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(header_of(response, "Content-Type"), "application/problem+json");
  EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
  EXPECT_TRUE(nlohmann::json::accept(response.body));
}

}  // namespace
}  // namespace kith::http
