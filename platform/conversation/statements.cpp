// SPDX-License-Identifier: Apache-2.0
#include "conversation/statements.h"

#include <vector>

#include "conversation/statement_lists.h"

namespace kith::conversation {

std::span<const Statement* const> statements() {
  static const std::vector<const Statement*> all = [] {
    std::vector<const Statement*> gathered;
    for (const auto list :
         {mint_statements(), conversation_row_statements(), message_row_statements(),
          change_conversation_statements(), reply_statements(), outbox_statements(),
          outbox_row_statements(), merge_row_statements(), merge_conversation_statements(),
          merge_person_statements(), handoff_statements(), promise_statements(),
          timer_statements(), message_text_statements(), search_index_statements()}) {
      gathered.insert(gathered.end(), list.begin(), list.end());
    }
    return gathered;
  }();
  return all;
}

}  // namespace kith::conversation
