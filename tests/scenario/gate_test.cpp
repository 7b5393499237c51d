// SPDX-License-Identifier: Apache-2.0
// Marketing comes last: what a new company's marketer is told, and who may say otherwise.
#include "data_folder.h"

namespace kith::scenario {
namespace {

class Gate : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    owner_ = member("Olga", "owner");
    marketer_ = member("Noor", "marketer");
    server_ = serve(data_);
  }

  static json story() { return {{"title", "Ten years"}, {"text", "One bottle."}}; }

  std::string owner_;
  std::string marketer_;
  std::unique_ptr<KithProcess> server_;
};

TEST_F(Gate, is_locked_in_a_new_workspace_and_says_why_seven_times) {
  const Api marketer(data_, marketer_);
  const Api::Answer refused = marketer.post("/api/v1/marketing/stories", story());
  EXPECT_EQ(refused.status, 423) << refused.body;
  EXPECT_EQ(refused.body["code"], "locked");
  ASSERT_EQ(refused.body["errors"].size(), 7U) << refused.body;
  for (std::size_t each = 0; each < 7; ++each) {
    const json& error = refused.body["errors"][each];
    EXPECT_EQ(error["code"], "R" + std::to_string(each + 1));
    EXPECT_GT(error["detail"].get<std::string>().size(), 60U) << error;
  }
  const json gate = marketer.get("/api/v1/marketing/gate").body;
  EXPECT_EQ(gate["state"], "locked");
  EXPECT_EQ(gate["may_publish"], false);
  for (const json& criterion : gate["criteria"]) {
    EXPECT_NE(criterion["shortfall"], "") << criterion;
  }
  EXPECT_EQ(server_->stop(), 0);
}

TEST_F(Gate, lets_a_story_through_by_an_override_of_the_owner_alone_and_stays_locked) {
  const Api owner(data_, owner_);
  const Api marketer(data_, marketer_);
  const json wish{{"reason", "The fair begins tomorrow."}, {"days", 3}};
  EXPECT_EQ(marketer.post("/api/v1/marketing/overrides", wish).status, 403);
  EXPECT_EQ(owner.post("/api/v1/marketing/overrides", {{"reason", "no"}}).status, 400);
  EXPECT_EQ(
      owner.post("/api/v1/marketing/overrides", {{"reason", wish["reason"]}, {"days", 8}}).status,
      400);
  const Api::Answer granted = owner.post("/api/v1/marketing/overrides", wish);
  ASSERT_EQ(granted.status, 201) << granted.body;
  const Api::Answer told = marketer.post("/api/v1/marketing/stories", story());
  ASSERT_EQ(told.status, 201) << told.body;
  EXPECT_EQ(told.body["granted_by"], granted.body["id"]);
  const json gate = marketer.get("/api/v1/marketing/gate").body;
  EXPECT_EQ(gate["state"], "locked");
  EXPECT_EQ(gate["may_publish"], true);
  EXPECT_EQ(gate["running_override"]["reason"], wish["reason"]);
  EXPECT_EQ(server_->stop(), 0);
  EXPECT_EQ(run_kith({"rebuild", "marketing", "--check", "--data", data_}).exit_code, 0);
}

}  // namespace
}  // namespace kith::scenario
