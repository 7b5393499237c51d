// SPDX-License-Identifier: Apache-2.0
#include "store/registry.h"

#include <sqlite3.h>

#include <cctype>

#include "store/sqlite.h"

namespace kith::store {
namespace {

bool is_own_table(const Owner& owner, std::string_view table) {
  return table.size() > owner.name.size() + 1 && table.starts_with(owner.name) &&
         table[owner.name.size()] == '_';
}

// The SDK's views on shared nouns; what they read inside counts as read by the view.
bool is_sdk_view(std::string_view name) {
  return name.starts_with("kith_");
}

bool is_part_of_a_name(char letter) {
  return letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0;
}

// Whether the words FROM or JOIN stand before `table` anywhere in `text`.
bool asks_of(std::string_view text, std::string_view table) {
  for (std::size_t at = text.find(table); at != text.npos; at = text.find(table, at + 1)) {
    const std::size_t end = at + table.size();
    if (end < text.size() && is_part_of_a_name(text[end])) {
      continue;
    }
    std::string_view before = text.substr(0, at);
    while (!before.empty() && !is_part_of_a_name(before.back())) {
      before.remove_suffix(1);
    }
    if (before.size() < at && (before.ends_with("FROM") || before.ends_with("JOIN"))) {
      return true;
    }
  }
  return false;
}

// SQLite names a table that gives no column without saying which view it is part of.
bool is_unread_part_of_a_view(const char* column, std::string_view text, std::string_view table) {
  return column != nullptr && *column == '\0' && !asks_of(text, table);
}

using Touch = TouchListener::Touch;

int allow(TouchListener* listener, Touch touch, std::string_view table) {
  if (listener != nullptr) {
    listener->touched(touch, table);
  }
  return SQLITE_OK;
}

int authorise(void* data, int action, const char* first, const char* second, const char*,
              const char* inside) {
  const auto& [owner, text, listener] = *static_cast<const AuthorizerScope::Asked*>(data);
  const std::string_view table = first == nullptr ? "" : first;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
    case SQLITE_SAVEPOINT: return SQLITE_OK;
    case SQLITE_FUNCTION:
      return std::string_view(second == nullptr ? "" : second) == "load_extension" ? SQLITE_DENY
                                                                                   : SQLITE_OK;
    case SQLITE_READ:
      if (is_own_table(owner, table)) {
        return allow(listener, Touch::read, table);
      }
      return is_sdk_view(table) || is_sdk_view(inside == nullptr ? "" : inside) ||
                     is_unread_part_of_a_view(second, text, table)
                 ? allow(listener, Touch::read_view, "")
                 : SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
      return is_own_table(owner, table)
                 ? allow(listener, action == SQLITE_INSERT ? Touch::insert : Touch::change, table)
                 : SQLITE_DENY;
    default: return SQLITE_DENY;
  }
}

}  // namespace

void StatementRegistry::add(const Owner& owner, std::span<const Statement* const> statements) {
  owners_.push_back(std::make_unique<Owner>(owner));
  for (const Statement* statement : statements) {
    entries_.push_back({statement, owners_.back().get()});
    by_statement_[statement] = owners_.back().get();
  }
}

Result<void> StatementRegistry::extend(Connection& connection) const {
  for (const Extension extension : extensions_) {
    KITH_CHECK(extension(connection.handle()));
  }
  return {};
}

const Owner* StatementRegistry::owner_of(const Statement& statement) const {
  const auto found = by_statement_.find(&statement);
  return found == by_statement_.end() ? nullptr : found->second;
}

AuthorizerScope::AuthorizerScope(sqlite3* handle, const Owner& owner, std::string_view text,
                                 TouchListener* listener)
    : handle_(handle), asked_{owner, text, listener} {
  if (owner.rights == Rights::module) {
    sqlite3_set_authorizer(handle_, authorise, &asked_);
  }
}

AuthorizerScope::~AuthorizerScope() {
  sqlite3_set_authorizer(handle_, nullptr, nullptr);
}

}  // namespace kith::store
