// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data_folder.h"

namespace kith::scenario {
namespace {

class Demo : public DataFolderTest {
 protected:
  static json gate_of(const Api& api) { return api.get("/api/v1/marketing/gate").body; }
  static json verdict_of(const json& gate, const std::string& letter) {
    for (const json& each : gate["criteria"]) {
      if (each["letter"] == letter) {
        return each["verdict"];
      }
    }
    return {};
  }
};

TEST_F(Demo, opens_marketing_for_a_company_that_answers_everybody) {
  const json done = must({"demo", "--scenario", "healthy", "--data", data_});
  EXPECT_GT(done["messages"], 500);
  const std::unique_ptr<KithProcess> server = serve(data_);
  const Api api(data_);
  const json gate = gate_of(api);
  EXPECT_EQ(gate["state"], "open") << gate.dump(1);
  EXPECT_EQ(gate["criteria"].size(), 7U);
  for (const json& each : gate["criteria"]) {
    EXPECT_EQ(each["verdict"], "enters") << each.dump(1);
  }
  const json story = {{"title", "It never leaked"}, {"text", "What our customers live through."}};
  EXPECT_EQ(api.post("/api/v1/marketing/stories", story).status, 201);
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
}

TEST_F(Demo, fills_an_empty_workspace_that_its_owner_can_look_at_and_no_other) {
  const json done = must({"demo", "--data", data_});
  EXPECT_GT(done["messages"], 4000);
  EXPECT_FALSE(done["password"].get<std::string>().empty());
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
  EXPECT_EQ(run_kith({"demo", "--data", data_}).exit_code, 1);
  EXPECT_EQ(run_kith({"demo", "--if-empty", "--data", data_}).exit_code, 0);

  const std::unique_ptr<KithProcess> server = serve(data_);
  const Api api(data_);
  EXPECT_EQ(api.get("/api/v1/members").body["items"].size(), 7U);
  const json waiting = api.get("/api/v1/service/cases?state=waiting&limit=200").body;
  EXPECT_GT(waiting["items"].size(), 5U) << "somebody waits for an answer";
  EXPECT_EQ(api.get("/api/v1/search?q=K2417&limit=20").body["items"].size(), 20U);
  EXPECT_GE(api.get("/api/v1/people/helped").body["colleagues"].size(), 4U)
      << "who answered is known by their address";
  EXPECT_GT(api.get("/api/v1/product/wishes?limit=200").body["items"].size(), 50U);

  const json said = api.get("/api/v1/search?q=%22Some+lids+of+batch%22&limit=5").body["items"];
  ASSERT_EQ(said.size(), 1U) << "the company itself says so one day";
  const json episodes = api.get("/api/v1/logistics/episodes").body["items"];
  ASSERT_FALSE(episodes.empty());
  for (const json& episode : episodes) {
    EXPECT_EQ(episode["name"], "Leaking lids");
  }
  const auto opened = [](const json& episode) { return episode["opened_at"].get<std::string>(); };
  EXPECT_LT(opened(std::ranges::min(episodes, {}, opened)), said[0]["posted_at"].get<std::string>())
      << "logistics knew before";

  EXPECT_EQ(verdict_of(gate_of(api), "R1"), "fails") << "some wait too long";
  EXPECT_EQ(gate_of(api)["state"], "locked");
  const json copies = api.get("/api/v1/search?q=%22Best+bottle+ever%22&limit=50").body["items"];
  ASSERT_EQ(copies.size(), 40U);
  std::int64_t weight = 0;
  for (const json& copy : copies) {
    const std::string id = copy["message_id"];
    const json mention = api.get("/api/v1/marketing/messages/" + id + "/mention").body;
    weight += mention["worth"]["weight"].get<std::int64_t>();
  }
  EXPECT_LE(weight, 1'000'000) << "forty who copy one sentence are one person at most";

  const Api::Answer session =
      api.post("/api/v1/session", {{"email", done["email"]}, {"password", done["password"]}});
  EXPECT_EQ(session.status, 200) << session.body;
}

}  // namespace
}  // namespace kith::scenario
