// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "host/module_loader.h"
#include "store/migrate.h"

namespace kith::host {
namespace {

// Owners of tables, events and routes that are not modules.
constexpr std::string_view names_of_the_platform[] = {
    "access", "bus",    "channel", "conversation", "handoff", "host",     "insight",
    "intake", "kith",   "log",     "message",      "outbox",  "person",   "promise",
    "search", "sqlite", "store",   "text",         "timer",   "workspace"};

bool is_name(std::string_view name) {
  const auto is_letter = [](char each) { return each >= 'a' && each <= 'z'; };
  return !name.empty() && name.size() <= 32 && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char each) {
           return is_letter(each) || (each >= '0' && each <= '9') || each == '_';
         });
}

bool is_under(std::string_view name, std::string_view module, char mark) {
  return name.size() > module.size() + 1 && name.starts_with(module) && name[module.size()] == mark;
}

std::unexpected<Error> wrong(const Module& module, std::string what) {
  return fail(ErrorCode::invalid, fmt::format("The module {} {}.", module.name, what));
}

Result<void> check_tables(const Module& module) {
  for (const Migration& migration : module.migrations) {
    if (migration.owner != module.name) {
      return wrong(module, fmt::format("brings a migration of {}", migration.owner));
    }
  }
  for (const store::Table& table : KITH_TRY(store::tables_of(module.migrations))) {
    if (!is_under(table.name, module.name, '_')) {
      return wrong(module, fmt::format("makes the table {}, whose name does not begin with {}_",
                                       table.name, module.name));
    }
  }
  return {};
}

Result<void> check_permissions(const Module& module) {
  for (const Permission* permission : module.permissions) {
    if (!is_under(permission->name, module.name, '.')) {
      return wrong(module, fmt::format("declares the permission {}, which is not its own",
                                       permission->name));
    }
  }
  for (const Route& route : module.routes) {
    const bool is_declared =
        route.permission != nullptr &&
        std::ranges::any_of(module.permissions, [&](const Permission* permission) {
          return permission->name == route.permission->name;
        });
    if (!is_declared) {
      return wrong(module, fmt::format("has the route {} without a permission that it declares",
                                       route.path));
    }
  }
  return {};
}

Result<void> check_events(const Module& module) {
  for (const EventType& event : module.events) {
    if (!is_under(event.name, module.name, '.')) {
      return wrong(module, fmt::format("declares the event {}, which is not its own", event.name));
    }
  }
  for (const Subscription& subscription : module.subscriptions) {
    if (subscription.apply == nullptr && subscription.decide == nullptr) {
      return wrong(module, fmt::format("listens to {} with nothing", subscription.event_type));
    }
  }
  for (const Eraser& eraser : module.erasers) {
    const bool is_known = eraser.noun == Noun::message || eraser.noun == Noun::person;
    if (!is_known || eraser.forget == nullptr) {
      return wrong(module, "brings an eraser of something that is not a message or a person");
    }
  }
  return {};
}

}  // namespace

Result<void> check_modules(std::span<const Module* const> modules) {
  std::set<std::string_view> names(std::begin(names_of_the_platform),
                                   std::end(names_of_the_platform));
  for (const Module* module : modules) {
    if (!is_name(module->name)) {
      return fail(ErrorCode::invalid,
                  fmt::format("\"{}\" is no name of a module: small letters, digits and _ only.",
                              module->name));
    }
    if (!names.insert(module->name).second) {
      return wrong(*module, "has a name that is taken");
    }
    KITH_CHECK(check_tables(*module));
    KITH_CHECK(check_permissions(*module));
    KITH_CHECK(check_events(*module));
  }
  return {};
}

}  // namespace kith::host
