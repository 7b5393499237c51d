// SPDX-License-Identifier: Apache-2.0
#include "calendar_store.h"

namespace kith::service {

constexpr Statement find_calendar{"find_calendar",
                                  "SELECT zone, revision FROM service_calendar WHERE id = 1"};
constexpr Statement list_calendar_hours{
    "list_calendar_hours",
    "SELECT weekday, opens, closes FROM service_calendar_hours ORDER BY weekday, opens"};
constexpr Statement list_calendar_holidays{"list_calendar_holidays",
                                           "SELECT day FROM service_calendar_holiday ORDER BY day"};
constexpr Statement list_calendar_offsets{
    "list_calendar_offsets",
    "SELECT changed_at, minutes FROM service_calendar_offset ORDER BY changed_at"};
constexpr Statement save_calendar{
    "save_calendar",
    "INSERT INTO service_calendar(id, zone, revision) VALUES(1, $zone, $revision) "
    "ON CONFLICT(id) DO UPDATE SET zone = excluded.zone, revision = excluded.revision"};
constexpr Statement clear_calendar_hours{"clear_calendar_hours",
                                         "DELETE FROM service_calendar_hours"};
constexpr Statement clear_calendar_holidays{"clear_calendar_holidays",
                                            "DELETE FROM service_calendar_holiday"};
constexpr Statement clear_calendar_offsets{"clear_calendar_offsets",
                                           "DELETE FROM service_calendar_offset"};
constexpr Statement add_calendar_hours{"add_calendar_hours",
                                       "INSERT INTO service_calendar_hours(weekday, opens, closes) "
                                       "VALUES($weekday, $opens, $closes)"};
constexpr Statement add_calendar_holiday{"add_calendar_holiday",
                                         "INSERT INTO service_calendar_holiday(day) VALUES($day)"};
constexpr Statement add_calendar_offset{
    "add_calendar_offset",
    "INSERT INTO service_calendar_offset(changed_at, minutes) VALUES($changed_at, $minutes)"};

namespace {

Result<void> load_parts(Reader& reader, CalendarRecord& record) {
  std::unique_ptr<Rows> rows = KITH_TRY(reader.query(list_calendar_hours));
  while (KITH_TRY(rows->next())) {
    record.hours.at(static_cast<std::size_t>(rows->integer(0)))
        .push_back({static_cast<std::int32_t>(rows->integer(1)),
                    static_cast<std::int32_t>(rows->integer(2))});
  }
  rows = KITH_TRY(reader.query(list_calendar_holidays));
  while (KITH_TRY(rows->next())) {
    record.holidays.emplace_back(std::chrono::days(rows->integer(0)));
  }
  rows = KITH_TRY(reader.query(list_calendar_offsets));
  while (KITH_TRY(rows->next())) {
    record.offsets.push_back({rows->time(0), std::chrono::minutes(rows->integer(1))});
  }
  return {};
}

}  // namespace

Result<CalendarRecord> load_calendar_record(Reader& reader) {
  CalendarRecord record;
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_calendar));
  if (KITH_TRY(rows->next())) {
    record.zone = rows->string(0);
    record.revision = rows->integer(1);
    KITH_CHECK(load_parts(reader, record));
  } else {
    record.hours = Calendar::office_hours().hours();
  }
  return record;
}

Result<Calendar> load_calendar(Reader& reader) {
  CalendarRecord record = KITH_TRY(load_calendar_record(reader));
  return Calendar::create(std::move(record.hours), std::move(record.offsets),
                          std::move(record.holidays));
}

}  // namespace kith::service
