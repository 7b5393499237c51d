// SPDX-License-Identifier: Apache-2.0
#include "mention_facets.h"

#include "mention_api.h"
#include "mention_spoken.h"
#include "mention_store.h"

namespace kith::marketing {

constexpr Statement list_mentions_in{
    "list_mentions_in",
    "SELECT message, kind, experience FROM marketing_mention WHERE kind <> 0 AND thread IN "
    "(SELECT $conversation UNION ALL "
    "SELECT id FROM kith_conversation WHERE root = $conversation AND root <> id) "
    "ORDER BY message DESC LIMIT $most"};

namespace {

constexpr std::int64_t most_shown = 20;
constexpr std::int64_t most_looked_at = 200;

std::string link_to(MessageId message) {
  return "/api/v1/marketing/messages/" + std::to_string(message.value) + "/mention";
}

std::unexpected<Error> nothing_said() {
  return nothing("It says nothing of the company.");
}

bool is_told_to_others(const Spoken& spoken) {
  return is_act(spoken.verdict.kind) && spoken.audience == Audience::peers && !spoken.answers_us &&
         spoken.verdict.independence == Independence::earned;
}

}  // namespace

Result<MessageFacet> message_facet(QueryContext& context, MessageId message) {
  const std::optional<Mention> mention = KITH_TRY(MentionTable::load(context.reader(), message));
  if (!mention || mention->verdict().kind == MentionKind::none) {
    return nothing_said();
  }
  const Verdict& verdict = mention->verdict();
  return MessageFacet{.kind = verdict.kind,
                      .experience = verdict.experience,
                      .independence = verdict.independence,
                      .worth = KITH_TRY(load_worth(context, message, mention->at)),
                      .links = {link_to(message)}};
}

Result<PersonFacet> person_facet(QueryContext& context, PersonId person) {
  PersonFacet facet;
  for (const Spoken& each : KITH_TRY(load_spoken_by(context, person, most_looked_at))) {
    if (is_told_to_others(each) && facet.acts.size() < static_cast<std::size_t>(most_shown)) {
      facet.acts.push_back({each.message, each.verdict.kind, each.verdict.experience, each.at});
      facet.links.push_back(link_to(each.message));
    }
  }
  if (facet.acts.empty()) {
    return nothing("They told nobody of the company, as far as kith has read.");
  }
  return facet;
}

Result<ConversationFacet> conversation_facet(QueryContext& context, ConversationId conversation) {
  ConversationFacet facet;
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_mentions_in, {{"conversation", conversation}, {"most", most_shown}}));
  while (KITH_TRY(rows->next())) {
    facet.mentions.push_back({rows->id_of<MessageId>(0), rows->enumerator<MentionKind>(1),
                              rows->enumerator<Experience>(2)});
    facet.links.push_back(link_to(facet.mentions.back().message_id));
  }
  if (facet.mentions.empty()) {
    return nothing_said();
  }
  return facet;
}

}  // namespace kith::marketing
