// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/time.h>

namespace kith {

/// Whether a figure can be relied on. Numbers are stored: append, never renumber.
enum class FigureStatus : std::uint8_t {
  ok,
  insufficient,  ///< too few observations: `missing` says how many more are needed
  stale          ///< what it stands on had not heard of all that had happened
};

/// A figure of a day was worked out. The view `kith_figure` has it as a row as soon as this is
/// heard; FiguresCompleted follows when all figures of the day are there.
struct FigureComputed {
  static constexpr std::string_view event_type = "figure.computed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  std::string metric;
  int version = 1;
  Time from;
  Time to;
  std::int64_t value = 0;
  std::int64_t lo = 0;
  std::optional<std::int64_t> hi;
  bool is_at_least = false;
  std::int64_t n = 0;
  std::int64_t missing = 0;
  FigureStatus status = FigureStatus::ok;

  static consteval auto describe() {
    return described(
        "A figure of a day was worked out.",
        field<&FigureComputed::metric>("Which figure, as \"service.coverage\".", forms::word),
        field<&FigureComputed::version>("Of its definition."),
        field<&FigureComputed::from>("Where its window begins."),
        field<&FigureComputed::to>("Where it ends, at the beginning of a day (UTC)."),
        field<&FigureComputed::value>("The figure, in millionths of its unit."),
        field<&FigureComputed::lo>("Its lower bound, one-sided 95 %, in millionths of its unit."),
        field<&FigureComputed::hi>(
            "Its upper bound, one-sided 95 %, in millionths of its unit; absent: not bounded."),
        field<&FigureComputed::is_at_least>(
            "The window is too short for the figure: it is this or more.", defaults),
        field<&FigureComputed::n>("How many observations it stands on."),
        field<&FigureComputed::missing>("How many more observations are needed, 0: none."),
        field<&FigureComputed::status>("Whether it can be relied on."));
  }
};

/// All figures of a day have been worked out.
struct FiguresCompleted {
  static constexpr std::string_view event_type = "figures.completed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  Time to;
  std::int64_t figures = 0;

  static consteval auto describe() {
    return described("All figures of a day have been worked out.",
                     field<&FiguresCompleted::to>("Where their windows end."),
                     field<&FiguresCompleted::figures>("How many there are."));
  }
};

}  // namespace kith
