// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include <kith/result.h>
#include <kith/time.h>

namespace kith {

/// Part of a local day, in minutes since midnight: from `opens` up to, not including, `closes`.
struct OpenHours {
  std::int32_t opens = 0;
  std::int32_t closes = 0;

  bool operator==(const OpenHours&) const = default;
};

/// The open hours of each weekday, Monday first; those of one day in order, none overlapping.
using WeeklyHours = std::array<std::vector<OpenHours>, 7>;

/// From `at` on, until the next change, local time is UTC plus `offset`; before the first change it
/// is UTC. A zone is a list of these, as data: whoever makes a calendar supplies them.
struct OffsetChange {
  Time at;
  Duration offset{};

  bool operator==(const OffsetChange&) const = default;
};

/// When people work, and with that what business time is: the only place where it is counted.
/// A moment is business time when the local clock then shows open hours of a day that is no
/// holiday. So an hour that the clocks repeat counts twice, and one that they skip not at all.
/// Immutable; safe from any thread.
class Calendar {
 public:
  static constexpr std::int32_t minutes_a_day = 24 * 60;
  static constexpr Duration largest_offset = std::chrono::hours(18);

  /// `rule`, naming the member at fault: hours outside their day, out of order or none at all,
  /// changes of the offset out of order or beyond 18 hours.
  static Result<Calendar> create(WeeklyHours hours, std::vector<OffsetChange> offsets = {},
                                 std::vector<std::chrono::local_days> holidays = {});

  /// Monday to Friday, 9 to 17, UTC: what holds until somebody says otherwise.
  static Calendar office_hours();

  const WeeklyHours& hours() const { return hours_; }

  /// How much of [from, to) is business time; none where `to` is not after `from`.
  Duration business_time(Time from, Time to) const {
    Duration sum{};
    each_open(from, [&](Time opens, Time closes) {
      sum += std::max(Duration{}, std::min(closes, to) - opens);
      return closes < to;
    });
    return sum;
  }

  /// The first moment at which `span` of business time has passed since `from`; `from` itself when
  /// the span is not above 0.
  Time add_business_time(Time from, Duration span) const {
    if (span <= Duration{}) {
      return from;
    }
    Time end = from;
    each_open(from, [&](Time opens, Time closes) {
      end = opens + std::min(span, closes - opens);
      span -= end - opens;
      return span > Duration{};
    });
    return end;
  }

 private:
  Calendar() = default;

  static std::chrono::local_time<Duration> local(Time time, Duration offset) {
    return std::chrono::local_time<Duration>{Duration{time.microseconds} + offset};
  }
  static Time universal(std::chrono::local_days day, std::int32_t minute, Duration offset) {
    const Duration local = day.time_since_epoch() + std::chrono::minutes(minute) - offset;
    return Time{local.count()};
  }
  bool is_holiday(std::chrono::local_days day) const {
    return std::binary_search(holidays_.begin(), holidays_.end(), day);
  }

  /// Calls `visit(opens, closes)` for each stretch of business time after `from`, in order, until
  /// it returns false. There is always another one: the week has open hours, holidays run out.
  template <class Visit>
  void each_open(Time from, Visit visit) const {
    auto next =
        std::upper_bound(offsets_.begin(), offsets_.end(), from,
                         [](Time time, const OffsetChange& each) { return time < each.at; });
    Duration offset = next == offsets_.begin() ? Duration{} : std::prev(next)->offset;
    while (true) {
      const bool is_last = next == offsets_.end();
      const Time until = is_last ? Time{std::numeric_limits<std::int64_t>::max()} : next->at;
      if (!each_open_under(offset, from, until, visit)) {
        return;
      }
      from = next->at;
      offset = next->offset;
      ++next;
    }
  }

  /// The same for [from, until), where the offset is one and the same; false once visit says so.
  template <class Visit>
  bool each_open_under(Duration offset, Time from, Time until, Visit& visit) const {
    auto day = std::chrono::floor<std::chrono::days>(local(from, offset));
    for (; universal(day, 0, offset) < until; day += std::chrono::days(1)) {
      if (is_holiday(day)) {
        continue;
      }
      for (const OpenHours& open : hours_[std::chrono::weekday(day).iso_encoding() - 1]) {
        const Time opens = std::max(from, universal(day, open.opens, offset));
        const Time closes = std::min(until, universal(day, open.closes, offset));
        if (opens < closes && !visit(opens, closes)) {
          return false;
        }
      }
    }
    return true;
  }

  WeeklyHours hours_;
  std::vector<OffsetChange> offsets_;              // ascending
  std::vector<std::chrono::local_days> holidays_;  // ascending
};

inline Result<Calendar> Calendar::create(WeeklyHours hours, std::vector<OffsetChange> offsets,
                                         std::vector<std::chrono::local_days> holidays) {
  bool is_ever_open = false;
  for (const std::vector<OpenHours>& day : hours) {
    std::int32_t free_from = 0;
    for (const OpenHours& open : day) {
      if (open.opens < free_from || open.closes <= open.opens || open.closes > minutes_a_day) {
        return fail_at(ErrorCode::rule, "/hours",
                       "Hours open before they close, within one day, and do not overlap.");
      }
      free_from = open.closes;
      is_ever_open = true;
    }
  }
  if (!is_ever_open) {
    return fail_at(ErrorCode::rule, "/hours", "A week needs some open hours.");
  }
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const bool is_after = i == 0 || offsets[i - 1].at < offsets[i].at;
    if (!is_after || std::chrono::abs(offsets[i].offset) > largest_offset) {
      return fail_at(ErrorCode::rule, "/offsets",
                     "Changes of the offset come in order of time, none beyond 18 hours.");
    }
  }
  std::sort(holidays.begin(), holidays.end());
  Calendar calendar;
  calendar.hours_ = std::move(hours);
  calendar.offsets_ = std::move(offsets);
  calendar.holidays_ = std::move(holidays);
  return calendar;
}

inline Calendar Calendar::office_hours() {
  Calendar calendar;
  for (std::size_t weekday = 0; weekday < 5; ++weekday) {
    calendar.hours_[weekday] = {{9 * 60, 17 * 60}};
  }
  return calendar;
}

}  // namespace kith
