// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/calendar.h>
#include <kith/reader.h>

namespace kith::service {

extern const Statement find_calendar;
extern const Statement list_calendar_hours;
extern const Statement list_calendar_holidays;
extern const Statement list_calendar_offsets;
extern const Statement save_calendar;
extern const Statement clear_calendar_hours;
extern const Statement clear_calendar_holidays;
extern const Statement clear_calendar_offsets;
extern const Statement add_calendar_hours;
extern const Statement add_calendar_holiday;
extern const Statement add_calendar_offset;

/// When the company works, as its members entered it: the parts of a Calendar, and the name of the
/// zone that the offsets are of.
struct CalendarRecord {
  std::string zone = "UTC";
  WeeklyHours hours;
  std::vector<std::chrono::local_days> holidays;
  std::vector<OffsetChange> offsets;
  std::int64_t revision = 0;  ///< 0: nobody has entered one
};

/// The stored one, else the hours of Calendar::office_hours().
Result<CalendarRecord> load_calendar_record(Reader& reader);
Result<Calendar> load_calendar(Reader& reader);

}  // namespace kith::service
