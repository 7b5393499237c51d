// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "base/random.h"
#include "contract/company.h"
#include "contract/hostile_corpus.h"

/// Hostile files through `kith import`: what is in them is stored or refused with a reason.
namespace kith::contract {
namespace {

using nlohmann::json;

class HostileImport : public testing::Test {
 protected:
  void SetUp() override {
    if (!hostile_texts() || !hostile_json()) {
      GTEST_SKIP() << "KITH_TEST_DATA has no hostile corpora";
    }
    SystemRandom random;
    folder_ = (std::filesystem::temp_directory_path() / ("kith-hostile-" + random.token(9)));
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  json import(const std::string& format, const std::string& file) const {
    const scenario::Ran ran = scenario::run_kith(
        {"import", format, file, "--data", (folder_ / "data").string(), "--json"});
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    return json::parse(ran.output, nullptr, false);
  }

  /// The texts of everything that is stored, in any order, by the export of the product itself:
  /// its API while a server runs.
  std::multiset<std::string> stored_texts() const {
    const std::string data = (folder_ / "data").string();
    const scenario::KithProcess server({"serve", "--data", data, "--listen", "127.0.0.1:0", "--set",
                                        "http.reads_per_minute=100000000"});
    const scenario::Api api(data);
    EXPECT_TRUE(api.wait_until_ready());
    std::multiset<std::string> texts;
    std::string cursor;
    do {
      const json page = api.get("/api/v1/conversations?limit=200" + cursor).body;
      if (!page.contains("items")) {
        ADD_FAILURE() << page;
        break;
      }
      for (const json& each : page["items"]) {
        const json messages =
            api.get("/api/v1/conversations/" + each["id"].get<std::string>() + "/messages").body;
        for (const json& message : messages["items"]) {
          texts.insert(message["text"].get<std::string>());
        }
      }
      cursor = page.contains("next") ? "&cursor=" + page["next"].get<std::string>() : "";
    } while (!cursor.empty());
    return texts;
  }

  std::filesystem::path folder_;
};

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    out += c == '"' ? "\"\"" : std::string(1, c);
  }
  return out + "\"";
}

// The table of the network escapes five characters as HTML does; the import undoes that.
std::string unescaped(const std::string& text) {
  static const std::vector<std::pair<std::string, char>> escapes{
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto escape = std::ranges::find_if(escapes, [&](const auto& each) {
      return text.compare(at, each.first.size(), each.first) == 0;
    });
    out += escape == escapes.end() ? text[at] : escape->second;
    at += escape == escapes.end() ? 1 : escape->first.size();
  }
  return out;
}

TEST_F(HostileImport, keeps_every_text_of_a_table_and_of_lines) {
  const std::vector<HostileText> texts = *hostile_texts();
  const std::string table = (folder_ / "twcs.csv").string();
  const std::string lines = (folder_ / "posts.jsonl").string();
  std::ofstream csv(table, std::ios::binary);
  csv << "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n";
  std::ofstream jsonl(lines, std::ios::binary);
  std::multiset<std::string> expected;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    csv << 1'000 + i << ",c" << i << ",True,Tue Oct 31 22:10:00 +0000 2017,"
        << quoted(texts[i].text) << ",,\n";
    jsonl << json{{"channel", "file"},
                  {"native_id", "l" + std::to_string(i)},
                  {"author", {{"native_id", "a" + std::to_string(i)}}},
                  {"posted_at", "2017-10-31T22:10:00Z"},
                  {"text", texts[i].text}}
                 .dump()
          << '\n';
    expected.insert(texts[i].text);
    expected.insert(unescaped(texts[i].text));
  }
  csv.close();
  jsonl.close();
  const json from_lines = import("jsonl", lines);
  EXPECT_EQ(from_lines["read"], texts.size());
  EXPECT_EQ(from_lines["stored"], texts.size()) << from_lines;
  const json again = import("jsonl", lines);
  EXPECT_EQ(again["duplicates"], texts.size()) << again;
  const json from_table = import("twcs", table);
  EXPECT_EQ(from_table["read"], texts.size());
  EXPECT_EQ(from_table["stored"], texts.size()) << from_table;
  fmt::print("hostile import: {} texts as lines, {} as a table\n", from_lines["stored"].get<int>(),
             from_table["stored"].get<int>());

  const std::multiset<std::string> stored = stored_texts();
  EXPECT_EQ(stored.size(), expected.size());
  std::vector<std::string> lost;
  std::ranges::set_difference(expected, stored, std::back_inserter(lost));
  EXPECT_EQ(lost.size(), 0U) << "the first: " << (lost.empty() ? "" : lost[0].substr(0, 300));
}

/// How many lines of a file are broken, and how many are good.
struct Mixture {
  std::size_t bad = 0;
  std::size_t good = 0;
};

/// Writes every hostile body that is a line, each before a line that `good_line` makes.
Mixture write_broken(const std::string& path,
                     const std::function<json(const std::string& number)>& good_line) {
  Mixture mixture;
  std::ofstream file(path, std::ios::binary);
  for (const HostileJson& each : hostile_json().value()) {
    if (each.bytes.find('\n') != std::string::npos || each.bytes.find('\r') != std::string::npos ||
        each.bytes.find_first_not_of(" \t") == std::string::npos) {
      continue;  // more lines than one, or none
    }
    ++mixture.bad;
    file << each.bytes << '\n' << good_line(std::to_string(++mixture.good)).dump() << '\n';
  }
  return mixture;
}

TEST_F(HostileImport, goes_on_behind_lines_that_are_no_frames) {
  const std::string lines = (folder_ / "frames.jsonl").string();
  const auto [bad, good] = write_broken(lines, [](const std::string& number) {
    return json{{"did", "did:plc:a"},
                {"kind", "commit"},
                {"commit",
                 {{"operation", "create"},
                  {"collection", "app.bsky.feed.post"},
                  {"rkey", number},
                  {"record", {{"text", "good " + number}}}}}};
  });
  const json imported = import("jetstream", lines);
  EXPECT_EQ(imported["stored"], good) << imported;
  EXPECT_EQ(imported["read"], good + bad) << imported;
  EXPECT_EQ(imported["rejected"].get<std::size_t>() + imported["passed_over"].get<std::size_t>(),
            bad)
      << imported;
  EXPECT_EQ(stored_texts().size(), good);
}

TEST_F(HostileImport, goes_on_behind_lines_that_are_no_posts) {
  const std::string lines = (folder_ / "broken.jsonl").string();
  const auto [bad, good] = write_broken(lines, [](const std::string& number) {
    return json{{"channel", "file"},
                {"native_id", "g" + number},
                {"author", {{"native_id", "a"}}},
                {"posted_at", "2017-10-31T22:10:00Z"},
                {"text", "good " + number}};
  });
  const json imported = import("jsonl", lines);
  EXPECT_EQ(imported["stored"], good) << imported;
  EXPECT_EQ(imported["rejected"], bad) << imported;
  EXPECT_EQ(imported["read"], good + bad) << imported;
  std::ifstream rejects(lines + ".rejected.jsonl");
  std::size_t reasons = 0;
  for (std::string line; std::getline(rejects, line);) {
    const json rejected = json::parse(line, nullptr, false);
    EXPECT_TRUE(rejected.is_object() && rejected.value("reason", "") != "") << line.substr(0, 300);
    ++reasons;
  }
  EXPECT_EQ(reasons, bad);
}

TEST_F(HostileImport, survives_tables_that_are_none) {
  const std::string head =
      "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n";
  const std::string good = "7,c,True,Tue Oct 31 22:10:00 +0000 2017,\"fine\",,\n";
  SystemRandom random;
  std::string noise(200'000, '\0');
  for (char& each : noise) {
    each = static_cast<char>(random.token(1)[0] ^ (&each - noise.data()));
  }
  using namespace std::string_view_literals;
  constexpr std::string_view zeros = "9,c\0c,True,Tue Oct 31 22:10:00 +0000 2017,\"a\0b\",,\n"sv;
  const std::vector<std::string> files{
      "",
      "\n\n\n",
      noise,
      head + "1,2,3\n" + good,
      head + "\"never closed\n" + good,
      head + std::string(2'000'000, ',') + "\n" + good,
      head + std::string(2'000'000, '"') + "\n" + good,
      "\xef\xbb\xbf" + head + good,
      head + "1,\xff\xfe,True,Tue Oct 31 22:10:00 +0000 2017,\"\xc0\xaf\",,\n" + good,
      head + std::string(zeros) + good};
  const std::set<int> documented{0, 1};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string path = (folder_ / fmt::format("table{}.csv", i)).string();
    std::ofstream(path, std::ios::binary) << files[i];
    const scenario::Ran ran = scenario::run_kith(
        {"import", "twcs", path, "--data", (folder_ / "data").string(), "--json"});
    EXPECT_TRUE(documented.contains(ran.exit_code)) << i << ": " << ran.exit_code << ran.output;
    const json said = json::parse(ran.output, nullptr, false);
    if (ran.exit_code == 0) {
      EXPECT_EQ(said["read"].get<int>(), said["stored"].get<int>() + said["duplicates"].get<int>() +
                                             said["rejected"].get<int>())
          << i << ran.output;
    }
  }
  EXPECT_EQ(scenario::run_kith({"verify", "--data", (folder_ / "data").string()}).exit_code, 0);
}

}  // namespace
}  // namespace kith::contract
