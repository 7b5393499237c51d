// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/statement.h>

/// The statements of each file of this part, gathered by statements().
namespace kith::conversation {

std::span<const Statement* const> mint_statements();
std::span<const Statement* const> attachment_statements();
std::span<const Statement* const> attachment_view_statements();
std::span<const Statement* const> author_post_statements();
std::span<const Statement* const> conversation_row_statements();
std::span<const Statement* const> message_row_statements();
std::span<const Statement* const> message_text_statements();
std::span<const Statement* const> erase_hide_statements();
std::span<const Statement* const> erase_job_statements();
std::span<const Statement* const> erase_list_statements();
std::span<const Statement* const> erase_person_statements();
std::span<const Statement* const> erase_purge_statements();
std::span<const Statement* const> erase_walk_statements();
std::span<const Statement* const> search_block_statements();
std::span<const Statement* const> search_candidate_statements();
std::span<const Statement* const> search_index_statements();
std::span<const Statement* const> search_indexer_statements();
std::span<const Statement* const> search_narrow_statements();
std::span<const Statement* const> search_plan_statements();
std::span<const Statement* const> search_row_statements();
std::span<const Statement* const> search_tail_statements();
std::span<const Statement* const> change_conversation_statements();
std::span<const Statement* const> submission_statements();
std::span<const Statement* const> mark_question_statements();
std::span<const Statement* const> outbox_statements();
std::span<const Statement* const> post_key_filter_statements();
std::span<const Statement* const> outbox_row_statements();
std::span<const Statement* const> merge_row_statements();
std::span<const Statement* const> merge_conversation_statements();
std::span<const Statement* const> merge_person_statements();
std::span<const Statement* const> handoff_statements();
std::span<const Statement* const> promise_statements();
std::span<const Statement* const> draft_statements();
std::span<const Statement* const> member_place_statements();
std::span<const Statement* const> timer_statements();
std::span<const Statement* const> conversation_list_statements();
std::span<const Statement* const> conversation_view_statements();
std::span<const Statement* const> conversation_detail_statements();
std::span<const Statement* const> message_view_statements();
std::span<const Statement* const> messages_api_statements();
std::span<const Statement* const> person_tree_statements();
std::span<const Statement* const> person_view_statements();
std::span<const Statement* const> persons_api_statements();
std::span<const Statement* const> handoffs_api_statements();
std::span<const Statement* const> promises_api_statements();
std::span<const Statement* const> drafts_api_statements();
std::span<const Statement* const> channels_api_statements();
std::span<const Statement* const> channel_push_statements();
std::span<const Statement* const> push_api_statements();

}  // namespace kith::conversation
