// SPDX-License-Identifier: Apache-2.0
#include "events/handlers.h"

#include <fmt/format.h>

#include <kith/events.h>

#include "base/described_writer.h"

namespace kith::events {
namespace {

// A handler that answers one event with more than this floods the log.
constexpr std::size_t most_steps_for_an_event = 256;

std::string_view erasing_event(Noun noun) {
  return noun == Noun::message ? MessageDeleted::event_type : PersonErased::event_type;
}

}  // namespace

void JsonCodec::write(std::string& out, const Type& type, const void* value) const {
  write_json(out, type, value, Secrets::shown, Members::telling);
}

Result<void> JsonCodec::read(std::string_view json, const Type& type, void* value) const {
  thread_local JsonReader reader;
  return reader.read(json, type, value, Strictness::tolerant);
}

Handlers::Handlers(const Module& module, const Codec& codec) : module_(module.name), codec_(codec) {
  for (const Subscription& subscription : module.subscriptions) {
    Entry& entry = by_type_[subscription.event_type];
    (subscription.handling == Handling::apply ? entry.applies : entry.decides)
        .push_back(&subscription);
  }
  for (const Eraser& eraser : module.erasers) {
    by_type_[erasing_event(eraser.noun)].erasers.push_back(&eraser);
  }
}

Result<void> Handlers::handle(const store::LoggedEvent& event, RunState& run, Handle how) {
  const auto entry = by_type_.find(event.head.type);
  if (entry == by_type_.end()) {
    return {};
  }
  const std::size_t steps = run.writes.size();
  run.writes.set_cause(event.head.sequence);
  try {
    KITH_CHECK(call(entry->second, event, run, how));
  } catch (const std::exception& thrown) {
    return fail(ErrorCode::internal,
                fmt::format("The module {} threw: {}", module_, thrown.what()));
  } catch (...) {
    return fail(ErrorCode::internal, fmt::format("The module {} threw something.", module_));
  }
  if (run.writes.size() - steps > most_steps_for_an_event) {
    return fail(ErrorCode::internal,
                fmt::format("The module {} answered one event with {} changes; {} are allowed.",
                            module_, run.writes.size() - steps, most_steps_for_an_event));
  }
  return {};
}

Result<void> Handlers::call(const Entry& entry, const store::LoggedEvent& event, RunState& run,
                            Handle how) {
  ApplyContext apply(run.reader, run.writes, run.rows);
  std::optional<Object> own;
  if (!entry.erasers.empty()) {
    const bool is_message = event.head.type == MessageDeleted::event_type;
    std::int64_t subject = event.head.subject;
    if (is_message) {
      const void* body = KITH_TRY(body_for(TypeOf<MessageDeleted>::type, event, own));
      subject = static_cast<const MessageDeleted*>(body)->message_id.value;
    }
    for (const Eraser* eraser : entry.erasers) {
      eraser->forget(apply, subject);
    }
  }
  for (const Subscription* subscription : entry.applies) {
    const void* body = KITH_TRY(body_for(*subscription->body, event, own));
    KITH_CHECK(subscription->apply(apply, event.head, body));
  }
  if (how == Handle::apply_only) {
    return {};
  }
  DecideContext decide(run.reader, run.writes, run.rows, run.now);
  for (const Subscription* subscription : entry.decides) {
    const void* body = KITH_TRY(body_for(*subscription->body, event, own));
    KITH_CHECK(subscription->decide(decide, event.head, body));
  }
  return {};
}

// The struct that the emitter wrote serves as it is when the subscriber knows the same type;
// otherwise the body is read into the subscriber's own.
Result<const void*> Handlers::body_for(const Type& type, const store::LoggedEvent& event,
                                       std::optional<Object>& own) const {
  if (event.decoded != nullptr && event.decoded_type != nullptr &&
      event.decoded_type->name == type.name) {
    return event.decoded.get();
  }
  if (!own || own->type().name != type.name) {
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
