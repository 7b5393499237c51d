// SPDX-License-Identifier: Apache-2.0
// The same request under the same key makes one thing, whoever serves it meanwhile.

#include <gmock/gmock.h>

#include "data_folder.h"

namespace kith::scenario {
namespace {

using testing::HasSubstr;

class Repeats : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    token_ = member("ada", "owner");
    server_ = serve(data_);
  }
  Api ada() const { return Api(data_, token_); }
  Api::Answer again(const std::string& target, const json& body) const {
    return ada().post("/api/v1" + target, body, "the key");
  }

  std::string token_;
  std::unique_ptr<KithProcess> server_;
};

TEST_F(Repeats, of_a_member_and_a_workspace_answer_with_the_same_one) {
  const json kim = {{"name", "Kim"},
                    {"email", "kim@shop.example"},
                    {"role", "agent"},
                    {"password", "correct horse battery staple"}};
  const Api::Answer first = again("/members", kim);
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(server_->stop(), 0);
  server_ = serve(data_);
  const Api::Answer second = again("/members", kim);
  EXPECT_EQ(second.status, 201) << second.body;
  EXPECT_EQ(second.body["id"], first.body["id"]);
  EXPECT_EQ(ada().get("/api/v1/members").body["items"].size(), 2U);
  json other = kim;
  other["name"] = "Kim K";
  EXPECT_EQ(again("/members", other).status, 422);

  const json workspace = {{"name", "Second"}};
  const json made = again("/workspaces", workspace).body;
  EXPECT_EQ(again("/workspaces", workspace).body["id"], made["id"]);
}

TEST_F(Repeats, of_what_has_a_secret_say_that_it_was_shown_and_make_no_other) {
  const json token = {{"name", "machine"}, {"scopes", {"access.workspace.read"}}};
  const Api::Answer first = again("/tokens", token);
  ASSERT_EQ(first.status, 200) << first.body;
  const Api::Answer second = again("/tokens", token);
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.body["errors"][0]["code"], "secret_shown_once") << second.body;
  EXPECT_THAT(second.body["detail"].get<std::string>(),
              HasSubstr(first.body["token"]["id"].get<std::string>()));
  EXPECT_EQ(ada().get("/api/v1/tokens").body["items"].size(), 2U);
  const std::string secret = first.body["secret"];
  EXPECT_TRUE(readable(data_, {"xxxx" + secret}).empty()) << "it is kept nowhere";

  const json kim = {{"name", "Kim"}, {"email", "kim@shop.example"}, {"role", "agent"}};
  EXPECT_EQ(again("/members/invite", kim).status, 200);
  EXPECT_EQ(again("/members/invite", kim).status, 409);
  EXPECT_EQ(ada().get("/api/v1/members").body["items"].size(), 2U);
}

TEST_F(Repeats, of_what_was_refused_are_tried_again) {
  const json kim = {{"name", "Kim"}, {"email", "kim@shop.example"}, {"role", "nobody"}};
  EXPECT_GE(again("/members/invite", kim).status, 400);
  EXPECT_NE(again("/members/invite", kim).status, 409);
}

}  // namespace
}  // namespace kith::scenario
