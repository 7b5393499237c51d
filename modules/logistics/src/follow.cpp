// SPDX-License-Identifier: Apache-2.0
#include "follow.h"

#include <algorithm>
#include <string>

#include "episode_store.h"
#include "pulse_store.h"
#include "watch_list.h"

namespace kith::logistics {

// What excludes a person is what the person stands for after merges.
constexpr Statement find_message{
    "find_message",
    "SELECT kith_message.text, kith_message.revision, kith_message.erased_at, "
    "kith_message.posted_at, kith_message.thread, kith_message.person, kith_message.direction, "
    "coalesce(whole.is_excluded, 0) FROM kith_message "
    "LEFT JOIN kith_person AS writer ON writer.id = kith_message.person "
    "LEFT JOIN kith_person AS whole ON whole.id = writer.root WHERE kith_message.id = $message"};
constexpr Statement list_noted_of{"list_noted_of",
                                  "SELECT watch FROM logistics_noted "
                                  "WHERE message = $message AND is_withdrawn = 0 ORDER BY watch"};

namespace {

/// A message as it is now.
struct Current {
  MessageNoted note;
  std::string text;  ///< empty where it does not count: gone, ours, or of somebody excluded
};

Result<Current> read_message(DecideContext& context, MessageId message) {
  Current current{.note = {.message_id = message}};
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(find_message, {{"message", message}}));
  if (!KITH_TRY(rows->next())) {
    return current;
  }
  current.note.revision = rows->integer(1);
  current.note.at = rows->time(3);
  current.note.thread_id = {rows->integer(4)};
  current.note.person_id = {rows->integer(5)};
  const bool is_inbound = rows->enumerator<Direction>(6) == Direction::inbound;
  const bool is_excluded = rows->flag(7);
  if (!rows->time(2) && is_inbound && !is_excluded && current.note.person_id) {
    current.text = rows->string(0);
  }
  return current;
}

Result<std::vector<const Watch*>> watches_of(DecideContext& context, const Current& current) {
  return KITH_TRY(context.kept<&load_watch_list>())->watches_in(current.text);
}

Result<std::vector<WatchId>> noted_watches(DecideContext& context, MessageId message) {
  std::vector<WatchId> watches;
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_noted_of, {{"message", message}}));
  while (KITH_TRY(rows->next())) {
    watches.push_back({rows->integer(0)});
  }
  return watches;
}

bool holds(const std::vector<const Watch*>& watches, WatchId id) {
  return std::ranges::any_of(watches, [&](const Watch* each) { return each->id == id; });
}

void emit_note(DecideContext& context, const Watch& watch, MessageNoted note, Time recorded_at) {
  note.at = std::min(note.at, recorded_at);
  note.alarm_at = watch.alarm_at;
  context.emit(watch.id.value, note);
}

Result<void> announce(DecideContext& context, const Pulse& pulse) {
  const Episode* const episode = KITH_TRY(context.find<EpisodeTable>(pulse.episode));
  if (episode == nullptr) {
    return {};
  }
  if (pulse.effect == AlarmEffect::opened) {
    context.emit(pulse.watch.value, EpisodeOpened{.episode_id = episode->id,
                                                  .watch_id = pulse.watch,
                                                  .severity = episode->severity,
                                                  .people = pulse.people});
  } else {
    context.emit(pulse.watch.value, EpisodeReopened{.episode_id = episode->id,
                                                    .watch_id = pulse.watch,
                                                    .severity = episode->severity});
  }
  return {};
}

}  // namespace

Result<void> note_message(DecideContext& context, const Event<MessageAdded>& event) {
  const auto* const watches = KITH_TRY(context.kept<&load_watch_list>());
  if (event.body.direction != Direction::inbound || watches->is_empty()) {
    return {};
  }
  const std::optional<std::string_view> text = context.text_at_hand();
  if (text && watches->watches_in(*text).empty()) {
    return {};
  }
  const Current current = KITH_TRY(read_message(context, event.body.message_id));
  for (const Watch* const watch : watches->watches_in(current.text)) {
    emit_note(context, *watch, current.note, event.head.occurred_at);
  }
  return {};
}

Result<void> note_edit(DecideContext& context, const Event<MessageEdited>& event) {
  const std::vector<WatchId> before = KITH_TRY(noted_watches(context, event.body.message_id));
  const Current current = KITH_TRY(read_message(context, event.body.message_id));
  const std::vector<const Watch*> watches = KITH_TRY(watches_of(context, current));
  for (const WatchId watch : before) {
    if (!holds(watches, watch)) {
      context.emit(watch.value, MessageWithdrawn{event.body.message_id});
    }
  }
  for (const Watch* const watch : watches) {
    if (std::ranges::find(before, watch->id) == before.end()) {
      emit_note(context, *watch, current.note, event.head.occurred_at);
    }
  }
  return {};
}

Result<void> withdraw_message(DecideContext& context, const Event<MessageDeleted>& event) {
  for (const WatchId watch : KITH_TRY(noted_watches(context, event.body.message_id))) {
    context.emit(watch.value, MessageWithdrawn{event.body.message_id});
  }
  return {};
}

Result<void> follow_note(DecideContext& context, const Event<MessageNoted>& event) {
  const WatchId watch{event.head.subject};
  const Pulse* const pulse = KITH_TRY(context.find<PulseTable>(watch));
  if (pulse != nullptr && pulse->alarmed_by == event.head.sequence) {
    KITH_CHECK(announce(context, *pulse));
  }
  // Whoever changed or deleted it before it was noted found nothing to take back.
  const Current current = KITH_TRY(read_message(context, event.body.message_id));
  const bool is_gone = current.text.empty();
  const bool is_changed = current.note.revision != event.body.revision;
  if (is_gone || (is_changed && !holds(KITH_TRY(watches_of(context, current)), watch))) {
    context.emit(watch.value, MessageWithdrawn{event.body.message_id});
  }
  return {};
}

}  // namespace kith::logistics
