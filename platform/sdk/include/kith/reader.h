// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <kith/result.h>
#include <kith/statement.h>

namespace kith {

/// The rows of a query, one at a time: `while (KITH_TRY(rows->next())) use(rows->integer(0));`
/// Text and bytes are valid until the next call of next().
class Rows {
 public:
  virtual ~Rows() = default;

  /// Moves to the next row; false after the last.
  virtual Result<bool> next() = 0;
  virtual std::int64_t integer(int column) const = 0;   ///< 0 for NULL
  virtual std::string_view text(int column) const = 0;  ///< "" for NULL; also for bytes
  virtual bool is_null(int column) const = 0;

  template <class Noun>
  Id<Noun> id(int column) const {
    return Id<Noun>{integer(column)};
  }
  template <class AnId>
  AnId id_of(int column) const {
    return AnId{integer(column)};
  }
  /// The enumerator whose number is stored.
  template <class Enum>
    requires std::is_enum_v<Enum>
  Enum enumerator(int column) const {
    return static_cast<Enum>(integer(column));
  }
  Time time(int column) const { return Time{integer(column)}; }
  bool flag(int column) const { return integer(column) != 0; }
  std::string string(int column) const { return std::string(text(column)); }
  std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
};

/// Queries one snapshot of a workspace with the statements that its owner registered. Used by one
/// thread at a time; only one Rows of a statement may be open at once.
class Reader {
 public:
  virtual ~Reader() = default;

  /// Starts a query. Every `$name` of the statement must be given, and nothing else.
  virtual Result<std::unique_ptr<Rows>> query(const Statement& statement,
                                              std::span<const Parameter> parameters) = 0;

  Result<std::unique_ptr<Rows>> query(const Statement& statement, Parameters parameters = {}) {
    return query(statement, std::span(parameters.begin(), parameters.size()));
  }

  /// The first column of the only row as a number; nothing when there is no row.
  Result<std::optional<std::int64_t>> number(const Statement& statement,
                                             Parameters parameters = {}) {
    std::unique_ptr<Rows> rows = KITH_TRY(query(statement, parameters));
    if (!KITH_TRY(rows->next()) || rows->is_null(0)) {
      return std::optional<std::int64_t>();
    }
    return std::optional(rows->integer(0));
  }
};

}  // namespace kith
