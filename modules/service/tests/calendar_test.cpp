// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <kith/calendar.h>

namespace kith {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Time monday{1'767'571'200'000'000};  // 2026-01-05T00:00:00Z

Time at(int day, int hour, int minute = 0) {
  return monday + std::chrono::days(day) + hours(hour) + minutes(minute);
}

WeeklyHours nine_to_five() {
  return Calendar::office_hours().hours();
}

std::chrono::local_days local_day(int from_monday) {
  return std::chrono::local_days(std::chrono::year(2026) / 1 / 5) + std::chrono::days(from_monday);
}

TEST(Calendar, counts_nothing_at_night_and_on_the_weekend) {
  const Calendar calendar = Calendar::office_hours();
  EXPECT_EQ(calendar.business_time(at(0, 8), at(0, 9, 30)), minutes(30));
  EXPECT_EQ(calendar.business_time(at(0, 16), at(1, 10)), hours(2));
  EXPECT_EQ(calendar.business_time(at(4, 17), at(7, 9)), Duration{});
  EXPECT_EQ(calendar.business_time(at(0, 0), at(7, 0)), hours(40));
  EXPECT_EQ(calendar.business_time(at(1, 12), at(0, 12)), Duration{});
}

TEST(Calendar, finds_when_business_time_has_passed) {
  const Calendar calendar = Calendar::office_hours();
  EXPECT_EQ(calendar.add_business_time(at(0, 16), hours(2)), at(1, 10));
  EXPECT_EQ(calendar.add_business_time(at(4, 16), hours(1)), at(4, 17));
  EXPECT_EQ(calendar.add_business_time(at(5, 3), minutes(1)), at(7, 9, 1));
  EXPECT_EQ(calendar.add_business_time(at(5, 3), Duration{}), at(5, 3));
}

TEST(Calendar, leaves_holidays_out) {
  const Calendar calendar = *Calendar::create(nine_to_five(), {}, {local_day(2), local_day(1)});
  EXPECT_EQ(calendar.business_time(at(0, 0), at(5, 0)), hours(24));
  EXPECT_EQ(calendar.add_business_time(at(0, 16), hours(2)), at(3, 10));
}

TEST(Calendar, follows_the_clock_on_the_wall_when_it_is_put_forward) {
  // From Wednesday 01:00 UTC on local time is two hours ahead of UTC, before that one hour.
  const Calendar calendar =
      *Calendar::create(nine_to_five(), {{at(-30, 0), hours(1)}, {at(2, 1), hours(2)}});
  EXPECT_EQ(calendar.add_business_time(at(1, 15), minutes(61)), at(2, 7, 1));
  EXPECT_EQ(calendar.business_time(at(1, 0), at(2, 0)), hours(8));
}

TEST(Calendar, counts_an_hour_that_the_clocks_repeat_twice_and_a_skipped_one_not_at_all) {
  WeeklyHours nights;
  nights[6] = {{2 * 60, 3 * 60}};
  const Calendar back = *Calendar::create(nights, {{at(-30, 0), hours(2)}, {at(6, 1), hours(1)}});
  EXPECT_EQ(back.business_time(at(5, 0), at(7, 0)), hours(2));
  const Calendar forward =
      *Calendar::create(nights, {{at(-30, 0), hours(1)}, {at(6, 1), hours(2)}});
  EXPECT_EQ(forward.business_time(at(5, 0), at(7, 0)), Duration{});
}

TEST(Calendar, refuses_hours_and_offsets_that_make_no_sense) {
  WeeklyHours week;
  EXPECT_EQ(Calendar::create(week).error().field, "/hours");
  week[0] = {{600, 600}};
  EXPECT_EQ(Calendar::create(week).error().field, "/hours");
  week[0] = {{600, 1441}};
  EXPECT_EQ(Calendar::create(week).error().field, "/hours");
  week[0] = {{600, 700}, {690, 800}};
  EXPECT_EQ(Calendar::create(week).error().field, "/hours");
  week[0] = {{600, 700}, {700, 1440}};
  EXPECT_TRUE(Calendar::create(week));
  EXPECT_EQ(Calendar::create(week, {{monday, hours(1)}, {monday, hours(2)}}).error().field,
            "/offsets");
  EXPECT_EQ(Calendar::create(week, {{monday, hours(-19)}}).error().field, "/offsets");
}

/// A calendar and its parts, for a reference that shares no code with it.
struct Parts {
  WeeklyHours hours;
  std::vector<OffsetChange> offsets;
  std::vector<std::chrono::local_days> holidays;
};

// Whether the minute that begins `minute` minutes after monday is business time.
bool is_open(const Parts& parts, std::int64_t minute) {
  const Time moment = monday + minutes(minute);
  std::int64_t offset = 0;
  for (const OffsetChange& change : parts.offsets) {
    offset =
        change.at <= moment ? std::chrono::duration_cast<minutes>(change.offset).count() : offset;
  }
  const std::int64_t local = minute + offset + 1000LL * 7 * 1440;
  const std::int64_t day = local / 1440 - 1000LL * 7;
  for (const std::chrono::local_days holiday : parts.holidays) {
    if ((holiday - local_day(0)).count() == day) {
      return false;
    }
  }
  for (const OpenHours& open : parts.hours[static_cast<std::size_t>(((day % 7) + 7) % 7)]) {
    if (local % 1440 >= open.opens && local % 1440 < open.closes) {
      return true;
    }
  }
  return false;
}

Parts any_parts() {
  Parts parts;
  for (std::size_t weekday = 0; weekday < 7; ++weekday) {
    const int opens = *rc::gen::inRange(0, 1440);
    const int closes = *rc::gen::inRange(opens, 1441);
    if (closes > opens) {
      parts.hours[weekday].push_back({opens, closes});
    }
  }
  parts.hours[3] = {{60, 90}, {600, 1440}};
  int changed_at = -40 * 1440;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    changed_at += *rc::gen::inRange(1, 20 * 1440);
    parts.offsets.push_back({monday + minutes(changed_at), minutes(*rc::gen::inRange(-720, 841))});
  }
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    parts.holidays.push_back(local_day(*rc::gen::inRange(-5, 25)));
  }
  return parts;
}

RC_GTEST_PROP(CalendarProperty, agrees_with_counting_minute_by_minute, ()) {
  const Parts parts = any_parts();
  const Calendar calendar = *Calendar::create(parts.hours, parts.offsets, parts.holidays);
  const int from = *rc::gen::inRange(0, 10 * 1440);
  const int to = *rc::gen::inRange(0, 20 * 1440);
  std::int64_t expected = 0;
  for (int minute = from; minute < to; ++minute) {
    expected += is_open(parts, minute) ? 1 : 0;
  }
  RC_ASSERT(calendar.business_time(monday + minutes(from), monday + minutes(to)) ==
            minutes(expected));
}

RC_GTEST_PROP(CalendarProperty, adds_what_it_counts_and_not_a_minute_more, ()) {
  const Parts parts = any_parts();
  const Calendar calendar = *Calendar::create(parts.hours, parts.offsets, parts.holidays);
  const int from = *rc::gen::inRange(0, 10 * 1440);
  const int span = *rc::gen::inRange(1, 3000);
  int end = from;
  for (int counted = 0; counted < span; ++end) {
    counted += is_open(parts, end) ? 1 : 0;
  }
  const Time added = calendar.add_business_time(monday + minutes(from), minutes(span));
  RC_ASSERT(added == monday + minutes(end));
  RC_ASSERT(calendar.business_time(monday + minutes(from), added) == minutes(span));
}

}  // namespace
}  // namespace kith
