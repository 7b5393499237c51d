// SPDX-License-Identifier: Apache-2.0
#include "shop.h"

/// The department modules as loaded files: an executable that has none built in serves them.
namespace kith::fault {
namespace {

using LoadedService = Shop;

constexpr const char* cases = "SELECT count(*) FROM service_case";

TEST_F(LoadedService, works_as_the_built_in_one_does_and_what_it_made_stays_without_it) {
  found(data_);
  start({"kith_service"});
  KeepAlive api(data_);
  for (int post = 0; post < 20; ++post) {
    const auto answer =
        api.post("/api/v1/intake", {{"posts", {question("p" + std::to_string(post))}}});
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 200) << answer->body;
  }
  EXPECT_TRUE(wait_for(cases, 20, std::chrono::seconds(10)));
  const auto listed = api.get("/api/v1/service/cases");
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->body["items"].size(), 20U) << listed->body;
  EXPECT_EQ(stop(), 0);

  start();
  const auto gone = KeepAlive(data_).get("/api/v1/service/cases");
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->status, 404) << "nobody mounts its routes";
  KeepAlive without(data_);
  ASSERT_TRUE(without.post("/api/v1/intake", {{"posts", {question("later")}}}));
  EXPECT_EQ(number(cases), 20) << "its rows stay, its cursor waits";
  EXPECT_EQ(stop(), 0);

  start({"kith_service"});
  EXPECT_TRUE(wait_for(cases, 21, std::chrono::seconds(10))) << "it goes on where it was";
  EXPECT_EQ(stop(), 0);
  const scenario::Ran check = scenario::run_kith(
      {"rebuild", "service", "--check", "--data", data_, "--module", module_file("kith_service")});
  EXPECT_EQ(check.exit_code, 0) << check.output;
}

}  // namespace
}  // namespace kith::fault
