// SPDX-License-Identifier: Apache-2.0
#include "invariants.h"

#include <fmt/format.h>

#include "support/need.h"

namespace kith::simulation {
namespace {

using support::need;

// The events that the journal writes down, each once.
constexpr const char* written_down =
    "log_event JOIN log_event_type ON number = type AND (name IN ('message.added.v1', "
    "'message.edited.v1', 'message.deleted.v1', 'reply.sent.v1', 'conversation.merged.v1', "
    "'conversation.unmerged.v1', 'journal.page_turned.v1') OR (name = 'timer.fired.v1' "
    "AND json_extract(body, '$.owner') = 'journal'))";

constexpr const char* cursor_of_journal =
    "coalesce((SELECT sequence FROM bus_cursor WHERE consumer = 'journal'), 0)";

}  // namespace

std::string Invariants::none_of(const char* what, const std::string& sql) {
  store::Prepared rows = need(house_.look().prepare(sql + " LIMIT 3"));
  std::string found;
  while (need(rows.step())) {
    found += fmt::format("{}:", what);
    for (int column = 0; column < rows.columns(); ++column) {
      found += fmt::format(" {}", rows.text(column));
    }
    found += '\n';
  }
  return found;
}

std::string Invariants::follow_chain() {
  store::Prepared events = need(house_.look().prepare(
      "SELECT sequence, name, noun, subject, actor, caused_by, visibility, occurred_at, body, link "
      "FROM log_event JOIN log_event_type ON number = type WHERE sequence > $after "
      "ORDER BY sequence"));
  need(events.bind(1, head_.sequence));
  while (need(events.step())) {
    const EventHead event{.sequence = events.integer(0),
                          .type = events.text(1),
                          .noun = static_cast<Noun>(events.integer(2)),
                          .subject = events.integer(3),
                          .actor = {events.integer(4)},
                          .caused_by = events.integer(5),
                          .visibility = {events.integer(6)},
                          .occurred_at = {events.integer(7)}};
    if (event.sequence != head_.sequence + 1) {
      return fmt::format("event {} follows event {}\n", event.sequence, head_.sequence);
    }
    const std::int64_t link = chain_.extend(head_, event, events.text(8));
    if (link != events.integer(9)) {
      return fmt::format("event {} does not continue the chain\n", event.sequence);
    }
    const auto place = static_cast<std::size_t>(event.sequence) - 1;
    if (place == links_.size()) {
      links_.push_back(link);
    } else if (links_[place] != link) {
      return fmt::format("event {} was another before\n", event.sequence);
    }
  }
  store::Prepared saved = need(house_.look().prepare("SELECT sequence, hash FROM log_head"));
  if (need(saved.step()) &&
      (saved.integer(0) != head_.sequence || saved.text(1) != bytes_of(head_.hash))) {
    return fmt::format("the log ends at {}, and its head says {}\n", head_.sequence,
                       saved.integer(0));
  }
  return "";
}

std::string Invariants::check_cursors() {
  std::string broken;
  store::Prepared rows =
      need(house_.look().prepare("SELECT consumer, sequence FROM bus_cursor ORDER BY consumer"));
  while (need(rows.step())) {
    Sequence& before = cursors_[std::string(rows.text(0))];
    if (rows.integer(1) < before || rows.integer(1) > head_.sequence) {
      broken += fmt::format("the cursor of {} is {}, was {}, and the log ends at {}\n",
                            rows.text(0), rows.integer(1), before, head_.sequence);
    }
    before = rows.integer(1);
  }
  for (const std::shared_ptr<events::Lane>& lane : house_.workspace().bus().lanes()) {
    if (lane->cursor() > head_.sequence ||
        lane->cursor() < cursors_[std::string(lane->module().name)]) {
      broken += fmt::format("the lane of {} is at {}, stored is {}, and the log ends at {}\n",
                            lane->module().name, lane->cursor(),
                            cursors_[std::string(lane->module().name)], head_.sequence);
    }
  }
  return broken;
}

std::string Invariants::check() {
  if (process_ != house_.process()) {
    return check_from_the_start();
  }
  const Sequence before = head_.sequence;
  std::string broken = follow_chain();
  broken += check_cursors();
  return broken.empty() && before != head_.sequence ? check_effects() : broken;
}

std::string Invariants::check_from_the_start() {
  process_ = house_.process();
  head_ = {};
  const std::size_t seen = links_.size();
  std::string broken = follow_chain();
  if (broken.empty() && static_cast<std::size_t>(head_.sequence) < seen) {
    broken = fmt::format("the log ends at {}, and {} events were seen\n", head_.sequence, seen);
  }
  broken += check_cursors();
  broken += check_effects();
  return broken + none_of("a page of the file is damaged",
                          "SELECT * FROM pragma_quick_check(1) WHERE quick_check <> 'ok'");
}

std::string Invariants::check_effects() {
  std::string broken = none_of(
      "an event of the journal's is not there once, held or done (event, done, held)",
      fmt::format(
          "SELECT log_event.sequence, "
          "(SELECT count(*) FROM journal_entry WHERE sequence = log_event.sequence) AS done, "
          "(SELECT count(*) FROM bus_hold WHERE consumer = 'journal' "
          "AND bus_hold.sequence = log_event.sequence) AS held "
          "FROM {} WHERE log_event.sequence <= {} AND done + held <> 1",
          written_down, cursor_of_journal));
  broken += none_of(
      "the journal is ahead of its cursor (event)",
      fmt::format("SELECT sequence FROM journal_entry WHERE sequence > {}", cursor_of_journal));
  broken += none_of("events about one thing took effect in another order (event, after event)",
                    "SELECT sequence, before FROM (SELECT sequence, lag(sequence) OVER "
                    "(PARTITION BY noun, subject ORDER BY place) AS before FROM journal_entry) "
                    "WHERE sequence < before");
  broken += none_of(
      "what was held before a merge took effect after it (event, merge)",
      "SELECT late.sequence, joined.sequence FROM journal_entry AS joined "
      "JOIN journal_entry AS late ON late.noun = joined.noun AND late.subject = joined.other "
      "AND late.sequence < joined.sequence AND late.place > joined.place WHERE joined.kind = 4");
  broken +=
      none_of("what followed from an event is not in the log once (event, notes)",
              "SELECT journal_entry.sequence, (SELECT count(*) FROM log_event JOIN log_event_type "
              "ON number = type AND name = 'journal.noted.v1' "
              "WHERE caused_by = journal_entry.sequence) AS notes "
              "FROM journal_entry WHERE kind = 0 AND notes <> 1");
  return house_.workspace().bus().lane("tally") == nullptr
             ? broken
             : broken +
                   none_of(
                       "the tally counts wrong (conversation, counted, there)",
                       "SELECT subject, coalesce((SELECT messages FROM tally_total "
                       "WHERE conversation = subject), 0) AS counted, count(*) AS there "
                       "FROM log_event JOIN log_event_type ON number = type "
                       "AND name = 'message.added.v1' WHERE sequence <= coalesce((SELECT sequence "
                       "FROM bus_cursor WHERE consumer = 'tally'), 0) "
                       "AND sequence NOT IN (SELECT sequence FROM bus_hold WHERE consumer = "
                       "'tally') "
                       "GROUP BY subject HAVING counted <> there");
}

std::string Invariants::check_outbox(const Receivers& receivers) {
  std::string broken = none_of("two replies under one key",
                               "SELECT idempotency_key, count(*) FROM outbox "
                               "GROUP BY idempotency_key HAVING count(*) > 1");
  broken += none_of("outbox and message disagree (reply, of both)",
                    "SELECT outbox.id, outbox.delivery, message.delivery FROM outbox "
                    "JOIN message ON message.id = outbox.message "
                    "WHERE outbox.delivery <> message.delivery");
  store::Prepared row =
      need(house_.look().prepare("SELECT attempts FROM outbox WHERE idempotency_key = $key"));
  for (const std::string& key : receivers.keys()) {
    need(row.bind(1, key));
    if (!need(row.step()) || row.integer(0) == 0) {
      broken += fmt::format("{} was handed over, and the outbox does not know it\n", key);
    }
    row.reset();
  }
  return broken;
}

std::string Invariants::check_at_rest() {
  std::string broken = check_effects();
  for (const std::shared_ptr<events::Lane>& lane : house_.workspace().bus().lanes()) {
    if (lane->cursor() != head_.sequence) {
      broken += fmt::format("{} came to rest at {} of {}\n", lane->module().name, lane->cursor(),
                            head_.sequence);
    }
  }
  broken += none_of("still held (consumer, event, state, reason)",
                    "SELECT consumer, sequence, state, reason FROM bus_hold "
                    "WHERE state <> 'skipped'");
  broken += none_of("a timer did not fire once (event, timers)",
                    "SELECT sequence, (SELECT count(*) FROM journal_entry AS timer "
                    "WHERE timer.kind = 6 AND timer.other = entry.sequence) + (SELECT count(*) "
                    "FROM bus_hold JOIN log_event USING (sequence) WHERE consumer = 'journal' "
                    "AND json_extract(body, '$.key') = 'look:' || entry.sequence) AS timers "
                    "FROM journal_entry AS entry WHERE kind = 0 AND sequence % 3 = 0 "
                    "AND timers <> 1");
  broken += none_of("words that are erased are quoted (message)",
                    "SELECT journal_quote.message FROM journal_quote JOIN message "
                    "ON message.id = journal_quote.message "
                    "WHERE erased_at > 0 AND NOT EXISTS (SELECT 1 FROM bus_hold "
                    "WHERE consumer = 'journal')");
  return broken +
         none_of("messages are counted wrong (conversation, row, count)",
                 "SELECT conversation.id, conversation.messages, (SELECT count(*) FROM message "
                 "JOIN conversation AS part ON part.id = message.conversation "
                 "WHERE part.root = conversation.id AND direction <> 2 AND delivery <> 6) AS n "
                 "FROM conversation WHERE merged_into = 0 AND deleted_at = 0 "
                 "AND conversation.messages <> n");
}

}  // namespace kith::simulation
