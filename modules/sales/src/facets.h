// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/module.h>

#include "guard.h"
#include "strength.h"

/// What sales says of a person and of a message, for the host's composed cards.
namespace kith::sales {

extern const Statement find_act_of_message;
extern const Statement find_exchange_of_reply;
extern const Statement find_sides_of_message;

struct RelationshipFacet {
  std::int32_t strength = 0;
  Band band = Band::stranger;
  bool needs_repair = false;
  std::optional<Time> last_contact_at;
  std::int64_t colleagues = 0;
  std::int64_t promises_due = 0;
  bool may_approach = true;
  std::vector<GuardReason> objections;
  std::vector<std::string> links;

  static consteval auto describe() {
    using Facet = RelationshipFacet;
    return described("How close a person is to us, and whether they may be approached.",
                     field<&Facet::strength>("0 to 100, as of now.", range{0, 100}),
                     field<&Facet::band>("What that is called."),
                     field<&Facet::needs_repair>("What we did for them is less than nothing."),
                     field<&Facet::last_contact_at>("The newest message, either way."),
                     field<&Facet::colleagues>("How many were in two-way contact."),
                     field<&Facet::promises_due>("Open promises to them, at most twenty."),
                     field<&Facet::may_approach>("Whether now is a moment to approach them."),
                     field<&Facet::objections>("Why not; none where it is."),
                     field<&Facet::links>("Where there is more to read."));
  }
};

/// What a message did to a relationship.
enum class Effect : std::uint8_t {
  none,   ///< it moved nothing, in a relationship that there is
  asked,  ///< a question that waits: answered it is an exchange, left alone it costs
  exchanged,
  left_unanswered,
  shows_help,
  shows_introduction,
  shows_meeting,
  shows_promise
};

struct MessageEffect {
  Effect effect = Effect::none;
  PersonId person_id;
  std::int32_t strength = 0;
  Band band = Band::stranger;
  std::int32_t ours_hundredths = 0;
  std::int32_t theirs_hundredths = 0;
  std::optional<Time> answer_by;
  bool may_approach = true;
  std::vector<std::string> links;

  static consteval auto describe() {
    using Facet = MessageEffect;
    return described(
        "What a message did to the relationship with its person.",
        field<&Facet::effect>("What it did."),
        field<&Facet::person_id>("Whose relationship, as a whole."),
        field<&Facet::strength>("How strong that is now, 0 to 100.", range{0, 100}),
        field<&Facet::band>("What that is called."),
        field<&Facet::ours_hundredths>("What is left of its effect on what we did for them."),
        field<&Facet::theirs_hundredths>("The same of what they did for us."),
        field<&Facet::answer_by>("From when on it counts as left unanswered, while it waits."),
        field<&Facet::may_approach>("Whether now is a moment to approach them."),
        field<&Facet::links>("Where there is more to read."));
  }
};

Result<RelationshipFacet> person_facet(QueryContext& context, PersonId person);
Result<MessageEffect> message_facet(QueryContext& context, MessageId message);

}  // namespace kith::sales
