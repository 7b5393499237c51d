// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/key.h>
#include <kith/projection.h>

#include "bin.h"
#include "watch.h"

/// What a watch remembers of its messages, its people and its hours.
namespace kith::logistics {

extern const Statement find_noted;
extern const Statement save_noted;
extern const Statement find_voice;
extern const Statement save_voice;
extern const Statement remove_voice;
extern const Statement find_hour;
extern const Statement save_hour;

/// One message that a watch is about.
struct Noted {
  WatchId watch;
  MessageId message;
  ConversationId thread;
  PersonId person;
  Time at;
  bool is_withdrawn = false;
};

/// The projection of messages.
struct NotedTable {
  using Key = kith::Key<WatchId, MessageId>;
  using Row = Noted;
  static Result<std::optional<Noted>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Noted& row);
};

/// A person who spoke of a watch on a day: counted once, however much they said.
struct Voice {
  WatchId watch;
  std::int64_t day = 0;
  PersonId person;
  std::int64_t messages = 0;
  std::int64_t hour = 0;  ///< of their first message
  Bin bin = 0;            ///< where they were counted; 0: they came too late to be learnt from
};

/// The projection of voices.
struct VoiceTable {
  using Key = kith::Key<WatchId, std::int64_t, PersonId>;
  using Row = Voice;
  static Result<std::optional<Voice>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Voice& row);
  static void remove(WriteSet& writes, Key key);
};

/// An hour of a watch.
struct Hour {
  WatchId watch;
  std::int64_t hour = 0;  ///< since 1970
  std::int64_t people = 0;
  std::int64_t messages = 0;
};

/// The projection of hours.
struct HourTable {
  using Key = kith::Key<WatchId, std::int64_t>;
  using Row = Hour;
  static Result<std::optional<Hour>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Hour& row);
};

}  // namespace kith::logistics
