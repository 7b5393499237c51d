// SPDX-License-Identifier: Apache-2.0
// Files through the real binary: uploaded, sent, handed in, given out, kept, missed and moved.

#include <gmock/gmock.h>

#include <thread>

#include "data_folder.h"

namespace kith::scenario {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Attachments : public DataFolderTest {
 protected:
  void SetUp() override {
    DataFolderTest::SetUp();
    ada_ = member("ada", "owner");
    server_ = serve(data_);
  }
  void TearDown() override {
    server_.reset();
    DataFolderTest::TearDown();
  }

  Api ada() const { return Api(data_, ada_); }

  json hand_in(const std::string& id, const json& attachments) const {
    json one = post(id, "Kim", "Look at this?");
    one["attachments"] = attachments;
    return ada().post("/api/v1/intake", {{"posts", {one}}}).body["results"][0];
  }
  json message(const std::string& id) const {
    return ada().get("/api/v1/messages?ids=" + id).body["items"][0];
  }
  std::string blob(const std::string& bytes, const std::string& data) const {
    return data + "/workspaces/" + workspace_ + "/blobs/" + hex(bytes_of(sha256(bytes)));
  }
  static std::string folder_of(const std::string& data) {
    for (const auto& entry : std::filesystem::directory_iterator(data + "/workspaces")) {
      return entry.path().filename().string();
    }
    return "";
  }

  std::string ada_;
  std::string workspace_;
  std::unique_ptr<KithProcess> server_;
};

TEST_F(Attachments, go_out_with_a_reply_and_come_in_with_a_post) {
  const json picture = ada().upload("lid%20%F0%9F%8E%A9.png", "\x89PNG\r\n\x1a\n...").body;
  EXPECT_EQ(picture["media_type"], "image/png") << picture;
  EXPECT_EQ(picture["state"], "uploaded");
  const json stored = hand_in("n1", {{{"attachment_id", picture["id"]}},
                                     {{"url", "https://cdn.example/x.jpg"}, {"name", "x.jpg"}}});
  ASSERT_EQ(stored["status"], "stored") << stored;
  const json files = message(stored["message_id"])["attachments"];
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0]["state"], "stored");
  EXPECT_EQ(files[1]["state"], "named");
  EXPECT_FALSE(files[1].contains("path"));
  const Api::File given = ada().fetch(files[0]["path"]);
  EXPECT_EQ(given.body, "\x89PNG\r\n\x1a\n...");
  EXPECT_THAT(given.headers.at("content-disposition"),
              HasSubstr("filename*=UTF-8''lid%20%F0%9F%8E%A9.png"));

  const json answer = ada().upload("answer.pdf", "%PDF-1.7 the answer").body;
  const std::string path =
      "/api/v1/conversations/" + stored["conversation_id"].get<std::string>() + "/replies";
  const json reply = ada()
                         .post(path, {{"text", "Here it is."},
                                      {"seen", stored["message_id"]},
                                      {"hold_seconds", 0},
                                      {"attachments", {answer["id"], picture["id"]}}})
                         .body;
  ASSERT_EQ(reply["attachments"].size(), 2U) << reply;
  json taken;
  for (int wait = 0; wait < 100 && taken.empty(); ++wait) {
    taken = ada().post("/api/v1/outbox/take", json::object()).body["items"];
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0]["attachments"], reply["attachments"]);
  EXPECT_EQ(ada().fetch(taken[0]["attachments"][0]["path"]).body, "%PDF-1.7 the answer");
}

TEST_F(Attachments, are_only_attached_by_whom_they_are_from_and_once) {
  const Api grace(data_, member("grace", "agent"));
  const json hers = grace.upload("hers.txt", "from Grace").body;
  EXPECT_EQ(ada().fetch(hers["path"]).status, 404);
  EXPECT_EQ(hand_in("n1", {{{"attachment_id", hers["id"]}}})["status"], "rejected");
  EXPECT_EQ(ada().remove(hers["path"]).status, 404);
  const json mine = ada().upload("mine.txt", "from Ada").body;
  EXPECT_EQ(
      hand_in("n2", {{{"attachment_id", mine["id"]}}, {{"attachment_id", mine["id"]}}})["status"],
      "rejected");
  EXPECT_EQ(hand_in("n3", {{{"attachment_id", mine["id"]}}})["status"], "stored");
  EXPECT_EQ(hand_in("n4", {{{"attachment_id", mine["id"]}}})["status"], "rejected");
  EXPECT_EQ(hand_in("n5", {{{"file", std::string(64, 'a')}}})["status"], "rejected");
  EXPECT_EQ(hand_in("n6", {{{"name", "nothing"}}})["status"], "rejected");
  EXPECT_EQ(ada().remove(mine["path"]).status, 404) << "it belongs to a message now";
  EXPECT_EQ(grace.fetch(mine["path"]).body, "from Ada");
  EXPECT_EQ(grace.remove(hers["path"]).status, 204);
  EXPECT_EQ(grace.fetch(hers["path"]).status, 404);
  workspace_ = folder_of(data_);
  EXPECT_FALSE(std::filesystem::exists(blob("from Grace", data_)));
  EXPECT_TRUE(std::filesystem::exists(blob("from Ada", data_)));
}

TEST_F(Attachments, of_strangers_are_saved_and_never_run) {
  const json svg = ada().upload("..%2F..%2Fx.svg", "<svg onload=alert(1)>").body;
  EXPECT_EQ(svg["name"], "x.svg");
  EXPECT_EQ(svg["media_type"], "application/octet-stream");
  const Api::File given = ada().fetch(svg["path"]);
  EXPECT_EQ(given.headers.at("content-type"), "application/octet-stream");
  EXPECT_EQ(given.headers.at("content-disposition"), "attachment; filename=\"x.svg\"");
  EXPECT_EQ(given.headers.at("x-content-type-options"), "nosniff");
  EXPECT_THAT(given.headers.at("content-security-policy"), HasSubstr("sandbox"));
  const Api::File part = ada().fetch(svg["path"], {{"range", "bytes=1-3"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.body, "svg");
  EXPECT_EQ(ada().fetch(svg["path"], {{"if-none-match", given.headers.at("etag")}}).status, 304);
  EXPECT_EQ(Api(data_, "kith_pat_" + std::string(43, 'A')).fetch(svg["path"]).status, 401);
  EXPECT_EQ(Api(data_, "kith_pat_" + std::string(43, 'A')).upload("a", "b").status, 401);
  EXPECT_EQ(ada().upload("empty.txt", "").status, 400);
  EXPECT_EQ(ada().upload("", "no name").status, 400);
  EXPECT_NE(ada().upload("big.bin", std::string((25U << 20) + 1, 'x')).status, 201);
  EXPECT_EQ(ada().upload("fits.bin", std::string(25U << 20, 'x')).status, 201);
}

TEST_F(Attachments, are_the_same_upload_under_the_same_key) {
  const json first = ada().upload("a.txt", "once", "key-1").body;
  EXPECT_EQ(ada().upload("a.txt", "once", "key-1").body, first);
  EXPECT_EQ(ada().upload("a.txt", "twice", "key-1").status, 422);
  EXPECT_NE(ada().upload("a.txt", "once", "key-2").body["id"], first["id"]);
}

TEST_F(Attachments, are_checked_kept_and_moved_with_what_they_belong_to) {
  const std::string bytes = "What the customer sent.";
  const json sent = ada().upload("a.txt", bytes).body;
  ASSERT_EQ(hand_in("n1", {{{"attachment_id", sent["id"]}}})["status"], "stored");
  workspace_ = folder_of(data_);
  must({"backup", file("a.tar.zst"), "--data", data_});
  EXPECT_EQ(must({"export", "--data", data_, "--out", file("out.jsonl")})["files"], 1);
  EXPECT_EQ(server_->stop(), 0);

  must({"restore", file("a.tar.zst"), "--data", file("restored")});
  EXPECT_TRUE(std::filesystem::exists(blob(bytes, file("restored"))));
  EXPECT_EQ(run_kith({"verify", "--data", file("restored")}).exit_code, 0);

  EXPECT_EQ(import("out.jsonl", file("moved"))["stored"], 1);
  EXPECT_EQ(import("out.jsonl", file("moved"))["duplicates"], 1);
  must({"export", "--data", file("moved"), "--out", file("again.jsonl")});
  std::ifstream again(file("again.jsonl"));
  std::string line;
  std::getline(again, line);
  const json moved = json::parse(line)["attachments"][0];
  EXPECT_EQ(moved["name"], "a.txt");
  EXPECT_EQ(moved["file"], hex(bytes_of(sha256(bytes))));

  std::ofstream(blob(bytes, data_)) << "What somebody made of i";
  Ran verified = run_kith({"verify", "--data", data_});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, AllOf(HasSubstr(hex(bytes_of(sha256(bytes))) + " of message"),
                                     HasSubstr("is not what it was")));
  server_ = serve(data_);
  EXPECT_EQ(ada().fetch(sent["path"]).status, 503) << "never what it is not";
  EXPECT_EQ(server_->stop(), 0);
  std::filesystem::remove(blob(bytes, data_));
  verified = run_kith({"verify", "--data", data_});
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_THAT(verified.output, AllOf(HasSubstr(hex(bytes_of(sha256(bytes))) + " of message"),
                                     HasSubstr("is missing")));
}

TEST_F(Attachments, that_an_import_misses_reject_their_row_alone) {
  json with = post("1", "Kim", "with a file?");
  with["attachments"] = {{{"file", std::string(64, 'a')}, {"name", "gone.txt"}}};
  json outside = post("2", "Kim", "with a path?");
  outside["attachments"] = {
      {{"file", "../../../../../../../../../../../../../../../../../../../etc/passwd"},
       {"name", "x"}}};
  write_posts("posts.jsonl", {with, outside, post("3", "Kim", "without?")});
  const json imported = import("posts.jsonl", data_);
  EXPECT_EQ(imported["stored"], 1);
  EXPECT_EQ(imported["rejected"], 2);
}

}  // namespace
}  // namespace kith::scenario
