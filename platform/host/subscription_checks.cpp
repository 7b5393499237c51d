// SPDX-License-Identifier: Apache-2.0
#include "host/subscription_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "host/server.h"

namespace kith::host {
namespace {

std::string misfit(const Type& wanted, const Type& declared);

const Field* find_field(const Type& type, std::string_view name) {
  const auto found = std::ranges::find(type.fields, name, &Field::name);
  return found == type.fields.end() ? nullptr : &*found;
}

// The first member of `wanted` that a body of `declared` does not fill, and why; "" when all are
// filled.
std::string missing_member(const Type& wanted, const Type& declared) {
  for (const Field& field : wanted.fields) {
    const Field* const given = find_field(declared, field.name);
    if (given == nullptr) {
      return fmt::format("{} is no member of it", field.name);
    }
    if (field.presence == Presence::required && given->presence != Presence::required) {
      return fmt::format("{} may be left out of it", field.name);
    }
    if (given->type->kind == Kind::change && field.type->kind != Kind::change) {
      return fmt::format("{} may be null in it", field.name);
    }
    const std::string fault = misfit(held_type(*field.type), held_type(*given->type));
    if (!fault.empty()) {
      return fmt::format("{} {}", field.name, fault);
    }
  }
  return "";
}

// The same for what is told by its word: an enumeration, or one of several objects.
std::string misfit_of_words(const Type& wanted, const Type& declared) {
  for (std::size_t place = 0; place < declared.words.size(); ++place) {
    const auto known = std::ranges::find(wanted.words, declared.words[place]);
    if (known == wanted.words.end()) {
      return fmt::format("may be {} there", declared.words[place]);
    }
    if (wanted.kind == Kind::choice) {
      const auto alternative = static_cast<std::size_t>(known - wanted.words.begin());
      std::string fault = misfit(*wanted.inner[alternative], *declared.inner[place]);
      if (!fault.empty()) {
        return fault;
      }
    }
  }
  return "";
}

// Why what is written as `declared` cannot be read as `wanted`, "" when it can.
std::string misfit(const Type& wanted, const Type& declared) {
  const bool is_wider = wanted.kind == Kind::integer && wanted.size < declared.size;
  if (wanted.kind != declared.kind || is_wider) {
    return "is of another kind there";
  }
  if (wanted.kind == Kind::object) {
    return missing_member(wanted, declared);
  }
  if (wanted.kind == Kind::list) {
    return misfit(*wanted.inner[0], *declared.inner[0]);
  }
  return misfit_of_words(wanted, declared);
}

std::unexpected<Error> wrong(const Module& module, const Subscription& subscription,
                             std::string_view what) {
  return fail(ErrorCode::invalid, fmt::format("The module {} listens to {}, {}.", module.name,
                                              subscription.event_type, what));
}

bool declares(const Module& module, const EventType& event) {
  return std::ranges::any_of(module.events,
                             [&](const EventType& each) { return each.name == event.name; });
}

Result<void> check(const Module& module, const Subscription& subscription,
                   std::span<const EventType> catalogue) {
  const auto event = std::ranges::find(catalogue, subscription.event_type, &EventType::name);
  if (event == catalogue.end()) {
    return subscription.emitter == Emitter::optional
               ? Result<void>()
               : wrong(module, subscription, "which nobody declares");
  }
  if (event->readers == Readers::own && !declares(module, *event)) {
    return wrong(module, subscription, "which is for the module alone that tells it");
  }
  const std::string fault = missing_member(*subscription.body, *event->body);
  return fault.empty() ? Result<void>() : wrong(module, subscription, fmt::format("but {}", fault));
}

}  // namespace

Result<void> check_subscriptions(std::span<const Module* const> modules) {
  const std::vector<EventType> catalogue = all_event_types(modules);
  for (const Module* module : modules) {
    for (const Subscription& subscription : module->subscriptions) {
      KITH_CHECK(check(*module, subscription, catalogue));
    }
  }
  return {};
}

}  // namespace kith::host
