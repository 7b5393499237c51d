// SPDX-License-Identifier: Apache-2.0
#include "events/handlers.h"

#include <fmt/format.h>

#include <algorithm>

#include <kith/shared_events.h>

#include "base/described_writer.h"

namespace kith::events {
namespace {

// A handler that answers one event with more than this floods the log.
constexpr std::size_t most_steps_for_an_event = 256;

std::string_view erasing_event(Noun noun) {
  return noun == Noun::message ? MessageDeleted::event_type : PersonErased::event_type;
}

// Whether a struct of one type can be read as one of the other.
bool lie_alike(const Type& emitted, const Type& wanted) {
  return &emitted == &wanted || (emitted.name == wanted.name &&
                                 std::ranges::any_of(shared_events, [&](const EventType& shared) {
                                   return shared.body->name == wanted.name;
                                 }));
}

}  // namespace

void JsonCodec::write(std::string& out, const Type& type, const void* value) const {
  write_json(out, type, value, Secrets::shown, Members::telling);
}

Result<void> JsonCodec::read(std::string_view json, const Type& type, void* value) const {
  thread_local JsonReader reader;
  return reader.read(json, type, value, Strictness::tolerant);
}

Handlers::Handlers(const Module& module, const Codec& codec, const StatementRules& rules)
    : module_(module.name), codec_(codec), rules_(rules) {
  for (const Subscription& subscription : module.subscriptions) {
    Entry& entry = subscription.event_type == TimerFired::event_type
                       ? by_timer_[subscription.timer]
                       : by_type_[subscription.event_type];
    (subscription.handling == Handling::apply ? entry.applies : entry.decides)
        .push_back(&subscription);
    entry.is_alone = entry.is_alone || subscription.grouping == Grouping::alone;
  }
  for (const Eraser& eraser : module.erasers) {
    by_type_[erasing_event(eraser.noun)].erasers.push_back(&eraser);
  }
}

const Handlers::Entry* Handlers::entry_for(const store::LoggedEvent& event) const {
  if (event.head.type == TimerFired::event_type) {
    return by_timer_.empty() ? nullptr : entry_for_timer(event);
  }
  const auto entry = by_type_.find(event.head.type);
  return entry == by_type_.end() ? nullptr : &entry->second;
}

const Handlers::Entry* Handlers::entry_for_timer(const store::LoggedEvent& event) const {
  std::optional<Object> own;
  const Result<const void*> body = body_for(TypeOf<TimerFired>::type, event, own);
  if (!body) {
    return nullptr;
  }
  const TimerFired& timer = *static_cast<const TimerFired*>(*body);
  if (timer.owner != module_) {
    return nullptr;
  }
  const std::string_view key = timer.key;
  const auto entry = by_timer_.find(key.substr(0, key.find(':')));
  return entry == by_timer_.end() ? nullptr : &entry->second;
}

Result<void> Handlers::handle(const store::LoggedEvent& event, RunState& run, Handle how) {
  const Entry* const entry = entry_for(event);
  if (entry == nullptr) {
    return {};
  }
  const std::size_t steps = run.writes.size();
  run.writes.set_cause(event.head.sequence);
  KITH_CHECK(guarded([&] { return call(*entry, event, run, how); }));
  if (run.writes.size() - steps > most_steps_for_an_event) {
    return fail(ErrorCode::internal,
                fmt::format("The module {} answered one event with {} changes; {} are allowed.",
                            module_, run.writes.size() - steps, most_steps_for_an_event));
  }
  return {};
}

bool Handlers::is_alone(const store::LoggedEvent& event) const {
  const Entry* const entry = entry_for(event);
  return entry != nullptr && entry->is_alone;
}

Result<void> Handlers::save_rows(RunState& run) {
  return guarded([&]() -> Result<void> {
    const std::size_t first = run.writes.size();
    run.rows.save(run.writes);
    return rules_.check_writes(run.writes, first, Asker::apply);
  });
}

Result<void> Handlers::guarded(const std::function<Result<void>()>& stage) const {
  try {
    return stage();
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal,
                fmt::format("The module {} threw: {}", module_, thrown.what()));
  } catch (...) {
    return fail(ErrorCode::internal, fmt::format("The module {} threw something.", module_));
  }
}

Result<void> Handlers::erase(const Entry& entry, const store::LoggedEvent& event, RunState& run,
                             std::optional<Object>& own) {
  std::int64_t subject = event.head.subject;
  if (event.head.type == MessageDeleted::event_type) {
    const void* body = KITH_TRY(body_for(TypeOf<MessageDeleted>::type, event, own));
    subject = static_cast<const MessageDeleted*>(body)->message_id.value;
  }
  const std::size_t first = run.writes.size();
  EraseContext context(run.reader, run.writes);
  for (const Eraser* eraser : entry.erasers) {
    KITH_CHECK(eraser->forget(context, subject));
  }
  return rules_.check_writes(run.writes, first, Asker::eraser);
}

Result<void> Handlers::call(const Entry& entry, const store::LoggedEvent& event, RunState& run,
                            Handle how) {
  std::optional<Object> own;
  if (how == Handle::apply_and_decide && !entry.erasers.empty()) {
    KITH_CHECK(erase(entry, event, run, own));
  }
  std::size_t first = run.writes.size();
  RuledReader folding(run.reader, rules_, &StatementRules::check_fold);
  ApplyContext apply(folding, run.writes, run.rows);
  for (const Subscription* subscription : entry.applies) {
    const void* body = KITH_TRY(body_for(*subscription->body, event, own));
    KITH_CHECK(subscription->apply(apply, event.head, body));
  }
  KITH_CHECK(rules_.check_writes(run.writes, first, Asker::apply));
  if (how == Handle::apply_only) {
    return {};
  }
  first = run.writes.size();
  RuledReader keeping(run.reader, rules_, &StatementRules::check_keep);
  DecideContext decide({run.reader, folding, keeping}, run.memory.texts, run.writes, run.rows,
                       run.memory.kept, run.memory.mint, run.now, event.text.get());
  for (const Subscription* subscription : entry.decides) {
    const void* body = KITH_TRY(body_for(*subscription->body, event, own));
    KITH_CHECK(subscription->decide(decide, event.head, body));
  }
  return rules_.check_writes(run.writes, first, Asker::decide);
}

// The struct that the emitter wrote serves as it is when it is the subscriber's own; otherwise the
// body is read into one. Another module's may have the same name and other members.
Result<const void*> Handlers::body_for(const Type& type, const store::LoggedEvent& event,
                                       std::optional<Object>& own) const {
  if (event.decoded != nullptr && event.decoded_type != nullptr &&
      lie_alike(*event.decoded_type, type)) {
    return event.decoded.get();
  }
  if (!own || &own->type() != &type) {
    own.emplace(type);
    Result<void> read = codec_.read(event.body, type, own->get());
    if (!read) {
      own.reset();
      return std::unexpected(std::move(read).error());
    }
  }
  return own->get();
}

}  // namespace kith::events
