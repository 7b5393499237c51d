// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/described.h>
#include <kith/event.h>

#include "act.h"

/// What sales tells the rest of the company, and itself. The subject is the person, where nothing
/// else is said.
namespace kith::sales {

/// What a colleague entered, as far as an event carries it.
struct TouchFigure {
  TouchId touch_id;
  TouchKind kind = TouchKind::meeting;
  Time happened_at;
  MemberId member_id;
  MessageId message_id;

  static consteval auto describe() {
    return described(
        "What happened with a person.", field<&TouchFigure::touch_id>("Its number."),
        field<&TouchFigure::kind>("What it was."),
        field<&TouchFigure::happened_at>("When it happened."),
        field<&TouchFigure::member_id>("The colleague who took part."),
        field<&TouchFigure::message_id>("The message that shows it, 0 for none.", defaults));
  }
};

struct TouchRecorded {
  static constexpr std::string_view event_type = "sales.touch_recorded.v1";
  static constexpr Noun event_noun = Noun::person;

  TouchFigure touch;

  static consteval auto describe() {
    return described("A colleague noted what happened with a person.",
                     field<&TouchRecorded::touch>("What."));
  }
};

struct TouchWithdrawn {
  static constexpr std::string_view event_type = "sales.touch_withdrawn.v1";
  static constexpr Noun event_noun = Noun::person;

  TouchFigure touch;

  static consteval auto describe() {
    return described("What was noted of a person was wrong, and is taken back.",
                     field<&TouchWithdrawn::touch>("What."));
  }
};

struct OptOutRecorded {
  static constexpr std::string_view event_type = "sales.opt_out_recorded.v1";
  static constexpr Noun event_noun = Noun::person;

  OptOutId opt_out_id;

  static consteval auto describe() {
    return described("A person does not want to be approached.",
                     field<&OptOutRecorded::opt_out_id>("Which opt-out says so."));
  }
};

struct OptOutWithdrawn {
  static constexpr std::string_view event_type = "sales.opt_out_withdrawn.v1";
  static constexpr Noun event_noun = Noun::person;

  OptOutId opt_out_id;

  static consteval auto describe() {
    return described("A person may be approached again.",
                     field<&OptOutWithdrawn::opt_out_id>("Which opt-out ended."));
  }
};

struct LeftUnanswered {
  static constexpr std::string_view event_type = "sales.left_unanswered.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  PersonId person_id;
  Time due;

  static consteval auto describe() {
    return described("Nobody answered a question for seven days. The subject is its thread.",
                     field<&LeftUnanswered::message_id>("The question."),
                     field<&LeftUnanswered::person_id>("Who asked; merges do not change it."),
                     field<&LeftUnanswered::due>("When the seven days were over."));
  }
};

}  // namespace kith::sales
