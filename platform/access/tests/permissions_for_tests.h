// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "access/permissions.h"
#include "access/role_catalogue.h"

namespace kith::access {

/// What parts and modules are likely to declare, a few of each area: enough to tell roles apart.
inline constexpr Permission declared_elsewhere[] = {
    {"conversation.thread.read", "read conversations"},
    {"conversation.thread.change", "change conversations"},
    {"conversation.thread.merge", "merge conversations"},
    {"conversation.handoff.ask", "ask a department"},
    {"conversation.promise.make", "make promises"},
    {"event.log.read", "read the feed"},
    {"message.post.intake", "hand in posts"},
    {"service.event.follow", "follow service's own events"},
    {"people.event.follow", "follow people's own events"},
    {"conversation.message.reply", "answer customers"},
    {"conversation.note.read", "read private notes"},
    {"conversation.note.write", "leave private notes"},
    {"person.card.read", "see persons"},
    {"person.card.merge", "merge persons"},
    {"person.data.erase", "erase persons"},
    {"channel.account.read", "see channels"},
    {"channel.account.manage", "connect channels"},
    {"service.case.read", "see cases"},
    {"service.case.assign", "assign cases"},
    {"product.evidence.add", "add evidence"},
    {"product.request.read", "see requests"},
    {"product.request.change", "change requests"},
    {"sales.deal.read", "see deals"},
    {"sales.deal.change", "change deals"},
    {"logistics.watch.read", "see watches"},
    {"logistics.watch.change", "change watches"},
    {"people.talent.read", "see talent records"},
    {"people.answer.read", "see answers"},
    {"people.own.read", "see own answers"},
    {"people.participation.read", "see who takes part"},
    {"people.talent.invite", "invite talents"},
    {"marketing.gate.override", "override the gate"},
    {"marketing.story.read", "see stories"},
    {"marketing.story.publish", "publish stories"},
};

inline std::vector<const Permission*> all_declared() {
  std::vector<const Permission*> declared(std::begin(access_permissions),
                                          std::end(access_permissions));
  for (const Permission& each : declared_elsewhere) {
    declared.push_back(&each);
  }
  return declared;
}

inline RoleCatalogue test_catalogue() {
  return RoleCatalogue::create(all_declared()).value();
}

}  // namespace kith::access
