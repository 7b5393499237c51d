// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "episode.h"

/// What logistics says of a message and a person, for the host's composed cards.
namespace kith::logistics {

extern const Statement list_watches_of_message;
extern const Statement find_person_root;
extern const Statement list_person_notes;

/// One watch that a message is about, and the episode that it belongs to.
struct MessageWatch {
  WatchId watch_id;
  std::string name;
  std::optional<EpisodeId> episode_id;
  std::optional<EpisodeState> state;
  std::int64_t people = 0;

  static consteval auto describe() {
    return described(
        "A watch that a message is about.", field<&MessageWatch::watch_id>("The watch."),
        field<&MessageWatch::name>("What it is called."),
        field<&MessageWatch::episode_id>("The episode that the message is a part of."),
        field<&MessageWatch::state>("How far that has come."),
        field<&MessageWatch::people>("How many spoke in it, each counted once a day."));
  }
};

struct MessageFacet {
  std::vector<MessageWatch> watches;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("What logistics made of a message.",
                     field<&MessageFacet::watches>("The watches that it is about."),
                     field<&MessageFacet::links>("Its episodes and watches."));
  }
};

struct PersonFacet {
  std::int64_t messages = 0;
  std::vector<WatchId> watch_ids;
  Time last_at;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described("What a person reported, by their newest 50 messages that a watch is about.",
                     field<&PersonFacet::messages>("How many these are."),
                     field<&PersonFacet::watch_ids>("The watches that they are about."),
                     field<&PersonFacet::last_at>("When the newest was."),
                     field<&PersonFacet::links>("The watches."));
  }
};

Result<MessageFacet> message_facet(QueryContext& context, MessageId message);
Result<PersonFacet> person_facet(QueryContext& context, PersonId person);

}  // namespace kith::logistics
