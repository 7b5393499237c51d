// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <kith/described.h>

#include "answered.h"

namespace kith::people {

/// An answered question behind what is said of a colleague.
struct Evidence {
  MessageId question_id;
  MessageId answer_id;
  ConversationId conversation_id;
  Time answered_at;
  Verdict verdict = Verdict::open;
  std::optional<std::int32_t> likeness;

  static consteval auto describe() {
    return described(
        "An answered question.", field<&Evidence::question_id>("The message that asked."),
        field<&Evidence::answer_id>("The colleague's message that answered."),
        field<&Evidence::conversation_id>("The thread in which that was."),
        field<&Evidence::answered_at>("When it was answered."),
        field<&Evidence::verdict>("helped: the asker said thanks next, or the conversation was "
                                  "resolved and nobody came back for 7 days; did_not: the asker "
                                  "asked again; open: nobody can say yet."),
        field<&Evidence::likeness>("How alike the question is to the one looked for, in 1/10 000.",
                                   range{0, 10'000}));
  }
};

inline Evidence evidence_of(const Answered& answered) {
  return {.question_id = answered.question,
          .answer_id = answered.answer,
          .conversation_id = answered.thread,
          .answered_at = answered.answered_at,
          .verdict = answered.verdict};
}

}  // namespace kith::people
