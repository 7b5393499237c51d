// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include <kith/context.h>
#include <kith/module.h>

#include "answer.h"

/// What queries read of the answers: each with its verdict as of now, those to excluded persons
/// (staff, bots, test accounts) left out. Whose part an asker and a conversation are today is asked
/// of the platform's views, so that merges and their undoing count at once.
namespace kith::people {

extern const Statement list_answers;
extern const Statement list_answers_of_member;
extern const Statement show_answer;
extern const Statement list_acts;
extern const Statement list_memberships;

/// How long a resolved conversation must be left alone before its answers count as help.
inline constexpr Duration settles_after = std::chrono::hours(7 * 24);

/// How many answers, and how many acts, a query reads at most: the newest of its window.
inline constexpr std::int64_t most_answers = 20'000;
inline constexpr std::int64_t most_acts = 50'000;

/// An answered question, as it is shown.
struct Answered {
  MessageId question;
  MessageId answer;
  MemberId member;
  ConversationId thread;
  Time answered_at;
  Verdict verdict = Verdict::open;
};

/// The answers of a window, the newest first; those of one colleague where one is given.
Result<std::vector<Answered>> load_answers(QueryContext& context, Window window,
                                           std::optional<MemberId> member);
/// One answer, by its question; nothing where there is none that counts.
Result<std::optional<Answered>> load_answered(QueryContext& context, MessageId question);
/// The acts of a window, the newest first.
Result<std::vector<Act>> load_acts(QueryContext& context, Window window);

/// In which department each colleague was, and is.
class Memberships {
 public:
  static Result<Memberships> load(Reader& reader);

  /// The department at a moment; before the first that is known, the first.
  Department department_at(MemberId member, Time at) const;
  /// Where the colleague is at the end; nullptr where the log does not say.
  const Membership* latest(MemberId member) const;
  /// Everybody, each as of the end.
  std::vector<Membership> all() const;

 private:
  std::map<MemberId, std::vector<Membership>> by_member_;  // each ascending by since
};

}  // namespace kith::people
