// SPDX-License-Identifier: Apache-2.0
// What is done with all of a company's data is on the record, whether a server runs or not.

#include <gmock/gmock.h>

#include "data_folder.h"

namespace kith::scenario {
namespace {

class Audit : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    write_posts("posts.jsonl", {post("1", "Kim", "Where is it?")});
    EXPECT_EQ(import("posts.jsonl", data_)["stored"], 1);
  }
  static std::size_t entries(const std::string& data, const std::string& action) {
    return Api(data).get("/api/v1/audit?action=" + action).body["items"].size();
  }
};

TEST_F(Audit, has_exports_backups_and_restores_of_a_stopped_and_of_a_running_server) {
  must({"export", "--data", data_, "--out", file("1.jsonl")});
  must({"backup", file("1.tar.zst"), "--data", data_});
  std::unique_ptr<KithProcess> server = serve(data_);
  EXPECT_EQ(entries(data_, "data_exported"), 1U);
  EXPECT_EQ(entries(data_, "data_backed_up"), 1U);
  must({"export", "--data", data_, "--out", file("2.jsonl")});
  must({"backup", file("2.tar.zst"), "--data", data_});
  EXPECT_EQ(entries(data_, "data_exported"), 2U);
  EXPECT_EQ(entries(data_, "data_backed_up"), 2U);
  EXPECT_EQ(server->stop(), 0);
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);

  must({"restore", file("2.tar.zst"), "--data", file("restored")});
  std::filesystem::copy_file(data_ + ".key", file("restored.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(run_kith({"verify", "--data", file("restored")}).exit_code, 0);
  server = serve(file("restored"));
  EXPECT_EQ(entries(file("restored"), "data_restored"), 1U);
  EXPECT_EQ(entries(file("restored"), "data_exported"), 2U);
  EXPECT_EQ(server->stop(), 0);
}

TEST_F(Audit, has_erasures_by_command_and_those_need_a_yes) {
  std::unique_ptr<KithProcess> server = serve(data_);
  const json found = Api(data_).get("/api/v1/search?q=where").body["items"][0];
  const std::string person =
      Api(data_)
          .get("/api/v1/conversations/" + found["conversation_id"].get<std::string>())
          .body["conversation"]["person_id"];
  const Ran asked = run_kith({"erase", person, "--data", data_}, "yes\n");
  EXPECT_EQ(asked.exit_code, 1);
  EXPECT_THAT(asked.errors, testing::HasSubstr("--yes"));
  EXPECT_EQ(entries(data_, "data_erased"), 0U);
  must({"erase", person, "--yes", "--data", data_});
  EXPECT_EQ(entries(data_, "data_erased"), 1U);
  EXPECT_EQ(server->stop(), 0);
}

}  // namespace
}  // namespace kith::scenario
