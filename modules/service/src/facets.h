// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/module.h>

#include "case.h"

/// What service says of a conversation, a message and a person, for the host's composed cards.
namespace kith::service {

extern const Statement find_ask;
extern const Statement find_answered_by;
extern const Statement find_opened_by;
extern const Statement find_person_root;
extern const Statement list_person_cases;
extern const Statement find_last_mark;

struct CaseFacet {
  ConversationId conversation_id;
  CaseState state = CaseState::none;
  Time since;
  std::optional<Time> waiting_since;
  std::optional<Time> due;
  bool is_overdue = false;
  std::int64_t replies = 0;
  std::optional<std::int64_t> first_reply_minutes;
  std::optional<std::int64_t> resolution_minutes;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "Where a conversation stands with service.",
        field<&CaseFacet::conversation_id>("Whose case this is: after a merge, the whole's."),
        field<&CaseFacet::state>("Where it stands."), field<&CaseFacet::since>("Since when."),
        field<&CaseFacet::waiting_since>("Since when somebody waits for us."),
        field<&CaseFacet::due>("What is due next."),
        field<&CaseFacet::is_overdue>("Whether something that was due was not done."),
        field<&CaseFacet::replies>("How many answers colleagues gave."),
        field<&CaseFacet::first_reply_minutes>("How long the first took, without the pauses."),
        field<&CaseFacet::resolution_minutes>("How long it took to resolve."),
        field<&CaseFacet::links>("Where there is more to read."));
  }
};

/// What a message is to a case.
enum class MessageRole : std::uint8_t { opened_case, asked_again, still_waiting, answered_case };

struct MessageFacet {
  MessageRole role = MessageRole::opened_case;
  ConversationId conversation_id;
  std::optional<std::int64_t> minutes;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "What service made of a message.",
        field<&MessageFacet::role>("What it is to the case; still_waiting comes first."),
        field<&MessageFacet::conversation_id>("The conversation of the case."),
        field<&MessageFacet::minutes>("From the question to its answer, by the clock; absent "
                                      "where there is none."),
        field<&MessageFacet::links>("Where there is more to read."));
  }
};

/// Whether a figure stands on enough data.
enum class Evidence : std::uint8_t { ok, insufficient };

struct PersonFacet {
  std::int64_t open_cases = 0;
  std::optional<Time> last_resolved_at;
  std::int64_t answered_cases = 0;
  Evidence evidence = Evidence::insufficient;
  std::optional<std::int64_t> first_reply_minutes;
  std::int64_t more_needed = 0;
  std::optional<std::int64_t> last_mark;
  std::optional<Time> last_rated_at;
  std::vector<std::string> links;

  static consteval auto describe() {
    return described(
        "How service went for a person, by their newest 50 cases.",
        field<&PersonFacet::open_cases>("Cases that are not resolved."),
        field<&PersonFacet::last_resolved_at>("When one was resolved last."),
        field<&PersonFacet::answered_cases>("Cases that a colleague answered."),
        field<&PersonFacet::evidence>("Whether there are enough for an average."),
        field<&PersonFacet::first_reply_minutes>("The average time to the first answer."),
        field<&PersonFacet::more_needed>("How many more answered cases an average needs."),
        field<&PersonFacet::last_mark>("How we did by the person's last answer, from 1 to 5."),
        field<&PersonFacet::last_rated_at>("When they said so."),
        field<&PersonFacet::links>("Where there is more to read."));
  }
};

Result<CaseFacet> conversation_facet(QueryContext& context, ConversationId conversation);
Result<MessageFacet> message_facet(QueryContext& context, MessageId message);
Result<PersonFacet> person_facet(QueryContext& context, PersonId person);

}  // namespace kith::service
