// SPDX-License-Identifier: Apache-2.0
#include "conversation/statements.h"

#include <vector>

#include "conversation/statement_lists.h"

namespace kith::conversation {

std::span<const Statement* const> statements() {
  static const std::vector<const Statement*> all = [] {
    std::vector<const Statement*> gathered;
    for (const auto list : {mint_statements(),
                            attachment_statements(),
                            attachment_view_statements(),
                            author_post_statements(),
                            conversation_row_statements(),
                            message_row_statements(),
                            change_conversation_statements(),
                            submission_statements(),
                            mark_question_statements(),
                            outbox_statements(),
                            post_key_filter_statements(),
                            outbox_row_statements(),
                            merge_row_statements(),
                            merge_conversation_statements(),
                            merge_person_statements(),
                            handoff_statements(),
                            promise_statements(),
                            draft_statements(),
                            member_place_statements(),
                            timer_statements(),
                            message_text_statements(),
                            erase_hide_statements(),
                            erase_job_statements(),
                            erase_list_statements(),
                            erase_person_statements(),
                            erase_purge_statements(),
                            erase_walk_statements(),
                            search_block_statements(),
                            search_candidate_statements(),
                            search_index_statements(),
                            search_indexer_statements(),
                            search_narrow_statements(),
                            search_plan_statements(),
                            search_row_statements(),
                            search_tail_statements(),
                            conversation_list_statements(),
                            conversation_view_statements(),
                            conversation_detail_statements(),
                            message_view_statements(),
                            messages_api_statements(),
                            person_tree_statements(),
                            person_view_statements(),
                            persons_api_statements(),
                            handoffs_api_statements(),
                            promises_api_statements(),
                            drafts_api_statements(),
                            channels_api_statements(),
                            channel_push_statements(),
                            push_api_statements()}) {
      gathered.insert(gathered.end(), list.begin(), list.end());
    }
    return gathered;
  }();
  return all;
}

}  // namespace kith::conversation
