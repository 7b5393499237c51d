// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Whose rows are in no figure: a condition for the WHERE of a statement. What excludes a person
/// (staff, bots, test accounts) is what the person stands for after merges.
#define KITH_SERVICE_INCLUDED(noun, key)             \
  "coalesce((SELECT whole.is_excluded FROM " noun    \
  " JOIN kith_person AS writer ON writer.id = " noun \
  ".person"                                          \
  " JOIN kith_person AS whole ON whole.id = writer.root WHERE " key "), 0) = 0 "

/// The same for the person of the conversation in a column.
#define KITH_SERVICE_INCLUDED_CONVERSATION(column) \
  KITH_SERVICE_INCLUDED("kith_conversation", "kith_conversation.id = " column)
