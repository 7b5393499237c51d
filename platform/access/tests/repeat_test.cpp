// SPDX-License-Identifier: Apache-2.0
#include "access/repeat.h"

#include "access/tests/access_fixture.h"

namespace kith::access {
namespace {

class RepeatTest : public AccessFixture {
 protected:
  static RepeatedRequest request(std::string_view key, std::string_view body = "body") {
    return {.key = sha256(key), .request = sha256(body)};
  }
  Result<std::optional<std::int64_t>> begin(const RepeatedRequest& repeat) {
    return begin_repeat(*access, repeat);
  }
  void end(const RepeatedRequest& repeat, std::optional<std::int64_t> made) {
    bool told = false;
    end_repeat(*access, repeat, made, [&told] { told = true; });
    settle();
    EXPECT_TRUE(told);
  }
};

TEST_F(RepeatTest, knows_what_the_first_request_made) {
  EXPECT_EQ(begin(request("a")).value(), std::nullopt);
  end(request("a"), 4711);
  EXPECT_EQ(begin(request("a")).value(), 4711);
  EXPECT_EQ(begin(request("b")).value(), std::nullopt) << "another key is another request";
  EXPECT_EQ(begin(request("a", "other body")).error().code, ErrorCode::rule);
}

TEST_F(RepeatTest, lets_nothing_be_made_while_the_first_is_under_way_or_was_cut_off) {
  EXPECT_TRUE(begin(request("a")));
  EXPECT_EQ(begin(request("a")).error().code, ErrorCode::conflict);
  open();
  EXPECT_EQ(begin(request("a")).error().code, ErrorCode::conflict) << "after a crash too";
}

TEST_F(RepeatTest, gives_the_key_back_where_nothing_was_made) {
  EXPECT_TRUE(begin(request("a")));
  end(request("a"), std::nullopt);
  EXPECT_EQ(begin(request("a")).value(), std::nullopt);
}

TEST_F(RepeatTest, forgets_after_a_day_and_knows_again_after_a_restart) {
  EXPECT_TRUE(begin(request("a")));
  end(request("a"), 4711);
  open();
  EXPECT_EQ(begin(request("a")).value(), 4711);
  clock.advance(std::chrono::hours(25));
  EXPECT_EQ(begin(request("a")).value(), std::nullopt);
}

TEST_F(RepeatTest, keeps_no_hash_of_a_request_that_its_reader_could_guess) {
  EXPECT_TRUE(begin(request("a", "a password")));
  access->writer().connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").value();
  std::ifstream file(path(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(bytes.find(std::string(bytes_of(sha256("a password")))), std::string::npos);
}

}  // namespace
}  // namespace kith::access
