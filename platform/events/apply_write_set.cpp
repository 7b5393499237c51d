// SPDX-License-Identifier: Apache-2.0
#include "events/apply_write_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "events/lane_mint.h"
#include "events/statements.h"

namespace kith::events {

constexpr Statement find_request{"find_request",
                                 "SELECT request, created FROM idempotency WHERE key = $key"};
constexpr Statement remember_request{
    "remember_request", "INSERT INTO idempotency VALUES($key, $request, $created, $at)"};
constexpr Statement forget_requests{
    "forget_requests",
    "DELETE FROM idempotency WHERE key IN "
    "(SELECT key FROM idempotency WHERE at < $before ORDER BY at LIMIT $most)"};

std::span<const Statement* const> repeat_statements() {
  static constexpr const Statement* all[] = {&find_request, &remember_request, &forget_requests};
  return all;
}

namespace {

Result<void> run_statement(store::Transaction& transaction, const WriteSet& writes,
                           const WriteSet::QueuedStatement& queued,
                           std::vector<Parameter>& parameters) {
  parameters.clear();
  for (std::size_t place = 0; place < queued.values; ++place) {
    parameters.push_back(writes.parameter(queued, place));
  }
  return transaction.run(*queued.statement, parameters);
}

// "1,2;7;3" is verbs 1 and 2, event 7 and the minted number 3.
std::string to_text(const Created& created) {
  return fmt::format("{};{};{}", fmt::join(created.verbs, ","), fmt::join(created.events, ","),
                     fmt::join(created.minted, ","));
}

Created from_text(std::string_view text) {
  Created created;
  std::vector<std::int64_t>* list = &created.verbs;
  while (!text.empty()) {
    if (text.front() == ';') {
      list = list == &created.verbs ? &created.events : &created.minted;
      text.remove_prefix(1);
    } else if (text.front() == ',') {
      text.remove_prefix(1);
    } else {
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc()) {
        break;
      }
      list->push_back(number);
      text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
  }
  return created;
}

}  // namespace

Result<Created> apply_write_set(store::Transaction& transaction, WriteSet& writes, MemberId member,
                                std::string_view module, VerbHandler& verbs) {
  Created created;
  std::vector<Parameter> parameters;
  for (const WriteSet::Step& step : writes.steps()) {
    switch (step.kind) {
      case WriteSet::Step::Kind::statement:
        KITH_CHECK(run_statement(transaction, writes, writes.statement(step.index), parameters));
        break;
      case WriteSet::Step::Kind::verb: {
        const WriteSet::QueuedVerb& queued = writes.verb(step.index);
        const Actor actor{member, queued.caused_by, module};
        created.verbs.push_back(KITH_TRY(verbs.apply(transaction, actor, queued.verb)));
        break;
      }
      case WriteSet::Step::Kind::event: {
        const WriteSet::QueuedEvent& event = writes.event(step.index);
        created.events.push_back(
            KITH_TRY(transaction.append({.type = event.type,
                                         .noun = event.noun,
                                         .subject = event.subject,
                                         .actor = member,
                                         .caused_by = event.caused_by,
                                         .visibility = event.visibility,
                                         .body = event.body,
                                         .decoded = event.decoded,
                                         .decoded_type = event.decoded_type})));
        break;
      }
    }
  }
  for (const WriteSet::Minted& minted : writes.minted()) {
    created.minted.push_back(minted.number);
  }
  KITH_CHECK(save_minted(transaction, module, writes));
  return created;
}

Result<std::optional<Created>> find_repeat(Reader& reader, const RepeatKey& repeat) {
  const std::unique_ptr<Rows> rows =
      KITH_TRY(reader.query(find_request, {{"key", Value::blob(bytes_of(repeat.key))}}));
  if (!KITH_TRY(rows->next())) {
    return std::optional<Created>();
  }
  if (rows->text(0) != bytes_of(repeat.request)) {
    return fail(ErrorCode::rule,
                "This Idempotency-Key was used for another request within the last day. Use a new "
                "key for a new request.");
  }
  return std::optional(from_text(rows->text(1)));
}

Result<void> remember_repeat(store::Transaction& transaction, const RepeatKey& repeat,
                             const Created& created) {
  const std::string text = to_text(created);
  return transaction.run(remember_request, {{"key", Value::blob(bytes_of(repeat.key))},
                                            {"request", Value::blob(bytes_of(repeat.request))},
                                            {"created", text},
                                            {"at", transaction.now()}});
}

Result<void> forget_repeats(store::Transaction& transaction, Time now, std::int64_t most) {
  return transaction.run(forget_requests,
                         {{"before", now - std::chrono::hours(24)}, {"most", most}});
}

}  // namespace kith::events
