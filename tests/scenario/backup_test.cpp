// SPDX-License-Identifier: Apache-2.0
// Backups under load, what is refused, and exports that come in again the same.

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "data_folder.h"

namespace kith::scenario {
namespace {

using testing::HasSubstr;
using testing::IsSubsetOf;

class Backup : public DataFolderTest {
 protected:
  void import_some(int posts) {
    std::vector<json> all;
    for (int each = 0; each < posts; ++each) {
      const std::string id = "p" + std::to_string(each);
      all.push_back(post(id, "Guest " + std::to_string(each % 7),
                         "Question " + std::to_string(each) + ", =1+1 \"quoted\"?",
                         each % 3 == 0 ? "" : "p" + std::to_string(each - each % 3)));
      if (each % 3 == 2) {
        all.back()["direction"] = "outbound";
        all.back()["author"] = {{"native_id", "shop"}, {"name", "Shop"}};
        all.back()["html"] = "<p>Question <b>" + std::to_string(each) + "</b></p>";
      }
    }
    write_posts("posts.jsonl", all);
    EXPECT_EQ(import("posts.jsonl", data_)["stored"], posts);
  }
  static std::string bytes_of(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  void expect_refused(const std::vector<std::string>& arguments, const std::string& why) {
    const Ran ran = run_kith(arguments);
    EXPECT_EQ(ran.exit_code, 1);
    EXPECT_THAT(ran.errors, HasSubstr(why));
  }
};

TEST_F(Backup, under_load_has_all_that_was_acknowledged_before) {
  import_some(600);
  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  ASSERT_TRUE(Api(data_).wait_until_ready());
  std::atomic<bool> stop = false;
  std::atomic<int> acknowledged = 0;
  std::thread load([&] {
    const Api api(data_);
    for (int each = 0; !stop; ++each) {
      const json answer =
          api.post("/api/v1/intake", {{"posts",
                                       {post("live" + std::to_string(each), "Guest 1",
                                             "live message " + std::to_string(each) + " end?")}}})
              .body;
      if (answer["results"][0]["status"] == "stored") {
        acknowledged = each + 1;
      }
    }
  });
  for (int round = 0; round < 3; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const int before = acknowledged;
    const std::string name = "round" + std::to_string(round);
    must({"backup", file(name + ".tar.zst"), "--data", data_});
    must({"restore", file(name + ".tar.zst"), "--data", file(name)});
    EXPECT_EQ(run_kith({"verify", "--data", file(name)}).exit_code, 0);
    EXPECT_EQ(run_kith({"rebuild", "service", "--check", "--data", file(name)}).exit_code, 0);
    const std::string exported = run_kith({"export", "--data", file(name)}).output;
    EXPECT_GT(before, 0);
    for (int each = 0; each < before; ++each) {
      EXPECT_THAT(exported, HasSubstr("live message " + std::to_string(each) + " end?"));
    }
  }
  stop = true;
  load.join();
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(Backup, is_restored_to_the_same_and_never_with_the_key) {
  import_some(90);
  const json manifest = must({"backup", file("a.tar.zst"), "--data", data_});
  for (const json& each : manifest["files"]) {
    EXPECT_EQ(each["name"].get<std::string>().find("key"), std::string::npos);
  }
  const std::string key = bytes_of(data_ + ".key");
  ASSERT_GT(key.size(), 20U);
  EXPECT_EQ(bytes_of(file("a.tar.zst")).find(key.substr(0, 20)), std::string::npos);
  must({"restore", file("a.tar.zst"), "--data", file("b")});
  EXPECT_FALSE(std::filesystem::exists(file("b.restoring")));
  must({"export", "--data", data_, "--out", file("a.jsonl")});
  must({"export", "--data", file("b"), "--out", file("b.jsonl")});
  EXPECT_EQ(bytes_of(file("a.jsonl")), bytes_of(file("b.jsonl")));
  EXPECT_EQ(run_kith({"import", "jsonl", file("posts.jsonl"), "--data", file("b")}).exit_code, 4)
      << "the key is brought by hand";
  std::filesystem::copy_file(data_ + ".key", file("b.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(import("posts.jsonl", file("b"))["duplicates"], 90);
}

TEST_F(Backup, that_is_damaged_or_in_the_wrong_place_is_refused) {
  import_some(60);
  must({"backup", file("a.tar.zst"), "--data", data_});
  expect_refused({"backup", file("a.tar.zst"), "--data", data_}, "there already");
  expect_refused({"backup", data_ + "/a.tar.zst", "--data", data_}, "inside the data folder");
  expect_refused({"backup", file("x.tar.zst"), "--data", file("nothing")}, "no data");
  expect_refused({"restore", file("a.tar.zst"), "--data", data_}, "not empty");
  expect_refused({"restore", file("nothing.tar.zst"), "--data", file("b")}, "cannot be read");
  const std::string whole = bytes_of(file("a.tar.zst"));
  const auto expect_damaged = [&](const std::string& bytes) {
    std::ofstream(file("broken.tar.zst"), std::ios::binary) << bytes;
    expect_refused({"restore", file("broken.tar.zst"), "--data", file("b")}, "cannot be restored");
    EXPECT_FALSE(std::filesystem::exists(file("b")));
    EXPECT_FALSE(std::filesystem::exists(file("b.restoring")));
  };
  for (const std::size_t part : {1U, 2U, 3U}) {
    expect_damaged(whole.substr(0, whole.size() * part / 4));
    std::string flipped = whole;
    flipped[whole.size() * part / 4] ^= 4;
    expect_damaged(flipped);
  }
  std::ofstream(file("list.txt")) << "something else\n";
  expect_refused(
      {"restore", file("a.tar.zst"), "--data", file("b"), "--erasures", file("list.txt")},
      "Line 1");
  EXPECT_FALSE(std::filesystem::exists(file("b")));
}

TEST_F(Backup, exports_come_in_again_as_the_same_messages_in_the_same_threads) {
  import_some(120);
  EXPECT_EQ(must({"export", "--data", data_, "--out", file("out.jsonl")}),
            (json{{"messages", 120}, {"conversations", 40}, {"files", 0}}));
  EXPECT_EQ(import("out.jsonl", file("again"))["stored"], 120);
  std::vector<std::multiset<std::string>> all;
  for (const std::string& data : {data_, file("again")}) {
    KithProcess server({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    ASSERT_TRUE(Api(data).wait_until_ready());
    all.push_back(threads(Api(data)));
    EXPECT_EQ(server.stop(), 0);
  }
  EXPECT_EQ(all[0].size(), 40U);
  EXPECT_EQ(all[0], all[1]);
  must({"export", "--data", file("again"), "--out", file("out2.jsonl")});
  EXPECT_EQ(bytes_of(file("out.jsonl")).size(), bytes_of(file("out2.jsonl")).size());
}

TEST_F(Backup, tables_for_people_hold_no_formulas) {
  write_posts("posts.jsonl", {post("1", "=cmd", "=1+1"), post("2", "@b", "-2+3"),
                              post("3", "+c", "plain, \"quoted\"\nand broken")});
  EXPECT_EQ(import("posts.jsonl", data_)["stored"], 3);
  const Ran ran = run_kith({"export", "--format", "csv", "--data", data_});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.output, HasSubstr("\"'=cmd\",\"'=1+1\"\r\n"));
  EXPECT_THAT(ran.output, HasSubstr("\"'@b\",\"'-2+3\"\r\n"));
  EXPECT_THAT(ran.output, HasSubstr("\"'+c\",\"plain, \"\"quoted\"\"\nand broken\"\r\n"));
}

}  // namespace
}  // namespace kith::scenario
