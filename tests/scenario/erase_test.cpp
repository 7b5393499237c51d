// SPDX-License-Identifier: Apache-2.0
// Somebody asks to be forgotten: they are gone from answers, exports, the bytes of the files and
// whatever is restored or imported again; the log and the projections hold.

#include <gmock/gmock.h>

#include <thread>

#include "data_folder.h"

namespace kith::scenario {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<std::string> words = {
    "qjxanamevwz", "qjxbtextkpw", "qjxcnotezzw", "qjxdreplykv", "qjxesubjwkp",  "qjxfasksvkw",
    "qjxgpromwkz", "qjxhlaterpw", "qjxielsewkv", "qjxjanswvkp", "qjxkinfilewz", "qjxlansfilkv"};
constexpr std::size_t in_file = 10;    // of their own
constexpr std::size_t in_answer = 11;  // that was sent to them

class Erasure : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    token_ = member("ada", "owner");
    std::vector<json> posts;
    for (int each = 0; each < 150; ++each) {
      posts.push_back(post("p" + std::to_string(each), "Guest " + std::to_string(each % 20),
                           "An ordinary question about parcel " + std::to_string(each) + "?"));
    }
    posts.push_back(post("b1", words[0], "My secret is " + words[1] + ". Where is it?"));
    posts.back()["subject"] = "About " + words[4];
    posts.back()["attachments"] = {
        {{"file", file_of("posts.jsonl", "A picture of " + words[in_file])}, {"name", "a.txt"}}};
    posts.push_back(post("b2", words[0], "And once more: " + words[7], "b1"));
    posts.push_back(post("b3", words[0], "I have that too, " + words[8], "p7"));
    write_posts("posts.jsonl", posts);
    EXPECT_EQ(import("posts.jsonl", data_)["stored"], 153);
  }

  static std::string person_of(const Api& api, const std::string& conversation) {
    return api.get("/api/v1/conversations/" + conversation).body["conversation"]["person_id"];
  }

  /// What colleagues wrote about and to them.
  void answer(const Api& ada) {
    const json found = ada.get("/api/v1/search?q=" + words[1]).body;
    ASSERT_EQ(found["items"].size(), 1U) << found;
    conversation_ = found["items"][0]["conversation_id"];
    const std::string path = "/api/v1/conversations/" + conversation_;
    person_ = person_of(ada, conversation_);
    EXPECT_EQ(ada.post(path + "/notes", {{"text", "She said " + words[2]}}).status, 201);
    const json messages = ada.get(path + "/messages").body["items"];
    std::string seen;
    for (const json& message : messages) {
      if (message["direction"] != "note") {
        seen = std::max(seen, message["id"].get<std::string>());
      }
    }
    const json file = ada.upload("b.txt", "An answer with " + words[in_answer]).body;
    EXPECT_EQ(
        ada.post(path + "/replies",
                 {{"text", "Dear " + words[3]}, {"seen", seen}, {"attachments", {file["id"]}}})
            .status,
        201);
    EXPECT_EQ(ada.post("/api/v1/handoffs", {{"conversation_id", conversation_},
                                            {"from", "service"},
                                            {"to", "product"},
                                            {"question", "What of " + words[5] + "?"}})
                  .status,
              201);
    EXPECT_EQ(ada.post("/api/v1/promises", {{"conversation_id", conversation_},
                                            {"due", "2026-12-01T00:00:00Z"},
                                            {"text", "Call " + words[6]}})
                  .status,
              201);
  }

  /// All that the API says of anything, as one text.
  static std::string everything_said(const Api& api) {
    std::string all;
    const auto add = [&](const std::string& target) {
      const Api::Answer answer = api.get(target);
      all += answer.body.dump();
      return answer.body;
    };
    const json conversations = add("/api/v1/conversations?limit=200");
    for (const json& each : conversations["items"]) {
      const std::string id = each["id"];
      add("/api/v1/conversations/" + id);
      add("/api/v1/conversations/" + id + "/messages?limit=200");
      add("/api/v1/service/cases/" + id);
      if (each.contains("person_id")) {
        add("/api/v1/persons/" + each["person_id"].get<std::string>());
      }
    }
    add("/api/v1/handoffs?department=product");
    add("/api/v1/promises");
    add("/api/v1/events?after=0");
    add("/api/v1/erasures");
    for (const std::string& word : words) {
      const json hits = add("/api/v1/search?q=" + word)["items"];
      EXPECT_TRUE(hits.empty()) << word;
    }
    return all;
  }
  static void expect_nothing_said(const Api& api) {
    const std::string all = everything_said(api);
    EXPECT_THAT(all, HasSubstr("An ordinary question"));
    for (const std::string& word : words) {
      EXPECT_THAT(all, Not(HasSubstr(word))) << word;
    }
  }
  void expect_not_exported(const std::string& data) {
    const Ran exported = run_kith({"export", "--data", data});
    EXPECT_EQ(exported.exit_code, 0);
    EXPECT_THAT(exported.output, HasSubstr("An ordinary question"));
    for (const std::string& word : words) {
      EXPECT_THAT(exported.output, Not(HasSubstr(word)));
    }
  }
  static void expect_sound(const std::string& data) {
    EXPECT_EQ(run_kith({"verify", "--data", data}).exit_code, 0);
    EXPECT_EQ(run_kith({"rebuild", "service", "--check", "--data", data}).exit_code, 0);
  }

  std::string token_;
  std::string conversation_;
  std::string person_;
};

TEST_F(Erasure, of_a_person_is_whole_and_stays) {
  std::unique_ptr<KithProcess> server = serve(data_);
  const Api ada(data_, token_);
  answer(ada);
  must({"backup", file("before.tar.zst"), "--data", data_});
  const auto before = readable(data_, words);
  EXPECT_GT(before.size(), 9U) << "the search for the words must find them";
  EXPECT_TRUE(before.contains(words[in_file]) && before.contains(words[in_answer]));

  const json erased = must({"erase", person_, "--yes", "--data", data_});
  EXPECT_EQ(erased["person_id"], person_);
  expect_nothing_said(ada);
  expect_not_exported(data_);
  EXPECT_EQ(run_kith({"erase", person_, "--yes", "--data", data_}).exit_code, 1)
      << "was erased already";
  EXPECT_EQ(run_kith({"erase", "4711", "--yes", "--data", data_}).exit_code, 1) << "nobody";
  EXPECT_EQ(must({"erase", person_, "--yes", "--now", "--data", data_})["is_gone_from_files"],
            true);
  EXPECT_THAT(readable(data_, words), IsEmpty()) << "while the server runs";
  const std::string audit = ada.get("/api/v1/audit?action=data_erased").body.dump();
  EXPECT_THAT(audit, HasSubstr(person_));

  EXPECT_EQ(import("posts.jsonl", data_)["stored"], 0);
  expect_nothing_said(ada);
  EXPECT_EQ(server->stop(), 0);
  EXPECT_THAT(readable(data_, words), IsEmpty());
  expect_sound(data_);

  const json restored = must({"restore", file("before.tar.zst"), "--data", file("restored")});
  EXPECT_EQ(restored["erased"], 1) << restored;
  EXPECT_THAT(readable(file("restored"), words), IsEmpty());
  std::filesystem::copy_file(file("data.key"), file("restored.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(import("posts.jsonl", file("restored"))["stored"], 0);
  expect_sound(file("restored"));
  expect_not_exported(file("restored"));
  server = serve(file("restored"));
  expect_nothing_said(Api(file("restored")));
  EXPECT_EQ(server->stop(), 0);
}

TEST_F(Erasure, reaches_all_who_were_one_person_and_a_store_that_never_saw_their_posts) {
  write_posts("more.jsonl", {post("c1", words[9], "It is me again, " + words[2] + "?")});
  EXPECT_EQ(import("more.jsonl", data_)["stored"], 1);
  std::unique_ptr<KithProcess> server = serve(data_);
  const Api ada(data_, token_);
  const json one = ada.get("/api/v1/search?q=" + words[1]).body["items"][0];
  const json two = ada.get("/api/v1/search?q=" + words[2]).body["items"][0];
  std::vector<std::string> persons;
  for (const json& found : {one, two}) {
    persons.push_back(person_of(ada, found["conversation_id"]));
  }
  ASSERT_NE(persons[0], persons[1]);
  EXPECT_LT(ada.post("/api/v1/persons/" + persons[1] + "/merge", {{"into", persons[0]}}).status,
            300);
  EXPECT_EQ(server->stop(), 0);

  const json erased = must({"erase", persons[1], "--yes", "--now", "--data", data_});
  EXPECT_EQ(erased["is_finished"], true) << "without a server it is finished here";
  EXPECT_EQ(erased["person_ids"].size(), 2U);
  EXPECT_EQ(erased["is_gone_from_files"], true);
  EXPECT_THAT(readable(data_, words), IsEmpty());
  expect_not_exported(data_);
  expect_sound(data_);
  // An older post of theirs that never came here before stays away too.
  write_posts("older.jsonl", {post("c0", words[9], "The very first of " + words[3] + "?")});
  EXPECT_EQ(import("older.jsonl", data_)["duplicates"], 1);
  EXPECT_THAT(readable(data_, words), IsEmpty());
}

TEST_F(Erasure, goes_on_after_a_kill_and_takes_back_what_networks_take_back) {
  {
    const std::unique_ptr<KithProcess> server = serve(data_);
    const Api ada(data_, token_);
    answer(ada);
    const json gone = {{"posts",
                        {{{"channel", "chat"},
                          {"kind", "delete"},
                          {"native_id", "p3"},
                          {"author", {{"native_id", "x"}}},
                          {"posted_at", "2026-01-05T10:00:00Z"}}}}};
    must({"backup", file("before.tar.zst"), "--data", data_});
    EXPECT_EQ(ada.post("/api/v1/intake", gone).status, 200);
    EXPECT_EQ(ada.post("/api/v1/persons/" + person_ + "/erase", json::object()).status, 200);
    server->kill_at_once();
  }
  {
    const std::unique_ptr<KithProcess> server = serve(data_);
    expect_nothing_said(Api(data_));
    EXPECT_EQ(must({"erase", person_, "--yes", "--now", "--data", data_})["is_finished"], true);
    EXPECT_EQ(server->stop(), 0);
  }
  EXPECT_THAT(readable(data_, words), IsEmpty());
  expect_sound(data_);
  const json restored = must({"restore", file("before.tar.zst"), "--data", file("restored")});
  EXPECT_EQ(restored["erased"], 2) << "a person and a post";
  const Ran exported = run_kith({"export", "--data", file("restored")});
  EXPECT_THAT(exported.output, Not(HasSubstr("parcel 3?")));
  EXPECT_THAT(exported.output, HasSubstr("parcel 33?"));
}

}  // namespace
}  // namespace kith::scenario
