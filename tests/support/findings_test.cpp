// SPDX-License-Identifier: Apache-2.0
// What the modules say of one thing, composed: each in its own words, none at another's cost.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "builtin_modules.h"
#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::support {
namespace {

using nlohmann::json;

struct Said {
  MessageId message_id;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("What it says.", field<&Said::message_id>("Of which message."),
                     field<&Said::links>("Where there is more to read."));
  }
};

constexpr Permission read_parrot{"parrot.word.overhear", "hear the parrot"};
constexpr const Permission* parrot_permissions[] = {&read_parrot};
constexpr Permission read_bull{"bull.word.read", "hear the bull"};
constexpr const Permission* bull_permissions[] = {&read_bull};

Result<Said> repeat(QueryContext&, MessageId message) {
  return Said{.message_id = message, .links = {"/api/v1/parrot/words/1"}};
}

Result<Said> rage(QueryContext&, MessageId) {
  throw std::runtime_error("a defect");
}

constexpr Facet parrot_facets[] = {facet<&repeat>(read_parrot)};
constexpr Facet bull_facets[] = {facet<&rage>(read_bull)};

constexpr Module parrot{.name = "parrot",
                        .version = "1.0.0",
                        .summary = "Repeats.",
                        .permissions = parrot_permissions,
                        .facets = parrot_facets};
constexpr Module bull{.name = "bull",
                      .version = "1.0.0",
                      .summary = "Breaks.",
                      .permissions = bull_permissions,
                      .facets = bull_facets};

class Findings : public testing::Test {
 protected:
  Findings() : world_({.modules = modules_}) {}

  json of(const Colleague& who, const std::string& target) {
    const http::Response answer = world_.send(who, {.target = target + "/findings"});
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body, nullptr, false);
  }
  static std::vector<const Module*> all() {
    std::vector<const Module*> modules;
    for (const Module* module : builtin_modules()) {
      modules.push_back(module);
    }
    modules.push_back(&parrot);
    modules.push_back(&bull);
    return modules;
  }

  const std::vector<const Module*> modules_ = all();
  World world_;
};

TEST_F(Findings, are_composed_of_what_each_module_says_or_why_it_says_nothing) {
  const auto post = world_.given_post(GivenPost{.id = "p1"});
  const std::string message = "/messages/" + std::to_string(post.message_id->value);
  const Colleague& owner = world_.colleague("owner");
  EXPECT_EQ(of(owner, message)["service"]["state"], "behind");
  world_.run_until_idle();
  const json found = of(owner, message);
  const std::string conversation = std::to_string(post.conversation_id->value);
  EXPECT_EQ(found["service"]["state"], "found");
  EXPECT_EQ(found["service"]["finding"]["role"], "still_waiting");
  EXPECT_EQ(found["service"]["finding"]["links"],
            json::array({"/api/v1/service/cases/" + conversation}));
  EXPECT_EQ(found["parrot"]["finding"]["message_id"], std::to_string(post.message_id->value));
  EXPECT_EQ(found["bull"]["state"], "failed") << found;
  EXPECT_FALSE(found["bull"].contains("finding"));

  const json whole = of(owner, "/conversations/" + conversation);
  EXPECT_EQ(whole["service"]["finding"]["state"], "waiting");
  EXPECT_EQ(whole["parrot"]["state"], "nothing");
  EXPECT_FALSE(whole["parrot"]["reason"].get<std::string>().empty());
  const std::int64_t person = world_.number("SELECT max(id) FROM person");
  EXPECT_EQ(of(owner, "/persons/" + std::to_string(person))["service"]["finding"]["open_cases"], 1);
}

TEST_F(Findings, hide_what_the_caller_may_not_ask_and_what_is_not_there) {
  const auto post = world_.given_post(GivenPost{.id = "p1"});
  world_.run_until_idle();
  const std::string message = "/messages/" + std::to_string(post.message_id->value);
  const json found = of(world_.colleague("viewer"), message);
  EXPECT_EQ(found["parrot"]["state"], "hidden") << found;
  EXPECT_FALSE(found["parrot"].contains("finding"));
  EXPECT_EQ(found["service"]["state"], "found");
  const Colleague& owner = world_.colleague("owner");
  EXPECT_EQ(world_.send(owner, {.target = "/messages/4711/findings"}).status, 404);
  EXPECT_EQ(world_.send(owner, {.target = "/persons/4711/findings"}).status, 404);
  EXPECT_EQ(world_.send(owner, {.target = "/conversations/4711/findings"}).status, 404);
}

}  // namespace
}  // namespace kith::support
