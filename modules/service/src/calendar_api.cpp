// SPDX-License-Identifier: Apache-2.0
#include "calendar_api.h"

#include <algorithm>
#include <charconv>

#include "calendar_store.h"
#include "events.h"

namespace kith::service {
namespace {

std::string two_digits(int number) {
  return std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::string time_of_day(std::int32_t minute) {
  return two_digits(minute / 60 % 24) + ":" + two_digits(minute % 60);
}

/// The digits of `text` from `at`, which the form of the member vouches for.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + count, number);
  return number;
}

std::int32_t minute_of_day(std::string_view text) {
  return digits(text, 0, 2) * 60 + digits(text, 3, 2);
}

std::string date_of(std::chrono::local_days day) {
  const std::chrono::year_month_day date(day);
  const int year = static_cast<int>(date.year());
  std::string text = std::to_string(year);
  text.insert(0, 4 - std::min<std::size_t>(4, text.size()), '0');
  return text + "-" + two_digits(static_cast<int>(static_cast<unsigned>(date.month()))) + "-" +
         two_digits(static_cast<int>(static_cast<unsigned>(date.day())));
}

std::chrono::local_days day_of(std::string_view date) {
  return std::chrono::local_days(
      std::chrono::year_month_day(std::chrono::year(digits(date, 0, 4)),
                                  std::chrono::month(static_cast<unsigned>(digits(date, 5, 2))),
                                  std::chrono::day(static_cast<unsigned>(digits(date, 8, 2)))));
}

CalendarView view_of(const CalendarRecord& record) {
  CalendarView view{.zone = record.zone, .revision = record.revision};
  for (std::size_t weekday = 0; weekday < record.hours.size(); ++weekday) {
    for (const OpenHours& open : record.hours[weekday]) {
      view.hours.push_back(
          {static_cast<Weekday>(weekday), time_of_day(open.opens), time_of_day(open.closes)});
    }
  }
  for (const std::chrono::local_days day : record.holidays) {
    view.holidays.push_back(date_of(day));
  }
  for (const OffsetChange& change : record.offsets) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(change.offset);
    view.offsets.push_back({change.at, static_cast<std::int32_t>(minutes.count())});
  }
  return view;
}

CalendarRecord record_of(const ReplaceCalendar& input) {
  CalendarRecord record{.zone = input.zone};
  for (const DayHours& day : input.hours) {
    const std::int32_t closes = minute_of_day(day.closes);
    record.hours[static_cast<std::size_t>(day.weekday)].push_back(
        {minute_of_day(day.opens), closes == 0 ? Calendar::minutes_a_day : closes});
  }
  for (const std::string& date : input.holidays) {
    record.holidays.push_back(day_of(date));
  }
  std::ranges::sort(record.holidays);
  const auto repeated = std::ranges::unique(record.holidays);
  record.holidays.erase(repeated.begin(), repeated.end());
  for (const ZoneOffset& offset : input.offsets) {
    record.offsets.push_back({offset.from, std::chrono::minutes(offset.minutes)});
  }
  return record;
}

void store(CommandContext& context, const CalendarRecord& record) {
  for (const Statement* clear :
       {&clear_calendar_hours, &clear_calendar_holidays, &clear_calendar_offsets}) {
    context.run(*clear, {});
  }
  for (std::size_t weekday = 0; weekday < record.hours.size(); ++weekday) {
    for (const OpenHours& open : record.hours[weekday]) {
      context.run(add_calendar_hours,
                  {{"weekday", weekday}, {"opens", open.opens}, {"closes", open.closes}});
    }
  }
  for (const std::chrono::local_days day : record.holidays) {
    context.run(add_calendar_holiday, {{"day", day.time_since_epoch().count()}});
  }
  for (const OffsetChange& change : record.offsets) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(change.offset);
    context.run(add_calendar_offset, {{"changed_at", change.at}, {"minutes", minutes.count()}});
  }
  context.run(save_calendar, {{"zone", record.zone}, {"revision", record.revision}});
}

}  // namespace

Result<CalendarView> get_calendar(QueryContext& context, const Nothing&) {
  return view_of(KITH_TRY(load_calendar_record(context.reader())));
}

Result<void> replace_calendar(CommandContext& context, const ReplaceCalendar& input) {
  const std::int64_t revision = KITH_TRY(load_calendar_record(context.reader())).revision;
  KITH_CHECK(context.check_revision(revision));
  if (input.offsets.empty() && input.zone != "UTC") {
    return fail_at(ErrorCode::rule, "/offsets",
                   "Say how far " + input.zone + " is from UTC, and since when.");
  }
  CalendarRecord record = record_of(input);
  record.revision = revision + 1;
  KITH_TRY(Calendar::create(record.hours, record.offsets, record.holidays));
  store(context, record);
  context.emit(context.caller().workspace.value, CalendarChanged{.revision = record.revision});
  return {};
}

Result<CalendarView> replaced_calendar(QueryContext& context, const ReplaceCalendar&,
                                       const Created&) {
  return view_of(KITH_TRY(load_calendar_record(context.reader())));
}

}  // namespace kith::service
