// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <kith/statement.h>

/// The statements of each file of this part, gathered by statements().
namespace kith::conversation {

std::span<const Statement* const> mint_statements();
std::span<const Statement* const> conversation_row_statements();
std::span<const Statement* const> message_row_statements();
std::span<const Statement* const> message_text_statements();
std::span<const Statement* const> search_index_statements();
std::span<const Statement* const> change_conversation_statements();
std::span<const Statement* const> reply_statements();
std::span<const Statement* const> outbox_statements();
std::span<const Statement* const> outbox_row_statements();
std::span<const Statement* const> merge_row_statements();
std::span<const Statement* const> merge_conversation_statements();
std::span<const Statement* const> merge_person_statements();
std::span<const Statement* const> handoff_statements();
std::span<const Statement* const> promise_statements();
std::span<const Statement* const> timer_statements();

}  // namespace kith::conversation
