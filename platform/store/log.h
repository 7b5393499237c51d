// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include <kith/event.h>
#include <kith/result.h>
#include <kith/type.h>

#include "base/hash.h"
#include "store/sqlite.h"

namespace kith::store {

/// An event on its way into the log. `type` must outlive the call; `decoded`, when given, is the
/// described struct of `decoded_type` that `body` was written from, for consumers in this process.
struct NewEvent {
  std::string_view type;
  Noun noun = Noun::workspace;
  std::int64_t subject = 0;
  MemberId actor = {};
  Sequence caused_by = 0;
  Visibility visibility = {};
  std::string body = {};
  std::shared_ptr<const void> decoded = {};
  const Type* decoded_type = nullptr;
  /// The text that goes with it, for consumers in this process: no part of the log.
  std::shared_ptr<const std::string> text = {};
};

/// An event of the log with its body as JSON. `head.type` lives as long as the log it is from.
struct LoggedEvent {
  EventHead head;
  std::string body;
  std::shared_ptr<const void> decoded = {};
  const Type* decoded_type = nullptr;
  std::shared_ptr<const std::string> text = {};  ///< nullptr once it was read from the log
};

/// Where a chain of links stands: the hash of event `sequence`.
struct ChainHead {
  Sequence sequence = 0;
  Sha256 hash{};
};

/// The hash chain over the log: h(n) = SHA-256(h(n-1), every member of event n). Each row keeps
/// the first eight bytes of its h(n); the newest h(n) is kept whole. One thread at a time.
class Chain {
 public:
  /// Moves `head` over one event; returns the event's link.
  std::int64_t extend(ChainHead& head, const EventHead& event, std::string_view body);

 private:
  Sha256Hasher hasher_;
  std::string scratch_;
};

/// The append-only log of a workspace, as its writer sees it. Lives on the writer's thread.
class Log {
 public:
  /// Reads types and head from a migrated database. `connection` must outlive the log.
  static Result<Log> open(Connection& connection);

  /// Where to go back to when a savepoint or a whole group is rolled back.
  struct Mark {
    ChainHead head;
    std::size_t pending = 0;
    std::size_t types = 0;
  };

  Mark mark() const;
  void roll_back(const Mark& mark);
  Result<Sequence> append(NewEvent event, Time now);
  /// Writes the head row; the last statement before a commit.
  Result<void> save_head();
  /// The events appended since the last call, in order: call after the commit.
  std::vector<LoggedEvent> take_pending();
  Sequence last() const { return head_.sequence; }

 private:
  Log() = default;
  Result<int> type_number(std::string_view type);

  Chain chain_;
  ChainHead head_;
  Prepared insert_event_;
  Prepared insert_type_;
  Prepared update_head_;
  std::unordered_map<std::string_view, int> types_;
  std::vector<std::unique_ptr<std::string>> type_names_;  // by number - 1
  std::vector<LoggedEvent> pending_;
};

/// What `verify` found.
struct LogReport {
  Sequence events = 0;     ///< how many were read
  Sequence broken_at = 0;  ///< the first event whose link does not hold, 0 when all do
  std::string reason;      ///< what is wrong there, for a person
};

/// Recomputes the whole chain and names the first broken link. Reads `connection` only.
Result<LogReport> verify_log(Connection& connection);

}  // namespace kith::store
