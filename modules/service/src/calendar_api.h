// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/route.h>

/// The route /calendar: when the company works.
namespace kith::service {

/// A day of the week, as a calendar names it on the wire.
enum class Weekday : std::uint8_t {
  monday,
  tuesday,
  wednesday,
  thursday,
  friday,
  saturday,
  sunday
};

struct DayHours {
  Weekday weekday = Weekday::monday;
  std::string opens;
  std::string closes;

  static consteval auto describe() {
    return described(
        "Hours of work on one weekday, by the clock on the wall.",
        field<&DayHours::weekday>("The day."),
        field<&DayHours::opens>("From when.", forms::time_of_day, example{"\"09:00\""}),
        field<&DayHours::closes>("Until when; 00:00 is the end of the day.", forms::time_of_day,
                                 example{"\"17:00\""}));
  }
};

struct ZoneOffset {
  Time from;
  std::int32_t minutes = 0;

  static consteval auto describe() {
    return described(
        "How far local time is from UTC, until the next change.",
        field<&ZoneOffset::from>("From when on."),
        field<&ZoneOffset::minutes>("How far ahead, in minutes.", range{-18 * 60, 18 * 60}));
  }
};

struct CalendarView {
  std::string zone;
  std::vector<DayHours> hours;
  std::vector<std::string> holidays;
  std::vector<ZoneOffset> offsets;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("When the company works.",
                     field<&CalendarView::zone>("The zone of its clocks."),
                     field<&CalendarView::hours>("Its hours, day by day."),
                     field<&CalendarView::holidays>("Days without work."),
                     field<&CalendarView::offsets>("The zone as data; UTC where there is none."),
                     field<&CalendarView::revision>("Which state of it this is; 0: built in."));
  }
};

struct ReplaceCalendar {
  std::string zone;
  std::vector<DayHours> hours;
  std::vector<std::string> holidays;
  std::vector<ZoneOffset> offsets;

  static consteval auto describe() {
    return described(
        "Says when the company works. It holds for the figures and due times from then on.",
        field<&ReplaceCalendar::zone>("The zone of its clocks.", forms::iana_zone,
                                      example{"\"Europe/Berlin\""}),
        field<&ReplaceCalendar::hours>("Its hours, in order within each day.", items{1, 70}),
        field<&ReplaceCalendar::holidays>("Days without work.", forms::date, items{0, 2000},
                                          example{"[\"2026-12-25\"]"}, defaults),
        field<&ReplaceCalendar::offsets>("Each change of the zone's offset, in order; needed for "
                                         "any zone but UTC.",
                                         items{0, 1000}, defaults));
  }
};

Result<CalendarView> get_calendar(QueryContext& context, const Nothing& input);
Result<void> replace_calendar(CommandContext& context, const ReplaceCalendar& input);
Result<CalendarView> replaced_calendar(QueryContext& context, const ReplaceCalendar& input,
                                       const Created& created);

}  // namespace kith::service
