// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include <kith/described.h>

#include "base/described_writer.h"
#include "store/transaction.h"

namespace kith::events {

/// Who is behind a change: the colleague who asked for it and the event that led to it.
struct Actor {
  MemberId member;               ///< 0: the network, a module or the system
  Sequence caused_by = 0;        ///< 0: nothing of the log
  std::string_view module = {};  ///< the module whose write set it is, "" for none
};

/// Appends an event about `subject` to the transaction's log. `text` stays with it in memory.
template <class Body>
Result<Sequence> append_event(store::Transaction& transaction, const Actor& actor, Subject subject,
                              Body body, Visibility visibility = {},
                              std::shared_ptr<const std::string> text = {}) {
  store::NewEvent event{.type = Body::event_type,
                        .noun = subject.noun,
                        .subject = subject.id,
                        .actor = actor.member,
                        .caused_by = actor.caused_by,
                        .visibility = visibility};
  write_json(event.body, TypeOf<Body>::type, &body, Secrets::shown, Members::telling);
  event.decoded = std::make_shared<const Body>(std::move(body));
  event.decoded_type = &TypeOf<Body>::type;
  event.text = std::move(text);
  return transaction.append(std::move(event));
}

/// The same about a number of Body::event_noun.
template <class Body>
Result<Sequence> append_event(store::Transaction& transaction, const Actor& actor,
                              std::int64_t subject, Body body, Visibility visibility = {},
                              std::shared_ptr<const std::string> text = {}) {
  return append_event(transaction, actor, Subject{Body::event_noun, subject}, std::move(body),
                      visibility, std::move(text));
}

}  // namespace kith::events
