// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/figure_events.h>
#include <kith/page.h>

/// What the routes of figures take and answer.
namespace kith::insight {

/// A figure as people see it.
struct FigureView {
  std::string metric;
  std::string meaning;
  std::string unit;
  Time from;
  Time to;
  FigureStatus status = FigureStatus::ok;
  std::int64_t value = 0;
  std::int64_t lo = 0;
  std::optional<std::int64_t> hi;
  bool is_at_least = false;
  std::int64_t n = 0;
  std::int64_t missing = 0;
  std::optional<std::int64_t> missing_days;
  std::int32_t version = 1;
  std::string inputs;

  static consteval auto describe() {
    using View = FigureView;
    return described(
        "A figure of a day.", field<&View::metric>("Which figure."),
        field<&View::meaning>("What it says; \"\" where what brought it is not there any more."),
        field<&View::unit>("What it is counted in: share, count, minutes; \"\" as above."),
        field<&View::from>("Where its window begins."),
        field<&View::to>("Where it ends, at the beginning of a day (UTC)."),
        field<&View::status>("Whether it can be relied on. The newest figure of a metric is stale "
                             "once it is older than a day and a half."),
        field<&View::value>("The figure, in millionths of its unit."),
        field<&View::lo>("Its lower bound, one-sided 95 %, in millionths of its unit."),
        field<&View::hi>("Its upper bound, one-sided 95 %; absent: not bounded."),
        field<&View::is_at_least>("The window is too short for it: it is this or more."),
        field<&View::n>("How many observations it stands on."),
        field<&View::missing>("How many more observations are needed, 0: none."),
        field<&View::missing_days>(
            "In about how many days these come, if they come as they did in the window."),
        field<&View::version>("Of its definition: figures of two are not compared."),
        field<&View::inputs>("Where the messages behind it are."));
  }
};

struct ListFigures {
  std::optional<std::string> metric;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListFigures;
    return described(
        "The newest figure of each metric, or one metric's by day, the newest first.",
        field<&Input::metric>("Whose figures, by day.", length{1, 100}, forms::word),
        field<&Input::limit>("How many to a page of a metric's; the newest of each are "
                             "one page.",
                             range{1, 200}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

/// Which figure, and how many of the observations behind it.
struct ListInputs {
  std::string metric;
  std::optional<Time> to;
  std::int32_t limit = 50;

  static consteval auto describe() {
    using Input = ListInputs;
    return described("The observations behind a figure, the newest messages first.",
                     field<&Input::metric>("Which figure.", length{1, 100}, forms::word),
                     field<&Input::to>("Where its window ends; without it, that of the newest."),
                     field<&Input::limit>("At most so many.", range{1, 200}, defaults));
  }
};

/// One observation behind a figure.
struct FigureInput {
  MessageId message_id;
  std::int64_t value = 0;
  bool is_censored = false;

  static consteval auto describe() {
    using View = FigureInput;
    return described("One observation behind a figure.",
                     field<&View::message_id>("The message that shows it."),
                     field<&View::value>("What was observed, in the figure's unit."),
                     field<&View::is_censored>("It had not come to an end yet."));
  }
};

struct FigureInputs {
  std::string metric;
  Time from;
  Time to;
  std::vector<FigureInput> items;
  bool has_more = false;

  static consteval auto describe() {
    using View = FigureInputs;
    return described(
        "What is behind a figure, as it is known now: of a message that is gone, or that you may "
        "not read, nothing is told.",
        field<&View::metric>("The figure."), field<&View::from>("Where its window begins."),
        field<&View::to>("Where it ends."),
        field<&View::items>("The observations, the newest messages first."),
        field<&View::has_more>("There are more."));
  }
};

}  // namespace kith::insight
