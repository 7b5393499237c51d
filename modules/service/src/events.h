// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/described.h>
#include <kith/event.h>

#include "policy.h"

/// What service tells the rest of the company, and itself. The subject is the conversation, where
/// nothing else is said.
namespace kith::service {

/// What a case is measured against. Numbers are in stored events by their word: append.
enum class Target : std::uint8_t { first_reply, next_reply, resolution };

struct CaseTargetsSet {
  static constexpr std::string_view event_type = "service.case_targets_set.v1";
  static constexpr Noun event_noun = Noun::conversation;

  PolicyId policy_id;
  std::optional<Time> waiting_since;
  std::optional<Time> first_reply_due;
  std::optional<Time> next_reply_due;
  std::optional<Time> resolution_due;

  static consteval auto describe() {
    return described(
        "A case got its due times, by the policy that holds for it.",
        field<&CaseTargetsSet::policy_id>("The policy; 0 is the built-in one."),
        field<&CaseTargetsSet::waiting_since>("Which wait the due time of the answer is of."),
        field<&CaseTargetsSet::first_reply_due>("When the first answer is due."),
        field<&CaseTargetsSet::next_reply_due>("When a later answer is due."),
        field<&CaseTargetsSet::resolution_due>("When the case is to be resolved."));
  }
};

struct FirstReplied {
  static constexpr std::string_view event_type = "service.first_replied.v1";
  static constexpr Noun event_noun = Noun::conversation;

  MessageId message_id;
  MemberId member_id;
  std::int64_t calendar_minutes = 0;
  std::int64_t business_minutes = 0;

  static consteval auto describe() {
    return described(
        "A colleague answered for the first time.", field<&FirstReplied::message_id>("The answer."),
        field<&FirstReplied::member_id>("Who answered.", defaults),
        field<&FirstReplied::calendar_minutes>("How long it took, without the pauses."),
        field<&FirstReplied::business_minutes>("The same, counting business time alone."));
  }
};

struct CaseResolved {
  static constexpr std::string_view event_type = "service.case_resolved.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Time resolved_at;
  MemberId member_id;
  std::int64_t calendar_minutes = 0;
  std::int64_t business_minutes = 0;
  std::int64_t replies = 0;
  std::int64_t reopened = 0;

  static consteval auto describe() {
    return described(
        "A case was resolved.", field<&CaseResolved::resolved_at>("When."),
        field<&CaseResolved::member_id>("Who did it; 0: no colleague.", defaults),
        field<&CaseResolved::calendar_minutes>("How long it took, without the pauses."),
        field<&CaseResolved::business_minutes>("The same, counting business time alone."),
        field<&CaseResolved::replies>("How many answers colleagues gave."),
        field<&CaseResolved::reopened>("How often it had been resolved and opened again."));
  }
};

struct TargetMissed {
  static constexpr std::string_view event_type = "service.target_missed.v1";
  static constexpr Noun event_noun = Noun::conversation;

  Target which = Target::first_reply;
  Time due;

  static consteval auto describe() {
    return described("A due time of a case passed and it was not done.",
                     field<&TargetMissed::which>("What was due."),
                     field<&TargetMissed::due>("When it was due."));
  }
};

struct PolicyChanged {
  static constexpr std::string_view event_type = "service.policy_changed.v1";
  static constexpr Noun event_noun = Noun::own;

  PolicyId policy_id;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A policy was made or changed. It is the subject.",
                     field<&PolicyChanged::policy_id>("Which."),
                     field<&PolicyChanged::revision>("Its revision from now on."));
  }
};

struct CalendarChanged {
  static constexpr std::string_view event_type = "service.calendar_changed.v1";
  static constexpr Noun event_noun = Noun::workspace;

  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("The hours of work were changed. The subject is the workspace.",
                     field<&CalendarChanged::revision>("Their revision from now on."));
  }
};

}  // namespace kith::service
