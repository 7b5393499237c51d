// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/events.h>

#include "conversation/verbs.h"

/// The inside of Verbs: one function per verb, each in the file of its noun.
namespace kith::conversation {

/// What one verb has to work with. Lives for one call.
struct VerbScope {
  store::Transaction& transaction;
  const events::Actor& actor;
  Mints& mints;
  Random& random;
  const MemberDirectory& members;
  const Verbs::Settings& settings;

  Reader& reader() const { return transaction.reader(); }
  Time now() const { return transaction.now(); }
  /// `rule` for somebody who is no member here.
  Result<std::string> member_name(MemberId member, std::string_view pointer) const;
  template <class Body>
  Result<void> append(std::int64_t subject, Body body) const {
    KITH_TRY(events::append_event(transaction, actor, subject, std::move(body)));
    return {};
  }
};

/// `stale` when `expected` is there and another than `revision`.
Result<void> check_revision(std::optional<std::int64_t> expected, std::int64_t revision);

Result<std::int64_t> apply_verb(const VerbScope& scope, const ChangeConversation& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const SubmitReply& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const AskMark& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const UndoReply& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const DraftReply& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const EditDraft& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const DiscardDraft& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const AddNote& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const MergeConversations& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const UnmergeConversation& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const MergePersons& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const UnmergePerson& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const AskHandoff& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const AdvanceHandoff& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const MakePromise& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const SettlePromise& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const ScheduleTimer& verb);
Result<std::int64_t> apply_verb(const VerbScope& scope, const CancelTimer& verb);

}  // namespace kith::conversation
