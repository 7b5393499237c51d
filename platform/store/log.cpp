// SPDX-License-Identifier: Apache-2.0
#include "store/log.h"

#include <fmt/format.h>

#include <cstring>

namespace kith::store {
namespace {

void put(std::string& bytes, std::int64_t number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof raw);
}

std::int64_t first_bytes(const Sha256& hash) {
  std::int64_t link = 0;
  std::memcpy(&link, hash.data(), sizeof link);
  return link;
}

}  // namespace

std::int64_t Chain::extend(ChainHead& head, const EventHead& event, std::string_view body) {
  scratch_.assign(bytes_of(head.hash));
  for (const std::int64_t member :
       {event.sequence, static_cast<std::int64_t>(event.noun), event.subject, event.actor.value,
        event.caused_by, event.visibility.key, event.occurred_at.microseconds,
        static_cast<std::int64_t>(event.type.size()), static_cast<std::int64_t>(body.size())}) {
    put(scratch_, member);
  }
  hasher_.begin();
  hasher_.add(scratch_);
  hasher_.add(event.type);
  hasher_.add(body);
  head = {event.sequence, hasher_.end()};
  return first_bytes(head.hash);
}

Result<Log> Log::open(Connection& connection) {
  Log log;
  Prepared types =
      KITH_TRY(connection.prepare("SELECT number, name FROM log_event_type ORDER BY number"));
  while (KITH_TRY(types.step())) {
    log.type_names_.push_back(std::make_unique<std::string>(types.text(1)));
    log.types_[*log.type_names_.back()] = static_cast<int>(types.integer(0));
  }
  Prepared head = KITH_TRY(connection.prepare("SELECT sequence, hash FROM log_head"));
  if (KITH_TRY(head.step())) {
    log.head_.sequence = head.integer(0);
    const std::string_view hash = head.text(1);
    std::memcpy(log.head_.hash.data(), hash.data(), std::min(hash.size(), log.head_.hash.size()));
  }
  const std::int64_t newest = KITH_TRY(connection.number("SELECT max(sequence) FROM log_event"));
  if (newest != log.head_.sequence) {
    return fail(ErrorCode::internal,
                fmt::format("The log ends at event {} but its head says {}: the file was changed "
                            "by something else. Run 'kith verify', then restore a backup.",
                            newest, log.head_.sequence));
  }
  log.insert_event_ = KITH_TRY(connection.prepare(
      "INSERT INTO log_event VALUES($sequence, $type, $noun, $subject, $actor, $caused_by, "
      "$visibility, $occurred_at, $body, $link)"));
  log.insert_type_ =
      KITH_TRY(connection.prepare("INSERT INTO log_event_type VALUES($number, $name)"));
  log.update_head_ = KITH_TRY(connection.prepare(
      "INSERT INTO log_head VALUES(1, $sequence, $hash) "
      "ON CONFLICT(id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash"));
  return log;
}

Log::Mark Log::mark() const {
  return {head_, pending_.size(), type_names_.size()};
}

void Log::roll_back(const Mark& mark) {
  head_ = mark.head;
  pending_.resize(mark.pending);
  while (type_names_.size() > mark.types) {
    types_.erase(*type_names_.back());
    type_names_.pop_back();
  }
}

Result<int> Log::type_number(std::string_view type) {
  if (const auto known = types_.find(type); known != types_.end()) {
    return known->second;
  }
  const int number = static_cast<int>(type_names_.size()) + 1;
  KITH_CHECK(insert_type_.run({{"number", number}, {"name", type}}));
  type_names_.push_back(std::make_unique<std::string>(type));
  types_[*type_names_.back()] = number;
  return number;
}

Result<Sequence> Log::append(NewEvent event, Time now) {
  const int type = KITH_TRY(type_number(event.type));
  LoggedEvent logged{{.sequence = head_.sequence + 1,
                      .type = *type_names_[static_cast<std::size_t>(type) - 1],
                      .noun = event.noun,
                      .subject = event.subject,
                      .actor = event.actor,
                      .caused_by = event.caused_by,
                      .visibility = event.visibility,
                      .occurred_at = now},
                     std::move(event.body),
                     std::move(event.decoded),
                     event.decoded_type,
                     std::move(event.text)};
  const EventHead& head = logged.head;
  ChainHead extended = head_;
  const std::int64_t link = chain_.extend(extended, head, logged.body);
  KITH_CHECK(insert_event_.run({{"sequence", head.sequence},
                                {"type", type},
                                {"noun", static_cast<int>(head.noun)},
                                {"subject", head.subject},
                                {"actor", head.actor},
                                {"caused_by", head.caused_by},
                                {"visibility", head.visibility.key},
                                {"occurred_at", head.occurred_at},
                                {"body", logged.body},
                                {"link", link}}));
  head_ = extended;
  pending_.push_back(std::move(logged));
  return head_.sequence;
}

Result<void> Log::save_head() {
  return update_head_.run(
      {{"sequence", head_.sequence}, {"hash", Value::blob(bytes_of(head_.hash))}});
}

std::vector<LoggedEvent> Log::take_pending() {
  return std::exchange(pending_, {});
}

namespace {

LogReport broken(LogReport report, Sequence at, std::string reason) {
  report.broken_at = at;
  report.reason = std::move(reason);
  return report;
}

// Where the log ends, by its events; less than whole where the report says that it is broken.
Result<LogReport> verify_events(Connection& connection, ChainHead& head) {
  Prepared events = KITH_TRY(connection.prepare(
      "SELECT sequence, name, noun, subject, actor, caused_by, visibility, occurred_at, body, link "
      "FROM log_event LEFT JOIN log_event_type ON number = type ORDER BY sequence"));
  LogReport report;
  Chain chain;
  while (true) {
    const Result<bool> has_event = events.step();
    if (!has_event && connection.severity() != Severity::fatal) {
      return std::unexpected(has_event.error());
    }
    if (!has_event) {
      return broken(
          report, head.sequence + 1,
          fmt::format("Event {} cannot be read: {}", head.sequence + 1, has_event.error().message));
    }
    if (!*has_event) {
      return report;
    }
    ++report.events;
    const EventHead event{.sequence = events.integer(0),
                          .type = events.text(1),
                          .noun = static_cast<Noun>(events.integer(2)),
                          .subject = events.integer(3),
                          .actor = {events.integer(4)},
                          .caused_by = events.integer(5),
                          .visibility = {events.integer(6)},
                          .occurred_at = {events.integer(7)}};
    if (event.sequence != head.sequence + 1) {
      return broken(report, head.sequence + 1,
                    fmt::format("Event {} is missing.", head.sequence + 1));
    }
    if (chain.extend(head, event, events.text(8)) != events.integer(9)) {
      return broken(report, event.sequence,
                    fmt::format("Event {} is not what was written, or what came before it was "
                                "changed.",
                                event.sequence));
    }
  }
}

}  // namespace

// The statement of the events is ended before the next begins: ending it makes the connection
// forget why another one failed.
Result<LogReport> verify_log(Connection& connection) {
  ChainHead head;
  LogReport report = KITH_TRY(verify_events(connection, head));
  if (report.broken_at != 0) {
    return report;
  }
  Prepared saved = KITH_TRY(connection.prepare("SELECT sequence, hash FROM log_head"));
  if (KITH_TRY(saved.step())) {
    if (saved.integer(0) != head.sequence) {
      return broken(report, head.sequence + 1,
                    fmt::format("The log ends at event {}, but {} were written.", head.sequence,
                                saved.integer(0)));
    }
    if (saved.text(1) != bytes_of(head.hash)) {
      return broken(report, head.sequence, "The head of the log is not what was written.");
    }
  } else if (head.sequence != 0) {
    return broken(report, head.sequence, "The head of the log is missing.");
  }
  return report;
}

}  // namespace kith::store
