// SPDX-License-Identifier: Apache-2.0
#include "base/rfc3339.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

namespace kith {
namespace {

TEST(Rfc3339, reads_what_the_rfc_gives_as_examples) {
  EXPECT_EQ(parse_rfc3339("1985-04-12T23:20:50.52Z"), (Time{482'196'050'520'000}));
  EXPECT_EQ(parse_rfc3339("1996-12-19T16:39:57-08:00"), parse_rfc3339("1996-12-20T00:39:57Z"));
  EXPECT_EQ(parse_rfc3339("1990-12-31T23:59:60Z"), parse_rfc3339("1991-01-01T00:00:00Z"));
  EXPECT_EQ(parse_rfc3339("1990-12-31T15:59:60-08:00"), parse_rfc3339("1991-01-01T00:00:00Z"));
  EXPECT_EQ(parse_rfc3339("1937-01-01T12:00:27.87+00:20"),
            parse_rfc3339("1937-01-01T11:40:27.870Z"));
}

TEST(Rfc3339, takes_lower_case_letters_and_any_fraction) {
  EXPECT_EQ(parse_rfc3339("1970-01-01t00:00:01z"), (Time{1'000'000}));
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00.1234567890123Z"), (Time{123'456}));
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00.000000001Z"), (Time{0}));
  EXPECT_EQ(parse_rfc3339("1969-12-31T23:59:59.9Z"), (Time{-100'000}));
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00-00:00"), (Time{0}));
}

TEST(Rfc3339, knows_the_days_of_each_month) {
  EXPECT_TRUE(parse_rfc3339("2024-02-29T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("2023-02-29T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("1900-02-29T00:00:00Z"));
  EXPECT_TRUE(parse_rfc3339("2000-02-29T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("2024-04-31T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("2024-00-01T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("2024-13-01T00:00:00Z"));
}

TEST(Rfc3339, refuses_everything_else) {
  for (const std::string_view wrong : {"",
                                       "2024",
                                       "2024-05-01",
                                       "2024-05-01T12:00:00",
                                       "2024-05-01 12:00:00Z",
                                       "2024-05-01T12:00Z",
                                       "2024-05-01T24:00:00Z",
                                       "2024-05-01T12:60:00Z",
                                       "2024-05-01T12:00:61Z",
                                       "2024-05-01T12:00:60Z",
                                       "2024-05-01T12:00:00.Z",
                                       "2024-05-01T12:00:00,5Z",
                                       "2024-05-01T12:00:00+0200",
                                       "2024-05-01T12:00:00+24:00",
                                       "2024-05-01T12:00:00+02:60",
                                       "2024-05-01T12:00:00ZZ",
                                       " 2024-05-01T12:00:00Z",
                                       "02024-05-01T12:00:00Z",
                                       "2024-5-1T12:00:00Z",
                                       "-024-05-01T12:00:00Z",
                                       "2024-05-01T12:00:00Z\n",
                                       "９024-05-01T12:00:00Z",
                                       "0000-01-01T00:00:00+00:01",
                                       "9999-12-31T23:59:59-00:01"}) {
    EXPECT_FALSE(parse_rfc3339(wrong)) << wrong;
  }
}

TEST(Rfc3339, writes_as_many_digits_as_it_needs) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({1}), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(to_rfc3339({1'500'000}), "1970-01-01T00:00:01.5Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_rfc3339(earliest_rfc3339), "0000-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(latest_rfc3339), "9999-12-31T23:59:59.999999Z");
}

TEST(Rfc3339, writes_the_nearest_time_that_it_can_say) {
  EXPECT_EQ(to_rfc3339({std::numeric_limits<std::int64_t>::max()}), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(to_rfc3339({std::numeric_limits<std::int64_t>::min()}), "0000-01-01T00:00:00Z");
}

TEST(Rfc3339, reads_back_every_time_that_it_writes) {
  EXPECT_TRUE(rc::check([] {
    const Time time{*rc::gen::inRange(earliest_rfc3339.microseconds, latest_rfc3339.microseconds)};
    RC_ASSERT(parse_rfc3339(to_rfc3339(time)) == time);
  }));
}

}  // namespace
}  // namespace kith
