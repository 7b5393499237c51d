// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <kith/described.h>
#include <kith/reader.h>

#include "whole.h"

/// Whether a person may be approached now, and why not.
namespace kith::sales {

extern const Statement list_open_conversations;
extern const Statement sum_signs;
extern const Statement find_opt_out_of;

/// Why somebody should be left alone at this moment.
enum class Objection : std::uint8_t {
  opted_out,      ///< they do not want to be approached
  overdue_case,   ///< a case of theirs is late
  reopened_case,  ///< they had to come back with a case that was called resolved
  urgent_case,    ///< a case of theirs is urgent
  broken_promise  ///< a promise was broken and nothing made it good
};

/// One reason not to approach somebody, with what shows it.
struct GuardReason {
  Objection objection = Objection::opted_out;
  std::string words;
  std::optional<ConversationId> conversation_id;
  std::optional<std::int64_t> number;
  std::optional<OptOutId> opt_out_id;
  std::optional<PromiseId> promise_id;

  static consteval auto describe() {
    return described(
        "A reason not to approach somebody now.", field<&GuardReason::objection>("Which kind."),
        field<&GuardReason::words>("The same for a person, without what anybody said."),
        field<&GuardReason::conversation_id>("The conversation of the case."),
        field<&GuardReason::number>("Its number that people say."),
        field<&GuardReason::opt_out_id>("The opt-out."),
        field<&GuardReason::promise_id>("The promise that was broken."));
  }
};

/// All reasons not to approach a person now; none: they may be approached. `acts` are their newest
/// of each kind.
Result<std::vector<GuardReason>> load_objections(Reader& reader, const Whole& whole,
                                                 const std::vector<Act>& acts);

}  // namespace kith::sales
