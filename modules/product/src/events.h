// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <kith/described.h>
#include <kith/event.h>

#include "request.h"

/// What product tells of its requests. The subject is the request, of a merge the one that stays.
namespace kith::product {

struct RequestHeard {
  static constexpr std::string_view event_type = "product.request_heard.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;

  static consteval auto describe() {
    return described("A request is tracked from now on. It is the subject.",
                     field<&RequestHeard::request_id>("Which."));
  }
};

struct RequestChanged {
  static constexpr std::string_view event_type = "product.request_changed.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  MemberId owner_id;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A request got other words or another owner.",
                     field<&RequestChanged::request_id>("Which."),
                     field<&RequestChanged::owner_id>("Who has it, 0 for nobody.", defaults),
                     field<&RequestChanged::revision>("Its revision from now on."));
  }
};

struct EvidenceAdded {
  static constexpr std::string_view event_type = "product.evidence_added.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  MessageId message_id;
  PersonId person_id;
  ConversationId thread_id;

  static consteval auto describe() {
    return described(
        "A message was found to ask for a request.", field<&EvidenceAdded::request_id>("Which."),
        field<&EvidenceAdded::message_id>("The message."),
        field<&EvidenceAdded::person_id>("The person whose address wrote it. Merges do not change "
                                         "it."),
        field<&EvidenceAdded::thread_id>("The thread it came in on."));
  }
};

struct EvidenceRemoved {
  static constexpr std::string_view event_type = "product.evidence_removed.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  MessageId message_id;
  PersonId person_id;

  static consteval auto describe() {
    return described("A message does not ask for a request after all.",
                     field<&EvidenceRemoved::request_id>("Which."),
                     field<&EvidenceRemoved::message_id>("The message."),
                     field<&EvidenceRemoved::person_id>("As when it was added."));
  }
};

struct RequestDecided {
  static constexpr std::string_view event_type = "product.request_decided.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  RequestState state = RequestState::planned;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described("A request was planned or declined.",
                     field<&RequestDecided::request_id>("Which."),
                     field<&RequestDecided::state>("planned or declined."),
                     field<&RequestDecided::revision>("Its revision from now on."));
  }
};

struct RequestShipped {
  static constexpr std::string_view event_type = "product.request_shipped.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  Time shipped_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    return described(
        "What was asked for is there, and who asked is to be told. Told again when "
        "those are who asked since.",
        field<&RequestShipped::request_id>("Which."),
        field<&RequestShipped::shipped_at>("When it was shipped first."),
        field<&RequestShipped::revision>("Its revision from now on."));
  }
};

struct RequestMerged {
  static constexpr std::string_view event_type = "product.request_merged.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId from_id;
  RequestId into_id;

  static consteval auto describe() {
    return described("Two requests turned out to be one. The subject is the one that stays.",
                     field<&RequestMerged::from_id>("The one that is part of the other now."),
                     field<&RequestMerged::into_id>("The one that stays."));
  }
};

struct RequestUnmerged {
  static constexpr std::string_view event_type = "product.request_unmerged.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId from_id;
  RequestId into_id;
  RequestState state = RequestState::heard;
  std::vector<RequestId> parts;

  static consteval auto describe() {
    return described(
        "A merge of two requests was undone. The subject is the whole that it was part of.",
        field<&RequestUnmerged::from_id>("The one that stands alone again."),
        field<&RequestUnmerged::into_id>("The whole that it leaves."),
        field<&RequestUnmerged::state>("The state of the first."),
        field<&RequestUnmerged::parts>("The first, and those that had been merged into it."));
  }
};

struct AskerTold {
  static constexpr std::string_view event_type = "product.asker_told.v1";
  static constexpr Noun event_noun = Noun::own;

  RequestId request_id;
  PersonId person_id;
  ConversationId thread_id;
  MessageId message_id;

  static consteval auto describe() {
    return described("Somebody who had asked for a request was told that it is there.",
                     field<&AskerTold::request_id>("Which."),
                     field<&AskerTold::person_id>("Who. Merges do not change it."),
                     field<&AskerTold::thread_id>("Where."),
                     field<&AskerTold::message_id>("The reply that told them."));
  }
};

}  // namespace kith::product
