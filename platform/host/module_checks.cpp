// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "access_migrations.h"
#include "host/module_loader.h"
#include "host/server.h"
#include "host/subscription_checks.h"
#include "host/workspace.h"
#include "http/event_mask.h"
#include "store/migrate.h"

namespace kith::host {
namespace {

using Names = std::set<std::string, std::less<>>;

// Adds "message" and "message_version" for "message_version": a module of either name would own
// what begins with it.
void add_name(Names& names, std::string_view name, char mark) {
  for (std::size_t end = name.find(mark); end != name.npos; end = name.find(mark, end + 1)) {
    names.emplace(name.substr(0, end));
  }
  names.emplace(name);
}

// What the platform's tables, permissions and events are called by, and what its tables belong to.
Result<Names> names_of_the_platform() {
  // Views for modules and SQLite's own tables are made by no migration.
  Names names = {"kith", "sqlite"};
  std::vector<Migration> migrations = workspace_migrations({});
  migrations.insert(migrations.end(), std::begin(access_migrations), std::end(access_migrations));
  for (const store::Table& table : KITH_TRY(store::tables_of(migrations))) {
    names.insert(table.owner);
    add_name(names, table.name, '_');
  }
  for (const EventType& event : all_event_types({})) {
    names.emplace(event.name.substr(0, event.name.find('.')));
  }
  for (const Permission* permission : all_permissions({})) {
    // To see a department's events is named after the department, as its module is.
    if (std::ranges::find(http::event_permissions, permission) ==
        std::end(http::event_permissions)) {
      names.emplace(permission->name.substr(0, permission->name.find('.')));
    }
  }
  return names;
}

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

std::unexpected<Error> wrong(const Module& module, std::string_view what) {
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

bool is_declared(const Module& module, const Permission* wanted) {
  return wanted != nullptr &&
         std::ranges::any_of(module.permissions, [&](const Permission* permission) {
           return permission->name == wanted->name;
         });
}

Result<void> check_permissions(const Module& module) {
  for (const Permission* permission : module.permissions) {
    if (!is_under(permission->name, module.name, '.')) {
      return wrong(module, fmt::format("declares the permission {}, which is not its own",
                                       permission->name));
    }
  }
  for (const Route& route : module.routes) {
    if (!is_declared(module, route.permission)) {
      return wrong(module, fmt::format("has the route {} without a permission that it declares",
                                       route.path));
    }
  }
  return {};
}

bool has_links(const Type& output) {
  return std::ranges::any_of(output.fields, [](const Field& field) {
    return field.name == "links" && field.type->kind == Kind::list &&
           field.type->inner[0]->kind == Kind::text;
  });
}

Result<void> check_facets(const Module& module) {
  for (const Facet& facet : module.facets) {
    if (!is_declared(module, facet.permission)) {
      return wrong(module, "has a facet without a permission that it declares");
    }
    if (!has_links(*facet.output)) {
      return wrong(module, fmt::format("answers with {}, which has no list of texts \"links\"",
                                       facet.output->name));
    }
  }
  return {};
}

Result<void> check_measures(const Module& module) {
  for (const Measure& measure : module.measures) {
    if (!is_under(measure.name, module.name, '.') || measure.observe == nullptr ||
        measure.growth.days < 1) {
      return wrong(module, fmt::format("brings the measure {}, which is not its own, observes "
                                       "nothing, or looks back no day",
                                       measure.name));
    }
    if (measure.permission != nullptr && !is_declared(module, measure.permission)) {
      return wrong(module, fmt::format("shows what is behind {} to a permission that it does not "
                                       "declare",
                                       measure.name));
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
  Names names = KITH_TRY(names_of_the_platform());
  for (const Module* module : modules) {
    if (!is_name(module->name)) {
      return fail(ErrorCode::invalid,
                  fmt::format("\"{}\" is no name of a module: a small letter, then small letters, "
                              "digits and _, at most 32 in all.",
                              module->name));
    }
    if (!names.emplace(module->name).second) {
      return wrong(*module, "has a name that is taken");
    }
    KITH_CHECK(check_tables(*module));
    KITH_CHECK(check_permissions(*module));
    KITH_CHECK(check_facets(*module));
    KITH_CHECK(check_measures(*module));
    KITH_CHECK(check_events(*module));
  }
  return check_subscriptions(modules);
}

}  // namespace kith::host
