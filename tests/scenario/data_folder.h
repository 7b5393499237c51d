// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/hash.h"
#include "base/random.h"
#include "kith_process.h"

namespace kith::scenario {

/// A folder for one scenario, with a company's data in it and whatever else it needs.
class DataFolderTest : public testing::Test {
 protected:
  using json = nlohmann::json;

  void SetUp() override {
    SystemRandom random;
    folder_ = std::filesystem::temp_directory_path() / ("kith-scenario-" + random.token(9));
    std::filesystem::create_directory(folder_);
    data_ = file("data");
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  /// Adds a colleague and gives a token of theirs for everything that their role may do.
  std::string member(const std::string& name, const std::string& role) const {
    const std::string email = name + "@shop.example";
    EXPECT_EQ(run_kith({"member", "add", "--email", email, "--name", name, "--role", role,
                        "--password-stdin", "--data", data_},
                       "correct horse battery staple\n")
                  .exit_code,
              0);
    const Ran token =
        run_kith({"token", "create", "--member", email, "--scope", "*", "--data", data_});
    return token.output.substr(0, token.output.find('\n'));
  }
  /// A server on this folder that answers.
  static std::unique_ptr<KithProcess> serve(const std::string& data) {
    auto server = std::make_unique<KithProcess>(
        std::vector<std::string>{"serve", "--data", data, "--listen", "127.0.0.1:0"});
    EXPECT_TRUE(Api(data).wait_until_ready());
    return server;
  }

  static json post(const std::string& id, const std::string& author, const std::string& text,
                   const std::string& thread = "") {
    json post = {{"channel", "chat"},
                 {"native_id", id},
                 {"author", {{"native_id", author + "@chat"}, {"name", author}}},
                 {"text", text},
                 {"posted_at", "2026-01-05T10:00:00Z"}};
    if (!thread.empty()) {
      post["thread"] = thread;
    }
    return post;
  }
  void write_posts(const std::string& name, const std::vector<json>& posts) const {
    std::ofstream out(file(name));
    for (const json& each : posts) {
      out << each.dump() << '\n';
    }
  }
  /// Puts the bytes of an attachment where an import of `name` looks for them; what to call it.
  std::string file_of(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories(file(name + ".files"));
    std::string hash = hex(bytes_of(sha256(bytes)));
    std::ofstream(file(name + ".files/" + hash), std::ios::binary) << bytes;
    return hash;
  }
  /// Runs a command with --json that must go well; what it says.
  static json must(std::vector<std::string> arguments) {
    arguments.push_back("--json");
    const Ran ran = run_kith(std::move(arguments));
    EXPECT_EQ(ran.exit_code, 0) << ran.output << ran.errors;
    return json::parse(ran.output, nullptr, false);
  }
  json import(const std::string& name, const std::string& data) const {
    return must({"import", "jsonl", file(name), "--data", data});
  }

  /// Every conversation as the texts of its messages, as ids do not show.
  static std::multiset<std::string> threads(const Api& api) {
    std::multiset<std::string> all;
    std::string cursor;
    do {
      const json page = api.get("/api/v1/conversations?limit=200" + cursor).body;
      for (const json& conversation : page["items"]) {
        const json messages = api.get("/api/v1/conversations/" +
                                      conversation["id"].get<std::string>() + "/messages?limit=200")
                                  .body;
        std::multiset<std::string> texts;
        for (const json& message : messages["items"]) {
          texts.insert(message["text"].get<std::string>());
        }
        std::string whole;
        for (const std::string& text : texts) {
          whole += text + "|";
        }
        all.insert(whole);
      }
      cursor = page.contains("next") ? "&cursor=" + page["next"].get<std::string>() : "";
    } while (!cursor.empty());
    return all;
  }

  /// Which of the words can be read in the bytes of the files below a folder. Words that follow
  /// each other in an index share their beginning, so the ends are looked for.
  static std::map<std::string, std::string> readable(const std::string& folder,
                                                     const std::vector<std::string>& words) {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) {
        continue;
      }
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      for (const std::string& word : words) {
        if (bytes.find(word.substr(4)) != std::string::npos) {
          found[word] = entry.path().filename().string();
        }
      }
    }
    return found;
  }

  std::filesystem::path folder_;
  std::string data_;
};

}  // namespace kith::scenario
