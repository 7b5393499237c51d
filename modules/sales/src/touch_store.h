// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <kith/context.h>

#include "act.h"

/// What colleagues noted, and how it is kept: table sales_touch.
namespace kith::sales {

extern const Statement find_touch;
extern const Statement list_touches_with;
extern const Statement insert_touch;
extern const Statement remove_touch;
extern const Statement forget_notes_of_person;
extern const Statement forget_notes_of_message;

/// Something that a colleague noted of what happened with a person. A value.
struct Touch {
  TouchId id;
  PersonId person;
  TouchKind kind = TouchKind::meeting;
  Time happened_at;
  MemberId member;
  MessageId message;
  std::string note;
  Time recorded_at;
  std::int64_t revision = 1;
};

/// `not_found` where there is none.
Result<Touch> load_touch(Reader& reader, TouchId id);
/// The newest with one person, by their own number, newest first.
Result<std::vector<Touch>> load_touches_with(Reader& reader, PersonId person, std::int64_t most);
void store_touch(CommandContext& context, const Touch& touch);

/// The note says something of a person, and may quote a message: it goes with either.
Result<void> forget_notes_about(EraseContext& context, std::int64_t person);
Result<void> forget_notes_on(EraseContext& context, std::int64_t message);

}  // namespace kith::sales
