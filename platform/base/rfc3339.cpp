// SPDX-License-Identifier: Apache-2.0
#include "base/rfc3339.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace kith {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

/// Takes the text apart from the left; a take that does not fit leaves `ok` false for good.
struct Cursor {
  std::string_view rest;
  bool ok = true;

  bool next_is(std::string_view any_of) const {
    return !rest.empty() && any_of.find(rest[0]) != std::string_view::npos;
  }
  void take(std::string_view any_of) {
    ok = ok && next_is(any_of);
    rest.remove_prefix(ok ? 1 : 0);
  }
  int take_digits(std::size_t count, int min, int max) {
    ok = ok && rest.size() >= count;
    int value = 0;
    for (std::size_t i = 0; ok && i < count; ++i) {
      ok = rest[i] >= '0' && rest[i] <= '9';
      value = value * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(ok ? count : 0);
    ok = ok && value >= min && value <= max;
    return value;
  }
};

year_month_day take_date(Cursor& cursor) {
  const int year = cursor.take_digits(4, 0, 9999);
  cursor.take("-");
  const int month = cursor.take_digits(2, 1, 12);
  cursor.take("-");
  const int day_of_month = cursor.take_digits(2, 1, 31);
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day_of_month)}};
  cursor.ok = cursor.ok && date.ok();
  return date;
}

std::int64_t take_fraction(Cursor& cursor) {
  if (!cursor.ok || !cursor.next_is(".")) {
    return 0;
  }
  cursor.take(".");
  std::int64_t micros = cursor.take_digits(1, 0, 9) * (second / 10);
  for (std::int64_t unit = second / 100; cursor.ok && cursor.next_is("0123456789"); unit /= 10) {
    micros += cursor.take_digits(1, 0, 9) * unit;
  }
  return micros;
}

std::int64_t take_offset(Cursor& cursor) {
  if (!cursor.ok || cursor.next_is("Zz")) {
    cursor.take("Zz");
    return 0;
  }
  const std::int64_t sign = cursor.next_is("-") ? -1 : 1;
  cursor.take("+-");
  const int hours = cursor.take_digits(2, 0, 23);
  cursor.take(":");
  const int minutes = cursor.take_digits(2, 0, 59);
  return sign * (hours * hour + minutes * minute);
}

char* put_digits(char* at, std::int64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    at[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return at + count;
}

char* put_fraction(char* at, std::int64_t micros) {
  if (micros == 0) {
    return at;
  }
  *at++ = '.';
  at = put_digits(at, micros, 6);
  while (at[-1] == '0') {
    --at;
  }
  return at;
}

}  // namespace

std::optional<Time> parse_rfc3339(std::string_view text) {
  Cursor cursor{text};
  const year_month_day date = take_date(cursor);
  cursor.take("Tt");
  const int hours = cursor.take_digits(2, 0, 23);
  cursor.take(":");
  const int minutes = cursor.take_digits(2, 0, 59);
  cursor.take(":");
  const int seconds = cursor.take_digits(2, 0, 60);
  const std::int64_t fraction = take_fraction(cursor);
  const std::int64_t offset = take_offset(cursor);
  if (!cursor.ok || !cursor.rest.empty()) {
    return std::nullopt;
  }
  const std::int64_t days = sys_days{date}.time_since_epoch().count();
  const Time time{days * day + hours * hour + minutes * minute + seconds * second + fraction -
                  offset};
  // A leap second stands only at the end of a UTC day, so its successor starts one.
  const bool misplaced_leap = seconds == 60 && (time.microseconds - fraction) % day != 0;
  if (misplaced_leap || time < earliest_rfc3339 || time > latest_rfc3339) {
    return std::nullopt;
  }
  return time;
}

void append_rfc3339(std::string& out, Time time) {
  const std::int64_t micros = std::clamp(time, earliest_rfc3339, latest_rfc3339).microseconds;
  const std::int64_t days = (micros >= 0 ? micros : micros - (day - 1)) / day;
  const std::int64_t in_day = micros - days * day;
  const year_month_day date{sys_days{std::chrono::days{days}}};

  char text[32];
  char* at = put_digits(text, static_cast<int>(date.year()), 4);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(date.month()), 2);
  *at++ = '-';
  at = put_digits(at, static_cast<unsigned>(date.day()), 2);
  *at++ = 'T';
  at = put_digits(at, in_day / hour, 2);
  *at++ = ':';
  at = put_digits(at, in_day % hour / minute, 2);
  *at++ = ':';
  at = put_digits(at, in_day % minute / second, 2);
  at = put_fraction(at, in_day % second);
  *at++ = 'Z';
  out.append(text, at);
}

std::string to_rfc3339(Time time) {
  std::string out;
  append_rfc3339(out, time);
  return out;
}

bool is_date(std::string_view text) {
  Cursor cursor{text};
  take_date(cursor);
  return cursor.ok && cursor.rest.empty();
}

}  // namespace kith
