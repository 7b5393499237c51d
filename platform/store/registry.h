// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <kith/result.h>
#include <kith/statement.h>

struct sqlite3;

namespace kith::store {

class Connection;

/// Who a statement belongs to decides what it may touch.
enum class Rights {
  platform,  ///< every table
  module,    ///< writes tables named `<owner>_…`; reads those and the SDK's views `kith_…`
};

/// Whose statements these are, and what they may do.
struct Owner {
  std::string name;
  Rights rights = Rights::platform;
};

/// All statements of a process, by owner. Filled at start by each part and module, then read only;
/// a statement that is not here is never run.
class StatementRegistry {
 public:
  void add(const Owner& owner, std::span<const Statement* const> statements);

  /// What every connection gets before it is used, such as the tokeniser of the search index.
  using Extension = Result<void> (*)(sqlite3* handle);
  void add_extension(Extension extension) { extensions_.push_back(extension); }
  Result<void> extend(Connection& connection) const;

  struct Entry {
    const Statement* statement = nullptr;
    const Owner* owner = nullptr;
  };
  std::span<const Entry> entries() const { return entries_; }
  /// The owner of a statement, nullptr when it was never registered.
  const Owner* owner_of(const Statement& statement) const;

 private:
  std::vector<Extension> extensions_;
  std::vector<std::unique_ptr<Owner>> owners_;
  std::vector<Entry> entries_;
  std::unordered_map<const Statement*, const Owner*> by_statement_;
};

/// Told of each table and view that a statement of a module touches, while it is prepared.
class TouchListener {
 public:
  enum class Touch : std::uint8_t { read, read_view, insert, change };

  virtual ~TouchListener() = default;
  /// `change` is an update or a deletion; `table` is "" for a view of the platform.
  virtual void touched(Touch touch, std::string_view table) = 0;
};

/// Holds SQLite's authorizer to an owner's rights while `text`, a statement, is prepared on
/// `handle`. All of them outlive it.
class AuthorizerScope {
 public:
  /// Who asks, for what, and who listens.
  struct Asked {
    const Owner& owner;
    std::string_view text;
    TouchListener* listener;
  };

  AuthorizerScope(sqlite3* handle, const Owner& owner, std::string_view text,
                  TouchListener* listener = nullptr);
  AuthorizerScope(const AuthorizerScope&) = delete;
  AuthorizerScope& operator=(const AuthorizerScope&) = delete;
  ~AuthorizerScope();

 private:
  sqlite3* handle_;
  Asked asked_;
};

}  // namespace kith::store
