// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>
#include <kith/verbs.h>

#include "conversation/inputs.h"
#include "conversation/text_rules.h"

/// The routes of handoffs: inputs, output and one function each.
namespace kith::conversation {

/// What one department asked another.
struct HandoffView {
  HandoffId id;
  ConversationId conversation_id;
  std::optional<MemberId> asked_by;
  Department from = Department::none;
  Department to = Department::none;
  std::optional<MemberId> owner_id;
  HandoffState state = HandoffState::heard;
  std::string question;
  std::string answer;
  std::optional<Time> due;
  Time asked_at;
  Time updated_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = HandoffView;
    return described(
        "What one department asked another.", field<&View::id>("Its id."),
        field<&View::conversation_id>("The conversation it is about, as a whole."),
        field<&View::asked_by>("The colleague who asked."), field<&View::from>("Who asks."),
        field<&View::to>("Who owes the answer."),
        field<&View::owner_id>("The colleague who answers."),
        field<&View::state>("How far it is: heard, decided, done or declined, told."),
        field<&View::question>("What was asked."), field<&View::answer>("What was answered."),
        field<&View::due>("By when."), field<&View::asked_at>("When it was asked."),
        field<&View::updated_at>("When it moved last."), field<&View::revision>("Its ETag."));
  }
};

struct ListHandoffs {
  Department department = Department::none;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListHandoffs;
    return described(
        "What a department still owes, the soonest due first: all that the customer "
        "was not told of yet.",
        field<&Input::department>("The department that was asked."),
        field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

struct NewHandoff {
  ConversationId conversation_id;
  Department to = Department::none;
  std::optional<Department> from;
  std::optional<MemberId> owner_id;
  std::optional<Time> due;
  std::string question;

  static consteval auto describe() {
    using Input = NewHandoff;
    return described(
        "Asks another department.", field<&Input::conversation_id>("The conversation it is about."),
        field<&Input::to>("The department that is asked."),
        field<&Input::from>("The one that asks; your own, if left out."),
        field<&Input::owner_id>("The colleague who shall answer."), field<&Input::due>("By when."),
        field<&Input::question>("What to ask.", length{1, longest_question},
                                example{"\"Will the lid be mended?\""}));
  }
};

struct MoveHandoff {
  HandoffId handoff_id;
  HandoffState state = HandoffState::decided;
  std::string answer;

  static consteval auto describe() {
    using Input = MoveHandoff;
    return described("Moves a handoff on.", field<&Input::handoff_id>("The handoff."),
                     field<&Input::state>("decided, then done or declined, then told."),
                     field<&Input::answer>("The answer; told keeps the one before.",
                                           length{0, longest_question}, defaults));
  }
};

Result<Page<HandoffView>> list_handoffs(QueryContext& context, const ListHandoffs& input);
Result<HandoffView> get_handoff(QueryContext& context, const OneHandoff& input);
Result<void> ask_handoff(CommandContext& context, const NewHandoff& input);
Result<HandoffView> asked_handoff(QueryContext& context, const NewHandoff& input,
                                  const Created& created);
Result<void> move_handoff(CommandContext& context, const MoveHandoff& input);
Result<HandoffView> moved_handoff(QueryContext& context, const MoveHandoff& input,
                                  const Created& created);

/// The first hundred handoffs about one thread.
Result<std::vector<HandoffView>> load_handoffs_about(Reader& reader, ConversationId thread);

}  // namespace kith::conversation
