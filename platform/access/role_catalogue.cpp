// SPDX-License-Identifier: Apache-2.0
#include "access/role_catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/built_in_roles.h"

namespace kith::access {
namespace {

bool is_permission_name(std::string_view name) {
  const bool has_only_words = std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; });
  return has_only_words && std::ranges::count(name, '.') == 2 && name.front() != '.' &&
         name.back() != '.' && !name.contains("..");
}

std::shared_ptr<const PermissionSet> share(std::vector<std::string> names) {
  return std::make_shared<const PermissionSet>(std::move(names));
}

}  // namespace

Result<RoleCatalogue> RoleCatalogue::create(std::span<const Permission* const> permissions) {
  RoleCatalogue catalogue;
  catalogue.permissions_.assign(permissions.begin(), permissions.end());
  std::ranges::sort(catalogue.permissions_, {}, &Permission::name);
  for (const Permission* each : catalogue.permissions_) {
    if (!is_permission_name(each->name)) {
      return fail(
          ErrorCode::internal,
          fmt::format("The permission \"{}\" is not of the form area.noun.verb.", each->name));
    }
  }
  const auto twice = std::ranges::adjacent_find(catalogue.permissions_, {}, &Permission::name);
  if (twice != catalogue.permissions_.end()) {
    return fail(ErrorCode::internal,
                fmt::format("The permission {} is declared twice.", (*twice)->name));
  }
  for (const BuiltInRole& role : built_in_roles()) {
    catalogue.built_in_[role.name] = share(catalogue.expand(built_in_patterns(role.name)));
  }
  catalogue.all_ = share(catalogue.expand(PermissionPatterns::from_text("*")));
  return catalogue;
}

std::vector<std::string> RoleCatalogue::expand(const PermissionPatterns& patterns) const {
  std::vector<std::string> names;
  for (const Permission* each : permissions_) {
    if (patterns.covers(each->name)) {
      names.emplace_back(each->name);
    }
  }
  return names;
}

Result<void> RoleCatalogue::check_known(const PermissionPatterns& patterns) const {
  for (const std::string_view pattern : patterns.list()) {
    const std::string_view plain = pattern.starts_with('!') ? pattern.substr(1) : pattern;
    const bool is_known = std::ranges::any_of(
        permissions_, [&](const Permission* each) { return pattern_covers(plain, each->name); });
    if (!is_known) {
      return fail(ErrorCode::invalid,
                  fmt::format("There is no permission {} on this server.", plain));
    }
  }
  return {};
}

std::shared_ptr<const PermissionSet> RoleCatalogue::built_in(std::string_view role) const {
  const auto found = built_in_.find(role);
  return found == built_in_.end() ? nullptr : found->second;
}

PermissionPatterns RoleCatalogue::built_in_patterns(std::string_view role) {
  std::string text;
  for (const BuiltInRole& each : built_in_roles()) {
    if (each.name == role) {
      for (const RoleRule& rule : each.rules) {
        text += fmt::format("{} ", rule.patterns);
      }
    }
  }
  return PermissionPatterns::from_text(text);
}

const std::string* first_missing(const std::vector<std::string>& wanted,
                                 const PermissionSet* held) {
  for (const std::string& name : wanted) {
    if (held == nullptr || !held->contains(name)) {
      return &name;
    }
  }
  return nullptr;
}

}  // namespace kith::access
