// SPDX-License-Identifier: Apache-2.0
// The loop of the product department on the objects that serve: a wish is heard, decided, shipped,
// and told in the conversation that it came from.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/fake_channel.h"
#include "support/world.h"

namespace kith::support {
namespace {

using nlohmann::json;

class ProductLoop : public testing::Test {
 protected:
  void TearDown() override {
    world_.run_until_idle();
    EXPECT_EQ(world_.rebuild_and_compare("product"), "");
    EXPECT_EQ(world_.behind(), "");
  }

  json sends(std::string_view role, http::Method method, const std::string& target,
             const json& body = {}, std::optional<std::int64_t> revision = {}) {
    const http::Response answer =
        world_.send(world_.colleague(role), {.method = method,
                                             .target = target,
                                             .body = body.is_null() ? "" : body.dump(),
                                             .revision = revision});
    EXPECT_LT(answer.status, 300) << target << " " << answer.body;
    return json::parse(answer.body, nullptr, false);
  }
  json gets(const std::string& target) {
    return sends("product_manager", http::Method::get, target);
  }
  json posts(const std::string& target, const json& body = json::object()) {
    return sends("product_manager", http::Method::post, target, body);
  }
  std::string wish_of(const std::string& author) {
    const intake::PostResult post = world_.given_post(
        GivenPost{.id = "wish-" + author,
                  .text = "Hello. It would be great if the app had a dark mode. Yours",
                  .author = author});
    world_.run_until_idle();
    return std::to_string(post.message_id->value);
  }
  /// An agent sends every draft that there is.
  void sends_all_drafts() {
    const json drafts = gets("/drafts?module=product");
    for (const json& draft : drafts["items"]) {
      sends("agent", http::Method::post, "/drafts/" + draft["id"].get<std::string>() + "/send",
            {{"seen", draft["newest_message_id"]}, {"hold_seconds", 0}});
    }
    world_.run_until_idle();
    channel_.carry();
    world_.run_until_idle();
  }

  World world_;
  FakeChannel channel_{world_};
};

TEST_F(ProductLoop, goes_from_a_message_to_the_reply_that_tells_its_author) {
  const std::string request =
      posts("/product/requests", {{"title", "Dark mode for the app"}})["id"];
  const std::string of_ada = wish_of("ada");
  const std::string of_ben = wish_of("ben");
  const json found = gets("/messages/" + of_ada + "/findings")["product"];
  EXPECT_EQ(found["state"], "found") << found;
  EXPECT_EQ(found["finding"]["like_request_id"], request);
  for (const std::string& message : {of_ada, of_ben}) {
    sends("agent", http::Method::post, "/product/wishes/" + message + "/confirm", json::object());
  }
  json shown = gets("/product/requests/" + request);
  EXPECT_EQ(shown["askers"]["persons"], 2);
  EXPECT_EQ(shown["evidence"][0]["quote"], "It would be great if the app had a dark mode.");
  posts("/product/requests/" + request + "/decide", {{"state", "planned"}});
  posts("/product/requests/" + request + "/ship", {{"text", "You asked for it: it is there."}});
  world_.run_until_idle();
  EXPECT_EQ(gets("/product/requests/" + request)["askers"]["drafted"], 2);
  EXPECT_TRUE(channel_.taken().empty()) << "nothing leaves without a colleague";
  sends_all_drafts();
  EXPECT_EQ(channel_.replies().size(), 2U);
  shown = gets("/product/requests/" + request);
  EXPECT_EQ(shown["request"]["told"], 2);
  EXPECT_EQ(shown["askers"]["drafted"], 0);
  const std::int64_t person = world_.number("SELECT min(id) FROM person");
  const json card = gets(fmt::format("/persons/{}/findings", person))["product"]["finding"];
  EXPECT_EQ(card["asked_for"][0]["request_id"], request);
  EXPECT_TRUE(card["asked_for"][0].contains("told_at"));
}

TEST_F(ProductLoop, keeps_who_asked_and_loses_what_they_said_when_they_are_erased) {
  const std::string request =
      posts("/product/requests", {{"title", "Dark mode for the app"}})["id"];
  const std::string message = wish_of("ada");
  posts("/product/wishes/" + message + "/confirm");
  const std::int64_t person = world_.number("SELECT max(id) FROM person");
  sends("owner", http::Method::post, fmt::format("/persons/{}/erase", person), json::object());
  const json at_once = gets("/product/requests/" + request)["evidence"][0];
  EXPECT_EQ(at_once["is_gone"], true);
  EXPECT_FALSE(at_once.contains("quote"));
  world_.run_until_idle();
  EXPECT_EQ(world_.number("SELECT count(*) FROM product_wish"), 0);
  EXPECT_EQ(gets("/product/requests/" + request)["request"]["evidence"], 1);
  posts("/product/requests/" + request + "/ship", {{"text", "It is there."}});
  world_.run_until_idle();
  EXPECT_TRUE(gets("/drafts?module=product")["items"].empty());
}

TEST_F(ProductLoop, tells_merged_persons_once) {
  const std::string request =
      posts("/product/requests", {{"title", "Dark mode for the app"}})["id"];
  const std::string of_ada = wish_of("ada");
  const std::string of_ben = wish_of("ben");
  posts("/product/wishes/" + of_ada + "/confirm");
  posts("/product/wishes/" + of_ben + "/confirm");
  const std::int64_t ada = world_.number("SELECT min(id) FROM person");
  const std::int64_t ben = world_.number("SELECT max(id) FROM person");
  sends("owner", http::Method::post, fmt::format("/persons/{}/merge", ada),
        {{"into", std::to_string(ben)}});
  EXPECT_EQ(gets("/product/requests/" + request)["askers"]["persons"], 1);
  posts("/product/requests/" + request + "/ship", {{"text", "It is there."}});
  world_.run_until_idle();
  EXPECT_EQ(gets("/drafts?module=product")["items"].size(), 1U);
  sends_all_drafts();
  sends("owner", http::Method::post, fmt::format("/persons/{}/unmerge", ada), json::object());
  EXPECT_EQ(gets("/product/requests/" + request)["askers"]["persons"], 2);
  EXPECT_EQ(gets("/product/requests/" + request)["askers"]["told"], 2);
}

TEST_F(ProductLoop, lets_who_reads_read_and_who_may_not_write_not) {
  const std::string request =
      posts("/product/requests", {{"title", "Dark mode for the app"}})["id"];
  const auto status = [&](std::string_view role, const std::string& target, const json& body) {
    return world_
        .send(world_.colleague(role),
              {.method = http::Method::post, .target = target, .body = body.dump()})
        .status;
  };
  const json words{{"title", "x"}};
  const json evidence{{"message_id", wish_of("ada")}};
  EXPECT_EQ(status("agent", "/product/requests", words), 403);
  EXPECT_EQ(status("agency", "/product/requests", words), 403);
  EXPECT_EQ(status("viewer", "/product/requests/" + request + "/evidence", evidence), 403);
  EXPECT_LT(status("agent", "/product/requests/" + request + "/evidence", evidence), 300);
  EXPECT_EQ(status("agent", "/product/requests/" + request + "/ship", {{"text", "x"}}), 403);
  for (const char* role : {"viewer", "agency", "agent", "sales"}) {
    EXPECT_EQ(
        world_.send(world_.colleague(role), {.target = "/product/requests/" + request}).status, 200)
        << role;
  }
}

}  // namespace
}  // namespace kith::support
