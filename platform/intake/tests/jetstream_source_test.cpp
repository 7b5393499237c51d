// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

#include "base/rfc3339.h"
#include "base/utf8.h"
#include "intake/line_reader.h"
#include "intake/post_source.h"
#include "store/tests/store_fixture.h"

namespace kith::intake {
namespace {

using nlohmann::json;

std::string create(const std::string& key, const std::string& text) {
  return json{{"did", "did:plc:ada"},
              {"time_us", 1'783'175'888'000'000},
              {"kind", "commit"},
              {"commit",
               {{"operation", "create"},
                {"collection", "app.bsky.feed.post"},
                {"rkey", key},
                {"record", {{"text", text}}}}}}
      .dump();
}

std::vector<SourceRow> rows_from(const std::string& path, std::int64_t row = 0) {
  auto source = open_jetstream(path).value();
  EXPECT_TRUE(source->skip_to(row));
  std::vector<SourceRow> rows;
  for (SourceRow each; source->next(each).value();) {
    rows.push_back(each);
  }
  return rows;
}

/// A file of frames.
class JetstreamSourceTest : public testing::Test {
 protected:
  std::string write(const std::string& bytes) const {
    std::ofstream(path(), std::ios::binary) << bytes;
    return path();
  }
  std::string path() const { return folder_.file("frames.jsonl"); }

 private:
  store::TemporaryFolder folder_;
};

TEST_F(JetstreamSourceTest, goes_on_behind_lines_that_are_no_frames) {
  const std::string long_text(std::size_t{1} << 20, 'x');
  const std::vector<SourceRow> rows =
      rows_from(write(create("1", "one") + "\r\n{\"broken\n" + create("2", long_text) + "\n\n" +
                      std::string(LineReader::most + 7, '{') + "\n" + create("3", "last")));
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].post->text, "one");
  EXPECT_EQ(rows[1].raw, "{\"broken");
  EXPECT_EQ(rows[3].is_passed_over, true) << "an empty line";
  EXPECT_LT(rows[4].raw.size(), 100'000U) << "what is refused is not kept without bound";
  EXPECT_EQ(rows[5].post->text, "last");
  EXPECT_EQ(rows[5].line, 6);
  for (const std::size_t refused : {1U, 2U, 4U}) {
    EXPECT_FALSE(rows[refused].post || rows[refused].is_passed_over) << refused;
    EXPECT_NE(rows[refused].reason, "") << refused;
    EXPECT_EQ(rows[refused].line, static_cast<std::int64_t>(refused) + 1);
  }
}

TEST_F(JetstreamSourceTest, goes_on_at_any_row) {
  const std::string file =
      write(create("1", "one") + "\n{\"kind\":\"identity\"}\n{\n" + create("2", "two") + "\n");
  const std::vector<SourceRow> all = rows_from(file);
  ASSERT_EQ(all.size(), 4U);
  for (std::size_t row = 0; row <= all.size(); ++row) {
    const std::vector<SourceRow> rest = rows_from(file, static_cast<std::int64_t>(row));
    ASSERT_EQ(rest.size(), all.size() - row);
    for (std::size_t place = 0; place < rest.size(); ++place) {
      EXPECT_EQ(rest[place].line, all[row + place].line);
      EXPECT_EQ(rest[place].reason, all[row + place].reason);
      EXPECT_EQ(rest[place].post.has_value(), all[row + place].post.has_value());
    }
  }
}

TEST_F(JetstreamSourceTest, says_when_there_is_no_such_file) {
  EXPECT_EQ(open_jetstream(path()).error().code, ErrorCode::not_found);
}

TEST(JetstreamFiles, hold_the_posts_that_their_manifest_names) {
  const char* folder = std::getenv("KITH_TEST_DATA");  // NOLINT(concurrency-mt-unsafe)
  const std::string data = folder == nullptr ? "" : std::string(folder) + "/social-json/";
  std::ifstream manifest(data + "manifest.json");
  if (data.empty() || !manifest) {
    GTEST_SKIP() << "KITH_TEST_DATA has no social-json";
  }
  std::size_t files = 0;
  for (const json& listed : json::parse(manifest)) {
    if (!listed.contains("kinds")) {
      continue;
    }
    ++files;
    std::map<std::string, Post> posts;
    std::size_t passed_over = 0;
    const std::vector<SourceRow> rows = rows_from(data + listed["file"].get<std::string>());
    EXPECT_EQ(rows.size(), listed["lines"]);
    for (const SourceRow& row : rows) {
      EXPECT_EQ(row.reason, "") << row.line;
      passed_over += row.is_passed_over ? 1 : 0;
      if (row.post) {
        EXPECT_TRUE(posts.emplace(row.post->uri, *row.post).second) << row.post->uri;
      }
    }
    ASSERT_EQ(posts.size(), listed["items"]);
    EXPECT_EQ(passed_over, rows.size() - posts.size());
    for (const json& expected : listed["expected"]) {
      const Post& post = posts.at(expected["uri"]);
      EXPECT_EQ(post.posted_at, parse_rfc3339(expected["created_at"].get<std::string>()));
      EXPECT_EQ(post.language, expected["langs"][0].get<std::string>());
      EXPECT_EQ(post.in_reply_to, expected["reply_parent"].is_null()
                                      ? ""
                                      : expected["reply_parent"].get<std::string>());
      EXPECT_EQ(count_code_points(post.text), expected["text_chars"]);
    }
  }
  EXPECT_EQ(files, 1U);
}

}  // namespace
}  // namespace kith::intake
