// SPDX-License-Identifier: Apache-2.0
#include "mention_spoken.h"

#include "mention_audience.h"

namespace kith::marketing {

#define KITH_MARKETING_SPOKEN                                                                 \
  "SELECT marketing_mention.message, coalesce(writer.root, marketing_mention.person), "       \
  "marketing_mention.at, marketing_mention.kind, marketing_mention.experience, "              \
  "marketing_mention.independence, marketing_mention.channel, marketing_mention.answers_us, " \
  "marketing_mention.is_prompted, marketing_mention.alike FROM marketing_mention "            \
  "LEFT JOIN kith_person AS writer ON writer.id = marketing_mention.person "                  \
  "LEFT JOIN kith_person AS whole ON whole.id = writer.root "                                 \
  "WHERE coalesce(whole.is_excluded, 0) = 0 AND marketing_mention.person <> 0 "               \
  "AND marketing_mention.kind <> 0 "
#define KITH_MARKETING_NEWEST \
  "ORDER BY marketing_mention.at DESC, marketing_mention.message DESC LIMIT $most"

constexpr Statement list_spoken{
    "list_spoken", KITH_MARKETING_SPOKEN
    "AND marketing_mention.at >= $from AND marketing_mention.at < $to " KITH_MARKETING_NEWEST};
// The parts of a person: all that have the same root.
constexpr Statement list_spoken_by{
    "list_spoken_by", KITH_MARKETING_SPOKEN
    "AND marketing_mention.person IN (SELECT same.id FROM kith_person AS named "
    "JOIN kith_person AS same ON same.root = named.root AND same.root <> same.id "
    "WHERE named.id = $person UNION ALL "
    "SELECT root FROM kith_person WHERE id = $person) " KITH_MARKETING_NEWEST};

#undef KITH_MARKETING_SPOKEN
#undef KITH_MARKETING_NEWEST

namespace {

Result<std::vector<Spoken>> spoken_of(Reader& reader, Rows& rows) {
  const std::map<ChannelId, Audience> audiences = KITH_TRY(load_audiences(reader));
  std::vector<Spoken> spoken;
  while (KITH_TRY(rows.next())) {
    const auto known = audiences.find(rows.id_of<ChannelId>(6));
    spoken.push_back({.message = rows.id_of<MessageId>(0),
                      .person = rows.id_of<PersonId>(1),
                      .at = rows.time(2),
                      .verdict = {rows.enumerator<MentionKind>(3), rows.enumerator<Experience>(4),
                                  rows.enumerator<Independence>(5)},
                      .audience = known == audiences.end() ? Audience::brand : known->second,
                      .answers_us = rows.flag(7),
                      .is_prompted = rows.flag(8),
                      .alike = rows.id_of<MessageId>(9)});
  }
  return spoken;
}

}  // namespace

Result<std::vector<Weighed>> load_weighed(QueryContext& context, Window window) {
  const std::unique_ptr<Rows> rows = KITH_TRY(context.reader().query(
      list_spoken,
      {{"from", window.from - copies_within}, {"to", window.to}, {"most", most_spoken}}));
  return weigh(KITH_TRY(spoken_of(context.reader(), *rows)));
}

Result<std::vector<Spoken>> load_spoken_by(QueryContext& context, PersonId person,
                                           std::int64_t most) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(context.reader().query(list_spoken_by, {{"person", person}, {"most", most}}));
  return spoken_of(context.reader(), *rows);
}

}  // namespace kith::marketing
