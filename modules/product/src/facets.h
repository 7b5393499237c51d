// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "wish.h"

/// What product says of a message, a person and a conversation, for the host's composed cards.
namespace kith::product {

extern const Statement list_requests_of_message;
extern const Statement list_requests_of_person;
extern const Statement list_requests_of_conversation;
extern const Statement count_open_wishes;

struct RequestOfMessage {
  RequestId request_id;
  std::string title;
  RequestState state = RequestState::heard;

  static consteval auto describe() {
    return described("A request that a message asks for.",
                     field<&RequestOfMessage::request_id>("Which: after a merge, the whole."),
                     field<&RequestOfMessage::title>("What it asks for."),
                     field<&RequestOfMessage::state>("How far it has come."));
  }
};

struct MessageFacet {
  std::vector<RequestOfMessage> evidence_of;
  std::optional<WishState> wish;
  std::optional<RequestId> like_request_id;
  std::int32_t likeness = 0;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "What product made of a message.",
        field<&MessageFacet::evidence_of>("The requests that it is evidence of."),
        field<&MessageFacet::wish>("Where it holds a wish: what became of that."),
        field<&MessageFacet::like_request_id>("The open request that the wish is like."),
        field<&MessageFacet::likeness>("How like, in 1/10 000.", range{0, 10'000}),
        field<&MessageFacet::links>("Where to read more."));
  }
};

struct RequestOfPerson {
  RequestId request_id;
  std::string title;
  RequestState state = RequestState::heard;
  std::optional<Time> told_at;

  static consteval auto describe() {
    return described("A request that somebody asked for, and what came of it.",
                     field<&RequestOfPerson::request_id>("Which: after a merge, the whole."),
                     field<&RequestOfPerson::title>("What it asks for."),
                     field<&RequestOfPerson::state>("How far it has come."),
                     field<&RequestOfPerson::told_at>("When they were told that it is there."));
  }
};

struct PersonFacet {
  std::vector<RequestOfPerson> asked_for;
  std::int64_t untold = 0;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "What a person asked for: their newest twenty requests.",
        field<&PersonFacet::asked_for>("The requests."),
        field<&PersonFacet::untold>("How many of these were shipped and they were not told."),
        field<&PersonFacet::links>("Where to read more."));
  }
};

struct ConversationFacet {
  std::vector<RequestOfMessage> requests;
  std::int64_t open_wishes = 0;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "What is asked for in a conversation.",
        field<&ConversationFacet::requests>("The requests that its messages are evidence of."),
        field<&ConversationFacet::open_wishes>("Wishes that no colleague has looked at yet."),
        field<&ConversationFacet::links>("Where to read more."));
  }
};

Result<MessageFacet> message_facet(QueryContext& context, MessageId message);
Result<PersonFacet> person_facet(QueryContext& context, PersonId person);
Result<ConversationFacet> conversation_facet(QueryContext& context, ConversationId conversation);

}  // namespace kith::product
