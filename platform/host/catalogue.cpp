// SPDX-License-Identifier: Apache-2.0
#include <kith/shared_events.h>

#include "access/permissions.h"
#include "conversation/channels_api.h"
#include "conversation/permissions.h"
#include "conversation/push_api.h"
#include "events/lane_worker.h"
#include "host/permissions.h"
#include "host/server.h"
#include "http/event_mask.h"
#include "insight/permissions.h"

namespace kith::host {

std::vector<const Permission*> all_permissions(std::span<const Module* const> modules) {
  std::vector<const Permission*> all;
  const auto add = [&](std::span<const Permission* const> permissions) {
    all.insert(all.end(), permissions.begin(), permissions.end());
  };
  add(access::access_permissions);
  add(conversation::conversation_permissions);
  add(insight::insight_permissions);
  add(host_permissions);
  add(http::event_permissions);
  all.push_back(&http::health_inspect);
  for (const Module* module : modules) {
    add(module->permissions);
  }
  return all;
}

std::vector<EventType> all_event_types(std::span<const Module* const> modules) {
  std::vector<EventType> all(std::begin(shared_events), std::end(shared_events));
  all.push_back(event_type<events::EventSkipped>());
  all.push_back(event_type<conversation::ChannelAdded>());
  all.push_back(event_type<conversation::ChannelPushChanged>());
  all.push_back(event_type<conversation::ChannelHealthChanged>());
  for (const Module* module : modules) {
    all.insert(all.end(), module->events.begin(), module->events.end());
  }
  return all;
}

}  // namespace kith::host
