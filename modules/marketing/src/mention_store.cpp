// SPDX-License-Identifier: Apache-2.0
#include "mention_store.h"

namespace kith::marketing {

constexpr Statement find_mention{
    "find_mention",
    "SELECT thread, person, channel, at, revision, found_kind, found_experience, "
    "found_independence, said_kind, said_experience, said_independence, corrections, answers_us, "
    "is_prompted, alike FROM marketing_mention WHERE message = $message"};
constexpr Statement save_mention{
    "save_mention",
    "INSERT INTO marketing_mention(message, thread, person, channel, at, revision, found_kind, "
    "found_experience, found_independence, said_kind, said_experience, said_independence, "
    "corrections, answers_us, is_prompted, alike, kind, experience, independence) "
    "VALUES($message, $thread, $person, $channel, $at, $revision, $found_kind, "
    "$found_experience, $found_independence, $said_kind, $said_experience, $said_independence, "
    "$corrections, $answers_us, $is_prompted, $alike, $kind, $experience, $independence) "
    "ON CONFLICT(message) DO UPDATE SET thread = $thread, person = $person, channel = $channel, "
    "at = $at, revision = $revision, found_kind = $found_kind, "
    "found_experience = $found_experience, found_independence = $found_independence, "
    "said_kind = $said_kind, said_experience = $said_experience, "
    "said_independence = $said_independence, corrections = $corrections, "
    "answers_us = $answers_us, is_prompted = $is_prompted, alike = $alike, kind = $kind, "
    "experience = $experience, independence = $independence"};
constexpr Statement remove_mention{"remove_mention",
                                   "DELETE FROM marketing_mention WHERE message = $message"};

namespace {

Verdict verdict_at(const Rows& rows, int column) {
  return {rows.enumerator<MentionKind>(column), rows.enumerator<Experience>(column + 1),
          rows.enumerator<Independence>(column + 2)};
}

}  // namespace

Result<std::optional<Mention>> MentionTable::load(Reader& reader, Key key) {
  const std::unique_ptr<Rows> rows = KITH_TRY(reader.query(find_mention, {{"message", key}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Mention>();
  }
  return std::optional(Mention{.message = key,
                               .thread = rows->id_of<ConversationId>(0),
                               .person = rows->id_of<PersonId>(1),
                               .channel = rows->id_of<ChannelId>(2),
                               .at = rows->time(3),
                               .revision = rows->integer(4),
                               .found = verdict_at(*rows, 5),
                               .said = verdict_at(*rows, 8),
                               .corrections = rows->integer(11),
                               .answers_us = rows->flag(12),
                               .is_prompted = rows->flag(13),
                               .alike = rows->id_of<MessageId>(14)});
}

void MentionTable::save(WriteSet& writes, const Mention& row) {
  const Verdict& verdict = row.verdict();
  writes.run(save_mention, {{"message", row.message},
                            {"thread", row.thread},
                            {"person", row.person},
                            {"channel", row.channel},
                            {"at", row.at},
                            {"revision", row.revision},
                            {"found_kind", static_cast<int>(row.found.kind)},
                            {"found_experience", static_cast<int>(row.found.experience)},
                            {"found_independence", static_cast<int>(row.found.independence)},
                            {"said_kind", static_cast<int>(row.said.kind)},
                            {"said_experience", static_cast<int>(row.said.experience)},
                            {"said_independence", static_cast<int>(row.said.independence)},
                            {"corrections", row.corrections},
                            {"answers_us", row.answers_us},
                            {"is_prompted", row.is_prompted},
                            {"alike", row.alike},
                            {"kind", static_cast<int>(verdict.kind)},
                            {"experience", static_cast<int>(verdict.experience)},
                            {"independence", static_cast<int>(verdict.independence)}});
}

void MentionTable::remove(WriteSet& writes, Key key) {
  writes.run(remove_mention, {{"message", key}});
}

}  // namespace kith::marketing
