// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "shop.h"

/// The department modules as loaded files: an executable that has none built in serves them.
namespace kith::fault {
namespace {

constexpr const char* cases = "SELECT count(*) FROM service_case";

// What each department makes of the post below.
const std::map<std::string, std::string> first_behaviours = {
    {"service", cases},
    {"product", "SELECT count(*) FROM product_wish"},
    {"sales", "SELECT count(*) FROM sales_thread"},
    {"logistics", "SELECT count(*) FROM logistics_noted"},
    {"people", "SELECT count(*) FROM people_thread"},
    {"marketing", "SELECT count(*) FROM marketing_mention"}};

class LoadedDepartments : public Shop {
 protected:
  // A wish that waits for an answer, speaks of what is watched, and recommends.
  void post(const std::string& id) {
    nlohmann::json wish = question(id);
    wish["text"] = "The lid is cracked again. Could you add a steel lid? I recommend this bottle.";
    const auto answer = KeepAlive(data_).post("/api/v1/intake", {{"posts", {wish}}});
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->body["results"][0]["status"], "stored") << answer->body;
  }
  void watch_lids() {
    const auto made = KeepAlive(data_).post(
        "/api/v1/logistics/watches",
        {{"name", "Cracked lids"}, {"topic", "breakage"}, {"topic_terms", {"cracked"}}});
    ASSERT_TRUE(made);
    ASSERT_LT(made->status, 300) << made->body;
  }
  std::size_t routes_of(const std::string& module) {
    const auto api = KeepAlive(data_).get("/api/openapi.json");
    std::size_t routes = 0;
    for (const auto& [path, verbs] : api->body["paths"].items()) {
      routes += path.starts_with("/api/v1/" + module + "/") ? verbs.size() : 0;
    }
    return routes;
  }
  void expect_first_behaviour(const std::string& module) {
    ASSERT_TRUE(first_behaviours.contains(module)) << "say what it makes of a post";
    EXPECT_TRUE(wait_for(first_behaviours.at(module), 1, std::chrono::seconds(10))) << module;
    EXPECT_GT(routes_of(module), 0U) << module;
    EXPECT_EQ(number("SELECT count(*) FROM bus_hold"), 0);
  }
  void expect_rebuilds(const std::string& module) {
    const scenario::Ran check = scenario::run_kith(
        {"rebuild", module, "--check", "--data", data_, "--module", module_file("kith_" + module)});
    EXPECT_EQ(check.exit_code, 0) << check.output << check.errors;
  }
};

TEST_F(LoadedDepartments, each_does_what_it_is_there_for_with_no_other_beside_it) {
  for (const std::string& module : departments()) {
    SCOPED_TRACE(module);
    found((folder_ / module).string());
    start({"kith_" + module});
    if (module == "logistics") {
      watch_lids();
    }
    post("p1");
    expect_first_behaviour(module);
    EXPECT_EQ(stop(), 0);
    expect_rebuilds(module);
  }
}

TEST_F(LoadedDepartments, all_work_beside_each_other) {
  std::vector<std::string> files;
  for (const std::string& module : departments()) {
    files.push_back("kith_" + module);
  }
  found(data_);
  start(files);
  watch_lids();
  post("p1");
  for (const std::string& module : departments()) {
    expect_first_behaviour(module);
  }
  EXPECT_EQ(stop(), 0);
}

TEST_F(LoadedDepartments, one_works_as_when_built_in_and_what_it_made_stays_without_it) {
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
  post("later");
  EXPECT_EQ(number(cases), 20) << "its rows stay, its cursor waits";
  EXPECT_EQ(stop(), 0);

  start({"kith_service"});
  EXPECT_TRUE(wait_for(cases, 21, std::chrono::seconds(10))) << "it goes on where it was";
  EXPECT_EQ(stop(), 0);
  expect_rebuilds("service");
}

}  // namespace
}  // namespace kith::fault
