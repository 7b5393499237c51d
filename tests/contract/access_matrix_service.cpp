// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "contract/access_matrix_things.h"

/// The things of service that take a while to come: somebody who was asked how it went.
namespace kith::contract {

using nlohmann::json;

// Surveys are numbered from 1 in each workspace, as policies: so many, that the other one's last
// number is one that we have not.
void Things::make_survey() {
  constexpr int more_surveys_than_ours = 20;
  const std::string settings = "/api/v1/service/survey_settings";
  const auto draw = [&](int share) {
    const json now = company_.as_owner(call_of("GET", settings), workspace_);
    const std::string revision = std::to_string(now["revision"].get<std::int64_t>());
    company_.as_owner(call_of("PUT", settings, {{"share", share}, {"delay_minutes", 0}})
                          .with("If-Match", "\"" + revision + "\""),
                      workspace_);
  };
  draw(100);
  const int wanted = workspace_ == company_.workspace() ? 1 : more_surveys_than_ours;
  for (int each = 0; each < wanted; ++each) {
    Things fresh(company_, workspace_, *caller_);
    post("/service/cases/" + fresh.get("conversation") + "/resolve", json::object());
  }
  const WireCall newest = call_of("GET", "/api/v1/service/surveys?limit=1");
  json page;
  for (int wait = 0; wait < 400; ++wait) {
    page = company_.as_owner(newest, workspace_);
    if (!page["items"].empty() && page["items"][0].contains("asked_at") &&
        std::stoi(page["items"][0]["id"].get<std::string>()) >= wanted) {
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  ASSERT_FALSE(page["items"].empty()) << "nobody was drawn";
  EXPECT_TRUE(page["items"][0].contains("asked_at")) << page;
  made_["survey"] = page["items"][0]["id"];
  draw(0);
}

// Chance draws one in a hundred.
void Things::make_audited_message() {
  constexpr int most_tries = 20;
  constexpr int thanks_at_once = 200;
  const WireCall newest = call_of("GET", "/api/v1/service/audits?limit=1");
  for (int attempt = 0; attempt < most_tries; ++attempt) {
    json posts = json::array();
    for (int each = 0; each < thanks_at_once; ++each) {
      const std::string id = "thanks-" + std::to_string(attempt) + "-" + std::to_string(each);
      posts.push_back({{"channel", "chat"},
                       {"native_id", id},
                       {"author", {{"native_id", id}}},
                       {"text", "Thanks!"}});
    }
    post("/intake", {{"posts", posts}});
    for (int wait = 0; wait < 20; ++wait) {
      const json page = company_.as_owner(newest, workspace_);
      if (!page["items"].empty()) {
        made_["audited_message"] = page["items"][0]["message_id"];
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
  }
  ADD_FAILURE() << "chance drew nothing";
}

}  // namespace kith::contract
