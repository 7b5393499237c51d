// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/described_writer.h"
#include "http/router.h"
#include "http/tests/json_at.h"
#include "http/tests/shop.h"

namespace kith::http {

/// Addresses of the shop: its list, and one of its orders.
constexpr const char* orders = "/api/v1/shop/orders";
constexpr const char* order = "/api/v1/shop/orders/412";

/// Admits whoever says "Bearer <name>" or has the cookie <name>: "clerk" may all, "guest" may read.
class FakeGatekeeper final : public Gatekeeper {
 public:
  Result<Admitted> admit(const Request& request) override {
    ++asked;
    const std::string cookie(request.header("cookie"));
    const std::string_view token = request.header("authorization");
    const std::string name = token.starts_with("Bearer ") ? std::string(token.substr(7)) : cookie;
    if (name != "clerk" && name != "guest") {
      return fail(ErrorCode::unauthenticated, "Sign in first.");
    }
    std::vector<std::string> rights{"shop.order.read", "event.log.read"};
    if (name == "clerk") {
      rights.insert(rights.end(), {"shop.order.write", "system.health.inspect"});
    }
    rights.insert(rights.end(), more_rights.begin(), more_rights.end());
    return Admitted{.caller = {.workspace = WorkspaceId{7},
                               .member = MemberId{name == "clerk" ? 11 : 12},
                               .permissions = std::make_shared<PermissionSet>(std::move(rights))},
                    .by_cookie = !cookie.empty(),
                    .csrf = csrf,
                    .rate_key = name,
                    .owner = {.member = MemberId{name == "clerk" ? 11 : 12}}};
  }

  void note_denied(const Caller& caller, const Permission& permission) override {
    denied.push_back(std::to_string(caller.member.value) + " " + std::string(permission.name));
  }

  int asked = 0;
  std::vector<std::string> denied;
  std::string csrf;
  std::vector<std::string> more_rights;
};

/// Keeps what it was asked for and answers what it is told to.
class FakeExecutor final : public events::Executor {
 public:
  void execute(events::Call call) override {
    std::string input;
    write_json(input, call.input.type(), call.input.get());
    inputs.push_back(input);
    revisions.push_back(call.expected_revision);
    repeats.push_back(call.repeat);
    if (instead) {
      instead(std::move(call));
      return;
    }
    call.done(answer);
  }

  Result<events::Answer> answer = events::Answer{.body = R"({"id":"1"})", .revision = 3};
  std::function<void(events::Call)> instead;
  std::vector<std::string> inputs;
  std::vector<std::optional<std::int64_t>> revisions;
  std::vector<std::optional<events::RepeatKey>> repeats;
};

/// What a test sends; as a clerk's program unless it says otherwise.
struct Ask {
  Method method = Method::get;
  std::string target;
  std::string body = {};
  std::vector<Header> headers = {{"authorization", "Bearer clerk"}};

  Ask with(std::string name, std::string value) const {
    Ask copy = *this;
    copy.headers.emplace_back(std::move(name), std::move(value));
    return copy;
  }
  Ask as(std::string_view name) const {
    Ask copy = *this;
    copy.headers.front() = {"authorization", fmt::format("Bearer {}", name)};
    return copy;
  }
  Ask json(std::string text) const {
    Ask copy = with("content-type", "application/json");
    copy.body = std::move(text);
    return copy;
  }
};

inline Ask ask(Method method, std::string target) {
  return {.method = method, .target = std::move(target)};
}

/// The value of a response's header, "" if it has none.
inline std::string header_of(const Response& response, std::string_view name) {
  for (const Header& header : response.headers) {
    if (header.first == name) {
      return header.second;
    }
  }
  return {};
}

/// The body of a response, whichever way it is held.
inline std::string body_of(const Response& response) {
  return response.shared_body == nullptr ? response.body : *response.shared_body;
}

/// The word of a problem body, "" if the response is none.
inline std::string code_of(const Response& response) {
  if (header_of(response, "Content-Type") != "application/problem+json") {
    return {};
  }
  return json_at(response.body, "/code");
}

/// A router over the shop, with everything around it faked.
class RouterTest : public testing::Test {
 protected:
  RouterTest() { table.mount("shop", "/api/v1/shop", shop::routes, executor); }

  Router& router() {
    if (router_ == nullptr) {
      Result<std::unique_ptr<Router>> made = Router::create(
          std::move(table),
          {.gatekeeper = gatekeeper,
           .clock = clock,
           .random = random,
           .log = [this](Logger::Level, std::string_view line) { log.emplace_back(line); }},
          settings);
      EXPECT_TRUE(made) << made.error().message;
      router_ = *std::move(made);
    }
    return *router_;
  }

  static Request request_of(const Ask& asked) {
    Request request{.method = asked.method, .headers = asked.headers, .body = asked.body};
    const std::size_t question = std::min(asked.target.find('?'), asked.target.size());
    request.path = asked.target.substr(0, question);
    request.query = asked.target.substr(std::min(question + 1, asked.target.size()));
    request.peer = "203.0.113.7";
    return request;
  }

  /// The answer, which must be there when handle() returns.
  Response send(const Ask& asked) {
    std::optional<Response> answer;
    router().handle(request_of(asked), [&](Response response) { answer = std::move(response); });
    EXPECT_TRUE(answer.has_value());
    return answer.value_or(Response{.status = 0});
  }

  ManualClock clock{Time{1'700'000'000'000'000}};
  SeededRandom random{1};
  FakeGatekeeper gatekeeper;
  FakeExecutor executor;
  RouteTable table;
  RouterSettings settings{.origins = {"https://kith.example"}};
  std::vector<std::string> log;

 private:
  std::unique_ptr<Router> router_;
};

}  // namespace kith::http
