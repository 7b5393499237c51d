// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "watch.h"

/// The routes under /watches.
namespace kith::logistics {

extern const Statement list_hours;

struct WatchView {
  WatchId id;
  std::string name;
  std::string topic;
  std::string product;
  std::string region;
  std::vector<std::string> topic_terms;
  std::vector<std::string> product_terms;
  std::vector<std::string> region_terms;
  std::int64_t alarm_at = 0;
  bool is_active = true;
  bool is_learning = true;
  std::int64_t people_usual = 0;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "What logistics follows.", field<&WatchView::id>("Its number."),
        field<&WatchView::name>("What it is called."),
        field<&WatchView::topic>("What it is about."),
        field<&WatchView::product>("Of which product; empty: any."),
        field<&WatchView::region>("Where; empty: anywhere."),
        field<&WatchView::topic_terms>("Words and phrases of the topic; a message holds one."),
        field<&WatchView::product_terms>("The same of the product, where there are any."),
        field<&WatchView::region_terms>("The same of the region, where there are any."),
        field<&WatchView::alarm_at>("The severity from which it tells, in 1/100."),
        field<&WatchView::is_active>("Whether it listens; one that was ended does not."),
        field<&WatchView::is_learning>("Whether too little is known to tell anything."),
        field<&WatchView::people_usual>("How many are usual in ten minutes at this time of day, "
                                        "in 1/1000."),
        field<&WatchView::revision>("Which state of it this is."));
  }
};

struct CreateWatch {
  std::string name;
  std::string topic;
  std::string product;
  std::string region;
  std::vector<std::string> topic_terms;
  std::vector<std::string> product_terms;
  std::vector<std::string> region_terms;
  std::int64_t alarm_at = usual_alarm;

  static consteval auto describe() {
    constexpr length label{0, 80};
    constexpr length term{1, longest_term};
    return described(
        "Makes a watch. It hears what comes from then on.",
        field<&CreateWatch::name>("What it is called; no two the same.", forms::any_line,
                                  length{1, 80}, example{"\"Cracked lids\""}),
        field<&CreateWatch::topic>("What it is about.", forms::any_line, length{1, 80}),
        field<&CreateWatch::product>("Of which product; empty: any.", forms::any_line, label,
                                     defaults),
        field<&CreateWatch::region>("Where; empty: anywhere.", forms::any_line, label, defaults),
        field<&CreateWatch::topic_terms>("Words and phrases of the topic; a message holds one.",
                                         forms::any_line, term, items{1, most_terms},
                                         example{"[\"crack\", \"cracked lid\"]"}),
        field<&CreateWatch::product_terms>("The same of the product; empty: any message.",
                                           forms::any_line, term, items{0, most_terms}, defaults),
        field<&CreateWatch::region_terms>("The same of the region; empty: any message.",
                                          forms::any_line, term, items{0, most_terms}, defaults),
        field<&CreateWatch::alarm_at>("The severity from which it tells, in 1/100.",
                                      range{100, most_severity}, defaults));
  }
};

struct ChangeWatch {
  WatchId watch_id;
  std::optional<std::string> name;
  std::optional<std::string> topic;
  std::optional<std::string> product;
  std::optional<std::string> region;
  std::optional<std::vector<std::string>> topic_terms;
  std::optional<std::vector<std::string>> product_terms;
  std::optional<std::vector<std::string>> region_terms;
  std::optional<std::int64_t> alarm_at;
  std::optional<bool> is_active;

  static consteval auto describe() {
    constexpr length label{0, 80};
    constexpr length term{1, longest_term};
    return described(
        "Changes a watch. What is left out stays, and what was noted stays noted.",
        field<&ChangeWatch::watch_id>("Which."),
        field<&ChangeWatch::name>("What it is called.", forms::any_line, length{1, 80}),
        field<&ChangeWatch::topic>("What it is about.", forms::any_line, length{1, 80}),
        field<&ChangeWatch::product>("Of which product; empty: any.", forms::any_line, label),
        field<&ChangeWatch::region>("Where; empty: anywhere.", forms::any_line, label),
        field<&ChangeWatch::topic_terms>("Words and phrases of the topic.", forms::any_line, term,
                                         items{1, most_terms}),
        field<&ChangeWatch::product_terms>("The same of the product.", forms::any_line, term,
                                           items{0, most_terms}),
        field<&ChangeWatch::region_terms>("The same of the region.", forms::any_line, term,
                                          items{0, most_terms}),
        field<&ChangeWatch::alarm_at>("The severity from which it tells, in 1/100.",
                                      range{100, most_severity}),
        field<&ChangeWatch::is_active>("Whether it listens."));
  }
};

struct OneWatch {
  WatchId watch_id;

  static consteval auto describe() {
    return described("One watch.", field<&OneWatch::watch_id>("Which."));
  }
};

struct HourView {
  Time from;
  std::int64_t people = 0;
  std::int64_t messages = 0;

  static consteval auto describe() {
    return described("An hour in which somebody spoke of a watch.",
                     field<&HourView::from>("When it began."),
                     field<&HourView::people>("How many spoke, each counted once a day."),
                     field<&HourView::messages>("In how many messages."));
  }
};

struct ListHours {
  WatchId watch_id;
  std::int32_t limit = 72;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    return described("The hours of a watch, newest first.",
                     field<&ListHours::watch_id>("Which watch."),
                     field<&ListHours::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&ListHours::cursor>("Where the page before ended."));
  }
};

/// All of them on one page, ended ones too: there are few.
Result<Page<WatchView>> list_watches(QueryContext& context, const Nothing& input);
Result<WatchView> get_watch(QueryContext& context, const OneWatch& input);
Result<Page<HourView>> list_watch_hours(QueryContext& context, const ListHours& input);
Result<void> create_watch(CommandContext& context, const CreateWatch& input);
Result<WatchView> created_watch(QueryContext& context, const CreateWatch& input,
                                const Created& created);
Result<void> change_watch(CommandContext& context, const ChangeWatch& input);
Result<WatchView> changed_watch(QueryContext& context, const ChangeWatch& input,
                                const Created& created);
/// A watch is ended, not forgotten: its episodes stay.
Result<void> end_watch(CommandContext& context, const OneWatch& input);

}  // namespace kith::logistics
