// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <set>
#include <thread>

#include "data_folder.h"

/// A company's first hour, through the real binary alone.
namespace kith::scenario {
namespace {

using nlohmann::json;

constexpr int threads_in_file = 400;

class Company : public DataFolderTest {
 protected:
  // Threads of three tweets, answers before questions, one row broken, one thread whose first
  // tweet is missing.
  void write_file() const {
    std::ofstream out(file("twcs.csv"));
    out << "tweet_id,author_id,inbound,created_at,text,response_tweet_id,"
           "in_response_to_tweet_id\n";
    for (int thread = 0; thread < threads_in_file; ++thread) {
      const int first = 1000 + thread * 10;
      const std::string minute = std::to_string(10 + thread % 50);
      const auto row = [&](int id, bool inbound, int second, const std::string& text,
                           const std::string& answers, const std::string& parent) {
        out << id << ',' << (inbound ? "c" + std::to_string(thread) : "shop") << ','
            << (inbound ? "True" : "False") << ",Tue Oct 31 22:" << minute << ":0" << second
            << " +0000 2017,\"" << text << "\",\"" << answers << "\"," << parent << '\n';
      };
      row(first + 2, true, 3, "Still no answer,\nwhere is it?", "", std::to_string(first + 1));
      row(first + 1, false, 2, "We are looking into it.", std::to_string(first + 2),
          std::to_string(first));
      row(first, true, 1, "My parcel number " + std::to_string(thread) + " is late. Where is it?",
          std::to_string(first + 1) + ",999", "");
    }
    out << "77,c,True,yesterday,\"no time\",,\n";
    out << "78,c,True,Tue Oct 31 22:59:59 +0000 2017,\"an orphan asks why?\",,5555555\n";
  }
  static constexpr int rows_in_file = threads_in_file * 3 + 2;

  json import() const { return must({"import", "twcs", file("twcs.csv"), "--data", data_}); }
};

TEST_F(Company, imports_once_into_the_threads_that_the_replies_tell) {
  write_file();
  const json first = import();
  EXPECT_EQ(first["read"], rows_in_file);
  EXPECT_EQ(first["stored"], rows_in_file - 1);
  EXPECT_EQ(first["rejected"], 1);
  std::ifstream rejects(file("twcs.csv") + ".rejected.jsonl");
  std::string reject;
  ASSERT_TRUE(std::getline(rejects, reject));
  EXPECT_TRUE(json::parse(reject)["reason"].get<std::string>().find("yesterday") !=
              std::string::npos);
  const json second = import();
  EXPECT_EQ(second["stored"], 0);
  EXPECT_EQ(second["duplicates"], rows_in_file - 1);

  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  const Api api(data_);
  ASSERT_TRUE(api.wait_until_ready());
  const std::multiset<std::string> all = threads(api);
  EXPECT_EQ(all.size(), threads_in_file + 1U);
  for (int thread = 0; thread < threads_in_file; ++thread) {
    EXPECT_EQ(all.count("My parcel number " + std::to_string(thread) +
                        " is late. Where is it?|Still no answer,\nwhere is it?|We are looking "
                        "into it.|"),
              1U)
        << thread;
  }
  EXPECT_EQ(server.stop(), 0);
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
  EXPECT_EQ(run_kith({"rebuild", "service", "--check", "--data", data_}).exit_code, 0);
}

TEST_F(Company, ends_in_the_same_state_when_the_import_is_killed_and_run_again) {
  write_file();
  for (const int wait : {60, 120, 200}) {
    KithProcess importing({"import", "twcs", file("twcs.csv"), "--data", data_});
    std::this_thread::sleep_for(std::chrono::milliseconds(wait));
    importing.kill_at_once();
  }
  import();
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
  EXPECT_EQ(run_kith({"rebuild", "service", "--check", "--data", data_}).exit_code, 0);
  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  const Api api(data_);
  ASSERT_TRUE(api.wait_until_ready());
  EXPECT_EQ(threads(api).size(), threads_in_file + 1U);
  EXPECT_EQ(import()["stored"], 0) << "while the server runs, too";
}

TEST_F(Company, hears_a_message_within_a_second_and_answers_it_once) {
  member("ada", "owner");
  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  const Api api(data_);
  ASSERT_TRUE(api.wait_until_ready());
  const json post = {{"posts",
                      {{{"channel", "chat"},
                        {"native_id", "m1"},
                        {"author", {{"native_id", "kim"}, {"name", "Kim"}}},
                        {"text", "Where is my Größenrückgabe refund?"}}}}};
  const Api::Answer stored = api.post("/api/v1/intake", post);
  ASSERT_EQ(stored.status, 200);
  EXPECT_EQ(stored.body["results"][0]["status"], "stored");
  EXPECT_EQ(api.post("/api/v1/intake", post).body["results"][0]["status"], "duplicate");
  const std::string conversation = stored.body["results"][0]["conversation_id"];

  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  bool is_case = false;
  bool is_found = false;
  while (std::chrono::steady_clock::now() < deadline && !(is_case && is_found)) {
    is_case = api.get("/api/v1/service/cases/" + conversation).status == 200;
    const json hits = api.get("/api/v1/search?q=grossenruckgabe").body;
    is_found = hits.contains("items") && hits["items"].size() == 1;
  }
  EXPECT_TRUE(is_case);
  EXPECT_TRUE(is_found);
  const json waiting = api.get("/api/v1/conversations?needs_reply=true").body;
  ASSERT_EQ(waiting["items"].size(), 1U);
  EXPECT_EQ(waiting["items"][0]["id"], conversation);
}

TEST_F(Company, sends_a_reply_once_that_was_undone_and_written_again) {
  const std::string token = member("ada", "owner");
  KithProcess server({"serve", "--data", data_, "--listen", "127.0.0.1:0"});
  const Api machine(data_);
  ASSERT_TRUE(machine.wait_until_ready());
  const Api ada(data_, token);
  const json stored = ada.post("/api/v1/intake", {{"posts",
                                                   {{{"channel", "chat"},
                                                     {"native_id", "m1"},
                                                     {"author", {{"native_id", "kim"}}},
                                                     {"text", "Where is my refund?"}}}}})
                          .body;
  const std::string conversation = stored["results"][0]["conversation_id"];
  const std::string replies = "/api/v1/conversations/" + conversation + "/replies";
  const json reply = {
      {"text", "On its way."}, {"seen", stored["results"][0]["message_id"]}, {"hold_seconds", 1}};
  const json first = ada.post(replies, reply).body;
  EXPECT_EQ(first["delivery"], "held");
  const json undone =
      ada.post("/api/v1/messages/" + first["id"].get<std::string>() + "/undo", json::object()).body;
  EXPECT_EQ(undone["delivery"], "undone");
  const json second = ada.post(replies, reply, "write-again").body;
  EXPECT_EQ(ada.post(replies, reply, "write-again").body["id"], second["id"]);
  json taken;
  for (int wait = 0; wait < 50 && taken.empty(); ++wait) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    taken = ada.post("/api/v1/outbox/take", json::object()).body["items"];
  }
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0]["message_id"], second["id"]);
  EXPECT_EQ(taken[0]["recipients"], json::array({"kim"}));
  EXPECT_EQ(ada.post("/api/v1/outbox/take", json::object()).body["items"].size(), 0U);
  EXPECT_EQ(ada.post("/api/v1/outbox/" + taken[0]["id"].get<std::string>() + "/report",
                     {{"outcome", "sent"}, {"native_id", "n-1"}})
                .status,
            204);
  EXPECT_EQ(ada.get("/api/v1/conversations?needs_reply=true").body["items"].size(), 0U);
}

TEST_F(Company, refuses_wrong_settings_with_line_and_nearest_name) {
  std::ofstream(folder_ / "kith.toml") << "data = \"x\"\n\n[http]\nlisten_adress = \"a\"\n";
  const Ran ran = run_kith({"serve", "--config", (folder_ / "kith.toml").string()});
  EXPECT_EQ(ran.exit_code, 3);
}

}  // namespace
}  // namespace kith::scenario
