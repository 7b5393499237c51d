// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "whole.h"

/// The route of promises that are due. They are made and settled in the shared noun, under
/// /api/v1/promises; sales shows what is coming and what is late.
namespace kith::sales {

extern const Statement list_due;
extern const Statement list_own_due;
extern const Statement list_due_to;

/// A promise that is still open.
struct DuePromise {
  PromiseId promise_id;
  ConversationId conversation_id;
  PersonId person_id;
  std::string person_name;
  MemberId owner_id;
  Time due;
  bool is_overdue = false;
  std::optional<MessageId> message_id;

  static consteval auto describe() {
    using View = DuePromise;
    return described(
        "Something we said we would do and have not.", field<&View::promise_id>("Which."),
        field<&View::conversation_id>("Where it was made."),
        field<&View::person_id>("To whom, as known now."), field<&View::person_name>("Their name."),
        field<&View::owner_id>("The colleague who made it."), field<&View::due>("By when."),
        field<&View::is_overdue>("Whether that has passed."),
        field<&View::message_id>("The message that says so."));
  }
};

struct ListDuePromises {
  std::string owner;
  bool overdue = false;
  std::int32_t within_days = 14;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListDuePromises;
    return described("Open promises that are overdue or soon due, the soonest due first.",
                     field<&Input::owner>("me or a member's id; all where it is left out.",
                                          length{0, 20}, example{"\"me\""}, defaults),
                     field<&Input::overdue>("Only those whose time has passed.", defaults),
                     field<&Input::within_days>("How far ahead to look.", range{0, 366}, defaults),
                     field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&Input::cursor>("Where the page before ended."));
  }
};

Result<Page<DuePromise>> list_due_promises(QueryContext& context, const ListDuePromises& input);

/// Open promises to one person, the soonest due first, at most twenty.
Result<std::vector<DuePromise>> load_due_to(QueryContext& context, const Whole& whole);

}  // namespace kith::sales
