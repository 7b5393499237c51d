// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <kith/context.h>
#include <kith/events.h>

/// What answered questions were about, as sketches: the module's one record. A sketch is a hash of
/// a text, so it is in no event, and goes with the message or the person.
namespace kith::people {

extern const Statement find_text;
extern const Statement save_sketch;
extern const Statement remove_sketch;
extern const Statement remove_sketches_of_message;
extern const Statement remove_sketches_of_person;
extern const Statement list_sketches;

/// How many sketches a search compares with: the newest, by the question's message.
inline constexpr std::int64_t most_compared = 20'000;
/// What is less alike than this, in 1/10 000, shares grammar rather than a matter.
inline constexpr std::int32_t least_likeness = 4'500;

/// An answered question that is like a text.
struct Alike {
  MessageId question;
  MemberId member;
  std::int32_t likeness = 0;
};

/// What a search among the sketches came to.
struct AlikeQuestions {
  std::int64_t compared = 0;
  std::vector<Alike> found;  ///< the most alike first, at least `least_likeness`
};

/// Decides: sketches the questions that an event answered, and anew the one that was edited.
Result<void> sketch_answered(DecideContext& context, const Event<MessageAdded>& event);
Result<void> sketch_answered_by_reply(DecideContext& context, const Event<ReplySent>& event);
Result<void> sketch_edited(DecideContext& context, const Event<MessageEdited>& event);

Result<void> forget_message(EraseContext& context, std::int64_t message);
Result<void> forget_person(EraseContext& context, std::int64_t person);

/// The answered questions that are like `text`, `except` aside.
Result<AlikeQuestions> find_alike(QueryContext& context, std::string_view text, MessageId except);

}  // namespace kith::people
