// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <kith/caller.h>
#include <kith/kept.h>
#include <kith/mint.h>
#include <kith/projection.h>
#include <kith/texts.h>

/// What a handler may use, by what it is. The narrower the context, the more the host may do with
/// the handler: an apply is run again in a rebuild, a query on any snapshot.
namespace kith {

namespace detail {

template <OwnId AnId>
Result<AnId> minted_id(Mint& mint, Reader& reader, WriteSet& writes) {
  const std::int64_t number = KITH_TRY(mint.next(reader, AnId::noun_type::word));
  writes.note_minted(AnId::noun_type::word, number);
  return AnId{number};
}

}  // namespace detail

/// Answers a question: reads one snapshot as one caller.
class QueryContext {
 public:
  QueryContext(const Caller& caller, Reader& reader, const Texts& texts, Time now)
      : caller_(caller), reader_(reader), texts_(texts), now_(now) {}

  const Caller& caller() const {
    asked_.caller = true;
    return caller_;
  }
  /// What a handler asks of the caller where the answer is the same for all who may: then it is
  /// worked out once for them all. `forbidden` like Caller::require().
  Result<void> require(const Permission& permission) const { return caller_.require(permission); }
  bool may(const Permission& permission) const { return caller_.may(permission); }
  Reader& reader() { return reader_; }
  const Texts& texts() const { return texts_; }
  Time now() const {
    asked_.time = true;
    return now_;
  }

  /// What the answer depends on beside its input, the snapshot and the caller's permissions.
  struct Asked {
    bool caller = false;  ///< on who asks
    bool time = false;    ///< on when they ask
  };
  const Asked& asked() const { return asked_; }

 private:
  const Caller& caller_;
  Reader& reader_;
  const Texts& texts_;
  Time now_;
  mutable Asked asked_;
};

/// Folds events into projections, from the event and projections alone: it has no clock, no chance
/// and no way to send or to emit, so that a rebuild gives the same rows. Its statements may read
/// neither the views of the platform nor records, because a rebuild meets those of another day; a
/// record whose migration calls it `immutable` may be read. They write projections alone. An event
/// whose apply asks for more fails.
class ApplyContext {
 public:
  ApplyContext(Reader& reader, WriteSet& writes, ProjectionRows& rows)
      : reader_(reader), writes_(writes), rows_(rows) {}

  Reader& reader() { return reader_; }

  /// The row of a projection as folded so far, nullptr when there is none.
  template <ProjectionTable Table>
  Result<const typename Table::Row*> find(typename Table::Key key) {
    return rows_.find<Table>(reader_, key);
  }
  /// The row of a projection to change, made when there is none.
  template <ProjectionTable Table>
  Result<typename Table::Row*> edit(typename Table::Key key) {
    return rows_.edit<Table>(reader_, key);
  }
  /// Takes a row of a projection away, there or not; what find() and edit() gave for it is over.
  template <ProjectionTable Table>
  void remove(typename Table::Key key) {
    rows_.remove<Table>(writes_, key);
  }
  /// A statement on a projection that is not kept by rows, such as a counter. What was folded in
  /// the same run is not stored yet: a statement over rows of many events is for an `alone`
  /// subscriber.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run(statement, parameters);
  }

 private:
  Reader& reader_;
  WriteSet& writes_;
  ProjectionRows& rows_;
};

/// Forgets a message or a person in the module's records: live, once, with the event that erases
/// them, and never in a rebuild. Projections forget by folding MessageDeleted and PersonErased.
class EraseContext {
 public:
  EraseContext(Reader& reader, WriteSet& writes) : reader_(reader), writes_(writes) {}

  Reader& reader() { return reader_; }
  /// A statement on records; one that writes a projection is refused.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run_on_record(statement, parameters);
  }

 private:
  Reader& reader_;
  WriteSet& writes_;
};

/// Decides once what follows from an event: reads clock, policy and text, and answers with events
/// and verbs. It sees the projections with this event already folded in.
class DecideContext {
 public:
  /// One snapshot: all of it, what applies may see of it, and what may be kept of it.
  struct Readers {
    Reader& all;
    Reader& folding;
    Reader& keeping;
  };

  DecideContext(Readers readers, const Texts& texts, WriteSet& writes, ProjectionRows& rows,
                KeptRecords& kept, Mint& mint, Time now, const std::string* text_at_hand)
      : readers_(readers),
        texts_(texts),
        writes_(writes),
        rows_(rows),
        kept_(kept),
        mint_(mint),
        now_(now),
        text_at_hand_(text_at_hand) {}

  Reader& reader() { return readers_.all; }
  const Texts& texts() const { return texts_; }
  Time now() const { return now_; }
  /// What the message of this message.added said when it came in, where this process still knows:
  /// a glance that costs no statement, by which most messages can be left alone. Nothing where it
  /// has to be read. The stored text may be another by now: what a handler says of a text, it says
  /// of the one that it read. Valid until the handler returns.
  std::optional<std::string_view> text_at_hand() const {
    return text_at_hand_ != nullptr ? std::optional<std::string_view>(*text_at_hand_)
                                    : std::nullopt;
  }
  template <ProjectionTable Table>
  Result<const typename Table::Row*> find(typename Table::Key key) {
    return rows_.find<Table>(readers_.folding, key);
  }
  /// What `Result<T> Load(Reader&)` read of the module's records, read again only after one of them
  /// changed; it may read nothing else. `Load(Reader&, const Texts&)` may also compile what it
  /// read. Valid until the handler returns.
  template <auto Load>
  auto kept() {
    return kept_.get<Load>(readers_.keeping);
  }
  /// The number of a new thing of the module's own; nobody else ever gets it.
  template <OwnId AnId>
  Result<AnId> mint() {
    return detail::minted_id<AnId>(mint_, readers_.all, writes_);
  }
  /// A statement on a record of the module; one that writes a projection is refused.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run_on_record(statement, parameters);
  }
  template <class Body>
  void emit(std::int64_t subject, Body body, Visibility visibility = {}) {
    writes_.emit(subject, std::move(body), visibility);
  }
  void apply(Verb verb) { writes_.apply(std::move(verb)); }

 private:
  Readers readers_;
  const Texts& texts_;
  WriteSet& writes_;
  ProjectionRows& rows_;
  KeptRecords& kept_;
  Mint& mint_;
  Time now_;
  const std::string* text_at_hand_;
};

/// Carries out what a caller asked for. Nothing happens unless it returns without an error and the
/// writer accepts the whole write set.
class CommandContext : public QueryContext {
 public:
  CommandContext(const Caller& caller, Reader& reader, const Texts& texts, WriteSet& writes,
                 Mint& mint, Time now, std::optional<std::int64_t> expected_revision)
      : QueryContext(caller, reader, texts, now),
        writes_(writes),
        mint_(mint),
        expected_revision_(expected_revision) {}

  /// The revision that the caller's If-Match names: always there for PATCH, PUT and DELETE.
  std::optional<std::int64_t> expected_revision() const { return expected_revision_; }
  /// `stale` when the caller has read another than `revision`, the one of now.
  Result<void> check_revision(std::int64_t revision) const {
    return expected_revision_ == revision
               ? Result<void>()
               : fail(ErrorCode::stale, "It was changed since you read it. Read it again.");
  }
  /// The number of a new thing of the module's own; nobody else ever gets it.
  template <OwnId AnId>
  Result<AnId> mint() {
    return detail::minted_id<AnId>(mint_, reader(), writes_);
  }
  /// A statement on a record of the module; one that writes a projection is refused.
  void run(const Statement& statement, Parameters parameters) {
    writes_.run_on_record(statement, parameters);
  }
  template <class Body>
  void emit(std::int64_t subject, Body body, Visibility visibility = {}) {
    writes_.emit(subject, std::move(body), visibility);
  }
  void apply(Verb verb) { writes_.apply(std::move(verb)); }

 private:
  WriteSet& writes_;
  Mint& mint_;
  std::optional<std::int64_t> expected_revision_;
};

}  // namespace kith
