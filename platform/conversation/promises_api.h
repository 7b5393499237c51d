// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <kith/page.h>
#include <kith/route.h>
#include <kith/verbs.h>

#include "conversation/inputs.h"
#include "conversation/text_rules.h"

/// The routes of promises: inputs, output and one function each.
namespace kith::conversation {

/// Something we said we would do, by when.
struct PromiseView {
  PromiseId id;
  ConversationId conversation_id;
  std::optional<MessageId> message_id;
  PersonId person_id;
  std::string person_name;
  MemberId owner_id;
  PromiseState state = PromiseState::open;
  std::string text;
  Time due;
  Time made_at;
  std::int64_t revision = 0;

  static consteval auto describe() {
    using View = PromiseView;
    return described(
        "Something we said we would do, by when.", field<&View::id>("Its id."),
        field<&View::conversation_id>("Where it was made, as a whole."),
        field<&View::message_id>("The message that says so."),
        field<&View::person_id>("To whom, as known now."), field<&View::person_name>("Their name."),
        field<&View::owner_id>("The colleague who made it."), field<&View::state>("How it stands."),
        field<&View::text>("What was promised."), field<&View::due>("By when."),
        field<&View::made_at>("When it was made."), field<&View::revision>("Its ETag."));
  }
};

struct ListPromises {
  PromiseState state = PromiseState::open;
  std::optional<std::string> owner;
  std::int32_t limit = 50;
  std::optional<std::string> cursor;

  static consteval auto describe() {
    using Input = ListPromises;
    return described("Promises of one state, the soonest due first.",
                     field<&Input::state>("Which.", defaults),
                     field<&Input::owner>("Only those of one colleague: me or a member's id.",
                                          length{1, 20}, example{"\"me\""}),
                     field<&Input::limit>("How many to a page.", range{1, 200}, defaults),
                     field<&Input::cursor>("Where the page before ended."));
  }
};

struct NewPromise {
  ConversationId conversation_id;
  std::optional<MessageId> message_id;
  std::optional<MemberId> owner_id;
  Time due;
  std::string text;

  static consteval auto describe() {
    using Input = NewPromise;
    return described(
        "Notes a promise.", field<&Input::conversation_id>("The conversation it was made in."),
        field<&Input::message_id>("The message that says so."),
        field<&Input::owner_id>("Who keeps it; you, if left out."), field<&Input::due>("By when."),
        field<&Input::text>("What was promised.", length{1, longest_promise},
                            example{"\"A new lid\""}));
  }
};

struct EditPromise {
  PromiseId promise_id;
  PromiseState state = PromiseState::kept;

  static consteval auto describe() {
    return described("Says how a promise ended.", field<&EditPromise::promise_id>("The promise."),
                     field<&EditPromise::state>("kept, broken, or released by whom it was made "
                                                "to."));
  }
};

Result<Page<PromiseView>> list_promises(QueryContext& context, const ListPromises& input);
Result<PromiseView> get_promise(QueryContext& context, const OnePromise& input);
Result<void> make_promise(CommandContext& context, const NewPromise& input);
Result<PromiseView> made_promise(QueryContext& context, const NewPromise& input,
                                 const Created& created);
Result<void> settle_promise(CommandContext& context, const EditPromise& input);
Result<PromiseView> settled_promise(QueryContext& context, const EditPromise& input,
                                    const Created& created);

/// The first hundred promises made in one thread.
Result<std::vector<PromiseView>> load_promises_in(Reader& reader, ConversationId thread);

}  // namespace kith::conversation
