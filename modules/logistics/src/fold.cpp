// SPDX-License-Identifier: Apache-2.0
#include "fold.h"

#include "episode_store.h"
#include "noted.h"
#include "pulse_store.h"

namespace kith::logistics {
namespace {

/// Counts who wrote, where they did not speak of the watch on that day before. Says whether that
/// makes the open bin one more.
Result<bool> count_voice(ApplyContext& context, Pulse& pulse, PersonId person, Time at) {
  const Bin bin = bin_of(at);
  Hour* const hour = KITH_TRY(context.edit<HourTable>({pulse.watch, hour_of(bin)}));
  hour->watch = pulse.watch;
  hour->hour = hour_of(bin);
  ++hour->messages;
  Voice* const voice = KITH_TRY(context.edit<VoiceTable>({pulse.watch, day_of(bin), person}));
  if (++voice->messages > 1) {
    advance(pulse, bin);
    return false;
  }
  voice->watch = pulse.watch;
  voice->day = day_of(bin);
  voice->person = person;
  voice->hour = hour_of(bin);
  ++hour->people;
  const bool counts = count_person(pulse, bin);
  voice->bin = counts ? pulse.open_bin : 0;
  return counts;
}

Result<void> raise_alarm(ApplyContext& context, const Event<MessageNoted>& event, Pulse& pulse,
                         const Alarm& alarm) {
  const Episode* const newest = KITH_TRY(context.find<EpisodeTable>(pulse.episode));
  AlarmEffect effect = AlarmEffect::opened;
  if (newest != nullptr && joins(*newest, alarm.at)) {
    effect = join(*KITH_TRY(context.edit<EpisodeTable>(pulse.episode)), alarm);
  } else {
    pulse.episode = EpisodeId{event.head.sequence};
    Episode* const episode = KITH_TRY(context.edit<EpisodeTable>(pulse.episode));
    *episode = {.id = pulse.episode,
                .watch = pulse.watch,
                .opened_at = alarm.at,
                .opened_by = event.body.message_id,
                .people = pulse.people};
    join(*episode, alarm);
  }
  if (effect != AlarmEffect::joined) {
    pulse.alarmed_by = event.head.sequence;
    pulse.effect = effect;
  }
  return {};
}

/// One more person who speaks while an episode goes on.
Result<void> add_to_episode(ApplyContext& context, const Pulse& pulse, Time at) {
  const Episode* const newest = KITH_TRY(context.find<EpisodeTable>(pulse.episode));
  if (newest != nullptr && joins(*newest, at)) {
    ++KITH_TRY(context.edit<EpisodeTable>(pulse.episode))->people;
  }
  return {};
}

}  // namespace

Result<void> fold_note(ApplyContext& context, const Event<MessageNoted>& event) {
  const MessageNoted& body = event.body;
  const WatchId watch{event.head.subject};
  const kith::Key<WatchId, MessageId> key(watch, body.message_id);
  const Noted* const known = KITH_TRY(context.find<NotedTable>(key));
  if (known != nullptr && !known->is_withdrawn) {
    return {};
  }
  *KITH_TRY(context.edit<NotedTable>(key)) = {watch, body.message_id, body.thread_id,
                                              body.person_id, body.at};
  Pulse* const pulse = KITH_TRY(context.edit<PulseTable>(watch));
  pulse->watch = watch;
  if (!KITH_TRY(count_voice(context, *pulse, body.person_id, body.at))) {
    return {};
  }
  KITH_CHECK(add_to_episode(context, *pulse, body.at));
  const std::optional<Alarm> alarm = alarm_of(*pulse, body.at, body.alarm_at);
  return alarm ? raise_alarm(context, event, *pulse, *alarm) : Result<void>();
}

Result<void> fold_withdrawal(ApplyContext& context, const Event<MessageWithdrawn>& event) {
  const WatchId watch{event.head.subject};
  const kith::Key<WatchId, MessageId> key(watch, event.body.message_id);
  const Noted* const known = KITH_TRY(context.find<NotedTable>(key));
  if (known == nullptr || known->is_withdrawn) {
    return {};
  }
  Noted* const noted = KITH_TRY(context.edit<NotedTable>(key));
  noted->is_withdrawn = true;
  const kith::Key<WatchId, std::int64_t, PersonId> spoke(watch, day_of(bin_of(noted->at)),
                                                         noted->person);
  Voice* const voice = KITH_TRY(context.edit<VoiceTable>(spoke));
  if (voice->messages > 1) {
    --voice->messages;
    return {};
  }
  // Who was learnt from stays counted, as a tombstone.
  Pulse* const pulse = KITH_TRY(context.edit<PulseTable>(watch));
  if (uncount_person(*pulse, voice->bin)) {
    Hour* const hour = KITH_TRY(context.edit<HourTable>({watch, voice->hour}));
    --hour->people;
    --hour->messages;
    context.remove<VoiceTable>(spoke);
  }
  return {};
}

Result<void> fold_move(ApplyContext& context, const Event<EpisodeMoved>& event) {
  const EpisodeMoved& body = event.body;
  if (KITH_TRY(context.find<EpisodeTable>(body.episode_id)) == nullptr) {
    return {};
  }
  apply(*KITH_TRY(context.edit<EpisodeTable>(body.episode_id)),
        {.step = body.step,
         .member = body.member_id,
         .at = body.at,
         .until = body.until.value_or(Time{}),
         .cause = body.cause,
         .verdict = body.verdict});
  return {};
}

}  // namespace kith::logistics
