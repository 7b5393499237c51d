// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "data_folder.h"

namespace kith::scenario {
namespace {

/// The company of the demonstration, whose twelve weeks are past.
class Figures : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    must({"demo", "--figures", "0", "--data", data_});
  }
  static json of(const json& figures, const std::string& metric) {
    for (const json& figure : figures["items"]) {
      if (figure["metric"] == metric) {
        return figure;
      }
    }
    ADD_FAILURE() << "no figure " << metric;
    return {};
  }
};

TEST_F(Figures, of_the_same_log_are_the_same_whoever_works_them_out_and_in_how_many_steps) {
  const std::string copy = file("copy");
  std::filesystem::copy(data_, copy, std::filesystem::copy_options::recursive);
  std::filesystem::copy(data_ + ".key", copy + ".key");
  const json newest = must({"figures", "--days", "16", "--data", data_});
  const json history =
      must({"figures", "--days", "16", "--metric", "service.coverage", "--data", data_});
  EXPECT_GT(of(newest, "service.coverage")["n"], 20);
  EXPECT_GT(of(newest, "service.first_reply.median")["value"], 0);
  EXPECT_EQ(history["items"].size(), 16U);
  EXPECT_TRUE(std::ranges::any_of(history["items"], [](const json& figure) {
    return figure["status"] == "ok";
  })) << history;

  const std::unique_ptr<KithProcess> server = serve(copy);
  const Api api(copy);
  json done = {{"left", 1}};
  for (int steps = 0; steps < 10 && done.value("left", 1) > 0; ++steps) {
    done = api.post("/api/v1/figures/days", {{"days", 16}}).body;
  }
  EXPECT_EQ(done["left"], 0) << done;
  EXPECT_EQ(api.get("/api/v1/figures").body, newest);
  EXPECT_EQ(api.get("/api/v1/figures?limit=200&metric=service.coverage").body, history);
  EXPECT_EQ(api.post("/api/v1/figures/days", {{"days", 16}}).body["computed"], 0);
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
  for (const char* module : {"service", "product", "sales", "logistics", "people"}) {
    EXPECT_EQ(run_kith({"rebuild", module, "--check", "--data", data_}).exit_code, 0) << module;
  }
}

TEST_F(Figures, open_the_messages_that_they_stand_on) {
  const json newest = must({"figures", "--days", "1", "--data", data_});
  const std::unique_ptr<KithProcess> server = serve(data_);
  const Api api(data_);
  const json inputs = api.get(of(newest, "service.coverage")["inputs"]).body;
  ASSERT_GT(inputs["items"].size(), 0U) << inputs;
  const json message =
      api.get("/api/v1/messages?ids=" + inputs["items"][0]["message_id"].get<std::string>()).body;
  EXPECT_EQ(message["items"][0]["direction"], "inbound");
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  for (const json& each : inputs["items"]) {
    const std::int64_t id = std::stoll(each["message_id"].get<std::string>());
    EXPECT_LE(id, before);
    before = id;
  }
}

TEST_F(Figures, are_shown_in_words_on_the_command_line_and_mistakes_are_named) {
  const Ran none = run_kith({"figures", "--data", data_});
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_NE(none.output.find("There are none yet."), std::string::npos) << none.output;
  const Ran some = run_kith({"figures", "--days", "1", "--data", data_});
  EXPECT_NE(some.output.find("service.coverage"), std::string::npos) << some.output;
  EXPECT_NE(some.errors.find("Days worked out: 1, left: 0."), std::string::npos) << some.errors;
  EXPECT_EQ(run_kith({"figures", "--days", "0", "--data", data_}).exit_code, 2);
  EXPECT_EQ(run_kith({"figures", "--metric", "No Such", "--data", data_}).exit_code, 1);
}

}  // namespace
}  // namespace kith::scenario
