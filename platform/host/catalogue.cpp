// SPDX-License-Identifier: Apache-2.0
#include <kith/events.h>

#include "access/permissions.h"
#include "conversation/permissions.h"
#include "events/lane_worker.h"
#include "host/permissions.h"
#include "host/server.h"
#include "http/event_mask.h"

namespace kith::host {

std::vector<const Permission*> all_permissions(std::span<const Module* const> modules) {
  std::vector<const Permission*> all;
  const auto add = [&](std::span<const Permission* const> permissions) {
    all.insert(all.end(), permissions.begin(), permissions.end());
  };
  add(access::access_permissions);
  add(conversation::conversation_permissions);
  add(host_permissions);
  add(http::event_permissions);
  all.push_back(&http::health_inspect);
  for (const Module* module : modules) {
    add(module->permissions);
  }
  return all;
}

std::vector<EventType> all_event_types(std::span<const Module* const> modules) {
  std::vector<EventType> all = {
      event_type<MessageAdded>(),         event_type<MessageEdited>(),
      event_type<MessageDeleted>(),       event_type<ReplySubmitted>(),
      event_type<ReplyUndone>(),          event_type<ReplySent>(),
      event_type<ReplyFailed>(),          event_type<StatusChanged>(),
      event_type<WaitChanged>(),          event_type<AssigneeChanged>(),
      event_type<PriorityChanged>(),      event_type<LabelsChanged>(),
      event_type<DepartmentChanged>(),    event_type<ConversationMerged>(),
      event_type<ConversationUnmerged>(), event_type<PersonMerged>(),
      event_type<PersonUnmerged>(),       event_type<PersonErased>(),
      event_type<HandoffChanged>(),       event_type<PromiseChanged>(),
      event_type<TimerFired>(),           event_type<events::EventSkipped>()};
  for (const Module* module : modules) {
    all.insert(all.end(), module->events.begin(), module->events.end());
  }
  return all;
}

}  // namespace kith::host
