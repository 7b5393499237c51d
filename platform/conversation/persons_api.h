// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>

#include "conversation/conversation_view.h"
#include "conversation/inputs.h"
#include "conversation/person_view.h"

/// The routes of persons: inputs and one function each.
namespace kith::conversation {

struct ListConversationsOfPerson {
  PersonId person_id;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListConversationsOfPerson;
    return described(
        "Every conversation that a person opened or takes part in, the one opened "
        "last first; those that are part of another are marked so.",
        field<&Input::person_id>("The person, with all that are part of the same."),
        field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
        field<&Input::cursor>("Where the page before ended."));
  }
};

struct MergePersonInto {
  PersonId person_id;
  PersonId into;

  static consteval auto describe() {
    return described("Makes a person part of another.",
                     field<&MergePersonInto::person_id>("The one who becomes a part."),
                     field<&MergePersonInto::into>("The one who stays."));
  }
};

Result<PersonView> get_person(QueryContext& context, const OnePerson& input);
Result<Page<ConversationView>> list_conversations_of_person(QueryContext& context,
                                                            const ListConversationsOfPerson& input);
Result<void> merge_person(CommandContext& context, const MergePersonInto& input);
Result<PersonView> merged_person(QueryContext& context, const MergePersonInto& input,
                                 const Created& created);
Result<void> unmerge_person(CommandContext& context, const OnePerson& input);
Result<PersonView> unmerged_person(QueryContext& context, const OnePerson& input,
                                   const Created& created);

}  // namespace kith::conversation
