// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "data_folder.h"

/// Frames of Bluesky's Jetstream through the real binary.
namespace kith::scenario {
namespace {

using nlohmann::json;

constexpr std::int64_t seen = 1'783'175'888'000'000;  // 2026-07-04T14:38:08Z

class Jetstream : public DataFolderTest {
 protected:
  /// One frame more; every second one in the second form.
  void frame(const std::string& author, const std::string& kind, json body) {
    const std::string did = "did:plc:" + author;
    const std::int64_t second = static_cast<std::int64_t>(lines_.size());
    if (lines_.size() % 2 == 0) {
      lines_.push_back(json{
          {"did", did},
          {"time_us", seen + second * 1'000'000},
          {"kind", kind},
          {kind, body}}.dump());
      return;
    }
    if (kind != "commit") {
      body = {{kind, body}};
    }
    body["$type"] = "network.bsky.jetstream.subscribeEvents#" + kind;
    body["did"] = did;
    body["seq"] = 1000 + second;
    body["time"] = "2026-07-04T14:38:" + std::to_string(10 + second) + "Z";
    lines_.push_back(json{{"$type", "message"}, {"payload", body}}.dump());
  }
  void commit(const std::string& author, const std::string& operation, const std::string& key,
              json record = nullptr, const std::string& collection = "app.bsky.feed.post") {
    json body = {{"rev", "rev" + std::to_string(lines_.size())},
                 {"operation", operation},
                 {"collection", collection},
                 {"rkey", key}};
    if (!record.is_null()) {
      record["createdAt"] = "2026-07-04T14:38:00Z";
      body["record"] = std::move(record);
    }
    frame(author, "commit", std::move(body));
  }
  static json answer_to(const std::string& uri, const std::string& text) {
    return {{"text", text}, {"reply", {{"root", {{"uri", uri}}}, {"parent", {{"uri", uri}}}}}};
  }

  json import(const std::string& path) const {
    return must({"import", "jetstream", path, "--data", data_});
  }
  json import_lines() const {
    std::ofstream out(file("frames.jsonl"));
    for (const std::string& line : lines_) {
      out << line << '\n';
    }
    out.close();
    return import(file("frames.jsonl"));
  }
  static std::multiset<std::string> threads_in(const std::string& data) {
    const auto server = serve(data);
    return threads(Api(data));
  }

  std::vector<std::string> lines_;
};

TEST_F(Jetstream, stores_posts_once_and_honours_edits_and_deletions) {
  const std::string root = "at://did:plc:ada/app.bsky.feed.post/1";
  commit("ada", "create", "1", {{"text", "Where is my parcel?"}, {"langs", {"en"}}});
  commit("bea", "create", "2", answer_to(root, "Mine is late, too!"));
  commit("ada", "create", "3", {{"subject", {{"uri", root}}}}, "app.bsky.feed.like");
  commit("bea", "create", "4", {{"text", "Nothing works"}});
  commit("bea", "update", "4", {{"text", "Nothing works here?"}});
  commit("bea", "update", "4", {{"text", "All works"}});
  commit("cem", "create", "5", {{"text", "Never mind this"}});
  commit("cem", "delete", "5");
  commit("cem", "delete", "6");
  commit("dora", "create", "7", {{"text", "I shall be gone. Who helps?"}});
  commit("dora", "create", "8", answer_to(root, "The same here"));
  frame("dora", "account", {{"active", false}, {"status", "deleted"}});
  frame("ada", "account", {{"active", true}});
  frame("ada", "identity", {{"handle", "ada.example"}});
  frame("ada", "something_new", {{"text", "?"}});
  lines_.push_back(R"({"$type":"error","error":"ConsumerTooSlow","message":"..."})");
  lines_.push_back(R"({"kind":"commit")");
  commit("cem", "create", "9", {{"text", 9}});

  const json first = import_lines();
  EXPECT_EQ(
      first,
      (json{{"read", 18}, {"stored", 10}, {"duplicates", 0}, {"rejected", 2}, {"passed_over", 6}}));
  std::ifstream rejects(file("frames.jsonl.rejected.jsonl"));
  for (const int line : {17, 18}) {
    std::string reject;
    ASSERT_TRUE(std::getline(rejects, reject));
    EXPECT_EQ(json::parse(reject)["line"], line);
    EXPECT_NE(json::parse(reject)["reason"], "");
  }
  const std::multiset<std::string> expected{"|Mine is late, too!|Where is my parcel?|",
                                            "All works|", "|", "|"};
  EXPECT_EQ(threads_in(data_), expected);

  const json second = import_lines();
  EXPECT_EQ(second["stored"], 0) << second;
  EXPECT_EQ(second["rejected"], 2);
  EXPECT_EQ(second["read"], 18);
  EXPECT_EQ(second["duplicates"].get<int>() + second["passed_over"].get<int>(), 16);
  {
    const auto server = serve(data_);
    const Api api(data_);
    EXPECT_EQ(import(file("frames.jsonl"))["stored"], 0) << "while the server runs, too";
    EXPECT_EQ(threads(api), expected);
    EXPECT_EQ(api.get("/api/v1/search?q=parcel").body["items"].size(), 1U);
    EXPECT_EQ(api.get("/api/v1/search?q=gone").body["items"].size(), 0U);
  }
  EXPECT_EQ(run_kith({"verify", "--data", data_}).exit_code, 0);
  EXPECT_EQ(run_kith({"rebuild", "service", "--check", "--data", data_}).exit_code, 0);
}

TEST_F(Jetstream, is_taken_in_by_a_server_that_runs) {
  commit("dora", "create", "1", {{"text", "I shall be gone. Who helps?"}});
  commit("bea", "create", "2", {{"text", "Where is my parcel?"}});
  frame("dora", "account", {{"active", false}, {"status", "takendown"}});
  commit("bea", "delete", "3");
  const auto server = serve(data_);
  EXPECT_EQ(
      import_lines(),
      (json{{"read", 4}, {"stored", 3}, {"duplicates", 0}, {"rejected", 0}, {"passed_over", 1}}));
  EXPECT_EQ(threads(Api(data_)), (std::multiset<std::string>{"Where is my parcel?|", "|"}));
}

TEST_F(Jetstream, says_in_words_what_it_passed_over) {
  commit("ada", "create", "1", {{"text", "Where is my parcel?"}});
  commit("ada", "create", "2", {{"subject", "did:plc:bea"}}, "app.bsky.graph.follow");
  import_lines();
  const Ran ran = run_kith({"import", "jetstream", file("frames.jsonl"), "--data", data_});
  EXPECT_EQ(ran.output, "2 rows read: 0 stored, 1 were here already, 0 rejected, 1 passed over.\n");
}

TEST_F(Jetstream, imports_recorded_streams_to_what_their_manifest_says) {
  const char* folder = std::getenv("KITH_TEST_DATA");  // NOLINT(concurrency-mt-unsafe)
  const std::string data = folder == nullptr ? "" : folder;
  std::ifstream manifest(data + "/social-json/manifest.json");
  if (data.empty() || !manifest) {
    GTEST_SKIP() << "KITH_TEST_DATA has no social-json";
  }
  // What is imported stands in a folder of the test's: rejected rows are written beside it.
  const auto import_copy = [&](const std::string& path) {
    const std::string copy = file(std::filesystem::path(path).filename());
    std::filesystem::copy_file(data + path, copy);
    return import(copy);
  };
  for (const json& listed : json::parse(manifest)) {
    if (!listed.contains("kinds")) {
      continue;
    }
    const json done = import_copy("/social-json/" + listed["file"].get<std::string>());
    EXPECT_EQ(done["read"], listed["lines"]);
    EXPECT_EQ(done["stored"], listed["items"]);
    EXPECT_EQ(done["rejected"], 0);
    EXPECT_EQ(done["passed_over"], listed["lines"].get<int>() - listed["items"].get<int>());
  }
  const json golden = import_copy("/payloads/jetstream/golden_v1.jsonl");
  EXPECT_EQ(
      golden,
      (json{{"read", 10}, {"stored", 1}, {"duplicates", 0}, {"rejected", 0}, {"passed_over", 9}}));
  EXPECT_EQ(import_copy("/social-json/bluesky/jetstream-golden.jsonl")["duplicates"], 1);
  for (const char* shown : {"v2_commit", "v2_error"}) {
    std::ifstream frame(data + "/payloads/jetstream/" + shown + ".json");
    lines_.push_back(json::parse(frame).dump());
  }
  EXPECT_EQ(import_lines()["passed_over"], 2) << "a like, and the end of a stream";
  const json captured = import_copy("/payloads/jetstream/local_capture_v1.jsonl");
  EXPECT_EQ(captured["stored"], 2) << "a post, and its deletion";
  EXPECT_EQ(captured["passed_over"], 1);
}

}  // namespace
}  // namespace kith::scenario
