// SPDX-License-Identifier: Apache-2.0
#include "events/log_reader.h"

#include "events/statements.h"

namespace kith::events {

constexpr Statement events_after{
    "events_after",
    "SELECT sequence, name, noun, subject, actor, caused_by, visibility, occurred_at, body "
    "FROM log_event JOIN log_event_type ON number = type "
    "WHERE sequence > $after ORDER BY sequence LIMIT $most"};
constexpr Statement event_at{
    "event_at",
    "SELECT sequence, name, noun, subject, actor, caused_by, visibility, occurred_at, body "
    "FROM log_event JOIN log_event_type ON number = type WHERE sequence = $sequence"};

std::span<const Statement* const> log_reader_statements() {
  static constexpr const Statement* all[] = {&events_after, &event_at};
  return all;
}

Result<EventRun> LogReader::after(Reader& reader, Sequence after, std::size_t most) {
  return collect(KITH_TRY(reader.query(events_after, {{"after", after}, {"most", most}})));
}

Result<EventRun> LogReader::one(Reader& reader, Sequence sequence) {
  return collect(KITH_TRY(reader.query(event_at, {{"sequence", sequence}})));
}

Result<EventRun> LogReader::collect(std::unique_ptr<Rows> rows) {
  auto events = std::make_shared<std::vector<store::LoggedEvent>>();
  while (KITH_TRY(rows->next())) {
    events->push_back({{.sequence = rows->integer(0),
                        .type = *types_.emplace(rows->text(1)).first,
                        .noun = static_cast<Noun>(rows->integer(2)),
                        .subject = rows->integer(3),
                        .actor = {rows->integer(4)},
                        .caused_by = rows->integer(5),
                        .visibility = {rows->integer(6)},
                        .occurred_at = rows->time(7)},
                       rows->string(8)});
  }
  EventRun run;
  for (const store::LoggedEvent& event : *events) {
    run.events.push_back(&event);
  }
  run.batches.push_back(std::move(events));
  return run;
}

}  // namespace kith::events
