// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/key.h>
#include <kith/projection.h>

#include "answer.h"

/// The projections of people, a row at a time.
namespace kith::people {

extern const Statement find_thread;
extern const Statement save_thread;
extern const Statement find_answer;
extern const Statement save_answer;
extern const Statement find_resolution;
extern const Statement save_resolution;
extern const Statement find_act;
extern const Statement save_act;
extern const Statement find_membership;
extern const Statement save_membership;

/// By the conversation that the thread is.
struct ThreadTable {
  using Key = ConversationId;
  using Row = Thread;
  static Result<std::optional<Thread>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Thread& row);
};

/// By the question's message.
struct AnswerTable {
  using Key = MessageId;
  using Row = Answer;
  static Result<std::optional<Answer>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Answer& row);
};

/// By the conversation and when it was resolved.
struct ResolutionTable {
  using Key = kith::Key<ConversationId, Time>;
  using Row = Resolution;
  static Result<std::optional<Resolution>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Resolution& row);
};

/// By the kind, as a number, and the id.
struct ActTable {
  using Key = kith::Key<std::int64_t, std::int64_t>;
  using Row = Act;
  static Key key_of(ActKind kind, std::int64_t id) { return {static_cast<std::int64_t>(kind), id}; }
  static Result<std::optional<Act>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Act& row);
};

/// By the colleague and since when.
struct MembershipTable {
  using Key = kith::Key<MemberId, Time>;
  using Row = Membership;
  static Result<std::optional<Membership>> load(Reader& reader, Key key);
  static void save(WriteSet& writes, const Membership& row);
};

}  // namespace kith::people
