// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <kith/described.h>
#include <kith/event.h>
#include <kith/time.h>

namespace kith {

/// A due time of a module has come. Only that module hears of it, by on_timer. The head says what
/// the timer was set about; a thing of a module's own is one of `owner`.
struct TimerFired {
  static constexpr std::string_view event_type = "timer.fired.v1";
  static constexpr Noun event_noun = Noun::workspace;

  std::string owner;
  std::string key;
  Time due;

  static consteval auto describe() {
    return described("A due time has come.", field<&TimerFired::owner>("The module that set it."),
                     field<&TimerFired::key>("Which of its timers."),
                     field<&TimerFired::due>("When it was due."));
  }
};

}  // namespace kith
