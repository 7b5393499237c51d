// SPDX-License-Identifier: Apache-2.0
#include "data_folder.h"

namespace kith::scenario {
namespace {

using Demo = DataFolderTest;

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
  const Api::Answer session =
      api.post("/api/v1/session", {{"email", done["email"]}, {"password", done["password"]}});
  EXPECT_EQ(session.status, 200) << session.body;
}

}  // namespace
}  // namespace kith::scenario
